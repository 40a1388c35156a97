"""A writer learns nothing from matching that they may not see."""

import pytest
from shapely import Point
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import grants_of
from ingest.rows.file_order import MatchRule
from layers.model.layer import Layer
from layers.registry import Catalogue
from tests.ingest.staged_rows import OPERATOR, PLACE, WRITER, matched, monument, north_of

AISHA = {"name_kk": "Айша бибі кесенесі", "name_ru": "Мавзолей Айша-Биби"}
ROW = {**AISHA, "kind": "archaeology"}
SURVEYOR = Caller(8, "surveyor", grants_of(["monuments:write", "monuments:exact"]))
CELL_CENTRE = Point(67.55, 50.55)
"""The public place of what is hidden between 67.5 and 67.6° E, 50.5 and 50.6° N."""


@pytest.fixture
def monuments(catalogue: Catalogue) -> Layer:
    return catalogue.layer("monuments")


def test_hidden_object_is_no_candidate(session: Session, monuments: Layer) -> None:
    hidden = monument(session, visibility="hidden", **AISHA)
    assert matched(session, monuments, ROW, caller=WRITER).problems == ()
    (candidate,) = matched(session, monuments, ROW, caller=OPERATOR).candidates(2)
    assert candidate["id"] == hidden


def test_hidden_object_far_away_is_no_conflict(session: Session, monuments: Layer) -> None:
    monument(session, Point(71, 49), visibility="hidden", **AISHA)
    assert matched(session, monuments, ROW, caller=WRITER).problems == ()
    assert matched(session, monuments, ROW, caller=OPERATOR).codes == {2: "conflict_far"}


@pytest.mark.parametrize("metres", [0, 400, 3_000, 8_000])
def test_true_place_of_a_sensitive_object_changes_nothing_that_is_told(
    session: Session, monuments: Layer, metres: float
) -> None:
    place = Point(67.52, 50.51)
    monument(session, north_of(place, metres), sensitive=True, **AISHA)
    found = matched(session, monuments, {**ROW, "geom": place}, caller=WRITER)
    (candidate,) = found.candidates(2)
    assert found.codes == {2: "maybe_same"}
    assert (candidate["distance_m"], candidate["score"]) == (5_000, 87)


def test_sensitive_object_beyond_its_cell_is_not_near(session: Session, monuments: Layer) -> None:
    monument(session, Point(67.52, 50.51), sensitive=True, name_ru="Мавзолей Айша-Биби")
    beside = {"name_ru": "Мавзолей Айши-Биби", "kind": "archaeology", "geom": Point(67.52, 50.44)}
    assert matched(session, monuments, beside, caller=WRITER).problems == ()


def test_sensitive_object_is_never_settled_by_rule_without_the_exact_place(
    session: Session, monuments: Layer
) -> None:
    known = monument(session, CELL_CENTRE, sensitive=True, **AISHA)
    row = {**ROW, "geom": CELL_CENTRE}
    found = matched(session, monuments, row, caller=WRITER, matches=MatchRule.SAME)
    assert (found.targets, found.codes) == ({}, {2: "maybe_same"})
    found = matched(session, monuments, row, caller=SURVEYOR, matches=MatchRule.SAME)
    assert found.targets == {2: known}


def test_surveyor_is_told_the_exact_distance(session: Session, monuments: Layer) -> None:
    monument(session, north_of(PLACE, 40), sensitive=True, **AISHA)
    (candidate,) = matched(session, monuments, ROW, caller=SURVEYOR).candidates(2)
    assert (candidate["verdict"], candidate["distance_m"]) == ("same", 40)


def test_rough_objects_in_the_file_do_not_hide_each_other(
    session: Session, monuments: Layer
) -> None:
    row = {**ROW, "accuracy_m": 30_000.0}
    far = {**row, "geom": north_of(PLACE, 20_000)}
    assert matched(session, monuments, row, far).codes == {3: "maybe_same"}
