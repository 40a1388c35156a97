"""The notebooks run from top to bottom on the starter data and are kept without outputs."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

pytestmark = pytest.mark.slow

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
FIRST_STEPS = NOTEBOOKS / "01_first_steps.ipynb"
SECONDS_A_CELL = 120


def executed(path: Path) -> NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(NOTEBOOKS)}}
    NotebookClient(notebook, timeout=SECONDS_A_CELL, resources=resources).execute()
    return notebook


def shown(notebook: NotebookNode, cell_id: str) -> dict[str, str]:
    """What a cell showed, by kind."""
    (cell,) = (cell for cell in notebook.cells if cell.id == cell_id)
    (output,) = cell.outputs
    return dict(output.data)


def test_there_are_notebooks() -> None:
    assert FIRST_STEPS in PATHS


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_notebook_is_kept_without_outputs(path: Path) -> None:
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.outputs for cell in cells] == [[]] * len(cells)
    assert {cell.execution_count for cell in cells} == {None}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_heading_speaks_three_languages(path: Path) -> None:
    texts = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "markdown"]
    headings = [line for text in texts for line in text.splitlines() if line.startswith("#")]
    assert headings
    assert {heading.count(" · ") for heading in headings} == {2}


@pytest.fixture(scope="module")
def first_steps(atlas_database: str) -> NotebookNode:
    """The first notebook, executed on the starter data."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", atlas_database)
        return executed(FIRST_STEPS)


def test_first_steps_load_the_monuments_of_turkistan(first_steps: NotebookNode) -> None:
    head = shown(first_steps, "head")["text/html"]
    assert "Archaeology" in head
    assert "Regional" in head
    assert "'region': '610000000'" in shown(first_steps, "attrs-code")["text/plain"]


@pytest.mark.parametrize("cell_id", ["map-code", "gaps-map"])
def test_first_steps_draw_maps_that_hold_leaflet_themselves(
    first_steps: NotebookNode, cell_id: str
) -> None:
    page = shown(first_steps, cell_id)["text/html"]
    assert "data:text/javascript;base64," in page
    assert "https://cdn" not in page


def test_first_steps_tell_the_coverage_and_its_method(first_steps: NotebookNode) -> None:
    assert "Turkistan" in shown(first_steps, "coverage-code")["text/html"]
    assert "'engine': 'straight_line'" in shown(first_steps, "method")["text/plain"]
    assert "nearest_m" in shown(first_steps, "gaps-code")["text/html"]
