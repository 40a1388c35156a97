import json
from pathlib import Path
from typing import Any

import pytest
from geoalchemy2.shape import to_shape
from geopandas import GeoSeries
from pyproj import Transformer
from shapely import LineString, MultiLineString, MultiPoint, Point, Polygon, box
from sqlalchemy.orm import Session

from geo.distance.measure import SPHEROID
from ingest.location.placing.system_choice import UnusableReferenceSystemError
from ingest.rows.file_order import Decision
from layers.catalogue.monuments import Monument
from layers.registry import Catalogue
from tests.counting import count
from tests.ingest.officer_files import write_csv, write_vector, zipped
from tests.ingest.placed import read_places
from tests.ingest.verdicts import Load, counts, monuments, why
from tests.world.drawing import draw_country

SK_42_ZONE_12 = "EPSG:28412"


def test_sk_42_shapefile_agrees_with_the_registers_operation_to_a_centimetre(
    load: Load, session: Session, tmp_path: Path
) -> None:
    east, north = 12_448_500.25, 5_651_900.75
    path = write_vector(
        tmp_path / "list.shp", [Point(east, north)], SK_42_ZONE_12, name_ru=["Курган"],
        kind=["археология"],
    )  # fmt: skip
    assert counts(load(zipped(path))) == (1, 0, 0, 0)
    row = monuments(session)["Курган"]
    assert separation_m(to_shape(row.geom), by_register(east, north)) < 0.01
    assert row.original_crs == SK_42_ZONE_12
    assert row.transformation == "EPSG:15865 Pulkovo 1942 to WGS 84 (16)"
    assert row.transformation_accuracy_m == 4.5
    assert row.original_coordinates == f"{east}, {north}"


def test_declared_system_of_a_list_is_used_for_its_metres(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, "k;Курган;археология;X=5651900,75 Y=12448500,25")
    told = load(path)
    assert (counts(told), why(told)) == ((0, 0, 1, 0), [(2, "coordinates", "system_unknown")])
    assert counts(load(path, crs="28412")) == (1, 0, 0, 0)
    place = to_shape(monuments(session)["Курган"].geom)
    assert separation_m(place, by_register(12_448_500.25, 5_651_900.75)) < 0.01


def by_register(east: float, north: float) -> Point:
    """The place by the operation of the EPSG registry, which takes and gives latitudes first."""
    degrees = Transformer.from_crs(SK_42_ZONE_12, "EPSG:4284", always_xy=True)
    longitude, latitude = degrees.transform(east, north)
    operation = Transformer.from_pipeline("urn:ogc:def:coordinateOperation:EPSG::15865")
    latitude, longitude = operation.transform(latitude, longitude)
    return Point(longitude, latitude)


def separation_m(one: Any, other: Point) -> float:
    return float(SPHEROID.inv(one.x, one.y, other.x, other.y)[2])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty"),
        ("0; 0", "zero"),
        ("50,5; 51,5", "ambiguous"),
        ("75,5 с.ш. 51,5 в.д.", "swapped"),
        ("10,5; 20,5", "outside_kazakhstan"),
        ("51; 67", "whole_degrees"),
        ("51°61' 67°15'", "minutes_out_of_range"),
        ("51.5", "half_missing"),
        ("рядом с рекой", "unreadable"),
    ],
)
def test_row_whose_place_is_not_sure_waits_and_says_why(
    load: Load, session: Session, tmp_path: Path, written: str, code: str
) -> None:
    told = load(write_csv(tmp_path, f'k;Курган;археология;"{written}"'))
    assert counts(told) == (0, 0, 1, 0)
    assert code in {problem.code for problem in told.problems}
    assert {problem.value for problem in told.problems} == {written}
    assert count(session, Monument) == 0


def test_swapped_zero_and_foreign_points_of_a_map_wait(load: Load, tmp_path: Path) -> None:
    points = [Point(51.5, 67.5), Point(0, 0), Point(-74.1, 40.7), Point(67.5, 51.5)]
    path = write_vector(
        tmp_path / "list.geojson", points, "EPSG:4326", kind=["ensemble"] * 4, name_ru=list("abcd")
    )
    told = load(path)
    assert counts(told) == (1, 0, 3, 0)
    assert why(told) == [
        (1, "coordinates", "swapped"),
        (2, "coordinates", "zero"),
        (3, "coordinates", "outside_kazakhstan"),
    ]
    assert told.problems[0].suggestion == "51.5, 67.5"


def test_bad_polygon_is_repaired_and_told_and_a_line_is_rejected(
    load: Load, session: Session, tmp_path: Path
) -> None:
    bow = Polygon([(67, 51), (67.2, 51.2), (67.2, 51), (67, 51.2)])
    shapes = [bow, box(68, 51, 68.1, 51.1), LineString([(67, 51), (67.1, 51.1)])]
    path = write_vector(
        tmp_path / "list.gpkg", shapes, "EPSG:4326", kind=["ensemble"] * 3, name_ru=list("abc")
    )
    told = load(path)
    assert counts(told) == (2, 0, 0, 1)
    assert why(told) == [(1, "geometry", "repaired"), (3, "geometry", "wrong_shape")]
    assert to_shape(monuments(session)["a"].geom).is_valid


def test_degrees_of_a_file_that_names_no_system_wait_with_those_of_every_datum(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_vector(tmp_path / "list.shp", [Point(67.5, 51.5)], "EPSG:4326", kind=["ensemble"])
    path.with_suffix(".prj").unlink()
    placed = read_places(session, catalogue, path)
    assert placed.why == [(1, "system_unknown")]
    assert placed.candidates(1) == ["EPSG:4326", "EPSG:4284", "EPSG:10941"]
    told = placed.choice.as_json()
    assert (told["from"], told["certainty"]) == (None, "datum_open")
    assert [each["code"] for each in told["candidates"]] == ["EPSG:4326", "EPSG:4284", "EPSG:10941"]
    settled = read_places(session, catalogue, path, crs="EPSG:4326")
    assert settled.places[1] == Point(67.5, 51.5)


def test_system_that_cannot_be_used_stops_the_file(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_vector(tmp_path / "list.shp", [Point(67.5, 51.5)], "EPSG:4326", kind=["ensemble"])
    with pytest.raises(UnusableReferenceSystemError):
        read_places(session, catalogue, path, crs="EPSG:99999")


def test_line_without_some_length_is_repaired_and_one_with_none_is_rejected(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    whole, point = [(67, 51), (67.1, 51.1)], [(68, 51), (68, 51)]
    lines = [MultiLineString([whole, point]), MultiLineString([point, point])]
    path = write_vector(tmp_path / "list.gpkg", lines, "EPSG:4326", name_ru=["а", "б"])
    placed = read_places(session, catalogue, path, "tourist_routes")
    assert placed.places == {1: LineString(whole), 2: None}
    assert placed.why == [(1, "repaired"), (2, "broken")]
    assert "68 51" in placed.problem(1).value


def test_heights_are_left_out_and_told_once_where_there_are_any(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    points = [Point(67, 51.5, 0), Point(67.5, 51.5, 340), Point(68, 51.5, 350)]
    path = write_vector(tmp_path / "list.gpkg", points, "EPSG:4326", name_ru=list("abc"))
    placed = read_places(session, catalogue, path)
    assert placed.places[2] == Point(67.5, 51.5)
    assert not placed.places[2].has_z
    assert placed.why == [(2, "heights_dropped")]


def test_collection_of_one_is_that_one_and_of_two_is_not_taken(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    shapes = [MultiPoint([(67.5, 51.5)]), MultiPoint([(67, 51.5), (68, 51.5)])]
    path = write_vector(tmp_path / "list.gpkg", shapes, "EPSG:4326", name_ru=list("ab"))
    placed = read_places(session, catalogue, path)
    assert placed.places == {1: Point(67.5, 51.5), 2: None}
    assert placed.why == [(2, "wrong_shape")]


def test_row_without_geometry_in_a_map_waits(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "list.geojson"
    path.write_text(
        json.dumps({
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {"name_ru": name}, "geometry": geometry}
                for name, geometry in (
                    ("a", None),
                    ("b", {"type": "MultiPoint", "coordinates": []}),
                    ("c", {"type": "Point", "coordinates": [67.5, 51.5]}),
                )
            ],
        })
    )  # fmt: skip
    placed = read_places(session, catalogue, path)
    assert placed.places == {1: None, 2: None, 3: Point(67.5, 51.5)}
    assert placed.why == [(1, "empty"), (2, "empty")]


def test_polygon_in_metres_beyond_the_middle_of_its_zone_is_taken(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    """A map of the whole country is drawn in one zone; a written place never is."""
    drawn = GeoSeries([box(50, 48, 51, 49)], crs="EPSG:4326").to_crs("EPSG:32642")
    path = write_vector(tmp_path / "list.gpkg", list(drawn), "EPSG:32642", name_ru=["a"])
    placed = read_places(session, catalogue, path)
    place = placed.places[1]
    assert place is not None
    assert place.symmetric_difference(box(50, 48, 51, 49)).area < 1e-6
    assert placed.provenance[1]["original_crs"] == "EPSG:32642"


def test_swapped_row_waits_with_the_place_that_is_meant(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    draw_country(session)
    path = write_csv(tmp_path, "1;Курган;67,5;51,5", header="key;name_ru;lat;lon")
    placed = read_places(session, catalogue, path)
    problem = placed.problem(2)
    assert (problem.code, problem.suggestion) == ("swapped", "51.5, 67.5")
    (meant,) = problem.candidates
    assert (meant["lon"], meant["lat"], meant["region"]["code"]) == (67.5, 51.5, "101100000")
    chosen = read_places(session, catalogue, path, decisions={2: Decision(crs="EPSG:4326")})
    assert chosen.places[2] == Point(67.5, 51.5)
    assert chosen.why == [(2, "chosen_system")]
