"""The page draws its map from an archive, without a single live tile."""

import asyncio
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Route, expect

from core.text import Language
from layers.registry import Catalogue
from tests.web.conftest import DESK, PHONE, Reader, Readers, served, settings_with_page
from tiles.pmtiles.making import BuildSettings, make_archive
from tiles.pmtiles.order import parse_order
from tiles.tile_layer import TileLayers

pytestmark = pytest.mark.browser

FEWEST_COLOURS = 40
TURKISTAN = "610000000"


@pytest.fixture(scope="module")
def archive_address(
    atlas_database: str, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of an atlas with archives of the country and of one oblast."""
    settings = settings_with_page(atlas_database, tmp_path_factory.mktemp("archives"))
    settings.archive_folder.mkdir()
    sources = TileLayers(catalogue)
    for name, region in (("kz", None), ("turkistan", TURKISTAN)):
        order = parse_order(sources, Language.KK, layers=None, region=region, zooms="0-7")
        path = settings.archive_folder / f"{name}.pmtiles"
        making = BuildSettings(sources, atlas_database, None, settings.clock)
        made = make_archive(making, order, path, date(2026, 11, 22))
        with ThreadPoolExecutor(1) as elsewhere:  # the browser's own loop runs here
            elsewhere.submit(asyncio.run, made).result()
    with served(settings, catalogue, atlas_database) as address:
        yield address


@pytest.fixture
def visitors(browser: Browser, archive_address: str, tmp_path: Path) -> Iterator[Readers]:
    """A maker of readers of that atlas; after the test none of them may have a complaint."""
    made = Readers(browser, archive_address, tmp_path)
    yield made
    made.leave()


class Answers:
    """The tiles that a reader's page asks for: ranges of archives, and live ones, which fail."""

    def __init__(self, reader: Reader) -> None:
        self.ranges: list[int] = []
        self.live: list[str] = []
        reader.page.on("response", lambda answer: self._heard(answer.url, answer.status))
        reader.page.route(is_live, self._refuse)

    def _heard(self, address: str, status: int) -> None:
        if address.endswith(".pmtiles"):
            self.ranges.append(status)

    def _refuse(self, route: Route) -> None:
        self.live.append(route.request.url)
        route.abort()


def is_live(address: str) -> bool:
    """Whether the address is that of a tile made from the database."""
    path = address.partition("/api/tiles/")[2].partition("?")[0]
    return path.count("/") == 3 and not path.startswith("archive")


def colours(reader: Reader) -> int:
    """How many colours the map has."""
    picture = Image.open(io.BytesIO(reader.page.locator(".map canvas").screenshot()))
    return len(picture.convert("RGB").getcolors(maxcolors=1 << 24) or [])


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_map_is_drawn_from_the_archive_alone(visitors: Readers, size: dict[str, int]) -> None:
    reader = visitors.come(size, is_phone=size is PHONE)
    answers = Answers(reader)
    reader.open("?lang=kk&archive=kz")
    assert reader.sees(lambda: colours(reader) > FEWEST_COLOURS)
    assert answers.live == []
    assert len(answers.ranges) > 1
    assert set(answers.ranges) == {206}
    assert "archive=kz" in reader.page.url


def test_archive_of_a_region_opens_where_it_lies(visitors: Readers) -> None:
    reader = visitors.come(DESK)
    answers = Answers(reader)
    reader.open("?lang=ru&archive=turkistan")
    reader.page.wait_for_url("**map=**")
    assert reader.comes_to_rest()
    zoom, latitude, longitude = reader.page.url.partition("map=")[2].partition("&")[0].split("/")
    assert float(zoom) > 4.5
    assert 40.5 < float(latitude) < 46.5
    assert 64 < float(longitude) < 71
    assert answers.live == []


def test_reader_chooses_between_archive_and_live_tiles(visitors: Readers) -> None:
    reader = visitors.come(DESK)
    reader.open("?lang=en&panel=layers")
    choice = reader.page.get_by_label("Map data")
    expect(choice.locator("option")).to_have_count(3)
    reader.wait_for_map()
    reader.page.wait_for_load_state("networkidle")
    answers = Answers(reader)
    choice.select_option("turkistan")
    reader.page.wait_for_url("**archive=turkistan**")
    expect(reader.page.get_by_text("drawn from an archive")).to_be_visible()
    reader.wait_for_map()
    assert reader.sees(lambda: bool(answers.ranges))
    assert set(answers.ranges) == {206}
    assert answers.live == []
    reader.page.go_back()
    expect(choice).to_have_value("")
