"""A run taken back, with what somebody did after it."""

from pathlib import Path

import pytest
from geoalchemy2.shape import from_shape, to_shape
from shapely import Point
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from core.errors import ForbiddenError
from ingest.loading.runs.run import run_of
from ingest.loading.runs.run_errors import NotUndoableError
from ingest.loading.undoing.undo import Kept, Stays, undo
from ingest.staging.runs import RunState, SameAs
from layers.catalogue.monuments import Monument, SacredMark
from layers.history import History
from layers.registry import Catalogue
from layers.writing.features import edit, remove
from tests.counting import count
from tests.ingest.conftest import OPERATOR
from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, counts, monuments
from tests.world.units import EAST_NORTH, WEST_NORTH

PERSON = Caller(5, "Айгүл", grants_of(["*"]))
ENTRIES = text("SELECT count(*) FROM search_entries WHERE layer = 'monuments'")
ROWS = ("a;Курган;археология;51,5 67,5", "b;Мавзолей;ансамбль;48,5 71,5")


def by_key(session: Session) -> dict[str | None, Monument]:
    session.expire_all()
    return {row.source_key: row for row in session.scalars(select(Monument))}


def test_what_a_run_made_goes_again(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, *ROWS), key_column="key")
    undone = undo(session, told.run.id, catalogue, OPERATOR)
    assert (undone.deleted, undone.restored, undone.kept) == (2, 0, ())
    assert monuments(session) == {}
    gone = session.scalars(select(History).where(History.action == "deleted")).all()
    assert [row.run_id for row in gone] == [told.run.id, told.run.id]
    assert session.scalar(ENTRIES) == 0
    run = run_of(session, told.run.id)
    assert (run.state, run.undone_by_name) == (RunState.UNDONE, "operator")
    assert run.undone_at is not None


def test_undone_file_can_be_loaded_again(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, *ROWS)
    undo(session, load(path, key_column="key").run.id, catalogue, OPERATOR)
    session.commit()
    assert counts(load(path, key_column="key")) == (2, 0, 0, 0)


def test_changed_fields_are_as_before_to_the_last_bit(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    load(write_csv(tmp_path, "a;Курган;археология;51.123456789012345 67.98765432101234", ROWS[1]),
         key_column="key")  # fmt: skip
    before = to_shape(by_key(session)["a"].geom)
    changed = write_csv(tmp_path, "a;Курган-2;ансамбль;51.2 70.1", ROWS[1])
    second = load(changed, key_column="key")
    assert counts(second) == (1, 1, 0, 0)
    assert by_key(session)["a"].district_code == EAST_NORTH
    undone = undo(session, second.run.id, catalogue, OPERATOR)
    assert (undone.deleted, undone.restored, undone.kept) == (0, 1, ())
    row = by_key(session)["a"]
    assert (row.name_ru, row.kind, row.district_code) == ("Курган", "archaeology", WEST_NORTH)
    assert to_shape(row.geom) == before
    assert row.original_coordinates == "51.123456789012345 67.98765432101234"
    last = session.scalars(select(History).order_by(History.id.desc())).first()
    assert last is not None
    assert last.changes["name_ru"] == ["Курган-2", "Курган"]
    assert last.facts == {"undone_run": str(second.run.id)}


def test_what_somebody_changed_since_stays_and_is_named(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, *ROWS), key_column="key")
    mound = by_key(session)["a"].id
    edit(
        session, catalogue.layer("monuments"), PERSON, mound,
        {"properties": {"name_kk": "Оба"}}, whole=False,
    )  # fmt: skip
    session.commit()
    undone = undo(session, told.run.id, catalogue, OPERATOR)
    assert (undone.deleted, undone.kept) == (1, (Kept(mound, Stays.CHANGED),))
    assert list(by_key(session)) == ["a"]


def test_objects_of_a_run_are_taken_back_by_rows_of_their_own_too(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    """Before the history told of ranges it had a row for each object."""
    told = load(write_csv(tmp_path, ROWS[0]), key_column="key")
    second = Monument(kind="archaeology", geom=from_shape(Point(67.5, 51.4), srid=4326))
    session.add(second)
    session.flush()
    session.add(
        History(
            layer="monuments", feature_id=second.id, action="created", run_id=told.run.id,
            facts={"file": "list.csv", "row": "3"},
        )
    )  # fmt: skip
    session.commit()
    undone = undo(session, told.run.id, catalogue, OPERATOR)
    assert (undone.deleted, undone.kept, count(session, Monument)) == (2, (), 0)


def test_undoing_reaches_no_further_than_the_range_of_the_run(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    rows = (*ROWS, "c;Городище;археология;48,6 71,6", "d;Мечеть;ансамбль;51,6 67,6")
    load(write_csv(tmp_path, rows[0]), key_column="key")
    told = load(write_csv(tmp_path, *rows[:3]), key_column="key")
    load(write_csv(tmp_path, *rows), key_column="key")
    remove(session, catalogue.layer("monuments"), PERSON, by_key(session)["b"].id)
    session.commit()
    undone = undo(session, told.run.id, catalogue, OPERATOR)
    assert (undone.deleted, undone.kept) == (1, ())
    assert sorted(by_key(session)) == ["a", "d"]
    gone = session.scalars(select(History).where(History.action == "deleted")).all()
    assert [row.run_id for row in gone] == [None, told.run.id]


def test_field_that_somebody_changed_since_stays(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    load(write_csv(tmp_path, *ROWS), key_column="key")
    second = load(
        write_csv(tmp_path, ROWS[0].replace("Курган;археология", "Курган-2;ансамбль"), ROWS[1]),
        key_column="key",
    )
    mound = by_key(session)["a"].id
    edit(
        session, catalogue.layer("monuments"), PERSON, mound,
        {"properties": {"name_ru": "Курган-3"}}, whole=False,
    )  # fmt: skip
    session.commit()
    undone = undo(session, second.run.id, catalogue, OPERATOR)
    assert undone.kept == (Kept(mound, Stays.CHANGED, ("name_ru",)),)
    row = by_key(session)["a"]
    assert (row.name_ru, row.kind) == ("Курган-3", "archaeology")


def test_object_with_records_or_references_stays(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, *ROWS), key_column="key")
    marked, known = by_key(session)["a"].id, by_key(session)["b"].id
    session.add(SacredMark(feature_id=marked, kind="other", level="local"))
    session.add(
        SameAs(layer="monuments", source="other", source_key="x", feature_id=known, is_same=True)
    )
    session.commit()
    undone = undo(session, told.run.id, catalogue, OPERATOR)
    assert undone.deleted == 0
    assert set(undone.kept) == {Kept(marked, Stays.CHANGED), Kept(known, Stays.REFERRED)}


def test_sensitive_object_stays_for_who_may_not_see_its_place(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, *ROWS), key_column="key")
    by_key(session)["a"].sensitive = True
    session.commit()
    writer = Caller(7, "writer", grants_of(["monuments:write"]))
    undone = undo(session, told.run.id, catalogue, writer)
    assert (undone.deleted, undone.kept, undone.secret) == (1, (), 1)
    assert to_shape(by_key(session)["a"].geom) == Point(67.5, 51.5)


def test_run_is_undone_once_and_a_trial_never(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, *ROWS), key_column="key")
    undo(session, told.run.id, catalogue, OPERATOR)
    session.commit()
    with pytest.raises(NotUndoableError):
        undo(session, told.run.id, catalogue, OPERATOR)
    trial = load(write_csv(tmp_path, *ROWS), key_column="key", dry_run=True)
    with pytest.raises(NotUndoableError):
        undo(session, trial.run.id, catalogue, OPERATOR)


def test_stranger_undoes_nothing(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, *ROWS), key_column="key")
    with pytest.raises(ForbiddenError):
        undo(session, told.run.id, catalogue, STRANGER)
    assert count(session, Monument) == 2
