"""MapLibre, the version that the page ships, draws each layer in Chromium without complaint."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from core.settings import PROJECT_ROOT
from tests.interop.known import LAYERS
from tests.interop.serving import ServedAtlas
from tests.web.conftest import BROWSERS, FLAGS

pytestmark = [pytest.mark.interop, pytest.mark.browser]

MAPLIBRE = PROJECT_ROOT / "web" / "node_modules" / "maplibre-gl" / "dist"
HARNESS = """<!doctype html><link rel="stylesheet" href="/maplibre/maplibre-gl.css">
<style>html, body, #map { margin: 0; width: 100%; height: 100% }</style><div id="map"></div>
<script type="module">
import { Map, setWorkerUrl } from '/maplibre/maplibre-gl.mjs'
setWorkerUrl('/maplibre/maplibre-gl-worker.mjs')
window.draw = (style, center, zoom) => new Promise((resolve) => {
  const map = new Map({ container: 'map', style, center, zoom, fadeDuration: 0 })
  map.on('error', ({ error }) => console.error(`map: ${error.message}`))
  map.once('idle', () => resolve(map.queryRenderedFeatures().map((feature) => feature.layer.id)))
})
window.ready = true
</script>"""
KINDS = {".mjs": "text/javascript", ".css": "text/css"}
COUNTRY, DISTRICT = ([67.3, 48.2], 4), ([76.92, 43.25], 9)
"""Centre and zoom; between them layers go over from counts to single features."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no Chromium: run `make interop`, which installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, atlas: ServedAtlas) -> Iterator[Page]:
    """An empty page at the address of the atlas, with MapLibre; it may have no complaint."""
    complaints: list[str] = []
    page = chromium.new_page(viewport={"width": 800, "height": 600})
    page.on("console", lambda said: complaints.append(said.text) if is_bad(said) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.route("**/maplibre/*", shipped)
    page.route("**/harness", lambda route: route.fulfill(body=HARNESS, content_type="text/html"))
    page.goto(f"{atlas.address}/harness")
    page.wait_for_function("window.ready")
    yield page
    assert complaints == []
    page.close()


@pytest.mark.parametrize(("center", "zoom"), [COUNTRY, DISTRICT])
@pytest.mark.parametrize("layer", [*LAYERS, "regions"])
def test_maplibre_draws_the_layer(
    atlas: ServedAtlas, page: Page, layer: str, center: list[float], zoom: int
) -> None:
    style = httpx.get(f"{atlas.api}/tiles/style.json").json()
    style["layers"] = [shown(each) for each in style["layers"] if each.get("source") == layer]
    assert style["layers"], f"the style does not draw {layer}"
    found = page.evaluate(
        "([style, center, zoom]) => draw(style, center, zoom)", [style, center, zoom]
    )
    assert found
    assert set(found) <= {each["id"] for each in style["layers"]}


def shown(layer: dict[str, Any]) -> dict[str, Any]:
    """The layer of a style, visible even where the page shows it only on demand."""
    return {**layer, "layout": {**layer.get("layout", {}), "visibility": "visible"}}


def shipped(route: Route) -> None:
    """Give a file of MapLibre as the page ships it."""
    path = MAPLIBRE / Path(route.request.url).name
    route.fulfill(body=path.read_bytes(), content_type=KINDS[path.suffix])


def is_bad(said: ConsoleMessage) -> bool:
    """Whether the browser complains, but of a software renderer's slowness."""
    return said.type in ("error", "warning") and "GL Driver Message" not in said.text
