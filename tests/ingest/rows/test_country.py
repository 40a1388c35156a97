"""Rows that lie beyond the country's outline wait, whatever draws or writes their place."""

from pathlib import Path

import pytest
from shapely import LineString, Point, Polygon
from sqlalchemy import delete
from sqlalchemy.orm import Session

from ingest.rows.file_order import Decision
from layers.regions.region import Region
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv, write_vector, zipped
from tests.ingest.placed import read_places
from tests.ingest.verdicts import Load, counts, why
from tests.world.drawing import draw_country
from tests.world.units import UNDRAWN

HEADER = "name_ru;kind;lat;lon;accuracy_m"
ABROAD = "outside_kazakhstan"


@pytest.fixture
def load_whole(load: Load, session: Session) -> Load:
    """Loads a file into a layer of a country of which the whole outline is known."""
    session.execute(delete(Region).where(Region.code == UNDRAWN))
    session.commit()
    return load


def test_written_places_beyond_the_outline_wait(load_whole: Load, tmp_path: Path) -> None:
    rows = ("Дома;археология;50,5;67,5;", "За границей;археология;47,5;67,5;")
    told = load_whole(write_csv(tmp_path, *rows, header=HEADER))
    assert (counts(told), why(told)) == ((1, 0, 1, 0), [(3, "coordinates", ABROAD)])


@pytest.mark.parametrize(("accuracy", "code"), [("60000", "in_no_region"), ("5000", ABROAD)])
def test_own_accuracy_of_a_row_counts(
    load_whole: Load, tmp_path: Path, accuracy: str, code: str
) -> None:
    told = load_whole(write_csv(tmp_path, f"К;археология;47,6;67,5;{accuracy}", header=HEADER))
    assert [each[2] for each in why(told)] == [code]


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        ("monuments", Point(65.25, 50.125)),
        ("monuments", Polygon([(66.5, 50), (66.6, 50.1), (65, 50.1)])),
        ("tourist_routes", LineString([(67, 49), (67, 47)])),
    ],
)
def test_drawn_shapes_with_any_part_beyond_wait(
    load_whole: Load, tmp_path: Path, layer: str, shape: Point
) -> None:
    required = {"modes": ["car"], "difficulty": ["easy"]}
    columns = {"kind": ["археология"]} if layer == "monuments" else required
    path = write_vector(tmp_path / "map.shp", [shape], "EPSG:4326", name_ru=["Один"], **columns)
    told = load_whole(zipped(path), layer)
    assert (counts(told), why(told)) == ((0, 0, 1, 0), [(1, "coordinates", ABROAD)])


def test_place_abroad_is_not_offered_and_cannot_be_chosen(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    draw_country(session, whole=True)
    path = write_csv(tmp_path, "К;археология;47,5;67,5;", header=HEADER)
    assert read_places(session, catalogue, path).problem(2).candidates == ()
    chosen = {2: Decision(place=(67.5, 47.5))}
    assert (2, ABROAD) in read_places(session, catalogue, path, decisions=chosen).why


def test_swapped_place_is_offered(session: Session, catalogue: Catalogue, tmp_path: Path) -> None:
    draw_country(session, whole=True)
    path = write_csv(tmp_path, "К;археология;47,5;67,5;", "Я;археология;66,2;51,2;", header=HEADER)
    candidates = read_places(session, catalogue, path).problem(3).candidates
    assert [(each["lon"], each["lat"]) for each in candidates] == [(66.2, 51.2)]
