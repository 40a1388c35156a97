"""Archives that were ordered before there were tasks keep what they told, and the other way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, text

from core.database.engine import make_engine
from core.migration_scripts import alembic_configuration

VERSIONS = Path(__file__).parents[3] / "migrations" / "versions"
[MIGRATION] = [path.stem[:4] for path in VERSIONS.glob("*_tasks.py")]
BEFORE = f"{int(MIGRATION) - 1:04}"
LOADS = """
INSERT INTO ingest_runs (layer, source, file_name, file_sha256, file_bytes, "order", state,
                         by_user_id, by_name)
VALUES ('monuments', 'a', 'a.csv', '', 1, '{"confirmed": true}', 'queued', 1, 'Айгерім'),
       ('monuments', 'a', 'b.csv', '', 1, '{}', 'queued', 1, 'Айгерім'),
       ('monuments', 'a', 'c.csv', '', 1, '{"confirmed": true}', 'reading', 2, 'Борис'),
       ('monuments', 'a', 'd.csv', '', 1, '{"confirmed": true}', 'reading', NULL, 'operator'),
       ('monuments', 'a', 'e.csv', '', 1, '{"confirmed": true}', 'done', 1, 'Айгерім')
"""
JOBS_OF_LOADS = """
INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args)
SELECT 'default', name, name || ' of ' || by_user_id, jsonb_build_object('run_id', id)
FROM ingest_runs, LATERAL (
    SELECT CASE WHEN "order" ? 'confirmed' THEN 'load_run' ELSE 'survey_run' END AS name) AS job
WHERE state <> 'done' AND by_user_id IS NOT NULL
"""
TASKS_OF_LOADS = """
SELECT runs.file_name, tasks.kind, tasks.state, tasks.owner_name, jobs.task_name,
       jobs.args->>'task_id' = tasks.id
FROM ingest_runs AS runs
LEFT JOIN tasks ON tasks.id = runs.task_id
LEFT JOIN procrastinate_jobs AS jobs ON jobs.id = tasks.job_id
ORDER BY runs.id
"""
ORDERED = """
INSERT INTO tile_archives (name, layers, min_zoom, max_zoom, language, day, state, what, done,
                           total, by_name, by_user_id, error, finished_at)
VALUES ('waits', '{monuments}', 0, 9, 'kk', '2026-01-01', 'queued', NULL, 0, 0, 'Айгерім', 1,
        NULL, NULL),
       ('works', '{monuments}', 0, 9, 'ru', '2026-01-01', 'working',
        '{"kk": "а", "ru": "б", "en": "c"}', 3, 7, 'Борис', 2, NULL, NULL),
       ('failed', '{monuments}', 0, 9, 'en', '2026-01-01', 'failed', NULL, 0, 0, '', NULL,
        '{"kk": "а", "ru": "б", "en": "c"}', NULL),
       ('done', '{monuments}', 0, 9, 'en', '2026-01-01', 'done', NULL, 7, 7, '', NULL, NULL,
        '2026-01-02')
"""
JOBS = """
INSERT INTO procrastinate_jobs (queue_name, task_name, lock, status, args)
SELECT 'default', 'make_archive', 'tile archives',
       CASE state WHEN 'queued' THEN 'todo' ELSE 'doing' END::procrastinate_job_status,
       jsonb_build_object('archive_id', id)
FROM tile_archives WHERE state IN ('queued', 'working')
"""
TASKS = """
SELECT archives.name, tasks.state, tasks.owner_name, tasks.done, tasks.phase->>'ru' AS phase,
       tasks.error->>'ru' AS error, jobs.task_name, jobs.args->>'task_id' = tasks.id AS own_job
FROM tile_archives AS archives
JOIN tasks ON tasks.id = archives.task_id
LEFT JOIN procrastinate_jobs AS jobs ON jobs.id = tasks.job_id
ORDER BY tasks.number
"""
ROWS = """
SELECT name, state, what->>'ru', done, total, by_name, by_user_id, error->>'ru', finished_at
FROM tile_archives ORDER BY id
"""
QUEUE = "SELECT task_name, lock, args FROM procrastinate_jobs ORDER BY id"


@pytest.fixture
def connection(committed_database: str) -> Iterator[Connection]:
    engine = make_engine(committed_database)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def migrate(connection: Connection, revision: str) -> None:
    configuration = alembic_configuration()
    configuration.attributes["connection"] = connection
    move = command.downgrade if revision == BEFORE else command.upgrade
    move(configuration, revision)


def rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(query))]


def test_orders_become_tasks_and_orders_again(connection: Connection) -> None:
    migrate(connection, BEFORE)
    connection.exec_driver_sql(ORDERED)
    connection.exec_driver_sql(JOBS)
    before, jobs = rows(connection, ROWS), rows(connection, QUEUE)
    migrate(connection, MIGRATION)
    assert rows(connection, TASKS) == [
        ("waits", "queued", "Айгерім", 0, None, None, "run_task", True),
        ("works", "running", "Борис", 3, "б", None, "run_task", True),
        ("failed", "failed", "", 0, None, "б", None, None),
        ("done", "done", "", 7, None, None, None, None),
    ]
    migrate(connection, BEFORE)
    assert rows(connection, ROWS) == before
    assert rows(connection, QUEUE) == jobs


def test_waiting_task_without_a_job_gets_one_on_the_way_back(connection: Connection) -> None:
    migrate(connection, BEFORE)
    connection.exec_driver_sql(ORDERED)
    migrate(connection, MIGRATION)
    assert rows(connection, QUEUE) == []
    migrate(connection, BEFORE)
    [(name, lock, arguments)] = rows(connection, QUEUE)
    assert (name, lock) == ("make_archive", "tile archives")
    waiting = rows(connection, "SELECT id FROM tile_archives WHERE name = 'waits'")
    assert waiting == [(arguments["archive_id"],)]


@pytest.mark.parametrize("has_jobs", [True, False])
def test_loads_under_way_become_tasks_and_loads_again(
    connection: Connection, *, has_jobs: bool
) -> None:
    migrate(connection, BEFORE)
    connection.exec_driver_sql(LOADS)
    connection.exec_driver_sql(JOBS_OF_LOADS)
    jobs = rows(connection, QUEUE)
    if not has_jobs:
        connection.exec_driver_sql("DELETE FROM procrastinate_jobs")
    migrate(connection, MIGRATION)
    job = ("run_task", True) if has_jobs else (None, None)
    assert rows(connection, TASKS_OF_LOADS) == [
        ("a.csv", "ingest.load_file", "queued", "Айгерім", *job),
        ("b.csv", "ingest.survey_file", "queued", "Айгерім", *job),
        ("c.csv", "ingest.load_file", "running", "Борис", *job),
        ("d.csv", None, None, None, None, None),
        ("e.csv", None, None, None, None, None),
    ]
    migrate(connection, BEFORE)
    assert rows(connection, QUEUE) == (jobs if has_jobs else jobs[:2])
