"""Tiles of points against a recount of the rows with other formulas, for every kind of filter."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy import delete, insert
from starlette.testclient import TestClient

from api.app import create_app
from core.database.engine import transaction
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from geo.grid import Tile
from layers.catalogue.citizen_reports import CitizenReport
from layers.registry import Catalogue
from tests.databases import clone
from tests.tiles.conftest import committing_and_merging
from tests.tiles.decoded import TileFeature, features_in
from tests.tiles.recount import (
    ROWS,
    Asked,
    Row,
    comparable,
    expected_cells,
    expected_points,
    fullest,
    tiles_of,
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def client(
    cluster: EmbeddedCluster, drawn_template: str, catalogue: Catalogue
) -> Iterator[TestClient]:
    """A client of the application over the drawn country with the random reports alone."""
    with clone(cluster, drawn_template) as url:
        with committing_and_merging(url, catalogue) as sessions, transaction(sessions) as session:
            session.execute(delete(CitizenReport))
            session.execute(insert(CitizenReport), [_written(row) for row in ROWS])
        settings = Settings.from_environment({"DATABASE_URL": url})
        with TestClient(create_app(settings, catalogue, url)) as client:
            yield client


def _written(row: Row) -> dict[str, object]:
    return {
        "id": row.id,
        "geom": from_shape(Point(row.longitude, row.latitude), srid=4326),
        "topic": row.topic,
        "state": row.state,
        "solved_by": row.solved_by,
        "submitted_at": row.submitted_at,
        "visibility": "hidden" if row.is_hidden else "public",
        "synthetic": row.synthetic,
    }


def found_in(client: TestClient, tile: Tile, asked: Asked) -> list[tuple[object, ...]]:
    features = features_in(client, "citizen_reports", tile, asked.query)
    return [_as_found(feature) for feature in features]


def _as_found(feature: TileFeature) -> tuple[object, ...]:
    place = (int(feature.drawn.x), int(feature.drawn.y))
    return comparable(place, feature.properties, feature.id)


@pytest.mark.parametrize("zoom", range(12))
def test_unfiltered_cells_are_those_of_a_recount(client: TestClient, zoom: int) -> None:
    expected = expected_cells(Asked(), zoom)
    for tile in tiles_of(zoom):
        assert sorted(found_in(client, tile, Asked())) == sorted(expected.get(tile, []))


@pytest.mark.parametrize("zoom", range(12, 17))
def test_unfiltered_points_are_those_of_the_rows(client: TestClient, zoom: int) -> None:
    expected = expected_points(Asked(), zoom)
    for tile in tiles_of(zoom):
        assert sorted(found_in(client, tile, Asked())) == sorted(expected.get(tile, []))


COMBINATIONS = [
    Asked(*chosen)
    for chosen in product(
        ((), ("waste",), ("roads", "water")),
        ((), ("done",), ("open", "refused")),
        (None, (date(2026, 2, 1), date(2026, 3, 31))),
        (False, True),
        (None, "citizens"),
    )
]


@pytest.mark.parametrize("zoom", [3, 9, 10])
@pytest.mark.parametrize("asked", COMBINATIONS, ids=lambda asked: asked.query)
def test_filtered_cells_are_those_of_a_recount(client: TestClient, zoom: int, asked: Asked) -> None:
    expected = expected_cells(asked, zoom)
    for tile in fullest(zoom):
        assert sorted(found_in(client, tile, asked)) == sorted(expected.get(tile, []))


@pytest.mark.parametrize("asked", COMBINATIONS, ids=lambda asked: asked.query)
def test_filtered_points_are_those_of_the_rows(client: TestClient, asked: Asked) -> None:
    expected = expected_points(asked, 12)
    for tile in fullest(12):
        assert sorted(found_in(client, tile, asked)) == sorted(expected.get(tile, []))
