"""Tiles of more points than a map can show are counted, whatever their filters."""

from collections import Counter

import pytest
from starlette.testclient import TestClient

from core.database.engine import SessionFactory, transaction
from geo.grid import tile_at
from layers.catalogue.citizen_reports import CitizenReport
from tests.tiles.decoded import TileFeature, features_in
from tests.world.objects import place
from tiles.sql import density

HERE = (69.6001, 51.7001)
MANY = {"heritage": 30, "water": 9}
STEP = 0.00002
"""Degrees between the reports: some of them share a cell at each zoom that counts."""


@pytest.fixture(autouse=True)
def few_single(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(density, "MOST_SINGLE", 20)


@pytest.fixture
def crowd(merged: SessionFactory) -> None:
    with transaction(merged) as session:
        for topic, many in MANY.items():
            for number in range(many):
                point = f"POINT({HERE[0] + number * STEP} {HERE[1]})"
                session.add(CitizenReport(topic=topic, geom=place(point)))


def found_in(tiles: TestClient, zoom: int, query: str = "") -> list[TileFeature]:
    return features_in(tiles, "citizen_reports", tile_at(*HERE, zoom), query)


def count_of(features: list[TileFeature]) -> int:
    return sum(feature.properties.get("count", 1) for feature in features)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("zoom", [12, 13, 14])
def test_dense_tile_is_counted(tiles: TestClient, zoom: int) -> None:
    cells = found_in(tiles, zoom)
    assert len(cells) < sum(MANY.values())
    assert count_of(cells) == sum(MANY.values())
    assert sum(cell.properties.get("state:open", 0) for cell in cells) == sum(MANY.values())


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("zoom", [15, 16])
def test_deepest_tiles_draw_each_point(tiles: TestClient, zoom: int) -> None:
    points = found_in(tiles, zoom)
    assert all("count" not in point.properties for point in points)
    assert Counter(point.properties["topic"] for point in points) == MANY


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("zoom", [12, 14])
def test_filter_that_leaves_few_shows_each_of_them(tiles: TestClient, zoom: int) -> None:
    points = found_in(tiles, zoom, "?topic=water")
    assert [point.properties["topic"] for point in points] == ["water"] * MANY["water"]
    assert all(point.id for point in points)


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("zoom", [12, 14])
def test_filter_that_leaves_many_counts_only_them(tiles: TestClient, zoom: int) -> None:
    cells = found_in(tiles, zoom, "?topic=heritage&datetime=2000-01-01/..")
    assert len(cells) < MANY["heritage"]
    assert count_of(cells) == MANY["heritage"]


@pytest.mark.usefixtures("crowd")
def test_single_object_of_a_dense_tile_can_be_asked_for(
    tiles: TestClient, merged: SessionFactory
) -> None:
    with transaction(merged) as session:
        alone = CitizenReport(topic="roads", geom=place(f"POINT({HERE[0] - 0.003} {HERE[1]})"))
        session.add(alone)
    (found,) = [cell for cell in found_in(tiles, 13) if cell.properties.get("topic") == "roads"]
    assert found.id == alone.id
    assert found.properties["count"] == 1
