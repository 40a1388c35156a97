"""Copies of lines and areas per zoom are true after every change, and neighbours fit."""

import math
from dataclasses import replace

import pytest
import shapely
from geoalchemy2.shape import from_shape
from shapely import LineString, Point, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.orm import Session

from geo.grid import half_pixel_m, tile_at
from layers.catalogue.monuments import LAYER as MONUMENTS
from layers.catalogue.monuments import Monument
from layers.catalogue.tourist_routes import LAYER as ROUTES
from layers.catalogue.tourist_routes import TouristRoute
from layers.materialized import news
from layers.materialized.part import ChangeBatch
from layers.materialized.shape_copies import KEPT_SHAPES
from layers.materialized.shapes import ShapesTable
from layers.model.layer import GeometryKind, Layer
from tiles.serving.changes import news_of

ZONES = replace(MONUMENTS, geometry=GeometryKind.POLYGON)
"""The monuments as if each were an area, as zones of protection are."""
SHAPES = ShapesTable()
EVERY_CHANGE = 2**62
WAVES = LineString([(67 + i / 1000, 51 + 0.02 * math.sin(i / 10)) for i in range(1000)])
STRAIGHT = LineString([(67, 50), (68, 50.5)])
SHORT = LineString([(67, 50), (67.0001, 50)])

Copies = dict[int, dict[int, BaseGeometry]]
"""The copies by zoom and id."""


def add_route(session: Session, line: LineString, **values: object) -> int:
    row = TouristRoute(
        **{"name_kk": "Жол", "modes": ["car"], "difficulty": "easy", **values},
        geom=from_shape(line, srid=4326),
    )
    session.add(row)
    session.flush()
    return row.id


def add_zone(session: Session, shape: BaseGeometry, **values: object) -> int:
    row = Monument(
        **{"name_kk": "Аймақ", "kind": "archaeology", "significance": "local", **values},
        geom=from_shape(shape, srid=4326),
    )
    session.add(row)
    session.flush()
    return row.id


def merge(session: Session, layer: Layer) -> None:
    """Let the part take in what waits for the layer."""
    session.flush()
    SHAPES.apply(session.connection(), ChangeBatch(layer, EVERY_CHANGE))
    session.execute(text("DELETE FROM change_queue WHERE layer = :layer"), {"layer": layer.id})


def copies_of(connection: Connection, layer: Layer) -> Copies:
    """What is kept for the layer at every zoom."""
    rows = connection.execute(
        select(
            KEPT_SHAPES.c.id,
            func.generate_series(
                func.lower(KEPT_SHAPES.c.zooms),
                func.coalesce(func.upper(KEPT_SHAPES.c.zooms) - 1, 16),
            ),
            func.ST_AsBinary(KEPT_SHAPES.c.geom),
        ).where(KEPT_SHAPES.c.layer == layer.id)
    )
    copies: Copies = {}
    for row, zoom, shape in rows:
        assert row not in copies.setdefault(zoom, {}), "one copy for a zoom"
        copies[zoom][row] = shapely.from_wkb(bytes(shape))
    return copies


def are_true(session: Session, layer: Layer) -> bool:
    """Whether the part finds no difference and a rebuild changes nothing."""
    connection = session.connection()
    found = list(SHAPES.differences(connection, layer))
    kept = copies_of(connection, layer)
    SHAPES.rebuild(connection, layer)
    return not found and copies_of(connection, layer) == kept


@pytest.fixture
def neighbours(session: Session) -> list[int]:
    """Twelve zones side by side, each with winding borders that it shares with the next."""

    def border(number: int) -> list[tuple[float, float]]:
        return [
            (67 + number / 10 + 0.02 * math.sin(9 * step + number), 50 + step / 50)
            for step in range(30)
        ]

    strips = [[*border(n), *reversed(border(n + 1))] for n in range(12)]
    ids = [add_zone(session, shapely.Polygon(strip)) for strip in strips]
    merge(session, ZONES)
    return ids


def test_line_has_a_copy_for_every_zoom_and_fewer_vertices_at_low_ones(session: Session) -> None:
    line = add_route(session, WAVES)
    merge(session, ROUTES)
    copies = copies_of(session.connection(), ROUTES)
    assert set(copies) == set(range(17))
    vertices = [shapely.get_num_coordinates(copies[zoom][line]) for zoom in range(17)]
    assert vertices == sorted(vertices)
    assert vertices[0] < 5
    assert vertices[16] > 900


@pytest.mark.slow
def test_simplified_line_stays_within_half_a_pixel(session: Session) -> None:
    line = add_route(session, WAVES)
    merge(session, ROUTES)
    copies = copies_of(session.connection(), ROUTES)
    whole = copies[16][line]
    for zoom in range(16):
        distance = shapely.hausdorff_distance(copies[zoom][line], whole, densify=0.01)
        assert distance <= half_pixel_m(zoom) * 1.5


def test_line_that_looks_the_same_at_every_zoom_is_kept_once(session: Session) -> None:
    add_route(session, STRAIGHT)
    add_route(session, SHORT)
    merge(session, ROUTES)
    zooms = session.scalars(select(KEPT_SHAPES.c.zooms)).all()
    assert [(each.lower, each.upper) for each in zooms] == [(0, None), (0, None)]


def test_lines_stay_true_under_every_kind_of_write(session: Session) -> None:
    ids = [
        add_route(session, LineString([(60 + n, 50), (61 + n, 51), (60 + n, 52)])) for n in range(5)
    ]
    merge(session, ROUTES)
    assert are_true(session, ROUTES)
    session.execute(
        update(TouristRoute)
        .where(TouristRoute.id == ids[0])
        .values(geom=from_shape(WAVES, srid=4326))
    )
    session.execute(
        update(TouristRoute).where(TouristRoute.id == ids[1]).values(visibility="hidden")
    )
    session.execute(delete(TouristRoute).where(TouristRoute.id == ids[2]))
    add_route(session, SHORT)
    merge(session, ROUTES)
    assert are_true(session, ROUTES)
    kept = set(copies_of(session.connection(), ROUTES)[0])
    assert kept & set(ids) == {ids[0], ids[3], ids[4]}


def test_only_lines_of_the_batch_are_made_anew(session: Session) -> None:
    first, second = add_route(session, WAVES), add_route(session, STRAIGHT)
    merge(session, ROUTES)
    rows = select(KEPT_SHAPES.c.id, text("ctid::text")).order_by(text("ctid"))
    before = {row for row in session.execute(rows) if row[0] == first}
    session.execute(
        update(TouristRoute)
        .where(TouristRoute.id == second)
        .values(geom=from_shape(SHORT, srid=4326))
    )
    merge(session, ROUTES)
    assert {row for row in session.execute(rows) if row[0] == first} == before


def test_hidden_line_has_no_copy(session: Session) -> None:
    add_route(session, WAVES, visibility="hidden")
    merge(session, ROUTES)
    assert copies_of(session.connection(), ROUTES) == {}


def test_change_that_waits_is_no_difference_and_a_wrong_copy_is_one(session: Session) -> None:
    line = add_route(session, WAVES)
    assert list(SHAPES.differences(session.connection(), ROUTES)) == []
    merge(session, ROUTES)
    session.execute(text("UPDATE kept_shapes SET geom = ST_Translate(geom, 1, 0) WHERE zooms @> 9"))
    found = list(SHAPES.differences(session.connection(), ROUTES))
    assert {(each.kept, each.counted) for each in found} == {("no", "yes"), ("yes", "no")}
    assert all(each.where.startswith(f"id={line} ") for each in found)


def test_neighbouring_areas_share_their_borders_at_every_zoom(
    session: Session, neighbours: list[int]
) -> None:
    copies = copies_of(session.connection(), ZONES)
    assert set(copies) == set(range(17))
    for at_zoom in copies.values():
        assert set(at_zoom) == set(neighbours)
        assert shapely.coverage_is_valid([at_zoom[each] for each in neighbours])
        assert len(shapely.get_parts(shapely.coverage_union_all(list(at_zoom.values())))) == 1
    assert are_true(session, ZONES)


def test_edited_area_changes_its_neighbours_and_no_other(
    session: Session, neighbours: list[int]
) -> None:
    before = copies_of(session.connection(), ZONES)
    left, right = neighbours[5], neighbours[6]
    shapes = {
        row: shapely.from_wkb(bytes(shape))
        for row, shape in session.execute(
            select(Monument.id, func.ST_AsBinary(Monument.geom)).where(
                Monument.id.in_([left, right])
            )
        )
    }
    bite = Point(67.6, 50.3).buffer(0.03)
    both = shapely.union_all(list(shapes.values()))
    shapes[left] = shapes[left].difference(bite)
    shapes[right] = both.difference(shapes[left])
    for row, shape in shapes.items():
        session.execute(
            update(Monument).where(Monument.id == row).values(geom=from_shape(shape, srid=4326))
        )
    merge(session, ZONES)
    after = copies_of(session.connection(), ZONES)
    for zoom, at_zoom in after.items():
        assert shapely.coverage_is_valid(list(at_zoom.values())), zoom
        changed = {row for row in at_zoom if not at_zoom[row].equals_exact(before[zoom][row], 0)}
        assert changed <= {left, right}
    assert are_true(session, ZONES)


def test_tiles_of_neighbours_drawn_anew_are_told(
    session: Session, neighbours: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(news, "_notify", lambda _connection, payload: told.append(payload))
    before = copies_of(session.connection(), ZONES)
    session.execute(delete(Monument).where(Monument.id == neighbours[5]))
    merge(session, ZONES)
    after = copies_of(session.connection(), ZONES)
    changed = {
        row
        for zoom, at_zoom in after.items()
        for row, shape in at_zoom.items()
        if not shape.equals_exact(before[zoom][row], 0)
    }
    assert changed
    places = session.execute(
        select(func.ST_XMin(Monument.geom), func.ST_YMin(Monument.geom)).where(
            Monument.id.in_(changed)
        )
    )
    tiles = news_of(" ".join(told)).tiles
    assert tiles
    for lon, lat in places:
        corner = tile_at(lon, lat, 14)
        assert tiles.touches((corner.z, corner.x, corner.y))


def test_areas_come_and_go(session: Session, neighbours: list[int]) -> None:
    session.execute(delete(Monument).where(Monument.id == neighbours[3]))
    session.execute(
        update(Monument).where(Monument.id == neighbours[8]).values(visibility="hidden")
    )
    added = add_zone(session, box(68.5, 50, 68.9, 50.4))
    merge(session, ZONES)
    gone = {neighbours[3], neighbours[8]}
    for at_zoom in copies_of(session.connection(), ZONES).values():
        assert set(at_zoom) == {*neighbours, added} - gone
    assert are_true(session, ZONES)


def test_area_with_a_secret_place_is_kept_as_the_point_that_strangers_know(
    session: Session, neighbours: list[int]
) -> None:
    row = neighbours[2]
    session.execute(update(Monument).where(Monument.id == row).values(sensitive=True))
    merge(session, ZONES)
    known = session.scalars(
        select(func.ST_AsBinary(func.ST_Transform(Monument.public_geom, 3857))).where(
            Monument.id == row
        )
    ).one()
    copies = copies_of(session.connection(), ZONES)
    assert all(at_zoom[row].equals(shapely.from_wkb(bytes(known))) for at_zoom in copies.values())
    assert are_true(session, ZONES)
    session.execute(update(Monument).where(Monument.id == row).values(sensitive=False))
    merge(session, ZONES)
    copies = copies_of(session.connection(), ZONES)
    assert all(at_zoom[row].area > 0 for at_zoom in copies.values())
    assert are_true(session, ZONES)
