"""A GDAL that knows PMTiles, which is pyogrio's, reads an archive: every object that it covers."""

from collections.abc import Mapping
from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geo.grid import tile_size_m
from tests.interop.archives import ARCHIVE_ZOOM
from tests.interop.files import OBLAST
from tests.interop.known import LAYERS, in_oblast, known
from tests.interop.serving import ServedAtlas
from tests.tiles.archived import tiles_in
from tiles.sql.statement import EXTENT

pytestmark = pytest.mark.interop

COUNTED = "citizen_reports"
"""Its objects are counted at this zoom instead of drawn."""
DRAWN = [layer for layer in LAYERS if layer != COUNTED]
NEAR_M = 2**0.5 * tile_size_m(ARCHIVE_ZOOM) / EXTENT
"""Across one unit of a tile's coordinates."""

Tables = Mapping[str, geopandas.GeoDataFrame]


@pytest.fixture(scope="module")
def tables(archive: Path) -> Tables:
    """Every layer of the archive as GDAL reads it: what the tiles of the last zoom hold."""
    names = [name for name, _ in pyogrio.list_layers(archive)]
    return {name: pyogrio.read_dataframe(archive, layer=name) for name in names}


@pytest.fixture(scope="module")
def covered(archive: Path) -> BaseGeometry:
    """What those tiles cover, EPSG:4326: the oblast and some of its neighbours."""
    boxes = [shapely.box(*tile.bounds) for tile in tiles_in(archive) if tile.z == ARCHIVE_ZOOM]
    return shapely.union_all(boxes)


def test_gdal_finds_every_layer(tables: Tables) -> None:
    assert {"regions", "region_labels", *LAYERS} == set(tables)
    assert {str(table.crs) for table in tables.values()} == {"EPSG:3857"}
    assert OBLAST in set(tables["regions"]["code"])


@pytest.mark.parametrize("layer", DRAWN)
def test_gdal_reads_each_object_that_the_archive_covers(
    atlas: ServedAtlas, tables: Tables, covered: BaseGeometry, layer: str
) -> None:
    places = known(atlas.database_url, layer).places
    table = tables[layer]
    expected = {number for number, place in places.items() if place.intersects(covered)}
    assert set(table["mvt_id"]) == expected
    assert expected > set(known(atlas.database_url, layer, in_oblast(OBLAST)).places)
    points = table[table.geom_type == "Point"].set_index("mvt_id").geometry
    assert points.index.is_unique
    there = geopandas.GeoSeries({number: places[number] for number in points.index}, crs=4326)
    apart = points.distance(there.reindex(points.index).to_crs(3857))
    assert points.empty or apart.max() <= NEAR_M


def test_gdal_counts_the_objects_that_the_archive_covers(
    atlas: ServedAtlas, tables: Tables, covered: BaseGeometry
) -> None:
    places = known(atlas.database_url, COUNTED).places.values()
    assert tables[COUNTED]["count"].sum() == sum(place.intersects(covered) for place in places)
