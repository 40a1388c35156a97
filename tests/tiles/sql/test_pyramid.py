"""Counts per grid cell: every object counted once, in its cell, by its state."""

from collections import Counter

import pytest
from starlette.testclient import TestClient

from core.database.engine import SessionFactory, transaction
from geo.grid import Tile, morton_key, tile_at
from layers.catalogue.citizen_reports import CitizenReport
from tests.tiles.decoded import TileFeature, features_in, tiles_between
from tests.world.objects import place
from tests.world.reports import REPORTS, Report, add_reports, drawn_reports
from tests.world.units import WEST

CELL_UNITS = 64
COUNTRY = (65, 47, 71, 53)
STATE = "state:"


def cells(client: TestClient, zoom: int, query: str = "") -> list[TileFeature]:
    return [
        feature
        for tile in tiles_between(*COUNTRY, zoom)
        for feature in features_in(client, "citizen_reports", tile, query)
    ]


def cell_of(feature: TileFeature) -> tuple[int, int]:
    """The world's column and row of the cell in which a feature is drawn."""
    column, row = int(feature.drawn.x // CELL_UNITS), int(feature.drawn.y // CELL_UNITS)
    return feature.tile.x * CELL_UNITS + column, feature.tile.y * CELL_UNITS + row


@pytest.mark.parametrize("zoom", [0, 2, 5, 8, 11])
def test_counts_add_up_to_the_rows(tiles: TestClient, zoom: int) -> None:
    assert sum(cell.properties["count"] for cell in cells(tiles, zoom)) == REPORTS


@pytest.mark.parametrize("zoom", [3, 7, 11])
def test_each_cell_counts_what_lies_in_it(tiles: TestClient, zoom: int) -> None:
    expected: Counter[tuple[int, int]] = Counter()
    for report in drawn_reports():
        cell = tile_at(report.longitude, report.latitude, zoom + 6)
        expected[cell.x, cell.y] += 1
    assert {cell_of(cell): cell.properties["count"] for cell in cells(tiles, zoom)} == expected


@pytest.mark.parametrize("zoom", [4, 9])
def test_counts_by_state_add_up_to_the_rows_of_the_state(tiles: TestClient, zoom: int) -> None:
    by_state: Counter[str] = Counter()
    for cell in cells(tiles, zoom):
        counts = {
            name.removeprefix(STATE): count
            for name, count in cell.properties.items()
            if name.startswith(STATE)
        }
        assert sum(counts.values()) == cell.properties["count"]
        by_state.update(counts)
    assert by_state == Counter(report.state for report in drawn_reports())


def test_cell_is_drawn_at_the_mean_place_of_its_objects(
    tiles: TestClient, merged: SessionFactory
) -> None:
    reports = [Report(69.5, 51.5, "open", "roads"), Report(69.504, 51.502, "done", "roads")]
    with transaction(merged) as session:
        add_reports(session, reports)
    near = [
        cell
        for cell in features_in(tiles, "citizen_reports", tile_at(69.502, 51.501, 5))
        if cell.longitude_latitude == pytest.approx((69.502, 51.501), abs=360 / 2**5 / 4096)
    ]
    assert [cell.properties["count"] for cell in near] == [2]
    assert near[0].id is None


def test_single_object_keeps_its_id_and_fields(tiles: TestClient, merged: SessionFactory) -> None:
    with transaction(merged) as session:
        row = CitizenReport(topic="water", state="done", geom=place("POINT(69.6 51.7)"))
        session.add(row)
        session.flush()
        report_id = row.id
    features = features_in(tiles, "citizen_reports", tile_at(69.6, 51.7, 6))
    (single,) = [feature for feature in features if feature.id == report_id]
    assert single.properties == {
        "count": 1,
        "topic": "water",
        "state": "done",
        "state:done": 1,
        "synthetic": False,
    }
    pixel = 360 / 2**6 / 512
    assert single.longitude_latitude == pytest.approx((69.6, 51.7), abs=pixel)


def test_cells_of_several_objects_carry_no_fields_of_one(tiles: TestClient) -> None:
    several = [cell for cell in cells(tiles, 5) if cell.properties["count"] > 1]
    assert several
    for cell in several:
        assert cell.id is None
        assert not {"topic", "state", "synthetic"} & set(cell.properties)


@pytest.mark.parametrize("zoom", [5, 8])
def test_object_on_the_corner_of_four_tiles_is_counted_once(
    tiles: TestClient, merged: SessionFactory, zoom: int
) -> None:
    here = tile_at(69.5, 51.5, zoom)
    west, _, _, north = here.bounds
    with transaction(merged) as session:
        session.add(CitizenReport(topic="ecology", geom=place(f"POINT({west!r} {north!r})")))
    around = [Tile(zoom, here.x + dx, here.y + dy) for dx in (-1, 0) for dy in (-1, 0)]
    found = [
        feature
        for tile in around
        for feature in features_in(tiles, "citizen_reports", tile, "?topic=ecology")
    ]
    assert [feature.properties["count"] for feature in found] == [1]
    assert found[0].is_inside


def test_hidden_objects_are_not_counted(tiles: TestClient, merged: SessionFactory) -> None:
    with transaction(merged) as session:
        hidden = {"topic": "roads", "visibility": "hidden", "geom": place("POINT(69.5 51.5)")}
        session.add(CitizenReport(**hidden))
    assert sum(cell.properties["count"] for cell in cells(tiles, 4)) == REPORTS


def test_filters_count_only_what_they_keep(tiles: TestClient) -> None:
    wanted = [report for report in drawn_reports() if report.topic == "waste"]
    counted = cells(tiles, 6, "?topic=waste")
    assert sum(cell.properties["count"] for cell in counted) == len(wanted)
    western = sum(cell.properties["count"] for cell in cells(tiles, 6, f"?region={WEST}"))
    assert western == sum(1 for report in drawn_reports() if report.longitude < 68)


def test_objects_are_drawn_one_by_one_from_the_layers_zoom(tiles: TestClient) -> None:
    features = [feature for feature in cells(tiles, 12) if feature.is_inside]
    assert len({feature.id for feature in features}) == REPORTS
    assert all("count" not in feature.properties for feature in features)


def test_database_and_grid_agree_on_morton_keys(merged: SessionFactory) -> None:
    pairs = [(0, 0), (1, 0), (0, 1), (45_000, 21_000), (2**28 - 1, 2**27 + 5)]
    with transaction(merged) as session:
        for x, y in pairs:
            key = session.connection().exec_driver_sql(f"SELECT atlas_morton({x}, {y})").scalar()
            assert key == morton_key(x, y)
