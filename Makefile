# The only list of commands; `make` alone prints it.
export PATH := $(CURDIR)/.tools/bin:$(PATH)
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal
UV := .tools/uv/bin/uv --no-config
COMPILE := $(UV) pip compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url

.PHONY: help demo setup test test-fast test-clock cases broad grid interop fuzz check check-style check-types check-page check-docs openapi layer-pages shapes bench docs lock clean
.DEFAULT_GOAL := help

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

demo: ## Install what is missing, load the starter data, serve the map (PORT, HOST, ATLAS_DATA)
	@scripts/setup.sh
	@exec $(BIN)/tuganzher demo serve

setup: ## Install what is missing, also for the tests
	@scripts/setup.sh --test

test: setup ## Run the whole suite on a real PostGIS and in a real browser
	$(PYTEST)

test-fast: setup ## Run in some minutes what needs no browser, no database of its own and no patience
	$(PYTEST) -m "not (slow or browser or own_database or shared_data or interop or grid or broad)"

test-clock: setup ## Run everything with both cores loaded, then what touches time on other days (ONLY="busy evening leap_day …")
	@$(BIN)/python -m tests.clocks $(ONLY)

cases: setup ## Try each file and request that once went wrong (../shared/cases) by its own command
	$(PYTEST) tests/cases

broad: setup ## Take whole open data (../shared/data) through what takes a minute each
	$(PYTEST) -m broad

grid: setup ## Look at every page at three widths, in three languages, light and dark (GRID_PICTURES=<folder> keeps them)
	$(PYTEST) -m "browser" tests/web/test_every_page.py tests/web/test_admin_page.py tests/web/test_tools_in_the_dark.py

interop: ## Let GDAL, QGIS, OWSLib, MapLibre, ogctests and Schemathesis use a served atlas
	@scripts/setup.sh --test --interop
	$(BIN)/python -m pytest -m interop tests/interop

check: check-style check-types check-page check-docs ## Style, types, imports between rooms, translations, the web page, the docs (-j2 is quicker)

check-style: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_phrases.py

check-types: setup
	$(BIN)/mypy

check-page: setup
	cd web && npm run check

check-docs: setup
	$(BIN)/python scripts/openapi.py --check
	$(BIN)/python scripts/layer_pages.py --check
	$(BIN)/python scripts/page_shapes.py --check
	$(BIN)/mkdocs build --strict --quiet

openapi: setup ## Take additions to the API into docs/openapi.json and the page's types (BREAK=yes lets something go)
	$(BIN)/python scripts/openapi.py $(if $(filter yes,$(BREAK)),--break-promises)
	cd web && npm run types

layer-pages: setup ## Write the documentation's pages about the layers (docs/layers) from the catalogue
	$(BIN)/python scripts/layer_pages.py

fuzz: setup ## Read files made by chance of valid ones (SECONDS for each of the formats, 60 if left out)
	ATLAS_FUZZ_SECONDS=$(or $(SECONDS),60) $(PYTEST) tests/ingest/fuzzing

shapes: setup ## Write the page's shapes (web/src/lib/catalogue/shapes.ts) from those of the map
	$(BIN)/python scripts/page_shapes.py

bench: ## Measure the atlas against plainer ways (a million reports; SIZE=full takes ten; ONLY=ingest asks one question)
	@scripts/setup.sh --bench
	@$(BIN)/python -m benchmarks $(or $(SIZE),small) $(ONLY)

docs: setup ## Build the documentation into site/
	$(BIN)/mkdocs build --strict

lock: setup ## Write the lock files anew from pyproject.toml (no addresses, only hashes)
	$(COMPILE) --upgrade --python-version 3.12 --extra dev --output-file requirements.lock pyproject.toml
	echo uv | $(COMPILE) --upgrade --output-file scripts/uv.lock -
	$(COMPILE) --upgrade --python-version 3.12 --output-file scripts/interop.lock scripts/interop.in

clean: ## Remove all that can be made again; the data stays
	rm -rf .venv .tools web/node_modules web/dist site *.egg-info .*_cache
