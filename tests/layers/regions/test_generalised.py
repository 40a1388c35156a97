"""Copies of regions per zoom: made anew for what changed, and fitting all that did not."""

import pytest
import shapely
from geoalchemy2.shape import from_shape
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, event, func, select
from sqlalchemy.orm import Session

from layers.regions.generalised import LEVEL_FROM_ZOOM, RegionGeneralised, refresh_generalised
from layers.regions.region import Level, Region
from tests.world.drawing import add_region, draw_winding
from tests.world.units import EAST_NORTH_OUTER, EAST_SOUTH_INNER, WEST_SOUTH_INNER, rural_districts

GAPS = shapely.get_num_interior_rings(shapely.coverage_union_all(list(rural_districts().values())))
"""The drawn country leaves out the smallest pieces, where winding borders cross several times."""

Key = tuple[str, int]


@pytest.fixture
def drawn_session(session: Session) -> Session:
    draw_winding(session)
    return session


def copies_in(session: Session) -> dict[Key, bytes]:
    """The copies by code and zoom."""
    rows = session.execute(
        select(Region.code, RegionGeneralised.zoom, func.ST_AsBinary(RegionGeneralised.geom)).join(
            Region, Region.id == RegionGeneralised.region_id
        )
    )
    return {(code, zoom): bytes(shape) for code, zoom, shape in rows}


def assert_coverages(session: Session) -> None:
    """Require that at each zoom the copies of each level fit together without gap or overlap."""
    copies = copies_in(session)
    levels = dict(session.execute(select(Region.code, Region.level)).all())
    for level in Level:
        for zoom in range(LEVEL_FROM_ZOOM[level], 15):
            shapes = [
                shapely.from_wkb(copy)
                for (code, of), copy in copies.items()
                if of == zoom and levels[code] == level
            ]
            assert len(shapes) == 2**level
            assert shapely.coverage_is_valid(shapes), (level, zoom)
            whole = shapely.coverage_union_all(shapes)
            assert len(shapely.get_parts(whole)) == 1
            assert len(shapely.get_parts(whole)[0].interiors) <= GAPS


def draw(session: Session, shapes: dict[str, BaseGeometry]) -> None:
    """Give the units these polygons; their copies are gone with the old ones."""
    for code, shape in shapes.items():
        unit = session.scalars(select(Region).where(Region.code == code)).one()
        multi = MultiPolygon(list(shapely.get_parts(shape)))
        unit.geom = from_shape(multi, srid=4326)
    session.flush()


def bulge_between(one: str, other: str) -> dict[str, BaseGeometry]:
    """Two neighbours after a piece of the first went to the second."""
    shapes = rural_districts()
    border = shapely.line_merge(shapes[one].intersection(shapes[other]))
    start, end = (border.interpolate(share, normalized=True) for share in (0.4, 0.6))
    vertices = [shapely.Point(xy) for xy in border.coords]
    corners = [min(vertices, key=place.distance) for place in (start, end)]
    first, last = sorted(vertices.index(corner) for corner in corners)
    apex = shapely.Point(vertices[(first + last) // 2].x - 0.2, vertices[(first + last) // 2].y)
    bulge = shapely.Polygon([*vertices[first : last + 1], apex])
    lens = bulge.buffer(0).intersection(shapes[one])
    parts = shapely.get_parts(shapes[one].difference(lens))
    smaller = max(parts, key=lambda part: part.area)
    whole = shapely.union_all([shapes[one], shapes[other]])
    return {one: smaller, other: whole.difference(smaller)}


def test_copies_of_every_level_fit_at_every_zoom(drawn_session: Session) -> None:
    assert_coverages(drawn_session)


def test_edited_border_leaves_all_others_as_they_are(drawn_session: Session) -> None:
    before = copies_in(drawn_session)
    shapes = bulge_between(WEST_SOUTH_INNER, EAST_SOUTH_INNER)
    draw(drawn_session, shapes)
    lacking = before.keys() - copies_in(drawn_session).keys()
    assert lacking == {(code, zoom) for code in shapes for zoom in range(8, 15)}
    written = refresh_generalised(drawn_session)
    after = copies_in(drawn_session)
    changed = {key for key, copy in after.items() if copy != before[key]}
    assert {code for code, _ in changed} == set(shapes)
    assert written == len(lacking)
    assert after.keys() == before.keys()
    assert_coverages(drawn_session)


def test_edited_border_gives_what_a_rebuild_gives(drawn_session: Session) -> None:
    draw(drawn_session, bulge_between(WEST_SOUTH_INNER, EAST_SOUTH_INNER))
    refresh_generalised(drawn_session)
    kept = copies_in(drawn_session)
    drawn_session.execute(delete(RegionGeneralised))
    assert refresh_generalised(drawn_session) == len(kept)
    assert copies_in(drawn_session) == kept


def test_copies_that_stay_the_same_are_not_written_again(drawn_session: Session) -> None:
    far = select(Region.id).where(Region.code == EAST_NORTH_OUTER)
    drawn_session.execute(
        delete(RegionGeneralised).where(RegionGeneralised.region_id == far.scalar_subquery())
    )
    assert refresh_generalised(drawn_session) == 7


def test_nothing_lacking_costs_one_statement(drawn_session: Session) -> None:
    drawn_session.flush()
    statements: list[str] = []
    connection = drawn_session.connection()

    def note(*told: object) -> None:
        statements.append(str(told[2]))

    event.listen(connection, "before_cursor_execute", note)
    assert refresh_generalised(drawn_session) == 0
    event.remove(connection, "before_cursor_execute", note)
    assert len(statements) == 1


def test_border_moved_on_one_side_only_still_gives_every_copy(drawn_session: Session) -> None:
    shapes = bulge_between(WEST_SOUTH_INNER, EAST_SOUTH_INNER)
    before = copies_in(drawn_session)
    draw(drawn_session, {EAST_SOUTH_INNER: shapes[EAST_SOUTH_INNER]})
    refresh_generalised(drawn_session)
    after = copies_in(drawn_session)
    assert after.keys() == before.keys()
    assert all(shapely.from_wkb(copy).is_valid for copy in after.values())
    assert refresh_generalised(drawn_session) == 0


def test_unit_smaller_than_a_tile_unit_has_empty_copies_and_is_not_made_again(
    drawn_session: Session,
) -> None:
    dot = shapely.box(76, 43, 76.00001, 43.00001)
    add_region(drawn_session, "300000000", None, dot)
    assert refresh_generalised(drawn_session) == 15
    copies = {
        zoom: copy for (code, zoom), copy in copies_in(drawn_session).items() if code[0] == "3"
    }
    assert [shapely.from_wkb(copies[zoom]).is_empty for zoom in (0, 8)] == [True, True]
    assert refresh_generalised(drawn_session) == 0
