from datetime import date

import pytest
from shapely import box
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from layers.reading.regions.queries import region_json
from layers.regions.attribution import refresh_parts
from layers.regions.region import (
    REGION_KIND,
    Level,
    RegionChain,
    UnknownRegionError,
    children,
    column_of_level,
    descendants,
    region,
    region_of,
)
from tests.world.drawing import add_region, draw_squares
from tests.world.units import A_EAST, A_WEST, NORTH, SOUTH, A, B

DAY = date(2026, 7, 17)


@pytest.fixture(autouse=True)
def squares(session: Session) -> None:
    draw_squares(session)


def above(session: Session, code: str) -> list[str]:
    """The codes of the units above one, the oblast first."""
    return [unit["code"] for unit in region_json(session, code, DAY)["ancestors"]]


def codes(chain: RegionChain) -> list[str]:
    return [unit.code for unit in chain.units]


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        (60.5, 50.5, [A, A_WEST, SOUTH]),
        (60.5, 51.5, [A, A_WEST, NORTH]),
        (61.5, 51.0, [A, A_EAST]),
        (63.0, 51.0, [B]),
    ],
    ids=["south", "north", "district without rural districts", "undivided oblast"],
)
def test_deepest_unit_decides(
    session: Session, lon: float, lat: float, expected: list[str]
) -> None:
    chain = region_of(session, lon, lat, DAY)
    assert codes(chain) == expected
    assert not chain.outside


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        (60.5, 51.0, [A, A_WEST, SOUTH]),
        (61.0, 50.5, [A, A_WEST, SOUTH]),
        (62.0, 51.0, [A, A_EAST]),
        (60.0, 50.0, [A, A_WEST, SOUTH]),
        (64.0, 52.0, [B]),
    ],
    ids=[
        "between rural districts",
        "deeper than the other side",
        "between oblasts",
        "corner",
        "edge",
    ],
)
def test_point_on_a_border_lies_in_the_deepest_then_lowest_code(
    session: Session, lon: float, lat: float, expected: list[str]
) -> None:
    assert codes(region_of(session, lon, lat, DAY)) == expected


@pytest.mark.parametrize(("lon", "lat"), [(59.999, 51), (70, 51), (0, 0), (-120, -33)])
def test_point_beyond_the_border_is_outside(session: Session, lon: float, lat: float) -> None:
    chain = region_of(session, lon, lat, DAY)
    assert chain.outside
    assert chain.units == ()
    assert not chain.approximate


def test_gap_between_drawn_children_falls_to_the_parent(session: Session) -> None:
    add_region(session, "153200000", B, box(62, 50, 62.9, 52))
    add_region(session, "153400000", B, box(63, 50, 64, 52))
    refresh_parts(session)
    assert codes(region_of(session, 62.95, 51, DAY)) == [B]


def test_ancestors_follow_the_stored_parent_not_the_digits(session: Session) -> None:
    """A district of Astana hangs directly under the city."""
    city = "710000000"
    kind = "city_of_republican_significance"
    add_region(session, city, None, box(70, 50, 71, 51), kind=kind)
    add_region(session, "711110000", city, box(70, 50, 71, 51), kind="city_district")
    refresh_parts(session)
    chain = region_of(session, 70.5, 50.5, DAY)
    assert codes(chain) == [city, "711110000"]
    assert chain.district is None
    assert above(session, "711110000") == [city]


def test_approximate_unit_marks_the_whole_chain(session: Session) -> None:
    region(session, NORTH, DAY).approximate = True
    assert region_of(session, 60.5, 51.5, DAY).approximate
    assert not region_of(session, 60.5, 50.5, DAY).approximate


def test_place_lies_in_another_oblast_after_a_division(session: Session) -> None:
    reform = date(2022, 6, 8)
    region(session, B, DAY).valid_to = reform
    session.flush()
    add_region(session, B, None, box(62, 50, 63, 52), valid_from=reform)
    add_region(session, "100000000", None, box(63, 50, 64, 52), valid_from=reform)
    refresh_parts(session)
    assert codes(region_of(session, 63.5, 51, date(2022, 6, 7))) == [B]
    assert codes(region_of(session, 63.5, 51, reform)) == ["100000000"]
    assert codes(region_of(session, 62.5, 51, reform)) == [B]


def test_code_cannot_be_valid_twice_on_one_day(session: Session) -> None:
    with pytest.raises(IntegrityError, match="regions_validity_excl"), session.begin_nested():
        add_region(session, B, None, box(0, 0, 1, 1), valid_from=date(2020, 1, 1))


def test_tree_is_walked_both_ways(session: Session) -> None:
    assert [unit.code for unit in children(session, None, DAY)] == [A, B]
    assert [unit.code for unit in children(session, A, DAY)] == [A_WEST, A_EAST]
    assert [unit.code for unit in descendants(session, A, DAY)] == [A_WEST, A_EAST, SOUTH, NORTH]
    assert above(session, SOUTH) == [A, A_WEST]
    assert above(session, A) == []
    assert descendants(session, B, DAY) == []


def test_unknown_code_is_named_with_the_day(session: Session) -> None:
    with pytest.raises(UnknownRegionError, match="990000000 on 2026-07-17"):
        region(session, "990000000", DAY)


def test_every_level_has_its_column() -> None:
    assert [column_of_level(level) for level in Level] == [
        "oblast_code",
        "district_code",
        "rural_district_code",
    ]


def test_kinds_of_the_squares_are_in_the_vocabulary(session: Session) -> None:
    assert {unit.kind for unit in descendants(session, A, DAY)} <= set(REGION_KIND.codes)
