"""The kept counts, with the changes that wait, are those of the rows at any moment."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, delete, func, select, text, update
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from layers.access import readable
from layers.catalogue.citizen_reports import LAYER as REPORTS
from layers.catalogue.citizen_reports import REPORT_STATE, TOPIC, CitizenReport
from layers.catalogue.monuments import Monument
from layers.catalogue.tourist_routes import TouristRoute
from layers.materialized.counts import CountsTable
from layers.materialized.merge import merge_changes, rebuild
from layers.reading.summaries import counts_of_all
from layers.registry import Catalogue
from tests.layers.materialized.raw_counts import CALLERS, assert_kept_as_counted
from tests.world.drawing import draw_squares

pytestmark = pytest.mark.slow

COUNTS = CountsTable()
STEPS = 20
BULK = """
INSERT INTO citizen_reports
    (topic, state, submitted_at, synthetic, visibility, geom, oblast_code, district_code)
SELECT 'waste', 'done', TIMESTAMPTZ '2025-12-31 20:00Z' - number * INTERVAL '9 days', TRUE,
    CASE number % 5 WHEN 0 THEN 'hidden' ELSE 'public' END,
    ST_SetSRID(ST_MakePoint(60.5, 50.5), 4326), '110000000',
    CASE number % 3 WHEN 0 THEN NULL ELSE '113200000' END
FROM generate_series(1, 60) AS number
"""
"""The last day of the year begins in Kazakhstan while it is still the day before in UTC."""


@pytest.fixture
def engine(committed_database: str) -> Iterator[Engine]:
    """A database of the test's own, with the drawn squares."""
    engine = make_engine(committed_database)
    with transaction(make_sessions(engine)) as session:
        draw_squares(session)
    yield engine
    engine.dispose()


def drawn(seed: int) -> Random:
    """Numbers drawn by chance, the same in each run."""
    return Random(seed)  # noqa: S311 - no secret


def place(random: Random) -> str:
    """A point in the squares or beside them."""
    return f"SRID=4326;POINT({random.uniform(59.5, 64.5):.3f} {random.uniform(50, 52):.3f})"


def insert_report(session: Session, random: Random) -> None:
    session.add(
        CitizenReport(
            topic=random.choice(TOPIC.codes),
            submitted_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=random.randrange(3000)),
            geom=place(random),
            synthetic=random.random() < 0.5,
            visibility=random.choice(("public", "hidden")),
        )
    )


def insert_monument(session: Session, random: Random) -> None:
    session.add(
        Monument(
            kind=random.choice(("archaeology", "ensemble")),
            significance=random.choice((None, "local", "republican")),
            geom=place(random),
            sensitive=random.random() < 0.5,
            visibility=random.choice(("public", "hidden")),
        )
    )


def insert_route(session: Session, random: Random) -> None:
    ends = f"{random.uniform(60, 64):.2f} 50.5, {random.uniform(60, 64):.2f} 51.5"
    session.add(
        TouristRoute(
            modes=random.sample(("car", "family", "foot"), random.randrange(1, 4)),
            difficulty=random.choice(("easy", "hard")),
            geom=f"SRID=4326;LINESTRING({ends})",
        )
    )


def load_in_bulk(session: Session, random: Random) -> None:  # noqa: ARG001 - as the others
    session.execute(text("SET LOCAL atlas.bulk = 'on'"))
    session.execute(text(BULK))
    session.execute(text("SET LOCAL atlas.bulk = 'off'"))


def change_some(session: Session, random: Random) -> None:
    """Some reports change their state, some monuments their place, some routes their visibility."""
    some = CitizenReport.id % 3 == random.randrange(3)
    state = random.choice(REPORT_STATE.codes)
    session.execute(update(CitizenReport).where(some).values(state=state))
    session.execute(
        update(Monument).where(Monument.id % 2 == random.randrange(2)).values(geom=place(random))
    )
    session.execute(update(TouristRoute).values(visibility=random.choice(("public", "hidden"))))


def delete_some(session: Session, random: Random) -> None:
    session.execute(delete(CitizenReport).where(CitizenReport.id % 4 == random.randrange(4)))
    session.execute(delete(TouristRoute).where(TouristRoute.id % 2 == random.randrange(2)))


def empty(session: Session, random: Random) -> None:  # noqa: ARG001 - as the others
    session.execute(text("TRUNCATE citizen_reports CASCADE"))


WRITES: tuple[Callable[[Session, Random], None], ...] = (
    *(insert_report, insert_report, insert_monument, insert_route),
    *(load_in_bulk, change_some, delete_some, empty),
)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_written_counts_are_those_of_the_rows(
    engine: Engine, catalogue: Catalogue, seed: int
) -> None:
    random, sessions = drawn(seed), make_sessions(engine)
    with sessions() as open_writer, sessions() as reader:
        for step in range(STEPS):
            write = random.choice(WRITES)
            if write in (empty, change_some, delete_some) or step % 3 == 0:
                open_writer.commit()
            if write not in (empty, change_some, delete_some) and random.random() < 0.3:
                write(open_writer, random)
                open_writer.flush()
                assert_kept_as_counted(open_writer)
            else:
                with transaction(sessions) as writer:
                    write(writer, random)
            if random.random() < 0.4:
                merge_changes(engine, catalogue, batch=random.choice((7, 1000)))
            assert_kept_as_counted(reader)
            reader.rollback()
        open_writer.commit()
        assert_kept_as_counted(reader)
    merge_changes(engine, catalogue)
    with sessions() as reader, engine.connect() as connection:
        assert_kept_as_counted(reader)
        assert reader.scalar(text("SELECT count(*) FROM kept_counts WHERE count <= 0")) == 0
        assert reader.scalar(text("SELECT count(*) FROM change_queue")) == 0
        for layer in catalogue.layers:
            assert list(COUNTS.differences(connection, layer)) == []


def test_they_are_true_while_others_write_and_merge(engine: Engine, catalogue: Catalogue) -> None:
    sessions, done = make_sessions(engine), Event()

    def write() -> None:
        random = drawn(7)
        for _ in range(40):
            with transaction(sessions) as session:
                random.choice(WRITES[:-1])(session, random)
        done.set()

    def merge() -> None:
        while not done.is_set():
            merge_changes(engine, catalogue, batch=5)

    others = [Thread(target=write), Thread(target=merge)]
    for other in others:
        other.start()
    looked = 0
    while not done.is_set() or looked < 3:
        assert_true_in_one_snapshot(engine)
        looked += 1
    for other in others:
        other.join()
    assert_true_in_one_snapshot(engine)


def assert_true_in_one_snapshot(engine: Engine) -> None:
    with Session(engine.execution_options(isolation_level="REPEATABLE READ")) as reader:
        assert_kept_as_counted(reader)


def test_planted_errors_are_found(engine: Engine, catalogue: Catalogue) -> None:
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        load_in_bulk(session, drawn(0))
    merge_changes(engine, catalogue)
    with engine.connect() as connection:
        assert list(COUNTS.differences(connection, REPORTS)) == []
        connection.execute(
            text("UPDATE kept_counts SET count = count + 1 WHERE cut = 'all' AND code = 'KZ'")
        )
        connection.execute(text("DELETE FROM kept_counts WHERE cut = 'terms' AND code = 'KZ'"))
        found = list(COUNTS.differences(connection, REPORTS))

    assert {(each.layer, each.part) for each in found} == {("citizen_reports", "counts")}
    assert [(each.kept, each.counted) for each in found] == [
        ("49", "48"), ("13", "12"), ("0", "48"), ("0", "12")
    ]  # fmt: skip
    assert "cut=all, code=KZ" in found[0].where


def test_counts_built_anew_are_those_taken_in(engine: Engine, catalogue: Catalogue) -> None:
    random, sessions = drawn(1), make_sessions(engine)
    merge_changes(engine, catalogue)
    for write in (load_in_bulk, insert_report, insert_monument, insert_route, change_some):
        with transaction(sessions) as session:
            write(session, random)
            write(session, random)
    merge_changes(engine, catalogue, batch=10)
    kept = text("SELECT * FROM kept_counts ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9")
    with engine.connect() as connection:
        taken_in = connection.execute(kept).all()
        for layer in catalogue.layers:
            rebuild(connection, layer)
        assert connection.execute(kept).all() == taken_in
        assert len(taken_in) > 50


def test_hidden_rows_are_counted_for_those_who_may_see_them(
    engine: Engine, catalogue: Catalogue
) -> None:
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        load_in_bulk(session, drawn(0))
    for merged in (0, 60):
        assert merge_changes(engine, catalogue) == 60 - merged
        with sessions() as session:
            told = [
                counts_of_all(session, [readable(REPORTS, caller)])[REPORTS.id]
                for caller in CALLERS
            ]
            rows = session.scalar(select(func.count()).select_from(CitizenReport))
            assert told == [48, rows] == [48, 60]


def test_sessions_see_what_they_have_not_committed(engine: Engine, catalogue: Catalogue) -> None:
    sessions: SessionFactory = make_sessions(engine)
    with sessions() as writer, sessions() as reader:
        load_in_bulk(writer, drawn(0))
        merge_changes(engine, catalogue)
        access = [readable(REPORTS, CALLERS[1])]
        assert counts_of_all(writer, access) == {REPORTS.id: 60}
        assert counts_of_all(reader, access) == {REPORTS.id: 0}
