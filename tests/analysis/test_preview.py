"""Maps of frames: on their own, in the atlas's colours."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import folium
import geopandas as gpd
import pytest
from playwright.sync_api import Page, sync_playwright
from shapely import LineString, Point, box

from analysis.preview import preview
from core.text import Language
from layers.catalogue.citizen_reports import LAYER as REPORTS
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.catalogue.tourist_routes import LAYER as ROUTES
from layers.model.colours import TONE_COLOURS
from layers.model.vocabulary import Tone

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OUTSIDE = re.compile(
    r"(?:src|href)=[\"']?(?:https?:)?//|url\((?!data:)|@import|import\(", re.IGNORECASE
)

GROUND = gpd.GeoDataFrame(
    {"name_kk": ["Батыс", "Шығыс"], "name_en": ["West", "East"], "approximate": [True, False]},
    geometry=[box(66, 48, 69, 52), box(69, 48, 72, 52)],
    crs="EPSG:4326",
)


def html_of(map_: folium.Map) -> str:
    text: str = map_.get_root().render()
    return text


def reports(**columns: list[object]) -> gpd.GeoDataFrame:
    data = {"state": ["open", "done"], "name_en": ["Pit <b>here</b>", None], **columns}
    return gpd.GeoDataFrame(data, geometry=[Point(67, 50), Point(70, 51)], crs="EPSG:4326")


def test_page_links_to_nothing_outside() -> None:
    html = html_of(preview(reports(), GROUND, REPORTS))
    assert OUTSIDE.search(html) is None
    assert "data:text/javascript;base64," in html


def test_objects_have_the_colour_of_their_state() -> None:
    html = html_of(preview(reports(), GROUND, REPORTS))
    assert f'"colour": "{TONE_COLOURS[Tone.RED]}"' in html
    assert f'"colour": "{TONE_COLOURS[Tone.GREEN]}"' in html


def test_objects_without_a_coloured_field_have_the_colour_of_their_layer() -> None:
    html = html_of(preview(reports(), GROUND, MONUMENTS))
    assert f'"colour": "{MONUMENTS.style.colour}"' in html


@pytest.mark.parametrize(
    ("language", "layer", "open_", "boundary"),
    [
        (Language.KK, "Азаматтық бақылау өтінімдері", "Өтінім", "Шамамен алынған шекара"),
        (Language.RU, "Заявки гражданского контроля", "Открыта", "Приблизительная граница"),
        (Language.EN, "Citizen-control reports", "Open", "Approximate boundary"),
    ],
)
def test_legend_speaks_the_language(
    language: Language, layer: str, open_: str, boundary: str
) -> None:
    html = html_of(preview(reports(), GROUND, REPORTS, language))
    legend = html[html.index('<div class="atlas-legend">') :].split("</div>")[0]
    assert all(phrase in legend for phrase in (layer, open_, boundary))


def test_exact_boundaries_are_not_called_approximate() -> None:
    html = html_of(preview(reports(), GROUND.iloc[1:], REPORTS))
    assert "Approximate boundary" not in html


def test_names_cannot_bring_markup_into_the_page() -> None:
    html = html_of(preview(reports(), GROUND, REPORTS))
    tips = [json.loads(f'"{tip}"') for tip in re.findall(r'"tip": "((?:[^"\\]|\\.)*)"', html)]
    assert "Pit &lt;b&gt;here&lt;/b&gt;<br>Open" in tips
    assert not any("<b>" in tip for tip in tips)


def test_frame_in_another_crs_is_drawn_where_it_belongs() -> None:
    html = html_of(preview(reports().to_crs(32642), GROUND, REPORTS))
    longitude, latitude = re.findall(r'"coordinates": \[([\d.]+), ([\d.]+)\]', html)[0]
    assert (float(longitude), float(latitude)) == pytest.approx((67, 50))


def test_lines_and_frames_without_rows_have_a_map_too() -> None:
    line = gpd.GeoDataFrame(
        {"name_en": ["Road"]}, geometry=[LineString([(67, 50), (70, 51)])], crs="EPSG:4326"
    )
    assert "LineString" in html_of(preview(line, GROUND, ROUTES))
    assert "West" in html_of(preview(line.iloc[:0], GROUND, ROUTES))


@pytest.fixture
def page() -> Iterator[Page]:
    """A page of a headless browser."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no Chromium: install the package `chromium`"
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.mark.browser
def test_browser_draws_the_map_without_any_request(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    path = tmp_path / "map.html"
    drawn = preview(reports(), GROUND, REPORTS)
    drawn.save(path)
    page.goto(path.as_uri())
    page.mouse.move(400, 300)
    name = drawn.get_name()
    circles = f"Object.values({name}._layers).filter(one => one instanceof L.CircleMarker)"
    assert page.evaluate(f"{circles}.map(one => one.options.fillColor).sort()") == sorted(
        (TONE_COLOURS[Tone.RED], TONE_COLOURS[Tone.GREEN])
    )
    assert page.locator(".atlas-legend").is_visible()
    bounds = page.evaluate(f"{name}.getBounds().toBBoxString()").split(",")
    assert [float(bounds[0]) <= 66, float(bounds[2]) >= 72] == [True, True]
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
