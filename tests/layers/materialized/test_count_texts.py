"""Counts that were written before are given out again only while nothing changed."""

import json
from typing import Any

import pytest
from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from layers.access import readable
from layers.catalogue.citizen_reports import LAYER, CitizenReport
from layers.materialized import count_texts
from layers.materialized.count_texts import CountTexts
from layers.materialized.counted import MOST_WAITING, WrittenCounts
from layers.materialized.merge import merge_on
from layers.reading.crosstab import axes_by, crosstab_text
from layers.registry import Catalogue
from tests.api.asking import report

OFFICER = Caller(grants=grants_of(["*"]))


def counts_by_topic(
    session: Session, texts: CountTexts, caller: Caller = STRANGER
) -> dict[str, int]:
    """The counts that the texts give."""
    access = readable(LAYER, caller)
    by = axes_by(access, ("topic",))
    rows: list[dict[str, Any]] = json.loads(crosstab_text(session, access, "KZ", by, texts=texts))
    return {row["topic"]: row["count"] for row in rows}


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gets a member each time the database writes counts."""
    done = list[str]()
    keep = CountTexts._keep  # noqa: SLF001 - what is seen here happens nowhere else

    def seen(texts: CountTexts, key: object, written: WrittenCounts) -> None:
        done.append(written.rows)
        keep(texts, key, written)

    monkeypatch.setattr(count_texts.CountTexts, "_keep", seen)
    return done


def test_text_is_written_once_while_nothing_changes(session: Session, writes: list[str]) -> None:
    report(session, 66.6, 48.8, topic="roads")
    texts = CountTexts()
    assert counts_by_topic(session, texts) == counts_by_topic(session, texts) == {"roads": 1}
    assert len(writes) == 1


def test_every_change_and_every_merge_is_seen(
    session: Session, catalogue: Catalogue, writes: list[str]
) -> None:
    texts = CountTexts()
    assert counts_by_topic(session, texts) == {}
    first = report(session, 66.6, 48.8, topic="roads")
    session.flush()
    assert counts_by_topic(session, texts) == {"roads": 1}
    first.topic = "water"
    session.flush()
    assert counts_by_topic(session, texts) == {"water": 1}
    merge_on(session.connection(), catalogue)
    assert counts_by_topic(session, texts) == counts_by_topic(session, texts) == {"water": 1}
    assert len(writes) == 4
    session.execute(delete(CitizenReport))
    assert counts_by_topic(session, texts) == {}


def test_change_that_is_taken_back_is_no_change(session: Session) -> None:
    report(session, 66.6, 48.8, topic="roads")
    session.flush()
    texts = CountTexts()
    assert counts_by_topic(session, texts) == {"roads": 1}
    savepoint = session.begin_nested()
    session.add(CitizenReport(topic="roads", geom="SRID=4326;POINT(66.6 48.8)"))
    session.flush()
    assert counts_by_topic(session, texts) == {"roads": 2}
    savepoint.rollback()
    report(session, 66.6, 48.8, topic="water")
    session.flush()
    assert counts_by_topic(session, texts) == {"roads": 1, "water": 1}


def test_callers_who_may_read_more_have_texts_of_their_own(session: Session) -> None:
    report(session, 66.6, 48.8, topic="roads", visibility="hidden")
    session.flush()
    texts = CountTexts()
    assert counts_by_topic(session, texts, OFFICER) == {"roads": 1}
    assert counts_by_topic(session, texts) == {}
    assert counts_by_topic(session, texts, OFFICER) == {"roads": 1}


def test_counts_that_were_never_built_or_lag_far_behind_are_not_kept(
    session: Session, writes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_WAITING > 1
    monkeypatch.setattr("layers.materialized.counted.MOST_WAITING", 1)
    report(session, 66.6, 48.8, topic="roads")
    session.flush()
    texts = CountTexts()
    assert counts_by_topic(session, texts) == counts_by_topic(session, texts) == {"roads": 1}
    assert len(writes) == 2
    monkeypatch.undo()
    session.execute(text("DELETE FROM derived_state"))
    assert counts_by_topic(session, texts) == counts_by_topic(session, texts) == {"roads": 1}


def test_oldest_texts_make_room(session: Session) -> None:
    texts = CountTexts(most_bytes=100, most_texts=2)
    version = session.scalar(text(count_texts.VERSION), count_texts.version_values(LAYER.id))

    def kept(key: int, size: int) -> bool:
        asked = list[int]()

        def write() -> WrittenCounts:
            asked.append(key)
            return WrittenCounts("x" * size, version)

        texts.rows(session, LAYER.id, key, write)
        return not asked

    assert not kept(1, 40)
    assert kept(1, 40)
    assert not kept(2, 40)
    assert not kept(3, 10)  # no third text
    assert not kept(1, 40)
    assert kept(3, 10)
    assert not kept(4, 95)  # no more than a hundred bytes
    assert not kept(3, 10)
