"""What a person says of a row, and what was said of it before, comes before any score."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ingest.matching.sameness import remember_decisions
from ingest.rows.file_order import Decision, FileOrder, MatchRule
from ingest.staging.runs import Run, RunProblem, SameAs
from layers.model.layer import Layer
from layers.registry import Catalogue
from tests.ingest.staged_rows import (
    PLACE,
    WRITER,
    Matched,
    matched,
    monument,
    north_of,
)

PATH = Path("list.csv")
AISHA = {"name_kk": "Айша бибі кесенесі"}
AISHA_RU = {"name_ru": "Мавзолей Айша-Биби", "kind": "archaeology"}


@pytest.fixture
def monuments(catalogue: Catalogue) -> Layer:
    return catalogue.layer("monuments")


def same_as(session: Session, feature_id: int, key: str = "k2", *, is_same: bool = True) -> None:
    session.execute(
        insert(SameAs).values(
            layer="monuments", source="list", source_key=key, feature_id=feature_id, is_same=is_same
        )
    )


def remembered(session: Session) -> set[tuple[str, int, bool]]:
    known = select(SameAs.source_key, SameAs.feature_id, SameAs.is_same)
    return {tuple(row) for row in session.execute(known)}


def ordered_run(session: Session, follows: int | None = None) -> int:
    run = Run(
        layer="monuments", source="list", file_name="list.csv", file_sha256="", file_bytes=0,
        order={}, state="writing", follows_run_id=follows,
    )  # fmt: skip
    session.add(run)
    session.flush()
    return run.id


def remember(session: Session, found: Matched, run_id: int, order: FileOrder) -> None:
    remember_decisions(session, run_id, found.stage, order, "officer")


def test_row_is_the_object_that_a_person_named(session: Session, monuments: Layer) -> None:
    named = monument(session, north_of(PLACE, 90_000), name_ru="Городище Сауран")
    monument(session, **AISHA)
    found = matched(session, monuments, AISHA_RU, decisions={2: Decision(same_as=named)})
    assert (found.targets, found.codes, found.waiting) == ({2: named}, {}, set())


def test_row_that_a_person_called_new_is_loaded(session: Session, monuments: Layer) -> None:
    known = monument(session, **AISHA)
    same_as(session, known)
    found = matched(session, monuments, AISHA_RU, decisions={2: Decision(is_new=True)})
    assert (found.targets, found.codes) == ({}, {})
    assert remembered(session) == {("k2", known, False)}


def test_gone_and_hidden_objects_are_told_in_the_same_words(
    session: Session, monuments: Layer
) -> None:
    hidden = monument(session, north_of(PLACE, 5_000), visibility="hidden", **AISHA)
    gone = hidden + 1_000
    told = []
    for feature_id in (hidden, gone):
        found = matched(
            session,
            monuments,
            AISHA_RU,
            caller=WRITER,
            decisions={2: Decision(same_as=feature_id)},
        )
        assert (found.targets, found.waiting) == ({}, {2})
        told.append(found.problems)
    assert told[0] == told[1]
    assert told[0][0].code == "same_as_unavailable"
    allowed = matched(session, monuments, AISHA_RU, decisions={2: Decision(same_as=hidden)})
    assert allowed.targets == {2: hidden}


def test_what_was_said_earlier_is_known_again(session: Session, monuments: Layer) -> None:
    known = monument(session, north_of(PLACE, 9_000), **AISHA)
    same_as(session, known)
    assert matched(session, monuments, AISHA_RU).targets == {2: known}


def test_another_source_with_the_same_key_is_another_row(
    session: Session, monuments: Layer
) -> None:
    known = monument(session, north_of(PLACE, 9_000), name_ru="Городище Сауран")
    same_as(session, known)
    assert matched(session, monuments, AISHA_RU, source="other").targets == {}


def test_remembered_object_that_is_gone_makes_the_row_wait(
    session: Session, monuments: Layer
) -> None:
    same_as(session, 4_000_000)
    found = matched(session, monuments, AISHA_RU)
    assert (found.codes, found.waiting) == ({2: "same_as_unavailable"}, {2})


def test_word_of_now_stands_before_the_earlier(session: Session, monuments: Layer) -> None:
    before, now = (monument(session, north_of(PLACE, metres), **AISHA) for metres in (0, 50))
    same_as(session, before)
    found = matched(session, monuments, AISHA_RU, decisions={2: Decision(same_as=now)})
    assert found.targets == {2: now}


def test_object_that_a_row_is_not_is_not_proposed_again(session: Session, monuments: Layer) -> None:
    refused, other = (monument(session, north_of(PLACE, metres), **AISHA) for metres in (0, 50))
    same_as(session, refused, is_same=False)
    found = matched(session, monuments, AISHA_RU)
    assert [each["id"] for each in found.candidates(2)] == [other]


def test_second_row_said_to_be_one_object_waits(session: Session, monuments: Layer) -> None:
    known = monument(session, **AISHA)
    said = Decision(same_as=known)
    found = matched(session, monuments, AISHA_RU, AISHA_RU, decisions={2: said, 3: said})
    assert (found.targets, found.waiting) == ({2: known}, {3})


def test_merged_rows_are_remembered(session: Session, monuments: Layer) -> None:
    known = monument(session, **AISHA)
    found = matched(session, monuments, AISHA_RU, matches=MatchRule.SAME)
    order = FileOrder(PATH, monuments, matches=MatchRule.SAME)
    run_id = ordered_run(session)
    remember(session, found, run_id, order)
    assert remembered(session) == {("k2", known, True)}
    (kept,) = session.scalars(select(SameAs))
    assert (kept.by_name, kept.run_id) == ("officer", run_id)
    remember(session, found, ordered_run(session), order)
    session.expire_all()
    assert [each.run_id for each in session.scalars(select(SameAs))] == [run_id]


def test_new_row_is_remembered_as_none_of_those_shown(session: Session, monuments: Layer) -> None:
    shown, unseen = monument(session, **AISHA), monument(session, north_of(PLACE, 400), **AISHA)
    same_as(session, shown)
    first = ordered_run(session)
    session.add(
        RunProblem(
            run_id=first, row=2, field="name_ru", value="", reason_kk="-", reason_ru="-",
            reason_en="-", code="seems_same", outcome="waiting",
            candidates=[{"kind": "feature", "id": shown}, {"kind": "row", "row": 1}],
        )
    )  # fmt: skip
    second = ordered_run(session, follows=first)
    order = FileOrder(PATH, monuments, decisions={2: Decision(is_new=True)})
    found = matched(session, monuments, AISHA_RU, decisions=order.decisions)
    remember(session, found, second, order)
    assert remembered(session) == {("k2", shown, False)}
    again = matched(session, monuments, AISHA_RU)
    assert [each["id"] for each in again.candidates(2)] == [unseen]


def test_word_on_a_row_that_was_not_decided_now_stays(session: Session, monuments: Layer) -> None:
    far, known = (monument(session, north_of(PLACE, metres), **AISHA) for metres in (90_000, 0))
    same_as(session, far, key="k3")
    order = FileOrder(PATH, monuments, decisions={2: Decision(same_as=known)})
    found = matched(session, monuments, AISHA_RU, AISHA_RU, decisions=order.decisions)
    assert found.targets == {2: known, 3: far}
    remember(session, found, ordered_run(session), order)
    assert remembered(session) == {("k2", known, True), ("k3", far, True)}


def test_later_word_replaces_the_earlier(session: Session, monuments: Layer) -> None:
    before, now = (monument(session, north_of(PLACE, metres), **AISHA) for metres in (0, 50))
    same_as(session, before)
    same_as(session, now, is_same=False)
    order = FileOrder(PATH, monuments, decisions={2: Decision(same_as=now)})
    found = matched(session, monuments, AISHA_RU, decisions=order.decisions)
    remember(session, found, ordered_run(session), order)
    assert remembered(session) == {("k2", before, False), ("k2", now, True)}
