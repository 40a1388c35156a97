"""Ranges of features in the history: what the database refuses, and the way there and back."""

from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from sqlalchemy import BigInteger, Connection, literal, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.database.engine import make_engine
from core.migration_scripts import alembic_configuration
from layers.history import History, feature_history

FIRST, MIDDLE, DELETED, NEVER, LAST, OTHER = 11, 12, 13, 14, 15, 20
ROW = "INSERT INTO history (layer, feature_id, last_feature_id, action, run_id, facts) VALUES "
RANGE = f"""('monuments', {FIRST}, {LAST}, 'created', 3, '{{"file": "a.csv", "row": "2"}}')"""
PLACE = "SRID=4326;POINT(70.5 50.5)"


@pytest.fixture
def connection(committed_database: str) -> Iterator[Connection]:
    """A database of its own, whose monuments but one came as a range."""
    engine = make_engine(committed_database)
    with engine.begin() as connection:
        for number in (FIRST, MIDDLE, LAST, OTHER):
            connection.execute(
                text("INSERT INTO monuments (id, kind, geom) VALUES (:id, 'archaeology', :geom)"),
                {"id": number, "geom": PLACE},
            )
        connection.execute(text(ROW + RANGE))
        for number, action in ((DELETED, "deleted"), (MIDDLE, "edited"), (OTHER, "created")):
            row = f"('monuments', {number}, NULL, '{action}', NULL, '{{}}')"
            connection.execute(text(ROW + row))
        yield connection
    engine.dispose()


def migrate(connection: Connection, revision: str) -> None:
    configuration = alembic_configuration()
    configuration.attributes["connection"] = connection
    go = command.downgrade if revision == "0016" else command.upgrade
    go(configuration, revision)


def history(connection: Connection, feature_id: int) -> list[tuple[Any, ...]]:
    rows = connection.execute(feature_history("monuments", literal(feature_id, BigInteger())))
    return [
        (row.feature_id, row.at, row.action, row.run_id, row.facts)
        for row in sorted(rows, key=lambda each: each.id)
    ]


def test_features_have_the_same_history_after_the_way_there_and_back(
    connection: Connection,
) -> None:
    known = (FIRST, MIDDLE, DELETED, LAST, OTHER, OTHER + 1)
    before = {each: history(connection, each) for each in known}
    assert [len(rows) for rows in before.values()] == [1, 2, 2, 1, 1, 0]
    assert before[LAST][0][-1] == {"file": "a.csv", "row": "6"}
    migrate(connection, "0016")
    migrate(connection, "head")
    assert {each: history(connection, each) for each in known} == before
    assert history(connection, NEVER) == []


def test_each_feature_of_a_range_has_a_row_of_its_own_after_the_way_back(
    connection: Connection,
) -> None:
    migrate(connection, "0016")
    made = connection.execute(
        text("SELECT feature_id, facts ->> 'row' FROM history WHERE run_id = 3 ORDER BY 1")
    )
    assert made.all() == [(FIRST, "2"), (MIDDLE, "3"), (DELETED, "4"), (LAST, "6")]


@pytest.mark.parametrize(("first", "last"), [(12, 11), (12, 12)])
def test_range_has_more_than_one_feature(session: Session, first: int, last: int) -> None:
    session.add(
        History(layer="monuments", feature_id=first, last_feature_id=last, action="created")
    )
    with pytest.raises(IntegrityError, match="history_range_check"):
        session.flush()


def test_no_two_ranges_of_a_layer_begin_with_one_feature(session: Session) -> None:
    for layer in ("monuments", "settlements"):
        session.add(History(layer=layer, feature_id=1, last_feature_id=9, action="created"))
    session.flush()
    session.add(History(layer="monuments", feature_id=1, last_feature_id=3, action="created"))
    with pytest.raises(IntegrityError, match="history_range_idx"):
        session.flush()
