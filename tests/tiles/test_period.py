"""Tiles filtered by the time of their objects."""

from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from core.database.engine import SessionFactory, transaction
from geo.grid import tile_at
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.initiative_projects import InitiativeProject
from tests.tiles.decoded import features_in, layers_in
from tests.world.objects import add_monument, place

HERE = (69.6, 51.7)
POINT = f"POINT({HERE[0]} {HERE[1]})"
TIMES = (
    datetime(2026, 2, 28, 18, 59, tzinfo=UTC),
    datetime(2026, 2, 28, 19, 0, tzinfo=UTC),
    datetime(2026, 3, 31, 18, 59, tzinfo=UTC),
    datetime(2026, 3, 31, 19, 0, tzinfo=UTC),
)
"""Before, at the beginning, at the end and after March as Kazakhstan counts days."""


@pytest.fixture
def reports(merged: SessionFactory) -> None:
    with transaction(merged) as session:
        for time in TIMES:
            session.add(CitizenReport(topic="heritage", submitted_at=time, geom=place(POINT)))


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize(
    ("period", "count"),
    [
        ("2026-03-01/2026-03-31", 2),
        ("2026-03-01", 1),
        ("2026-03-01/..", 3),
        ("../2026-03-31", 3),
        ("2026-02-28T19:00:00Z/2026-03-31T18:59:59Z", 2),
        ("2027-01-01/2027-12-31", 0),
    ],
)
@pytest.mark.parametrize("zoom", [6, 11, 13])
def test_period_keeps_the_days_of_kazakhstan(
    tiles: TestClient, period: str, count: int, zoom: int
) -> None:
    query = f"?topic=heritage&datetime={period}"
    found = features_in(tiles, "citizen_reports", tile_at(*HERE, zoom), query)
    assert sum(feature.properties.get("count", 1) for feature in found) == count


def test_object_without_a_day_is_in_no_period(tiles: TestClient, merged: SessionFactory) -> None:
    with transaction(merged) as session:
        for day in (None, date(2026, 3, 5)):
            session.add(
                InitiativeProject(
                    name_kk=str(day),
                    type="social",
                    direction="education",
                    submitted_on=day,
                    geom=place(POINT),
                )
            )
    tile = tile_at(*HERE, 9)
    assert len(features_in(tiles, "initiative_projects", tile)) == 2
    (dated,) = features_in(tiles, "initiative_projects", tile, "?datetime=1900-01-01/..")
    assert dated.properties["name_kk"] == "2026-03-05"


def test_period_leaves_layers_without_a_time_alone(
    tiles: TestClient, merged: SessionFactory
) -> None:
    with transaction(merged) as session:
        add_monument(session, POINT)
    tile = tile_at(*HERE, 9)
    found = layers_in(tiles, "monuments,citizen_reports", tile, "?datetime=1999-01-01/1999-12-31")
    assert list(found) == ["monuments"]


@pytest.mark.parametrize(
    "query",
    [
        "citizen_reports/5/22/10?datetime=March",
        "citizen_reports/5/22/10?datetime=2026-03-31/2026-03-01",
        "citizen_reports/5/22/10?datetime=2026-03-01&datetime=2026-03-02",
        "monuments/5/22/10?datetime=2026-03-01",
        "citizen_reports/tilejson.json?datetime=March",
    ],
)
def test_what_is_no_period_or_filters_nothing_is_refused(tiles: TestClient, query: str) -> None:
    answer = tiles.get(f"/api/tiles/{query}")
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["datetime"]


def test_period_without_a_value_filters_nothing(tiles: TestClient) -> None:
    whole, empty = (
        tiles.get(f"/api/tiles/citizen_reports/5/22/10{query}") for query in ("", "?datetime=")
    )
    assert (empty.status_code, empty.content) == (whole.status_code, whole.content)
