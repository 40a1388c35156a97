"""Runs from the order to the end: stopped, gone on with, tried, taken up, and at odds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest
from geoalchemy2.shape import from_shape, to_shape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import Point
from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.errors import ForbiddenError
from core.text import Text
from ingest.auditing.audit import left_rows_of
from ingest.loading.runs.run import carry_out, order_run, run_of, sha256_of, take_up_waiting
from ingest.loading.runs.run_access import visible_run
from ingest.loading.runs.run_errors import NotLeftRowError, RunBusyError, UnknownRunError
from ingest.loading.runs.run_lock import held_run, hold_layer
from ingest.rows.batch import Batch
from ingest.rows.file_order import Decision, FileOrder, MatchRule
from ingest.rows.row_problem import RowProblem
from ingest.staging.run_record import record_problems
from ingest.staging.runs import RunRow, RunState, SameAs
from ingest.staging.staging import after
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument
from layers.history import History
from layers.registry import Catalogue
from layers.writing.features import edit
from tests.counting import count
from tests.ingest.conftest import OPERATOR
from tests.ingest.made_files import write_monuments
from tests.ingest.officer_files import write_csv, write_text
from tests.ingest.small_batches import read_as_always, read_in_batches_of
from tests.ingest.verdicts import Load, counts, created_monuments, why
from tests.waiting import PATIENCE_S, soon
from tests.world.drawing import draw_country

PERSON = Caller(5, "Айгүл", grants_of(["*"]))
WRITER = Caller(7, "writer", grants_of(["monuments:write"]))
ROWS = ("a;Курган;археология;51,5 67,5", "b;Мавзолей;ансамбль;48,5 71,5")


@pytest.fixture
def committed(committed_database: str) -> Iterator[SessionFactory]:
    """Sessions of a database with the drawn country, in which runs may commit and run at once."""
    engine = make_engine(committed_database)
    made = make_sessions(engine)
    with transaction(made) as session:
        draw_country(session)
    yield made
    engine.dispose()


@pytest.fixture
def small_batches() -> Iterator[None]:
    """Files are staged ten rows at a time."""
    read_in_batches_of(10)
    yield
    read_as_always()


def ordered(sessions: SessionFactory, catalogue: Catalogue, path: Path, **told: object) -> int:
    order = replace(FileOrder(path, catalogue.layer("monuments"), key_column="key"), **told)
    with transaction(sessions) as session:
        return order_run(session, order, OPERATOR).id


def state_of(sessions: SessionFactory, run_id: int) -> str:
    with sessions() as session:
        return run_of(session, run_id).state


def by_key(session: Session) -> dict[str | None, Monument]:
    session.expire_all()
    return {row.source_key: row for row in session.scalars(select(Monument))}


def stage_tables(session: Session) -> int:
    query = "SELECT count(*) FROM pg_class WHERE relname LIKE 'ingest\\_stage\\_%'"
    return session.scalar(text(query)) or 0


def test_writing_that_waits_or_works_is_stopped(
    committed: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    run_id = ordered(committed, catalogue, write_csv(tmp_path, *ROWS))
    wanted = Event()
    program = Thread(
        target=carry_out, args=(committed, run_id, catalogue), kwargs={"stop": wanted.is_set}
    )
    with transaction(committed) as other:
        hold_layer(other, "monuments")
        program.start()
        assert soon(lambda: state_of(committed, run_id) == RunState.WRITING)
        wanted.set()
        program.join(PATIENCE_S)
        assert state_of(committed, run_id) == RunState.STOPPED
    with committed() as session:
        assert count(session, Monument) == 0
    assert carry_out(committed, run_id, catalogue).loaded == 2


def test_run_can_be_told_to_stop_while_its_rows_are_written(
    committed: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    run_id = ordered(committed, catalogue, write_csv(tmp_path, *ROWS))
    problem = RowProblem(2, "kind", "x", Text("қ", "р", "e"))
    with transaction(committed) as writing, transaction(committed) as asking:
        record_problems(writing, run_id, [problem], {})
        asking.execute(text("SET LOCAL lock_timeout = '5s'"))
        assert visible_run(asking, catalogue, OPERATOR, run_id, lock=True).id == run_id


def test_run_keeps_who_what_and_when(load: Load, session: Session, tmp_path: Path) -> None:
    path = write_csv(tmp_path, *ROWS)
    run = load(path, key_column="key", caller=PERSON).run
    assert (run.file_name, run.file_sha256) == ("list.csv", sha256_of(path))
    assert (run.file_bytes, run.by_user_id, run.by_name) == (path.stat().st_size, 5, "Айгүл")
    assert (run.read, run.loaded, run.created) == (2, 2, 2)
    assert run.started_at is not None
    assert run.finished_at is not None
    assert run.mapping["file_columns"] == ["key", "name_ru", "kind", "coordinates"]
    assert run.mapping["columns"]["name_ru"] == "name_ru"
    assert stage_tables(session) == 0
    made = session.scalars(select(History)).all()
    assert {(row.run_id, row.by_user_id, row.action) for row in made} == {(run.id, 5, "created")}


def test_unknown_run_and_stranger_are_refused(
    session: Session, sessions: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    with pytest.raises(UnknownRunError):
        carry_out(sessions, 999_999, catalogue)
    order = FileOrder(write_csv(tmp_path, *ROWS), catalogue.layer("monuments"))
    with pytest.raises(ForbiddenError):
        order_run(session, order, STRANGER)


def test_trial_counts_and_explains_and_writes_nothing(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, *ROWS, "c;Башня;;51,5 67,6", ROWS[0])
    trial = load(path, key_column="key", dry_run=True)
    assert (count(session, Monument), count(session, History)) == (0, 0)
    assert counts(trial) == (2, 0, 1, 1)
    assert [row.row for row in left_rows_of(session, trial.run.id)] == [4, 5]
    real = load(path, key_column="key")
    assert counts(real) == counts(trial)
    assert why(real) == why(trial)
    assert counts(load(path, key_column="key", dry_run=True)) == (0, 2, 1, 1)


def test_left_rows_are_kept_with_their_cells(load: Load, session: Session, tmp_path: Path) -> None:
    rows = (*ROWS, ROWS[0], "d;Стена;ансамбль;51,5 67,7;лишнее")
    told = load(write_csv(tmp_path, *rows), key_column="key")
    first, second = left_rows_of(session, told.run.id)
    assert (first.row, first.outcome, first.cells["name_ru"]) == (4, "waiting", "Курган")
    assert (second.row, second.outcome, second.cells["+1"]) == (5, "rejected", "лишнее")


def test_field_that_a_person_edited_stays_but_that_of_a_run_does_not(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    load(write_csv(tmp_path, *ROWS), key_column="key", caller=PERSON)
    mound = by_key(session)["a"].id
    moved = {"geometry": {"type": "Point", "coordinates": [67.4, 51.4]}}
    layer = catalogue.layer("monuments")
    change = {"properties": {"name_ru": "Оба"}, **moved}
    edit(session, layer, PERSON, mound, change, whole=False)
    session.commit()
    changed = ("a;Холм;ансамбль;51,6 67,6", "b;Мазар;ансамбль;48,5 71,5")
    assert counts(load(write_csv(tmp_path, *changed), key_column="key", caller=PERSON))[0] == 2
    row = by_key(session)["a"]
    assert (row.name_ru, row.kind) == ("Оба", "ensemble")
    assert to_shape(row.geom) == Point(67.4, 51.4)
    assert by_key(session)["b"].name_ru == "Мазар"
    again = ("a;Холм;ансамбль;51,6 67,6", "b;Мавзолей;ансамбль;48,5 71,5")
    load(write_csv(tmp_path, *again), key_column="key", caller=PERSON)
    assert by_key(session)["b"].name_ru == "Мавзолей"


def test_file_that_changed_since_the_order_fails_and_leaves_the_layer_alone(
    session: Session, sessions: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    draw_country(session)
    path = write_csv(tmp_path, *ROWS)
    order = FileOrder(path, catalogue.layer("monuments"), key_column="key")
    run = order_run(session, order, OPERATOR)
    session.commit()
    write_csv(tmp_path, ROWS[0])
    failed = carry_out(sessions, run.id, catalogue)
    assert failed.state == RunState.FAILED
    assert failed.error is not None
    assert failed.error["code"] == "file_changed"
    assert set(failed.error) == {"code", "kk", "ru", "en"}
    assert (count(session, Monument), stage_tables(session)) == (0, 0)


@pytest.mark.usefixtures("small_batches")
def test_stopped_run_goes_on_where_it_was(
    committed: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_monuments(tmp_path / "list.csv", 45, "x;Башня;;51,5 67,6", "x;;;0 0")
    run_id = ordered(committed, catalogue, path)
    done: list[int] = [0]
    stopped = carry_out(
        committed, run_id, catalogue, lambda _, rows, __: done.append(rows),
        stop=lambda: done[-1] >= 10,
    )  # fmt: skip
    assert (stopped.state, stopped.staged_rows) == (RunState.STOPPED, 20)
    told: list[int] = []
    done = carry_out(
        committed, run_id, catalogue, progress=lambda _what, rows, _all: told.append(rows)
    )
    assert told[0] == 20
    assert (done.state, done.read, counts(done)) == (RunState.DONE, 47, (45, 0, 0, 2))
    assert carry_out(committed, run_id, catalogue).finished_at == done.finished_at
    with committed() as session:
        assert count(session, Monument) == 45
        assert [row.row for row in left_rows_of(session, run_id)] == [47, 48]


def test_two_programs_cannot_carry_out_one_run(
    committed: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    run_id = ordered(committed, catalogue, write_csv(tmp_path, *ROWS))
    with held_run(committed, run_id), pytest.raises(RunBusyError):
        carry_out(committed, run_id, catalogue)
    assert carry_out(committed, run_id, catalogue).state == RunState.DONE


def test_two_runs_of_one_source_at_once_load_each_row_once(
    committed: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = write_monuments(tmp_path / "list.csv", 300)
    ids = [ordered(committed, catalogue, path) for _ in range(3)]
    threads = [Thread(target=carry_out, args=(committed, each, catalogue)) for each in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with committed() as session:
        done = [run_of(session, each) for each in ids]
        assert sorted(counts(run) for run in done) == [
            (0, 300, 0, 0),
            (0, 300, 0, 0),
            (300, 0, 0, 0),
        ]
        assert count(session, Monument) == 300
        assert count(session, History) == 1
        assert len(created_monuments(session)) == 300


def test_waiting_rows_are_taken_up_by_decisions(
    load: Load, session: Session, sessions: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    told = load(write_csv(tmp_path, ROWS[0], "c;Мола;щщщ;51,4 67,4"), key_column="key")
    assert counts(told) == (1, 0, 0, 1)
    decided = {3: Decision(values={"kind": "археология"})}
    run = take_up_waiting(session, told.run.id, decided, catalogue, PERSON)
    session.commit()
    done = carry_out(sessions, run.id, catalogue)
    assert done.error is None
    assert (done.follows_run_id, done.read, counts(done)) == (told.run.id, 1, (1, 0, 0, 0))
    assert by_key(session)["c"].name_ru == "Мола"
    assert counts(run_of(session, told.run.id)) == (1, 0, 0, 1)
    made = session.scalars(select(History).where(History.run_id == run.id)).one()
    assert made.facts == {"file": "list.csv", "row": "3"}
    with pytest.raises(NotLeftRowError):
        take_up_waiting(session, told.run.id, {2: Decision()}, catalogue, PERSON)


def known_object(session: Session, **columns: object) -> Monument:
    place = from_shape(Point(67.5, 51.5), srid=4326)
    row = Monument(kind="archaeology", geom=place, source="atlas", **columns)
    session.add(row)
    session.commit()
    return row


def test_row_that_is_an_object_of_another_source_fills_only_its_gaps(
    load: Load, session: Session, tmp_path: Path
) -> None:
    known = known_object(session, name_ru="Курган Большой")
    session.add(
        SameAs(layer="monuments", source="list", source_key="a", feature_id=known.id, is_same=True)
    )
    session.commit()
    header = "key;name_ru;name_kk;kind;coordinates"
    path = write_csv(tmp_path, "a;Курган;Оба;ансамбль;51,6 67,6", header=header)
    told = load(path, key_column="key")
    assert counts(told) == (1, 0, 0, 0)
    assert told.run.created == 0
    (row,) = by_key(session).values()
    assert (row.name_ru, row.name_kk, row.kind) == ("Курган Большой", "Оба", "archaeology")
    assert to_shape(row.geom) == Point(67.5, 51.5)
    assert (row.source, row.source_key) == ("atlas", None)
    edited = session.scalars(select(History).where(History.action == "edited")).one()
    assert edited.changes["name_kk"] == [None, "Оба"]
    assert counts(load(path, key_column="key")) == (0, 1, 0, 0)


def test_object_that_the_rule_found_is_found_again_by_its_key(
    load: Load, session: Session, tmp_path: Path
) -> None:
    known = known_object(session, name_ru="Курган Акшокы")
    path = write_csv(tmp_path, "a;Курган Акшокы;археология;51,5 67,5")
    told = load(path, key_column="key", matches=MatchRule.SAME)
    assert told.run.created == 0
    remembered = session.scalars(select(SameAs)).one()
    assert (remembered.source_key, remembered.feature_id) == ("a", known.id)
    assert remembered.run_id == told.run.id
    assert counts(load(path, key_column="key", matches=MatchRule.WAIT)) == (0, 1, 0, 0)
    assert count(session, Monument) == 1


def test_row_of_a_sensitive_object_waits_for_who_may_not_see_its_place(
    load: Load, session: Session, tmp_path: Path
) -> None:
    path = write_csv(tmp_path, *ROWS)
    load(path, key_column="key")
    found = by_key(session)
    found["a"].sensitive, found["b"].visibility = True, "hidden"
    session.commit()
    changed = write_csv(tmp_path, *(row.replace(";", ";Другой ", 1) for row in ROWS))
    told = load(changed, key_column="key", caller=WRITER)
    assert counts(told) == (0, 0, 2, 0)
    assert {code for _, _, code in why(told)} == {"protected"}
    assert by_key(session)["a"].name_ru == "Курган"
    assert counts(load(changed, key_column="key")) == (2, 0, 0, 0)


def test_sealed_values_never_enter_the_history(
    load: Load, session: Session, tmp_path: Path
) -> None:
    header = "key;topic;text;submitted_at;author_name;lat;lon"
    load(write_csv(tmp_path, "a;roads;Яма;2026-03-01;Асан;51,5;67,5", header=header),
         "citizen_reports", key_column="key")  # fmt: skip
    load(write_csv(tmp_path, "a;roads;Яма;2026-03-01;Үсен;51,5;67,5", header=header),
         "citizen_reports", key_column="key")  # fmt: skip
    assert session.scalars(select(CitizenReport.author_name)).one() == "Үсен"
    edited = session.scalars(select(History).where(History.action == "edited")).one()
    assert edited.changes == {"author_name": ["***", "***"]}


def test_new_rows_have_their_regions_public_place_and_search_entry(
    load: Load, session: Session, tmp_path: Path
) -> None:
    header = "key;name_ru;kind;coordinates;sensitive"
    rows = ("a;Курган;археология;51,53 67,57;да", "b;Мавзолей;ансамбль;48,5 71,5;нет")
    load(write_csv(tmp_path, *rows, header=header), key_column="key")
    hidden, shown = by_key(session)["a"], by_key(session)["b"]
    assert to_shape(hidden.public_geom).distance(Point(67.55, 51.55)) < 1e-9
    assert (hidden.oblast_code, hidden.rural_district_code) == ("100000000", None)
    assert to_shape(shown.public_geom) == Point(71.5, 48.5)
    assert shown.rural_district_code == "202300000"
    query = "SELECT ref, rural_district_code FROM search_entries WHERE layer = 'monuments'"
    entries = session.execute(text(query)).all()
    assert dict(entries) == {str(hidden.id): None, str(shown.id): "202300000"}


def test_route_names_every_region_that_it_passes(
    load: Load, session: Session, tmp_path: Path
) -> None:
    text_ = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
        '{"name_ru": "Путь", "modes": "foot", "difficulty": "easy"}, "geometry": '
        '{"type": "LineString", "coordinates": [[66.5, 51], [69.5, 51]]}}]}'
    )
    told = load(write_text(tmp_path / "way.geojson", text_), "tourist_routes")
    assert counts(told) == (1, 0, 0, 0), why(told)
    codes = session.scalar(text("SELECT passes_codes FROM tourist_routes"))
    assert {"100000000", "200000000", "101000000", "201000000"} <= set(codes or ())


def test_first_rows_of_batches_are_left_out_whole_or_in_part() -> None:
    def numbered(first: int, last: int) -> Batch:
        numbers = np.arange(first, last)
        return Batch(numbers, {"a": numbers.astype(object)}, surplus={1: ("x",)})

    given_batches = [numbered(0, 4), numbered(4, 8), numbered(8, 10)]
    kept = list(after(given_batches, 5))
    assert [list(each.numbers) for each in kept] == [[5, 6, 7], [8, 9]]
    assert kept[0].surplus == {0: ("x",)}
    assert list(kept[0].cells["a"]) == [5, 6, 7]


CELLS = st.tuples(
    st.sampled_from(["a", "b", "c", ""]),
    st.sampled_from(["Курган", "Мавзолей", ""]),
    st.sampled_from(["археология", "ансамбль", "щщщ", ""]),
    st.sampled_from(["51,5 67,5", "48,5 71,5", "0 0", "70 45", "", "47,5 80,5"]),
)


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=2))
def test_counts_always_add_up(
    load: Load, session: Session, tmp_path: Path, files: list[list[tuple[str, ...]]]
) -> None:
    for rows in files:
        told = load(write_csv(tmp_path, *map(";".join, rows)), key_column="key")
        filled = [row for row in rows if any(row)]
        assert told.run.read == len(filled)
        left = session.scalars(select(RunRow.outcome).where(RunRow.run_id == told.run.id)).all()
        assert left.count("waiting") == told.run.waiting
        assert left.count("rejected") == told.run.rejected
    session.execute(delete(Monument))
    session.execute(delete(SameAs))
    session.commit()
