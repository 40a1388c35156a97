"""New objects of a run: their ids, and the history that tells of which row each was made."""

from pathlib import Path

from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.database import SessionFactory
from ingest.file_order import Decision, MatchRule
from ingest.loading.run import carry_out, take_up_waiting
from ingest.loading.runs import SameAs
from layers.catalogue.monuments import Monument
from layers.history import History
from layers.registry import Catalogue
from tests.ingest.conftest import OPERATOR
from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, counts

ROWS = (
    "a;Курган;археология;51,5 67,5",
    "b;Мавзолей;ансамбль;48,5 71,5",
    "c;Городище;археология;48,6 71,6",
    "d;Мечеть;ансамбль;51,6 67,6",
)


def row_of_key(session: Session, run_id: int) -> dict[str | None, str]:
    """The file's row of which each object was made, as the history tells, by the object's key."""
    query = (
        select(Monument.source_key, History.facts["row"].astext)
        .join(History, History.feature_id == Monument.id)
        .where(History.run_id == run_id, History.action == "created")
    )
    return {row.source_key: row[1] for row in session.execute(query)}


def test_history_names_the_row_of_each_new_object(
    load: Load, session: Session, tmp_path: Path
) -> None:
    first = load(write_csv(tmp_path, ROWS[1]), key_column="key").run
    assert row_of_key(session, first.id) == {"b": "2"}
    second = load(write_csv(tmp_path, *ROWS, "e;Башня;щщщ;51,5 67,7"), key_column="key")
    assert counts(second) == (3, 1, 0, 1)
    assert row_of_key(session, second.run.id) == {"a": "2", "c": "4", "d": "5"}


def test_history_names_the_row_where_the_database_refused_another(
    load: Load, session: Session, tmp_path: Path
) -> None:
    session.execute(
        text("ALTER TABLE monuments ADD CONSTRAINT no_ruin CHECK (name_ru <> 'Городище')")
    )
    session.commit()
    told = load(write_csv(tmp_path, *ROWS), key_column="key")
    assert counts(told) == (3, 0, 0, 1)
    assert row_of_key(session, told.run.id) == {"a": "2", "b": "3", "d": "5"}


def test_ids_of_a_run_are_not_given_again(load: Load, session: Session, tmp_path: Path) -> None:
    load(write_csv(tmp_path, *ROWS[:3]), key_column="key")
    later = Monument(kind="archaeology", geom=from_shape(Point(67.5, 51.4), srid=4326))
    session.add(later)
    session.commit()
    before = set(session.scalars(select(Monument.id).where(Monument.source_key.is_not(None))))
    load(write_csv(tmp_path, *ROWS), key_column="key")
    (last,) = session.scalars(select(Monument.id).where(Monument.source_key == "d"))
    assert len(before) == 3
    assert max(before) < later.id < last


def test_run_remembers_once_that_a_row_is_none_of_those_shown(
    load: Load, session: Session, sessions: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    known = Monument(
        kind="archaeology", name_ru="Курган", geom=from_shape(Point(67.5, 51.5), srid=4326)
    )
    session.add(known)
    session.commit()
    path = write_csv(tmp_path, ROWS[0])
    told = load(path, key_column="key", matches=MatchRule.WAIT)
    assert counts(told) == (0, 0, 1, 0)
    run = take_up_waiting(session, told.run.id, {2: Decision(is_new=True)}, catalogue, OPERATOR)
    session.commit()
    assert counts(carry_out(sessions, run.id, catalogue)) == (1, 0, 0, 0)
    session.expire_all()
    remembered = session.scalars(select(SameAs)).all()
    assert [(row.source_key, row.feature_id, row.is_same, row.run_id) for row in remembered] == [
        ("a", known.id, False, run.id)
    ]
    assert counts(load(path, key_column="key", matches=MatchRule.WAIT)) == (0, 1, 0, 0)
