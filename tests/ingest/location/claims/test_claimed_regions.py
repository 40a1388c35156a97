"""The units that rows claim to lie in, and what becomes of places that lie elsewhere."""

from pathlib import Path
from typing import Any

import pytest
from shapely import LineString, Point
from sqlalchemy.orm import Session

from ingest.location.claims.claimed_regions import ClaimedRegions
from ingest.mapping.mapping_names import CLAIMS
from ingest.rows.file_order import Decision
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv, write_vector
from tests.ingest.placed import PlacedFile, read_places
from tests.world.drawing import add_region, draw_country

OTYRAR, TURKISTAN = "614800000", "610000000"
HEADER = "key;name_ru;lat;lon;district"


@pytest.fixture
def claimed(atlas_session: Session) -> ClaimedRegions:
    """The claims among the real names of the classifier."""
    return ClaimedRegions(atlas_session, {place: place.value for place in CLAIMS})


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (("Туркестанская область", "Отырарский район", "", ""), {OTYRAR}),
        (("Туркестанская обл.", "Отрарский р-н", "", ""), {OTYRAR}),
        (("Түркістан обл.", "Отырар ауданы", "", ""), {OTYRAR}),
        (("Turkistan Region", "Otyrar District", "", ""), {OTYRAR}),
        (("ЮКО", "Отырар", "", ""), {OTYRAR}),
        (("", "Отырар", "", ""), {OTYRAR}),
        (("Түркістан облысы", "Отырар ауданы", "Шәуілдір а.о.", ""), {"614830000"}),
        (("", "", "", "Туркестанская обл., Отрарский р-н"), {OTYRAR}),
        (("", "", "", "Отырар ауданы, Түркістан облысы"), {OTYRAR}),
        (("", "", "", OTYRAR), {OTYRAR}),
        (("", "", "", "614830100"), {"614830000"}),
        (("", "", "", "61 48 30 100"), {"614830000"}),
        (("", "Жамбылский район", "", ""), {"194200000", "314000000", "594600000"}),
        (("Алматинская область", "Жамбылский район", "", ""), {"194200000"}),
        (("г. Алматы", "Алмалинский район", "", ""), {"751110000"}),
        (("Алматы", "", "", ""), {"190000000", "750000000"}),
        (("Нур-Султан", "", "", ""), {"710000000"}),
        (("Южно-Казахстанская область", "", "", ""), {TURKISTAN, "790000000"}),
        (("Семипалатинская область", "", "", ""), {"100000000"}),
        (("", "г. Капчагай", "", ""), {"191000000"}),
        (("", "Капчагай", "", ""), {"191000000"}),
        (("", "Қапшағай қ.", "", ""), {"191000000"}),
        (("", "г. Гурьев", "", ""), {"231000000"}),
        (("", "г. Шевченко", "", ""), {"471000000"}),
        (("", "г. Байконур", "", ""), {"431900000"}),
        (("", "Ленинск", "", ""), {"431900000"}),
        (("", "Целиноградская область", "", ""), {"110000000"}),
        (("Целиноград", "", "", ""), {"710000000", "110000000"}),
        (("", "Каскеленский район", "", ""), {"195200000"}),
        (("Алма-Атинская обл.", "Каскеленский р-н", "", ""), {"195200000"}),
        (("", "Зыряновский р-н", "", ""), {"634800000"}),
        (("", "г. Зыряновск", "", ""), {"634820000"}),
        (("", "Ленинский район", "", ""), {"154000000", "396600000"}),
        (("Кустанайская область", "Ленинский район", "", ""), {"396600000"}),
        (("", "Панфиловский район", "", ""), {"334600000"}),
        (("", "", "", "г. Семипалатинск"), {"101000000"}),
        (("Кустанайская обл", "г. Аркалык", "", ""), {"391600000"}),
    ],
)
def test_unit_is_found_by_what_officers_call_it(
    claimed: ClaimedRegions, told: tuple[str, ...], codes: set[str]
) -> None:
    claim = claimed.of(told)
    assert {unit.code for unit in claim.units} == codes
    assert claim.unknown == ()
    assert claim.area is not None


@pytest.mark.parametrize(
    ("oblast", "district", "code"),
    [
        ("ВКО", "Аягозский район", "103600000"),
        ("Восточно-Казахстанская область", "г. Семей", "101000000"),
        ("Алматинская область", "Панфиловский район", "334600000"),
        ("Карагандинская область", "Улытауский район", "623800000"),
    ],
)
def test_district_is_sought_in_the_oblast_as_it_was_before_2022(
    claimed: ClaimedRegions, oblast: str, district: str, code: str
) -> None:
    assert [unit.code for unit in claimed.of((oblast, district, "", "")).units] == [code]


def test_claim_of_a_divided_oblast_reaches_over_its_former_land(claimed: ClaimedRegions) -> None:
    area = claimed.of(("Восточно-Казахстанская область", "", "", "")).area
    assert area is not None
    assert area.covers(Point(80.25, 50.4))  # Semey
    assert area.covers(Point(82.6, 49.95))  # Öskemen


def test_unknown_name_leaves_the_claim_at_the_unit_above(claimed: ClaimedRegions) -> None:
    claim = claimed.of(("Туркестанская область", "Нездешний район", "", ""))
    assert [unit.code for unit in claim.units] == [TURKISTAN]
    assert claim.unknown == ("Нездешний район",)
    assert claimed.of(("Нарния", "", "", "")).area is None


def test_every_unit_of_the_classifier_is_found_by_its_own_names(claimed: ClaimedRegions) -> None:
    """But for one pair of siblings with the very same name, and Almaty, an oblast and a city."""
    missed: set[str] = set()
    units = claimed.units
    for unit in units.values():
        for language in ("kk", "ru", "en"):
            told = ["", "", "", ""]
            code: str | None = unit.code
            while code is not None:
                told[units[code].level - 1] = units[code].name.as_dict()[language]
                code = units[code].parent_code
            claim = claimed.of(tuple(told))
            if claim.units != (unit,) or claim.unknown:
                missed.add(unit.code)
    assert missed == {"434630000", "434645000", "750000000"}


def test_same_cells_give_the_very_same_claim(claimed: ClaimedRegions) -> None:
    told = ("", "Отырар", "", "")
    assert claimed.of(told) is claimed.of(told)


def read(
    session: Session, catalogue: Catalogue, tmp_path: Path, *rows: str, **told: Any
) -> PlacedFile:
    return read_places(session, catalogue, write_csv(tmp_path, *rows, header=HEADER), **told)


def test_place_in_the_claimed_unit_is_taken(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    draw_country(session)
    placed = read(session, catalogue, tmp_path, "1;Курган;51,5;67,5;Регион 101000000")
    assert placed.places[2] == Point(67.5, 51.5)
    assert placed.problems == ()


def test_place_far_outside_the_claimed_unit_waits_with_the_distance_and_where_it_lies(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    draw_country(session)
    placed = read(session, catalogue, tmp_path, "1;Курган;49,5;67,5;Регион 101000000")
    problem = placed.problem(2)
    assert placed.places[2] is None
    assert (problem.code, problem.waiting, problem.value) == ("outside_claim", True, "49,5; 67,5")
    assert problem.reason.en == (
        "The place lies 56 km from the unit that the row names (Region 101000000), "
        "in Region 102000000, Region 100000000"
    )
    (itself,) = problem.candidates
    assert (itself["lon"], itself["lat"], itself["crs"]) == (67.5, 49.5, "EPSG:4326")
    assert itself["distance_m"] == pytest.approx(55_600, abs=100)


@pytest.mark.parametrize(("approximate", "taken"), [(True, True), (False, False)])
def test_tolerance_is_wider_where_the_boundary_is_approximate(
    session: Session, catalogue: Catalogue, tmp_path: Path, *, approximate: bool, taken: bool
) -> None:
    draw_country(session, approximate=approximate)
    placed = read(session, catalogue, tmp_path, "1;Курган;49,97;67,5;Регион 101000000")
    assert (placed.places[2] is not None) is taken
    assert placed.why == [(2, "near_claim" if taken else "outside_claim")]


def test_place_that_lies_in_the_claim_with_its_axes_swapped_is_suggested(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    """Between 46° and 55° both orders are places in the country."""
    draw_country(session)
    add_region(session, "300000000", None, Point(48, 53).buffer(1).envelope, approximate=False)
    placed = read(session, catalogue, tmp_path, "1;Курган;48,2;53,1;Регион 300000000")
    problem = placed.problem(2)
    assert (problem.code, problem.suggestion) == ("outside_claim", "53.1, 48.2")
    assert [(each["lon"], each["lat"]) for each in problem.candidates] == [
        (48.2, 53.1), (53.1, 48.2),
    ]  # fmt: skip


def test_person_may_say_that_a_place_outside_its_claim_is_meant(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    draw_country(session)
    placed = read(
        session, catalogue, tmp_path, "1;Курган;49,5;67,5;Регион 101000000",
        decisions={2: Decision(crs="EPSG:4326")},
    )  # fmt: skip
    assert placed.places[2] == Point(67.5, 49.5)
    assert placed.why == [(2, "chosen_system")]


def test_unknown_and_ambiguous_claims_are_noted_once_and_no_row_is_lost(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    draw_country(session)
    for code, name in (("105000000", "Абайский район"), ("205000000", "Абайский район")):
        add_region(session, code, "100000000", Point(67.5, 51.5).buffer(0.2), name_ru=name)
    placed = read(
        session, catalogue, tmp_path,
        "1;а;51,5;67,5;Нет такого", "2;б;51,5;67,6;Нет такого",
        "3;в;51,5;67,5;Абайский", "4;г;51,5;67,6;Абайский",
    )  # fmt: skip
    assert None not in placed.places.values()
    assert placed.why == [(2, "claim_unknown"), (4, "claim_ambiguous")]


def test_line_is_in_its_claim_where_any_of_it_is(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    draw_country(session)
    lines = [LineString([(67, 51), (67, 49)]), LineString([(67, 49.5), (67, 49)])]
    path = write_vector(
        tmp_path / "list.gpkg", lines, "EPSG:4326", name_ru=["а", "б"],
        district=["Регион 101000000"] * 2,
    )  # fmt: skip
    placed = read_places(
        session, catalogue, path, "tourist_routes", column_overrides={"district": "district"}
    )
    assert placed.places[1] is not None
    assert placed.places[2] is None
    assert placed.problem(2).code == "outside_claim"
    assert "56 km" in placed.problem(2).reason.en
