"""Which rows of a file wait because the atlas, or the file itself, seems to have them already."""

from collections.abc import Mapping
from typing import Any

import pytest
from shapely import LineString, Point, box
from sqlalchemy.orm import Session

from core.text import Language
from geo.distance.measure import distance_m
from ingest.rows.file_order import Decision, MatchRule
from layers.model.layer import Layer
from layers.registry import Catalogue
from tests.ingest.staged_rows import PLACE, matched, monument, north_of

AISHA = {"name_kk": "Айша бибі кесенесі", "kind": "urban_planning_architecture"}
AISHA_RU = {"name_ru": "Мавзолей Айша-Биби", "kind": "urban_planning_architecture"}
AISHA_BOTH = {**AISHA, **AISHA_RU}
KURGAN = {"name_ru": "Курган", "kind": "archaeology"}
MASS_GRAVE = {
    "name_kk": "Бауырластар зираты",
    "name_ru": "Братская могила",
    "kind": "monumental_art",
}
LENIN = {"name_kk": "Ленин ескерткіші", "name_ru": "Памятник Ленину", "kind": "monumental_art"}


@pytest.fixture
def monuments(catalogue: Catalogue) -> Layer:
    return catalogue.layer("monuments")


def test_row_that_the_atlas_has_waits_with_the_object(session: Session, monuments: Layer) -> None:
    known = monument(session, north_of(PLACE, 30), **AISHA)
    found = matched(session, monuments, AISHA_RU)
    assert (found.codes, found.waiting, found.targets) == ({2: "seems_same"}, {2}, {})
    (problem,) = found.problems
    assert (problem.field, problem.value) == ("name_ru", "Мавзолей Айша-Биби")
    assert (problem.waiting, problem.rejected) == (True, False)
    assert all(problem.reason.in_language(language) for language in Language)
    (candidate,) = problem.candidates
    assert candidate == {
        "kind": "feature", "id": known, "name": "Айша бибі кесенесі",
        "score": 100, "distance_m": 30, "verdict": "same",
    }  # fmt: skip


def test_row_unlike_its_neighbours_is_loaded(session: Session, monuments: Layer) -> None:
    monument(session, north_of(PLACE, 30), name_ru="Мавзолей Бабаджи-Хатун")
    found = matched(session, monuments, AISHA_RU)
    assert (found.codes, found.waiting) == ({}, set())


def test_similar_row_is_undecided(session: Session, monuments: Layer) -> None:
    monument(session, north_of(PLACE, 450), **AISHA)
    assert matched(session, monuments, AISHA_RU).codes == {2: "maybe_same"}


def test_second_row_of_one_object_waits_with_the_first(session: Session, monuments: Layer) -> None:
    found = matched(session, monuments, AISHA, {**AISHA_RU, "geom": north_of(PLACE, 20)})
    assert found.codes == {3: "seems_same"}
    (candidate,) = found.candidates(3)
    assert (candidate["kind"], candidate["row"], candidate["verdict"]) == ("row", 2, "same")
    assert found.waiting == {3}


def test_barrows_of_one_field_are_loaded(session: Session, monuments: Layer) -> None:
    rows = [{**KURGAN, "geom": north_of(PLACE, 70 * number)} for number in range(6)]
    assert matched(session, monuments, *rows).codes == {}


def test_row_known_by_its_key_is_not_asked_about(session: Session, monuments: Layer) -> None:
    monument(session, source="list", source_key="k2", **AISHA)
    monument(session, north_of(PLACE, 10), **AISHA)
    assert matched(session, monuments, AISHA_RU).codes == {}


@pytest.mark.parametrize(
    ("shape", "distance_m"), [(box(67.49, 50.49, 67.51, 50.51), 0), (PLACE.buffer(1e-4), 0)]
)
def test_point_within_a_polygon_is_at_no_distance(
    session: Session, monuments: Layer, shape: Any, distance_m: int
) -> None:
    monument(session, shape, **AISHA)
    found = matched(session, monuments, AISHA_RU)
    assert found.candidates(2)[0]["distance_m"] == distance_m
    assert found.codes == {2: "seems_same"}


def test_routes_that_cross_are_told_apart_by_their_middle(
    session: Session, catalogue: Catalogue
) -> None:
    routes = catalogue.layer("tourist_routes")
    walk = {"name_ru": "Тропа Бурабай", "modes": ["foot"], "difficulty": "easy"}
    west_east, south_north = LineString([(67, 50), (69, 50)]), LineString([(67, 50), (67, 52)])
    found = matched(
        session,
        routes,
        {**walk, "geom": west_east},
        {**walk, "geom": south_north},
        {**walk, "geom": west_east},
    )
    assert found.codes == {4: "seems_same"}
    assert [each["row"] for each in found.candidates(4)] == [2]


def test_rough_object_is_found_in_its_wider_reach(session: Session, monuments: Layer) -> None:
    monument(session, north_of(PLACE, 12_000), accuracy_m=20_000, **AISHA)
    found = matched(session, monuments, AISHA_RU)
    assert found.codes == {2: "maybe_same"}
    assert found.candidates(2)[0]["distance_m"] == pytest.approx(12_000, abs=30)


def test_namesake_in_a_crowded_street_is_found(session: Session, monuments: Layer) -> None:
    for number in range(60):
        monument(session, north_of(PLACE, number), name_ru=f"Дом {number} ул. Абая")
    known = monument(session, north_of(PLACE, 200), **AISHA_RU)
    found = matched(session, monuments, AISHA_RU)
    assert [each["id"] for each in found.candidates(2)] == [known]


def test_at_most_ten_candidates_best_first(session: Session, monuments: Layer) -> None:
    for number in range(15):
        monument(session, north_of(PLACE, 10 * number), **AISHA)
    found = matched(session, monuments, AISHA_RU)
    scores = [each["score"] for each in found.candidates(2)]
    assert len(scores) == 10
    assert scores == sorted(scores, reverse=True)
    assert found.candidates(2)[0]["distance_m"] == 0


FAR = Point(71, 48.5)


@pytest.mark.parametrize(
    ("row", "known", "code"),
    [
        (AISHA_BOTH, AISHA_BOTH, "conflict_far"),
        (AISHA_RU, AISHA_RU, "conflict_far"),
        (
            {**AISHA_RU, "register_no": "245-1"},
            {**AISHA_BOTH, "register_no": "245/1"},
            "conflict_far",
        ),
        ({**AISHA_BOTH, "register_no": "1"}, {**AISHA_BOTH, "register_no": "2"}, None),
        ({**AISHA_BOTH, "kind": "monumental_art"}, AISHA_BOTH, None),
        ({**AISHA_BOTH, "kind": None}, AISHA_BOTH, "conflict_far"),
        (KURGAN, KURGAN, None),
        ({**KURGAN, "name_kk": "Қорған"}, {**KURGAN, "name_kk": "Қорған"}, None),
        (MASS_GRAVE, MASS_GRAVE, None),
        (LENIN, LENIN, None),
        ({**KURGAN, "register_no": "12"}, {**KURGAN, "register_no": "12"}, None),
    ],
)
def test_one_name_far_apart(
    session: Session,
    monuments: Layer,
    row: Mapping[str, Any],
    known: Mapping[str, Any],
    code: str | None,
) -> None:
    monument(session, FAR, **known)
    found = matched(session, monuments, row)
    assert found.codes.get(2) == code
    if code:
        assert found.candidates(2)[0]["verdict"] == "conflict"
        distance_km = round(distance_m(PLACE, FAR) / 1000)
        assert f" {distance_km} km away" in found.problems[0].reason.en


def test_one_object_twice_in_the_file_far_apart_is_a_conflict(
    session: Session, monuments: Layer
) -> None:
    found = matched(session, monuments, AISHA_BOTH, {**AISHA_BOTH, "geom": FAR})
    assert found.codes == {3: "conflict_far"}
    assert found.candidates(3)[0]["row"] == 2


def test_name_that_many_have_is_no_conflict(session: Session, monuments: Layer) -> None:
    for number in range(25):
        monument(session, Point(70 + number / 10, 48.5), **AISHA_BOTH)
    assert matched(session, monuments, AISHA_BOTH).codes == {}


def test_rule_same_settles_the_sure_and_leaves_the_undecided(
    session: Session, monuments: Layer
) -> None:
    known = monument(session, **AISHA)
    monument(session, FAR, name_ru="Памятник Абаю", kind="monumental_art")
    found = matched(
        session,
        monuments,
        AISHA_RU,
        {"name_ru": "Бюст Абая Кунанбаева", "kind": "monumental_art", "geom": FAR},
        matches=MatchRule.SAME,
    )
    assert (found.targets, found.codes) == ({2: known}, {3: "maybe_same"})


def test_rule_same_gives_an_object_to_one_row_only(session: Session, monuments: Layer) -> None:
    known = monument(session, **AISHA)
    near = {**AISHA_RU, "geom": north_of(PLACE, 15)}
    found = matched(session, monuments, AISHA_RU, near, matches=MatchRule.SAME)
    assert (found.targets, found.codes) == ({2: known}, {3: "seems_same"})


def test_rule_same_leaves_an_object_that_the_file_has_by_key(
    session: Session, monuments: Layer
) -> None:
    monument(session, source="list", source_key="k2", **AISHA)
    found = matched(session, monuments, AISHA_RU, AISHA_RU, matches=MatchRule.SAME)
    assert (found.targets, found.codes) == ({}, {3: "seems_same"})


def test_rule_same_does_not_choose_among_two(session: Session, monuments: Layer) -> None:
    monument(session, **AISHA)
    monument(session, **AISHA_RU)
    found = matched(session, monuments, AISHA_RU, matches=MatchRule.SAME)
    assert (found.targets, found.codes) == ({}, {2: "seems_same"})


def test_rule_different_lets_only_conflicts_wait(session: Session, monuments: Layer) -> None:
    monument(session, **AISHA)
    monument(session, FAR, **AISHA_BOTH)
    rows = (AISHA_RU, {**AISHA_BOTH, "geom": north_of(PLACE, 5000)})
    found = matched(session, monuments, *rows, matches=MatchRule.DIFFERENT)
    assert found.codes == {2: "conflict_far", 3: "conflict_far"}
    assert {each["verdict"] for each in found.candidates(3)} == {"conflict"}


def test_new_row_is_not_asked_about_but_answers(session: Session, monuments: Layer) -> None:
    monument(session, **AISHA)
    found = matched(session, monuments, AISHA_RU, AISHA_RU, decisions={2: Decision(is_new=True)})
    assert found.codes == {3: "seems_same"}
    assert {each["kind"] for each in found.candidates(3)} == {"feature", "row"}


def test_layer_without_matching_has_no_problems(session: Session, catalogue: Catalogue) -> None:
    reports = catalogue.layer("citizen_reports")
    twice = {"name_ru": "Яма на дороге", "topic": "roads"}
    assert matched(session, reports, twice, twice).problems == ()
