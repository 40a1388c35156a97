"""Rows that become secret change the marks of their layer; all other changes do not."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from layers.catalogue.monuments import Monument
from layers.writing.protection import Protection, protection_marks

MOVED = "SRID=4326;POINT(71.5 50.5)"
WITHIN_CELL = "SRID=4326;POINT(70.56 50.56)"


def add_monument(session: Session, **columns: object) -> Monument:
    place = "SRID=4326;POINT(70.55 50.55)"
    row = Monument(name_kk="Мола", kind="archaeology", geom=place, **columns)
    session.add(row)
    session.flush()
    return row


def change(session: Session, row: Monument, **columns: object) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    session.flush()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"visibility": "hidden"}),
        ({}, {"sensitive": True}),
        ({"sensitive": True}, {"geom": MOVED}),
        ({"sensitive": True}, {"visibility": "hidden"}),
    ],
)
def test_row_that_becomes_secret_marks_its_layer(
    session: Session, before: dict[str, object], after: dict[str, object]
) -> None:
    row = add_monument(session, **before)
    assert protection_marks(session) == {}
    change(session, row, **after)
    assert list(protection_marks(session)) == ["monuments"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({}, {"name_kk": "Бейіт"}),
        ({}, {"geom": MOVED}),
        ({"sensitive": True}, {"name_kk": "Бейіт"}),
        ({"sensitive": True}, {"geom": WITHIN_CELL}),
        ({"sensitive": True}, {"sensitive": False}),
        ({"visibility": "hidden"}, {"visibility": "public"}),
        ({"visibility": "hidden"}, {"sensitive": True}),
    ],
)
def test_other_changes_mark_nothing(
    session: Session, before: dict[str, object], after: dict[str, object]
) -> None:
    row = add_monument(session, **before)
    change(session, row, **after)
    session.delete(row)
    session.flush()
    assert protection_marks(session) == {}


def test_bulk_change_is_noted_once(session: Session) -> None:
    session.execute(text("SET LOCAL atlas.bulk = 'on'"))
    for _ in range(3):
        add_monument(session)
    session.execute(text("UPDATE monuments SET sensitive = TRUE"))
    session.execute(text("UPDATE monuments SET visibility = 'hidden'"))
    assert session.scalar(select(func.count()).select_from(Protection)) == 1


def test_note_that_was_undone_is_made_again(session: Session) -> None:
    row = add_monument(session)
    with session.begin_nested() as savepoint:
        change(session, row, visibility="hidden")
        savepoint.rollback()
    assert protection_marks(session) == {}
    change(session, row, sensitive=True)
    assert list(protection_marks(session)) == ["monuments"]


@pytest.fixture
def committing(committed_database: str) -> Iterator[SessionFactory]:
    engine = make_engine(committed_database)
    yield make_sessions(engine)
    engine.dispose()


def test_change_committed_late_is_not_among_the_marks_read_before(
    committing: SessionFactory,
) -> None:
    """However early it began: a clock would have put it before the reading."""
    with transaction(committing) as session:
        first, second = add_monument(session), add_monument(session)
    with committing() as slow, committing() as other:
        change(slow, slow.get_one(Monument, first.id), visibility="hidden")
        change(other, other.get_one(Monument, second.id), visibility="hidden")
        other.commit()
        with committing() as reader:
            before = protection_marks(reader)
        slow.commit()
    with committing() as reader:
        assert protection_marks(reader).keys() == before.keys()
        assert protection_marks(reader) != before
