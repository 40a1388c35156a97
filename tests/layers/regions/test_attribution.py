from collections.abc import Sequence

import pytest
from geoalchemy2.shape import from_shape
from shapely import LineString, Point, box
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from layers.catalogue.settlements import LAYER as SETTLEMENTS
from layers.catalogue.settlements import Settlement
from layers.catalogue.tourist_routes import LAYER as ROUTES
from layers.catalogue.tourist_routes import TouristRoute
from layers.regions.attribution import PIECE_VERTICES, attribute, refresh_parts
from layers.regions.region import Region
from tests.world.drawing import draw_squares
from tests.world.objects import add_settlement
from tests.world.units import A_EAST, A_WEST, NORTH, SOUTH, A, B

PLACES = [(60.5, 50.5), (60.5, 51.5), (61.5, 50.5), (63.0, 51.0), (70.0, 51.0)]
CHAINS = [
    (A, A_WEST, SOUTH, False),
    (A, A_WEST, NORTH, False),
    (A, A_EAST, None, False),
    (B, None, None, False),
    (None, None, None, True),
]


@pytest.fixture(autouse=True)
def squares(session: Session) -> None:
    draw_squares(session)


def add_settlements(session: Session) -> None:
    for number, (lon, lat) in enumerate(PLACES):
        add_settlement(session, Point(lon, lat), kato=f"11000010{number}")


def chains(session: Session) -> Sequence[tuple[object, ...]]:
    columns = (
        Settlement.oblast_code,
        Settlement.district_code,
        Settlement.rural_district_code,
        Settlement.outside,
    )
    return [tuple(row) for row in session.execute(select(*columns).order_by(Settlement.kato))]


def test_row_is_located_on_write(session: Session) -> None:
    add_settlements(session)
    assert chains(session) == CHAINS


def test_bulk_rows_are_located_at_once(session: Session) -> None:
    session.execute(text("SET LOCAL atlas.bulk = 'on'"))
    add_settlements(session)
    assert {row[:3] for row in chains(session)} == {(None, None, None)}
    assert attribute(session, [SETTLEMENTS]) == {"settlements": len(PLACES)}
    assert chains(session) == CHAINS


def test_rows_that_stay_are_not_touched(session: Session) -> None:
    add_settlements(session)
    assert attribute(session, [SETTLEMENTS]) == {"settlements": 0}
    assert set(session.scalars(select(Settlement.version))) == {1}


def test_moved_border_moves_only_the_rows_between(session: Session) -> None:
    add_settlements(session)
    session.execute(
        text(
            "UPDATE regions SET geom = ST_Multi(ST_MakeEnvelope(60, 51.6, 61, 52, 4326))"
            " WHERE code = :north"
        ),
        {"north": NORTH},
    )
    session.execute(
        text(
            "UPDATE regions SET geom = ST_Multi(ST_MakeEnvelope(60, 50, 61, 51.6, 4326))"
            " WHERE code = :south"
        ),
        {"south": SOUTH},
    )
    refresh_parts(session)
    assert attribute(session, [SETTLEMENTS]) == {"settlements": 1}
    assert chains(session)[1] == (A, A_WEST, SOUTH, False)
    versions = session.scalars(select(Settlement.version).order_by(Settlement.kato)).all()
    assert versions == [1, 2, 1, 1, 1]


def test_children_and_the_unassigned_sum_to_the_parent(session: Session) -> None:
    for number in range(40):
        add_settlement(session, Point(60.05 + number * 0.05, 50.9), kato=f"1100002{number:02}")

    def count(column: str, code: str | None) -> int:
        attributed = getattr(Settlement, column)
        same = attributed.is_(None) if code is None else attributed == code
        query = select(func.count()).where(Settlement.oblast_code == A, same)
        return session.scalar(query) or 0

    of_oblast = count("oblast_code", A)
    assert of_oblast == 40
    districts = count("district_code", A_WEST) + count("district_code", A_EAST)
    assert districts + count("district_code", None) == of_oblast
    rural = count("rural_district_code", SOUTH) + count("rural_district_code", NORTH)
    assert rural == count("district_code", A_WEST)


def test_line_is_counted_where_it_begins_and_passes_all_it_touches(session: Session) -> None:
    session.execute(text("SET LOCAL atlas.bulk = 'on'"))
    line = from_shape(LineString([(60.5, 51.5), (63, 51.5)]), 4326)
    session.add(TouristRoute(name_kk="жол", modes=["car"], difficulty="easy", geom=line))
    assert attribute(session, [ROUTES]) == {"tourist_routes": 1}
    route = session.scalars(select(TouristRoute)).one()
    assert (route.oblast_code, route.district_code, route.rural_district_code) == (
        A,
        A_WEST,
        NORTH,
    )
    assert route.passes_codes == [A, A_WEST, NORTH, A_EAST, B]


def test_pieces_are_small_and_cover_the_polygon(session: Session) -> None:
    detailed = box(60, 50, 61, 51).buffer(0.1, quad_segs=200)
    session.execute(
        text("UPDATE regions SET geom = ST_Multi(ST_GeomFromWKB(:shape, 4326)) WHERE code = :code"),
        {"shape": detailed.wkb, "code": SOUTH},
    )
    assert refresh_parts(session) > 6
    largest, missing = session.execute(
        text(
            "SELECT max(ST_NPoints(part.geom)),"
            " ST_Area(ST_Difference(min(region.geom), ST_Union(part.geom)))"
            " FROM region_parts AS part JOIN regions AS region ON region.id = part.region_id"
            " WHERE part.code = :code"
        ),
        {"code": SOUTH},
    ).one()
    assert largest <= PIECE_VERTICES
    assert missing < 1e-9


def test_unit_without_a_polygon_has_no_piece(session: Session) -> None:
    session.execute(text("UPDATE regions SET geom = NULL WHERE code = :code"), {"code": NORTH})
    refresh_parts(session)
    add_settlements(session)
    assert chains(session)[1] == (A, A_WEST, None, False)
    assert session.scalar(select(func.count()).select_from(Region)) == 6


def test_planner_knows_the_rows_after_a_bulk_load(session: Session) -> None:
    described = text(
        "SELECT array_agg(DISTINCT tablename ORDER BY tablename) FROM pg_stats"
        " WHERE tablename IN ('search_entries', 'settlements')"
    )
    assert session.scalar(described) is None
    add_settlements(session)

    attribute(session, [SETTLEMENTS])

    assert session.scalar(described) == ["search_entries", "settlements"]
