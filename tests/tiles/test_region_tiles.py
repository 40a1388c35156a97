"""Regions in tiles: levels by zoom, shared borders at every zoom, valid shapes, labels."""

from datetime import date
from itertools import combinations

import pytest
import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, select
from starlette.testclient import TestClient

from core.database.engine import SessionFactory, transaction
from geo.grid import Tile, tile_at, tile_size_m
from layers.regions.generalised import RegionGeneralised, refresh_generalised
from layers.regions.region import Region
from tests.tiles.decoded import features_in, tiles_between
from tests.waiting import soon
from tests.world.units import EAST, WEST, WEST_SOUTH

COUNTRY = (65.9, 47.9, 70.1, 52.1)


def shapes_at(client: TestClient, zoom: int, level: int) -> dict[str, BaseGeometry]:
    """The units of a level by code, put together from all tiles, EPSG:3857."""
    found: dict[str, list[BaseGeometry]] = {}
    for tile in tiles_between(*COUNTRY, zoom):
        inside = shapely.box(*tile.bounds_m)
        for feature in features_in(client, "regions", tile):
            if feature.properties["level"] == level:
                code = feature.properties["code"]
                found.setdefault(code, []).append(feature.mercator.intersection(inside))
    return {code: shapely.union_all(parts) for code, parts in found.items()}


@pytest.mark.parametrize(
    ("zoom", "levels"), [(0, {1}), (4, {1}), (5, {1, 2}), (7, {1, 2}), (8, {1, 2, 3})]
)
def test_levels_appear_with_the_zoom(tiles: TestClient, zoom: int, levels: set[int]) -> None:
    features = features_in(tiles, "regions", tile_at(67, 49, zoom))
    assert {feature.properties["level"] for feature in features} == levels


def test_units_carry_code_parent_names_and_honesty(tiles: TestClient) -> None:
    (unit,) = [
        feature
        for feature in features_in(tiles, "regions", tile_at(66.3, 49, 8))
        if feature.properties["level"] == 2
    ]
    assert unit.properties == {
        "code": WEST_SOUTH,
        "level": 2,
        "kind": "district",
        "parent_code": WEST,
        "name_kk": f"{WEST_SOUTH} аумағы",
        "name_ru": f"Регион {WEST_SOUTH}",
        "name_en": f"Region {WEST_SOUTH}",
        "approximate": False,
    }


@pytest.mark.parametrize("zoom", range(14))
def test_polygons_are_valid_with_rings_the_right_way(tiles: TestClient, zoom: int) -> None:
    for tile in tiles_between(67.9, 49.9, 68.1, 50.1, zoom):
        for feature in features_in(tiles, "regions", tile):
            assert feature.drawn.is_valid
            assert feature.drawn.area > 0
            whole = feature.drawn
            for polygon in whole.geoms if isinstance(whole, MultiPolygon) else [whole]:
                assert polygon.exterior.is_ccw, "positive area, y growing downwards"


@pytest.mark.parametrize(("zoom", "level"), [(2, 1), (5, 1), (5, 2), (7, 2), (8, 3)])
def test_neighbours_share_their_border(tiles: TestClient, zoom: int, level: int) -> None:
    shapes = shapes_at(tiles, zoom, level)
    assert len(shapes) == 2**level
    unit = tile_size_m(zoom) / 4096
    whole = shapely.union_all(list(shapes.values()))
    overlap = sum(a.intersection(b).area for a, b in combinations(shapes.values(), 2))
    gaps = [shapely.Polygon(ring) for ring in shapely.get_parts(whole)[0].interiors]
    border = sum(a.intersection(b.buffer(unit)).length for a, b in combinations(shapes.values(), 2))
    assert overlap <= border * unit
    assert sum(gap.area for gap in gaps) <= border * unit


def test_borders_have_fewer_vertices_at_low_zooms(drawn: SessionFactory) -> None:
    with transaction(drawn) as session:
        copies = session.execute(
            select(RegionGeneralised.zoom, RegionGeneralised.geom.ST_NPoints())
            .join(Region, Region.id == RegionGeneralised.region_id)
            .where(Region.code == WEST)
            .order_by(RegionGeneralised.zoom)
        ).all()
    vertices = [count for _, count in copies]
    assert vertices == sorted(vertices)
    assert vertices[0] < vertices[-1] / 4


@pytest.mark.parametrize("level", [1, 2, 3])
def test_copies_of_a_level_are_a_coverage_at_every_zoom(drawn: SessionFactory, level: int) -> None:
    with transaction(drawn) as session:
        rows = session.execute(
            select(RegionGeneralised.zoom, RegionGeneralised.geom.ST_AsBinary())
            .join(Region, Region.id == RegionGeneralised.region_id)
            .where(Region.level == level)
        ).all()
    zooms = {zoom for zoom, _ in rows}
    assert zooms == set(range({1: 0, 2: 5, 3: 8}[level], 15))
    for zoom in zooms:
        polygons = [shapely.from_wkb(bytes(shape)) for of, shape in rows if of == zoom]
        assert len(polygons) == 2**level
        assert shapely.coverage_is_valid(polygons)


def test_without_copies_the_polygons_themselves_are_drawn(
    tiles: TestClient, drawn: SessionFactory
) -> None:
    with transaction(drawn) as session:
        session.execute(delete(RegionGeneralised))
    features = features_in(tiles, "regions", tile_at(68.5, 49, 4))
    assert {feature.properties["code"] for feature in features} == {WEST, EAST}


def test_copy_goes_when_its_polygon_changes_and_comes_back(drawn: SessionFactory) -> None:
    with transaction(drawn) as session:
        west = session.scalars(select(Region).where(Region.code == WEST)).one()
        west.geom = west.geom.ST_Translate(0.001, 0)
        session.flush()
        of_west = select(RegionGeneralised).where(RegionGeneralised.region_id == west.id)
        assert session.scalars(of_west).all() == []
        assert refresh_generalised(session) >= 15
        assert len(session.scalars(of_west).all()) == 15
        assert refresh_generalised(session) == 0


def test_edited_polygon_gets_its_copies_while_the_atlas_is_served(
    tiles: TestClient, drawn: SessionFactory
) -> None:
    with transaction(drawn) as session:
        west = session.scalars(select(Region).where(Region.code == WEST)).one()
        west.geom = west.geom.ST_Translate(0.001, 0)
    has_copies = select(RegionGeneralised).join(Region).where(Region.code == WEST).exists()

    def are_made() -> bool:
        assert tiles.get("/api/tiles/regions/4/10/5").status_code == 200
        with transaction(drawn) as session:
            return bool(session.scalar(select(has_copies)))

    assert soon(are_made)


def test_former_units_are_not_drawn(tiles: TestClient, drawn: SessionFactory) -> None:
    with transaction(drawn) as session:
        east = session.scalars(select(Region).where(Region.code == EAST)).one()
        east.valid_to = date(2022, 6, 8)
    features = features_in(tiles, "regions", tile_at(68.5, 49, 4))
    assert [feature.properties["code"] for feature in features] == [WEST]


@pytest.mark.parametrize(("zoom", "count"), [(4, 2), (5, 6), (8, 14)])
def test_every_shown_unit_has_one_label_inside_it(tiles: TestClient, zoom: int, count: int) -> None:
    labels = [
        feature
        for tile in tiles_between(*COUNTRY, zoom)
        for feature in features_in(tiles, "region_labels", tile)
        if feature.is_inside
    ]
    assert len(labels) == count
    assert len({label.properties["code"] for label in labels}) == count


def test_region_parameter_leaves_the_regions_alone(tiles: TestClient) -> None:
    plain = tiles.get("/api/tiles/regions/4/10/5")
    filtered = tiles.get(f"/api/tiles/regions/4/10/5?region={EAST}")
    assert filtered.content == plain.content
    assert features_in(tiles, "regions", Tile(4, 10, 5))
