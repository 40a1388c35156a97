"""A reader chooses a period: the map, the counts, the list, the files and the link follow it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import mapbox_vector_tile
import pytest
from geoalchemy2.shape import from_shape
from playwright.sync_api import Browser, Request, Response, expect
from shapely import Point
from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.database.engine import make_engine
from core.embedded.cluster import EmbeddedCluster
from layers.catalogue.citizen_reports import CitizenReport
from layers.materialized.merge import merge_changes
from layers.registry import Catalogue
from tests.databases import clone
from tests.web.conftest import DESK, PHONE, Reader, Readers, served, settings_with_page

pytestmark = pytest.mark.browser

OK = 200
IN_DECEMBER, IN_MARCH, IN_JULY = 5, 30, 10
JUST_AFTER_MIDNIGHT = time(0, 30, tzinfo=timezone(timedelta(hours=5)))
"""In Kazakhstan; in Greenwich it is still the day before."""
SPRING = "2026-03-01/2026-05-31"


@pytest.fixture(scope="module")
def dated_address(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of an atlas with reports of three months."""
    with clone(cluster, atlas_template) as url:
        engine = make_engine(url)
        with Session(engine) as session:
            add_reports(session, date(2025, 12, 31), IN_DECEMBER, 43.0)
            add_reports(session, date(2026, 3, 1), IN_MARCH, 47.0)
            add_reports(session, date(2026, 7, 10), IN_JULY, 51.0)
            session.commit()
        merge_changes(engine, catalogue)
        engine.dispose()
        settings = settings_with_page(url, tmp_path_factory.mktemp("dated"))
        with served(settings, catalogue, url) as address:
            yield address


def add_reports(session: Session, day: date, number: int, latitude: float) -> None:
    """Put so many reports of a day in a row along a parallel."""
    session.execute(
        insert(CitizenReport),
        [
            {
                "topic": "roads",
                "state": "open",
                "submitted_at": datetime.combine(day, JUST_AFTER_MIDNIGHT),
                "geom": from_shape(Point(66 + place / 3, latitude), srid=4326),
            }
            for place in range(number)
        ],
    )


@pytest.fixture
def readers(browser: Browser, dated_address: str, tmp_path: Path) -> Iterator[Readers]:
    """A maker of readers of that atlas; after the test none of them may have a complaint."""
    made = Readers(browser, dated_address, tmp_path)
    yield made
    made.leave()


class DrawnReports:
    """The tiles of reports that a reader's page has been given."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.answers: list[Response] = []
        self.expected: set[Request] = set()
        reader.page.on("request", self._asked)
        reader.page.on("requestfinished", self._ended)
        reader.page.on("requestfailed", self._ended)
        reader.page.on("response", self._heard)

    def number(self, period: str | None) -> int:
        """How many reports the tiles of a period hold; None is tiles without a period."""
        tiles = {
            answer.url: mapbox_vector_tile.decode(answer.body()) for answer in self._settled(period)
        }
        features = [each for tile in tiles.values() for each in tile["citizen_reports"]["features"]]
        return sum(each["properties"].get("count", 1) for each in features)

    def of_period(self, period: str | None) -> list[Response]:
        """The answers with content that have come for a period."""
        return [
            answer
            for answer in self.answers
            if answer.status == OK and query_of(answer.url).get("datetime") == period
        ]

    def _settled(self, period: str | None) -> list[Response]:
        """The answers of a period with content, once there are some and no more come."""
        before: list[Response] = []

        def is_settled() -> bool:
            nonlocal before
            found = self.of_period(period)
            before, had = found, len(before)
            return bool(found) and len(found) == had and not self.expected

        assert self.reader.sees(is_settled)
        return before

    def _heard(self, answer: Response) -> None:
        if is_of_reports(answer.request):
            self.answers.append(answer)

    def _asked(self, request: Request) -> None:
        if is_of_reports(request):
            self.expected.add(request)

    def _ended(self, request: Request) -> None:
        self.expected.discard(request)


def is_of_reports(request: Request) -> bool:
    """Whether a tile of reports is asked for."""
    return "/api/tiles/citizen_reports/" in request.url


def query_of(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlparse(address).query).items()}


def choose(reader: Reader, end: str, year: str, month: str) -> None:
    """Choose one end of the period."""
    lists = reader.page.get_by_role("group", name=end, exact=True)
    lists.get_by_label("Год").select_option(year)
    lists.get_by_label("Месяц").select_option(month)


def test_map_counts_and_address_follow_the_period(readers: Readers) -> None:
    reader = readers.come(DESK)
    drawn = DrawnReports(reader)
    reader.open("?lang=ru&panel=layers")
    switch = reader.page.locator(".strip").get_by_role("button", name="Заявки")
    expect(switch).to_contain_text(str(IN_DECEMBER + IN_MARCH + IN_JULY))
    assert drawn.number(None) == IN_DECEMBER + IN_MARCH + IN_JULY
    reader.page.locator("details.period summary").click()
    choose(reader, "С начала месяца", "2026", "03")
    choose(reader, "По конец месяца", "2026", "05")
    expect(switch).to_contain_text(f" {IN_MARCH}")
    assert drawn.number(SPRING) == IN_MARCH
    assert reader.sees(lambda: query_of(reader.page.url).get("period") == "2026-03/2026-05")
    other = readers.come(DESK)
    shared = DrawnReports(other)
    other.page.goto(reader.page.url)
    other.wait_for_map()
    assert shared.number(SPRING) == IN_MARCH
    assert shared.of_period(None) == []


def test_list_and_files_follow_the_period(readers: Readers) -> None:
    reader = readers.come(PHONE, is_phone=True)
    reader.open("?lang=en&panel=list&period=2026-03/2026-05")
    reader.page.locator("#panel").get_by_label("Layer").select_option("citizen_reports")
    expect(reader.page.get_by_text(f"{IN_MARCH} objects shown")).to_be_visible()
    mark = reader.page.get_by_role("button", name="Remove the period filter: March – May 2026")
    with reader.page.expect_response(re.compile("citizen_reports/items")):
        mark.press("Enter")
    expect(mark).to_have_count(0)
    assert reader.sees(lambda: "period" not in query_of(reader.page.url))
    reader.page.go_back()
    expect(mark).to_be_visible()
    reader.page.get_by_role("button", name="Region", exact=True).click()
    downloads = reader.page.locator(".downloads")
    csv = downloads.get_by_role("link", name="CSV")
    assert "datetime" not in query_of(csv.get_attribute("href") or "")
    downloads.locator("select").select_option("citizen_reports")
    assert query_of(csv.get_attribute("href") or "")["datetime"] == SPRING


def test_months_of_a_region_are_told_as_a_table(readers: Readers) -> None:
    reader = readers.come(DESK)
    reader.open("?lang=kk")
    layer = reader.page.locator("section.layers details", has_text="Азаматтық бақылау өтінімдері")
    with reader.page.expect_response(re.compile("/counts\\?layer=citizen_reports&by=month")):
        layer.locator("summary").click()
    rows = layer.get_by_role("row")
    expect(rows).to_have_count(1 + 8)
    expect(rows.nth(1)).to_contain_text("2025 жылғы желтоқсан")
    expect(rows.nth(1)).to_contain_text(str(IN_DECEMBER))
    expect(rows.nth(2)).to_have_text(re.compile("қаңтар.*0"))
