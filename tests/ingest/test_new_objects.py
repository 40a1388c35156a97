"""New objects of a run: their ids, and the history that tells of which row each was made."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy import BigInteger, Row, literal, select, text
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import grants_of
from core.database.engine import SessionFactory
from ingest.loading.runs.run import carry_out, take_up_waiting
from ingest.rows.file_order import Decision, MatchRule
from ingest.staging.runs import SameAs
from layers.catalogue.monuments import Monument
from layers.history import History, feature_history
from layers.reading.item import history_of
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
    return {
        each.source_key: told.facts["row"]
        for each in session.scalars(select(Monument))
        for told in history(session, each.id)
        if (told.run_id, told.action) == (run_id, "created")
    }


def history(session: Session, feature_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """What the history tells of a monument, the oldest first."""
    rows = session.execute(feature_history("monuments", literal(feature_id, BigInteger()))).all()
    return sorted(rows, key=lambda row: row.id)


def ids(session: Session) -> list[int]:
    return list(session.scalars(select(Monument.id).order_by(Monument.id)))


def ranges(session: Session, run_id: int) -> list[tuple[int, int | None]]:
    """The first and the last object of each row by which the history tells what a run made."""
    query = select(History.feature_id, History.last_feature_id).order_by(History.feature_id)
    made = query.where(History.run_id == run_id, History.action == "created")
    return [(first, last) for first, last in session.execute(made)]


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
    first, second, last = ids(session)
    assert ranges(session, told.run.id) == [(first, second), (last, None)]


def test_history_of_a_load_is_one_row_for_all_that_it_made(
    load: Load, session: Session, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, *ROWS), key_column="key")
    made = session.scalars(select(History)).one()
    assert (made.feature_id, made.last_feature_id) == (min(ids(session)), max(ids(session)))
    assert (made.run_id, made.action) == (told.run.id, "created")
    assert made.facts == {"file": "list.csv", "row": "2"}


def test_history_of_a_load_ends_with_the_new_objects(
    load: Load, session: Session, tmp_path: Path
) -> None:
    load(write_csv(tmp_path, ROWS[0], ROWS[3]), key_column="key")
    before = ids(session)
    again = load(write_csv(tmp_path, *ROWS, "e;Башня;щщщ;51,5 67,7"), key_column="key")
    first, last = sorted({*ids(session)} - {*before})
    assert ranges(session, again.run.id) == [(first, last)]
    assert ranges(session, load(write_csv(tmp_path, *ROWS), key_column="key").run.id) == []


def test_each_object_of_a_load_has_its_making_alone_in_its_history(
    load: Load, session: Session, tmp_path: Path
) -> None:
    person = Caller(5, "Айгүл", grants_of(["*"]))
    run = load(write_csv(tmp_path, *ROWS), key_column="key", caller=person).run
    made = ids(session)
    for number, feature_id in enumerate(made):
        (row,) = history(session, feature_id)
        assert (row.layer, row.feature_id, row.last_feature_id) == ("monuments", feature_id, None)
        assert (row.action, row.by_user_id, row.run_id) == ("created", 5, run.id)
        assert row.facts == {"file": "list.csv", "row": str(number + 2)}
    assert history(session, made[0] - 1) == history(session, made[-1] + 1) == []
    of_other = feature_history("citizen_reports", literal(made[1], BigInteger()))
    assert session.execute(of_other).all() == []


def test_history_of_each_object_is_of_its_own_load(
    load: Load, session: Session, tmp_path: Path
) -> None:
    first = load(write_csv(tmp_path, *ROWS[:2]), key_column="key").run
    added = Monument(kind="archaeology", geom=from_shape(Point(67.5, 51.4), srid=4326))
    session.add(added)
    session.flush()
    session.add(History(layer="monuments", feature_id=added.id, action="created", by_user_id=7))
    session.commit()
    second = load(write_csv(tmp_path, *ROWS), key_column="key").run
    told = [[row.run_id for row in history(session, each)] for each in ids(session)]
    assert told == [[first.id], [first.id], [None], [second.id], [second.id]]


def test_card_tells_of_the_making_before_the_changes(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    load(write_csv(tmp_path, *ROWS), key_column="key")
    changed = [row.replace(";", ";Көне ", 1) for row in ROWS[1:3]]
    load(write_csv(tmp_path, ROWS[0], *changed, ROWS[3]), key_column="key")
    layer = catalogue.layer("monuments")
    told = [history_of(session, layer, each, OPERATOR)() for each in ids(session)]
    actions = [[row["action"] for row in rows] for rows in told]
    assert actions == [["created"], ["created", "edited"], ["created", "edited"], ["created"]]
    assert len({rows[0]["at"] for rows in told}) == 1


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
