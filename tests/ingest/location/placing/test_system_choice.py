"""In which reference system a file is read, and what becomes of rows where that is not sure."""

from pathlib import Path

import numpy as np
import pytest
from shapely import Point
from sqlalchemy.orm import Session

from geo.crs.detection import Certainty
from geo.crs.systems import BY_CODE
from geo.crs.transformation import pinned_transformation
from geo.distance.measure import SPHEROID
from ingest.location.placing.system_choice import (
    ChosenFrom,
    UnusableReferenceSystemError,
    usable_systems,
)
from ingest.rows.file_order import Decision
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv, write_vector
from tests.ingest.placed import PlacedFile, read_places
from tests.world.drawing import draw_country

HEADER = "key;name_ru;x;y"
PLACES = ((66.5, 51.0), (67.5, 51.2), (68.5, 49.0), (70.5, 48.5))
"""In the drawn country: two in 101…, one in 102…, one in 202…."""
EASTERN = (73.5, 48.5)


@pytest.fixture(autouse=True)
def _country(session: Session) -> None:
    draw_country(session)


def metres(code: str, longitude: float, latitude: float) -> tuple[str, str]:
    east, north = pinned_transformation(BY_CODE[code]).from_wgs84(
        np.array([longitude]), np.array([latitude])
    )
    return f"{north[0]:.3f}", f"{east[0]:.3f}"


def rows_in(*codes: str) -> list[str]:
    return [
        ";".join((str(index), "Курган", *metres(code, *place)))
        for index, (code, place) in enumerate(zip(codes, PLACES, strict=False))
    ]


def rows_of_two_zones() -> list[str]:
    """Three rows in zone 12 of SK-42, and one in zone 13."""
    eastern = ";".join(("4", "Курган", *metres("EPSG:28413", *EASTERN)))
    return [*rows_in("EPSG:28412", "EPSG:28412", "EPSG:28412"), eastern]


def off_m(placed: PlacedFile, row: int, place: tuple[float, float]) -> float:
    point = placed.places[row]
    assert isinstance(point, Point)
    return float(SPHEROID.inv(point.x, point.y, *place)[2])


def test_degrees_are_read_as_wgs_84_and_the_choice_says_that_this_is_assumed(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, "1;Курган;51,5;67,5", header="key;name_ru;lat;lon")
    placed = read_places(session, catalogue, path)
    told = placed.choice.as_json()
    assert (told["from"], told["code"], told["certainty"]) == ("assumed", "EPSG:4326", "datum_open")
    assert placed.places[2] == Point(67.5, 51.5)
    assert placed.provenance[2] == {
        "original_coordinates": "51,5; 67,5",
        "original_crs": "EPSG:4326",
        "transformation": None,
        "transformation_accuracy_m": 0.0,
    }
    assert placed.problems == ()


def test_zone_numbers_of_three_degrees_are_detected_over_two_zones_and_told_once(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, *rows_in("EPSG:2538", "EPSG:2538", "EPSG:2539"), header=HEADER)
    placed = read_places(session, catalogue, path)
    assert placed.choice.chosen_from is ChosenFrom.DETECTED
    assert placed.choice.certainty is Certainty.SURE
    assert [round(off_m(placed, row + 2, PLACES[row]), 2) for row in range(3)] == [0, 0, 0]
    assert [placed.provenance[row]["original_crs"] for row in (2, 3, 4)] == [
        "EPSG:2538", "EPSG:2538", "EPSG:2539",
    ]  # fmt: skip
    assert placed.provenance[2]["transformation"] == "EPSG:15865 Pulkovo 1942 to WGS 84 (16)"
    assert placed.why == [(2, "system_detected"), (4, "system_detected")]


def test_detected_system_that_is_not_trusted_makes_rows_wait_with_their_place(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, *rows_in("EPSG:2538", "EPSG:2538"), header=HEADER)
    placed = read_places(session, catalogue, path, trust_detected=False)
    assert placed.why == [(2, "system_unconfirmed"), (3, "system_unconfirmed")]
    assert placed.candidates(2) == ["EPSG:2538"]


def test_six_degree_zone_leaves_the_datum_open_and_waits_with_both(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, *rows_in("EPSG:28412", "EPSG:28412"), header=HEADER)
    placed = read_places(session, catalogue, path)
    told = placed.choice.as_json()
    assert (told["from"], told["certainty"]) == (None, "datum_open")
    assert {"EPSG:28412", "EPSG:10946"} <= {each["code"] for each in told["candidates"]}
    assert placed.why == [(2, "system_unknown"), (3, "system_unknown")]
    assert placed.candidates(2) == ["EPSG:28412", "EPSG:10946"]
    place = placed.problem(2).candidates[0]
    assert (round(place["lon"], 4), round(place["lat"], 4)) == PLACES[0]
    assert place["region"]["code"] == "101100000"
    assert place["region"]["name"]["ru"] == "Регион 101000000, Регион 100000000"
    assert set(place["title"]) == {"kk", "ru", "en"}


def test_claims_single_out_the_system_of_eastings_without_a_zone(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    """The zone of the claimed district is left: with UTM, 2 km away, the certainty ends."""
    rows = [f"{row};101000000" for row in rows_in("EPSG:2501", "EPSG:2501")]
    path = write_csv(tmp_path, *rows, header=f"{HEADER};region")
    placed = read_places(session, catalogue, path)
    assert placed.choice.certainty is Certainty.AMBIGUOUS
    assert placed.problem(2).code == "system_unknown"
    candidates = placed.problem(2).candidates
    assert len(candidates) == 8
    assert [place["distance_m"] for place in candidates[:2]] == [0, 0]
    assert candidates[-1]["distance_m"] > 100_000


def test_one_row_of_another_system_dissents_and_waits_with_its_own_candidates(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = rows_in("EPSG:2538", "EPSG:2538", "EPSG:2539", "EPSG:32642")
    placed = read_places(session, catalogue, write_csv(tmp_path, *rows, header=HEADER))
    assert placed.choice.certainty is Certainty.SURE
    assert placed.problem(5).code == "system_dissents"
    assert placed.places[5] is None
    assert "EPSG:32642" in placed.candidates(5)


def test_decision_on_a_row_names_its_system_and_is_told(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, *rows_in("EPSG:28412", "EPSG:28412", "EPSG:28412"), header=HEADER)
    decisions = {2: Decision(crs="EPSG:28412"), 3: Decision(place=(67.25, 51.25))}
    placed = read_places(session, catalogue, path, decisions=decisions)
    assert off_m(placed, 2, PLACES[0]) < 0.01
    assert placed.provenance[2]["original_crs"] == "EPSG:28412"
    assert placed.places[3] == Point(67.25, 51.25)
    assert placed.provenance[3]["transformation"] == "place chosen by a person"
    assert placed.provenance[3]["original_coordinates"].startswith("56")
    assert placed.why == [(2, "chosen_system"), (3, "chosen_place"), (4, "system_unknown")]


def test_what_a_few_remaining_rows_agree_on_places_only_those_that_were_decided(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, *rows_in("EPSG:2538", "EPSG:2538"), header=HEADER)
    placed = read_places(session, catalogue, path, decisions={2: Decision(is_new=True)})
    assert off_m(placed, 2, PLACES[0]) < 0.01
    assert placed.places[3] is None
    assert (3, "system_unconfirmed") in placed.why


def test_decided_place_abroad_is_not_taken(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, *rows_in("EPSG:28412"), header=HEADER)
    placed = read_places(session, catalogue, path, decisions={2: Decision(place=(0.0, 51.0))})
    assert placed.why == [(2, "outside_kazakhstan")]


def test_column_names_the_system_of_each_row(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    named = ("EPSG:28412", "СК-42, зона 12", "СК-63", "CK-77")
    rows = [
        f"{row};{crs}"
        for row, crs in zip(rows_in("EPSG:28412", "EPSG:28412", "EPSG:28412", "EPSG:28412"), named,
                            strict=True)
    ]  # fmt: skip
    path = write_csv(tmp_path, *rows, header=f"{HEADER};crs")
    placed = read_places(session, catalogue, path)
    assert placed.choice.chosen_from is ChosenFrom.COLUMN
    assert off_m(placed, 2, PLACES[0]) < 0.01
    assert off_m(placed, 3, PLACES[1]) < 0.01
    assert placed.problem(4).code == "system_unknown"
    assert (placed.problem(5).code, placed.problem(5).value) == ("crs_unreadable", "CK-77")


def test_told_system_comes_before_the_column(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = [f"{row};EPSG:32642" for row in rows_in("EPSG:28412")]
    path = write_csv(tmp_path, *rows, header=f"{HEADER};crs")
    placed = read_places(session, catalogue, path, crs="EPSG:28412")
    assert placed.choice.chosen_from is ChosenFrom.TOLD
    assert off_m(placed, 2, PLACES[0]) < 0.01


def test_name_beside_the_numbers_settles_the_datum(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    north, east = metres("EPSG:28412", *PLACES[0])
    path = write_csv(
        tmp_path, f"1;Курган;СК-42 X={north} Y={east}", header="key;name_ru;coordinates"
    )
    placed = read_places(session, catalogue, path)
    assert off_m(placed, 2, PLACES[0]) < 0.01
    assert placed.provenance[2]["original_crs"] == "EPSG:28412"


def test_numbers_of_another_zone_than_the_told_one_wait_with_the_zone_they_are_of(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    row = ";".join(("1", "Курган", *metres("EPSG:2539", *PLACES[2])))
    path = write_csv(tmp_path, row, header=HEADER)
    placed = read_places(session, catalogue, path, crs="EPSG:28412")
    assert placed.problem(2).code == "not_of_system"
    assert placed.candidates(2) == ["EPSG:2539"]


def test_points_without_a_prj_are_detected_like_written_ones(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    points = [Point(*map(float, metres("EPSG:2538", *place)[::-1])) for place in PLACES[:2]]
    path = write_vector(tmp_path / "list.shp", points, "EPSG:2538", name_ru=["a", "b"])
    path.with_suffix(".prj").unlink()
    placed = read_places(session, catalogue, path)
    assert placed.choice.chosen_from is ChosenFrom.DETECTED
    assert off_m(placed, 1, PLACES[0]) < 0.01


def test_file_says_its_system_as_wkt_of_qaztrf_23(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    points = [Point(*map(float, metres("EPSG:10946", *PLACES[0])[::-1]))]
    path = write_vector(tmp_path / "list.gpkg", points, "EPSG:10946", name_ru=["a"])
    placed = read_places(session, catalogue, path)
    assert placed.choice.chosen_from is ChosenFrom.FILE
    assert off_m(placed, 1, PLACES[0]) < 0.01
    assert placed.provenance[1]["original_crs"] == "EPSG:10946"
    assert placed.provenance[1]["transformation"] == "EPSG:10965 QazTRF-23 to WGS 84 (1)"


def test_polygons_without_a_prj_are_detected_by_their_middles(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    points = [Point(*map(float, metres("EPSG:2538", *place)[::-1])) for place in PLACES[:2]]
    squares = [point.buffer(500, cap_style="square") for point in points]
    path = write_vector(tmp_path / "list.shp", squares, "EPSG:2538", name_ru=["a", "b"])
    path.with_suffix(".prj").unlink()
    placed = read_places(session, catalogue, path)
    assert placed.choice.chosen_from is ChosenFrom.DETECTED
    middle = placed.places[1]
    assert middle is not None
    assert SPHEROID.inv(middle.centroid.x, middle.centroid.y, *PLACES[0])[2] < 0.1
    assert placed.provenance[1]["original_crs"] == "EPSG:2538"


def test_polygons_of_an_open_datum_wait_until_its_family_is_told(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    points = [
        Point(*map(float, metres(code, *place)[::-1]))
        for code, place in (("EPSG:28412", PLACES[0]), ("EPSG:28413", EASTERN))
    ]
    squares = [point.buffer(500, cap_style="square") for point in points]
    path = write_vector(tmp_path / "list.shp", squares, "EPSG:28412", name_ru=["a", "b"])
    path.with_suffix(".prj").unlink()
    placed = read_places(session, catalogue, path)
    assert placed.why == [(1, "system_unknown"), (2, "system_unknown")]
    assert placed.candidates(2) == ["EPSG:28413", "EPSG:10947"]
    settled = read_places(session, catalogue, path, crs="СК-42")
    systems = [settled.provenance[row]["original_crs"] for row in (1, 2)]
    assert systems == ["EPSG:28412", "EPSG:28413"]
    assert settled.why == []


def test_one_name_of_a_family_places_the_rows_of_all_its_zones(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = rows_of_two_zones()
    path = write_csv(tmp_path, *rows, header=HEADER)
    waiting = read_places(session, catalogue, path)
    assert {code for _, code in waiting.why} == {"system_unknown"}
    offered = {each["code"]: each["rows"] for each in waiting.choice.as_json()["candidates"]}
    assert offered == {
        "СК-42": 4, "EPSG:28412": 3, "EPSG:28413": 1, "QazTRF-23": 4, "EPSG:10946": 3,
        "EPSG:10947": 1,
    }  # fmt: skip
    placed = read_places(session, catalogue, path, crs="СК-42")
    assert placed.why == []
    assert [placed.provenance[row]["original_crs"] for row in (2, 3, 4, 5)] == [
        "EPSG:28412", "EPSG:28412", "EPSG:28412", "EPSG:28413",
    ]  # fmt: skip
    assert off_m(placed, 2, PLACES[0]) < 0.01
    assert off_m(placed, 5, EASTERN) < 0.01
    told = placed.choice.as_json()
    assert (told["from"], told["code"]) == ("told", "СК-42")
    assert told["operation"] == "EPSG:15865 Pulkovo 1942 to WGS 84 (16)"


def test_column_may_name_the_family_and_codes_may_be_listed(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = rows_of_two_zones()
    named = [f"{row};{crs}" for row, crs in zip(rows, ("СК-42",) * 4, strict=True)]
    path = write_csv(tmp_path, *named, header=f"{HEADER};crs")
    placed = read_places(session, catalogue, path)
    assert placed.why == []
    assert placed.provenance[5]["original_crs"] == "EPSG:28413"
    path = write_csv(tmp_path, *rows, header=HEADER)
    placed = read_places(session, catalogue, path, crs="EPSG:28412, EPSG:28413")
    assert placed.why == []
    assert placed.choice.as_json()["code"] == "EPSG:28412, EPSG:28413"
    assert placed.provenance[5]["original_crs"] == "EPSG:28413"


def test_family_without_numbers_of_zones_needs_the_claimed_district(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = [f"{row};{region}" for row, region in zip(
        rows_in("EPSG:2502", "EPSG:2502"), ("101000000", ""), strict=True
    )]  # fmt: skip
    path = write_csv(tmp_path, *rows, header=f"{HEADER};region")
    placed = read_places(session, catalogue, path, crs="СК-42, 6°")
    assert off_m(placed, 2, PLACES[0]) < 0.01
    assert placed.problem(3).code == "system_unknown"
    assert {"EPSG:2502", "EPSG:2503"} <= set(placed.candidates(3))


def test_told_family_takes_degrees_too_and_refuses_rows_that_name_another_datum(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    north, east = metres("EPSG:10946", *PLACES[0])
    rows = ["1;Курган;51.25 67.25", f"2;Курган;QazTRF-23 X={north} Y={east}"]
    path = write_csv(tmp_path, *rows, header="key;name_ru;coordinates")
    placed = read_places(session, catalogue, path, crs="СК-42")
    assert placed.provenance[2]["original_crs"] == "EPSG:4284"
    assert placed.problem(3).code == "system_contradicts"


def test_rows_without_a_named_system_vote_beside_a_column_that_names_others(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = rows_in("EPSG:2538", "EPSG:2538", "EPSG:2539", "EPSG:32642")
    named = [f"{row};{crs}" for row, crs in zip(rows, ("", "", "", "UTM 42N"), strict=True)]
    path = write_csv(tmp_path, *named, header=f"{HEADER};crs")
    placed = read_places(session, catalogue, path)
    told = placed.choice.as_json()
    assert (told["from"], told["code"], told["certainty"]) == ("column", None, "sure")
    assert [placed.provenance[row]["original_crs"] for row in (2, 3, 4, 5)] == [
        "EPSG:2538", "EPSG:2538", "EPSG:2539", "EPSG:32642",
    ]  # fmt: skip
    assert placed.why == [(2, "system_detected"), (4, "system_detected")]


def test_remnant_of_a_file_is_read_in_what_the_whole_file_was_found_to_be_in(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = rows_in("EPSG:2538", "EPSG:2538", "EPSG:2539", "EPSG:32642")
    path = write_csv(tmp_path, *rows, header=HEADER)
    whole = read_places(session, catalogue, path).choice.as_json()
    decisions = {row: Decision(is_new=True) for row in (2, 4, 5)}
    placed = read_places(
        session, catalogue, path, decisions=decisions, found=tuple(whole["systems"])
    )
    assert [placed.provenance[row]["original_crs"] for row in (2, 4)] == ["EPSG:2538", "EPSG:2539"]
    assert placed.problem(5).code == "system_dissents"


def test_family_may_be_decided_for_a_row(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, *rows_in("EPSG:28412", "EPSG:28412"), header=HEADER)
    placed = read_places(session, catalogue, path, decisions={2: Decision(crs="СК-42")})
    assert placed.provenance[2]["original_crs"] == "EPSG:28412"
    assert placed.why == [(2, "chosen_system"), (3, "system_unknown")]


@pytest.mark.parametrize(
    "definition",
    [
        'PROJCS["Pulkovo 1942 in feet",GEOGCS["Pulkovo 1942"]]',
        "+proj=utm +zone=42 +units=us-ft +title=WGS84",
        "EPSG:28412, EPSG:2100",
    ],
)
def test_definition_that_cannot_be_used_is_not_taken_for_a_family_of_its_name(
    definition: str,
) -> None:
    with pytest.raises(UnusableReferenceSystemError):
        usable_systems(definition)


def test_degrees_are_of_none_of_the_zones_that_were_told(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, "1;Курган;51.25;67.25", header="key;name_ru;lat;lon")
    placed = read_places(session, catalogue, path, crs="EPSG:28412, EPSG:28413")
    assert placed.why == [(2, "not_of_system")]
    assert placed.candidates(2) == ["EPSG:4326", "EPSG:4284", "EPSG:10941"]
