"""Which number is the latitude, where both orders lie in the west of the country."""

from pathlib import Path

import pytest
from shapely import MultiPolygon, Point, box
from sqlalchemy.orm import Session

from layers.regions.region import Level, Region
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv
from tests.ingest.placed import PlacedFile, read_places

NORTH, EAST, MIDDLE = "301000000", "302000000", "303000000"
"""The first two are each other's mirror image, the third one is its own."""
UNITS = {
    NORTH: MultiPolygon([box(47, 50, 48, 51)]),
    EAST: MultiPolygon([box(50, 47, 51, 48)]),
    MIDDLE: MultiPolygon([box(48, 48, 50, 50)]),
}


@pytest.fixture(autouse=True)
def _units(session: Session) -> None:
    for code, area in UNITS.items():
        session.add(
            Region(
                code=code, level=Level.OBLAST, kind="oblast", name_kk=code, name_ru=code,
                name_en=code, geom=f"SRID=4326;{area.wkt}", boundary_source="drawn", source="drawn",
            )
        )  # fmt: skip
    session.flush()


def placed(session: Session, catalogue: Catalogue, folder: Path, *rows: str) -> PlacedFile:
    path = write_csv(folder, *rows, header="key;name_ru;coordinates;region")
    return read_places(session, catalogue, path)


def test_only_order_that_lies_in_the_claimed_unit_is_taken_and_noted(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    found = placed(
        session, catalogue, tmp_path,
        f"1;Курган;50.5 47.5;{NORTH}", f"2;Курган;50.5 47.5;{EAST}",
    )  # fmt: skip
    assert found.places == {2: Point(47.5, 50.5), 3: Point(50.5, 47.5)}
    assert found.why == [(2, "order_by_claim"), (3, "order_by_claim")]


def test_both_orders_wait_as_candidates_without_a_claim(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    """Even where every other row of the column has the latitude first beyond doubt."""
    found = placed(session, catalogue, tmp_path, "1;Курган;50.5 67.5;", "2;Курган;50.5 47.5;")
    assert found.places[2] == Point(67.5, 50.5)
    problem = found.problem(3)
    assert (problem.code, problem.waiting) == ("ambiguous", True)
    assert {(each["lon"], each["lat"]) for each in problem.candidates} == {
        (47.5, 50.5), (50.5, 47.5),
    }  # fmt: skip


def test_claim_decides_nothing_where_neither_order_or_both_lie_near_it(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    found = placed(
        session, catalogue, tmp_path,
        f"1;Курган;48.5 47.2;{NORTH}", f"2;Курган;49.5 48.5;{MIDDLE}",
    )  # fmt: skip
    assert [code for _, code in found.why] == ["ambiguous", "ambiguous"]
    assert found.places == {2: None, 3: None}
