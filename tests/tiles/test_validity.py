"""Every tile is valid for four decoders, and neighbours leave no gap between them.

The decoders are GDAL, MapLibre's (@mapbox/vector-tile), mapbox-vector-tile and one that is strict.
"""

import base64
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

import pytest
import shapely
from geoalchemy2.functions import ST_AsBinary
from shapely import Polygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Engine, func, select
from starlette.testclient import TestClient

from api.app import create_app
from core.database.engine import transaction
from core.embedded.cluster import EmbeddedCluster
from core.settings import PROJECT_ROOT, Settings
from geo.grid import Tile, tile_at, tile_size_m
from layers.days import TODAY
from layers.materialized.merge import merge_changes
from layers.regions.region import Region, valid_on
from layers.registry import Catalogue
from tests.databases import clone, template_made_once
from tests.tiles.conftest import committing
from tests.tiles.decoded import decoded, tiles_between
from tests.tiles.nasty import NASTY_AT, add_nasty_shapes
from tests.tiles.strict_mvt import LINE, POLYGON, StrictFeature, area_of, strictly_decoded
from tests.tiles.test_gdal import read_by_gdal

pytestmark = pytest.mark.slow

PAGE = PROJECT_ROOT / "web" / "package.json"
COUNTRY = (46.5, 40.5, 87.4, 55.5)
MOST_TILES = 5
"""Tiles of a zoom that are looked at: by chance, and those with the nasty shapes."""
ZOOMS = range(15)
Tiles = dict[Tile, bytes]


@pytest.fixture(scope="module")
def atlas(
    cluster: EmbeddedCluster, atlas_template: str, catalogue: Catalogue
) -> Iterator[TestClient]:
    """A client of the application over the starter data and the nasty shapes."""

    def fill(url: str) -> None:
        with committing(url) as sessions:
            with transaction(sessions) as session:
                add_nasty_shapes(session)
            merge_changes(sessions.kw["bind"], catalogue)

    template = template_made_once(cluster, "template_nasty", atlas_template, fill)
    with clone(cluster, template) as url:
        settings = Settings.from_environment({"DATABASE_URL": url})
        with TestClient(create_app(settings, catalogue, url)) as client:
            yield client


@pytest.fixture(scope="module")
def process() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        yield executor


def looked_at(zoom: int) -> list[Tile]:
    """Tiles of a zoom over the country, the same each time, and around the nasty shapes."""
    dice = random.Random(zoom)  # noqa: S311 - a sample, no secret
    nasty = {tile_at(*place, zoom) for place in NASTY_AT}
    first, last = tile_at(COUNTRY[0], COUNTRY[3], zoom), tile_at(COUNTRY[2], COUNTRY[1], zoom)
    while len(nasty) < MOST_TILES + len(NASTY_AT) and zoom > 4:
        nasty.add(Tile(zoom, dice.randint(first.x, last.x), dice.randint(first.y, last.y)))
    return sorted(nasty if zoom > 4 else {*nasty, *tiles_between(*COUNTRY, zoom)})


@pytest.fixture(scope="module")
def contents(atlas: TestClient, catalogue: Catalogue) -> Callable[[int], Tiles]:
    """What gives the tiles of a zoom that hold anything, with every layer, each asked once."""
    ids = ",".join(["regions", "region_labels", *(layer.id for layer in catalogue.layers)])

    @cache
    def of_zoom(zoom: int) -> Tiles:
        tiles = {}
        for tile in looked_at(zoom):
            answer = atlas.get(f"/api/tiles/{ids}/{tile}")
            assert answer.status_code in (200, 204), answer.text
            if answer.status_code == 200:
                tiles[tile] = answer.content
        return tiles

    return of_zoom


def by_maplibre(contents: list[bytes]) -> list[dict[str, list[StrictFeature]]]:
    """What the decoder of the map page finds."""
    places = os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])
    node = shutil.which("node", path=places)
    assert node, "Node is needed: run make test, which installs it"
    given = json.dumps([base64.b64encode(content).decode() for content in contents])
    script = Path(__file__).with_name("decode.mjs")
    done = subprocess.run(  # noqa: S603 - our own arguments
        [node, str(script), str(PAGE)], input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [
        {
            name: [
                StrictFeature(
                    feature["id"],
                    feature["type"],
                    feature["properties"],
                    [[(x, y) for x, y in path] for path in feature["paths"]],
                )
                for feature in features
            ]
            for name, features in layers.items()
        }
        for layers in json.loads(done.stdout)
    ]


def opened(feature: StrictFeature) -> StrictFeature:
    """The feature with rings that do not repeat their first corner."""
    paths = [path[:-1] for path in feature.paths] if feature.type == POLYGON else feature.paths
    return StrictFeature(feature.id, feature.type, feature.properties, paths)


def polygon_of(feature: StrictFeature) -> BaseGeometry:
    """The area of the rings: each hole belongs to the outer ring before it."""
    shells: list[tuple[list[tuple[int, int]], list[list[tuple[int, int]]]]] = []
    for ring in feature.paths:
        if area_of(ring) > 0:
            shells.append((ring, []))
        else:
            shells[-1][1].append(ring)
    return shapely.MultiPolygon([Polygon(shell, holes) for shell, holes in shells])


@pytest.mark.parametrize("zoom", ZOOMS)
def test_tiles_keep_every_rule_and_maplibre_reads_the_same(
    contents: Callable[[int], Tiles], zoom: int
) -> None:
    tiles = contents(zoom)
    assert tiles
    strict = [strictly_decoded(content) for content in tiles.values()]
    for ours, theirs in zip(strict, by_maplibre(list(tiles.values())), strict=True):
        assert {name: [opened(each) for each in of] for name, of in theirs.items()} == ours
    areas = [
        feature
        for layers in strict
        for features in layers.values()
        for feature in features
        if feature.type == POLYGON
    ]
    for feature in areas:
        assert polygon_of(feature).is_valid, feature


@pytest.mark.parametrize("zoom", ZOOMS)
def test_mapbox_vector_tile_reads_the_same(contents: Callable[[int], Tiles], zoom: int) -> None:
    for tile, content in contents(zoom).items():
        strict, theirs = strictly_decoded(content), decoded(content, tile)
        assert strict.keys() == theirs.keys()
        for name, features in strict.items():
            assert [each.properties for each in features] == [
                each.properties for each in theirs[name]
            ]
            assert [each.id or None for each in features] == [each.id for each in theirs[name]]
            for ours, read in zip(features, theirs[name], strict=True):
                assert read.drawn.is_valid or ours.type == LINE
                if ours.type == POLYGON:
                    assert read.drawn.area == polygon_of(ours).area


@pytest.mark.parametrize("zoom", ZOOMS)
def test_gdal_reads_the_same(
    contents: Callable[[int], Tiles], process: ProcessPoolExecutor, tmp_path: Path, zoom: int
) -> None:
    tiles = contents(zoom)
    folders = [tmp_path] * len(tiles)
    read = process.map(read_by_gdal, tiles.values(), tiles.keys(), folders, chunksize=len(tiles))
    for (tile, content), by_gdal in zip(tiles.items(), read, strict=True):
        ours = decoded(content, tile)
        assert by_gdal.keys() == ours.keys()
        for name, features in ours.items():
            assert len(by_gdal[name]) == len(features)
            for record, feature in zip(by_gdal[name], features, strict=True):
                assert record["geometry"].is_valid or feature.drawn.geom_type.endswith("LineString")
                assert record["geometry"].hausdorff_distance(feature.mercator) < 1


@pytest.fixture(scope="module")
def gaps_of_the_source(atlas_engine: Engine) -> list[BaseGeometry]:
    """The places inside the country that no oblast holds, EPSG:3857."""
    shape = ST_AsBinary(func.ST_Transform(Region.geom, 3857))
    with atlas_engine.connect() as connection:
        shapes = connection.scalars(select(shape).where(Region.level == 1, valid_on(Region, TODAY)))
        country = shapely.coverage_union_all(shapely.from_wkb([bytes(each) for each in shapes]))
    return [Polygon(ring) for part in shapely.get_parts(country) for ring in part.interiors]


@pytest.mark.parametrize("zoom", ZOOMS)
def test_neighbouring_regions_share_every_vertex_in_the_tile(
    contents: Callable[[int], Tiles], gaps_of_the_source: list[BaseGeometry], zoom: int
) -> None:
    square = shapely.box(0, 0, 4096, 4096)
    for tile, content in contents(zoom).items():
        regions = strictly_decoded(content).get("regions", [])
        known = shapely.union_all([in_tile_units(gap, tile) for gap in gaps_of_the_source])
        for level in {region.properties["level"] for region in regions}:
            units = [
                polygon_of(region) for region in regions if region.properties["level"] == level
            ]
            for one, other in combinations(units, 2):
                assert one.intersection(other).intersection(square).area == 0
            assert shapely.coverage_is_valid([unit for unit in units if unit.within(square)])
            slivers = [gap for gap in gaps_between(units, square) if gap.buffer(-1).is_empty]
            for sliver in slivers:
                assert sliver.distance(known) < 2, "a gap that the source has not"


def in_tile_units(shape: BaseGeometry, tile: Tile) -> BaseGeometry:
    """The shape of EPSG:3857 in the tile's own coordinates."""
    west, _, _, north = tile.bounds_m
    unit = tile_size_m(tile.z) / 4096
    return shapely.transform(shape, lambda xy: (xy - [west, north]) / [unit, -unit])


def gaps_between(units: list[BaseGeometry], square: BaseGeometry) -> list[BaseGeometry]:
    """What the units together leave open inside; wide where a city is not divided."""
    whole = shapely.union_all(units).intersection(square)
    filled = [Polygon(part.exterior) for part in shapely.get_parts(whole) if part.area]
    gaps = shapely.get_parts(shapely.union_all(filled).difference(whole))
    return [gap for gap in gaps if gap.area]
