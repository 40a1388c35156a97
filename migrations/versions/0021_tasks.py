"""One table of tasks: archives of tiles are made, and files looked at and loaded, by one each."""

import json
import secrets

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
CODE_LENGTH = 20

TELL = """
CREATE FUNCTION atlas_tell_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('atlas_tasks', NEW.id);
    RETURN NULL;
END;
$$;
CREATE TRIGGER tasks_told AFTER INSERT OR UPDATE ON tasks
FOR EACH ROW EXECUTE FUNCTION atlas_tell_task();
"""

ARCHIVES = """
SELECT id, name, language, state, what, done, total, by_name, by_user_id, created_at, finished_at,
       error
FROM tile_archives ORDER BY id
"""
ADD_TASK = """
INSERT INTO tasks (id, kind, lock, owner_id, owner_name, language, parameters, state, phase, done,
                   total, error, created_at, started_at, ended_at, job_id)
VALUES (:id, 'tiles.make_archive', 'tiles.make_archive', :by_user_id, :by_name, :language,
        CAST(:parameters AS jsonb),
        CASE :state WHEN 'working' THEN 'running' ELSE :state END, CAST(:phase AS jsonb), :done,
        :total, CAST(:error AS jsonb), :created_at,
        CASE WHEN :state <> 'queued' THEN :created_at END,
        CASE WHEN :state IN ('done', 'failed') THEN coalesce(:finished_at, now()) END,
        (SELECT max(id) FROM procrastinate_jobs
         WHERE task_name = 'make_archive' AND status IN ('todo', 'doing')
           AND args @> jsonb_build_object('archive_id', CAST(:archive_id AS bigint))))
"""
JOBS_OF_TASKS = """
UPDATE procrastinate_jobs AS jobs
SET task_name = 'run_task', args = jsonb_build_object('task_id', tasks.id), lock = tasks.lock
FROM tasks
WHERE tasks.job_id = jobs.id
"""

RUNS = """
SELECT runs.id, runs.by_user_id, runs.by_name, runs.created_at, runs.started_at, jobs.id AS job_id,
       CASE runs.state WHEN 'queued' THEN 'queued' ELSE 'running' END AS state,
       CASE WHEN runs.follows_run_id IS NOT NULL OR runs.order ? 'confirmed'
            THEN 'ingest.load_file' ELSE 'ingest.survey_file' END AS kind
FROM ingest_runs AS runs
LEFT JOIN procrastinate_jobs AS jobs
    ON jobs.task_name IN ('survey_run', 'load_run') AND jobs.status IN ('todo', 'doing')
    AND jobs.args @> jsonb_build_object('run_id', runs.id)
WHERE runs.state IN ('queued', 'reading', 'writing') AND runs.by_user_id IS NOT NULL
ORDER BY runs.id
"""
ADD_TASK_OF_RUN = """
INSERT INTO tasks (id, kind, owner_id, owner_name, language, parameters, state, created_at,
                   started_at, job_id)
VALUES (:task, :kind, :by_user_id, :by_name, 'kk',
        jsonb_build_object('run', CAST(:id AS bigint)), :state, :created_at, :started_at, :job_id)
"""

STATES_OF_ARCHIVES = """
UPDATE tile_archives AS archives
SET state = CASE tasks.state WHEN 'running' THEN 'working' WHEN 'stopped' THEN 'failed'
                             WHEN 'expired' THEN 'failed' ELSE tasks.state END,
    what = tasks.phase, done = tasks.done, total = tasks.total, by_name = tasks.owner_name,
    by_user_id = tasks.owner_id, created_at = tasks.created_at,
    finished_at = CASE WHEN tasks.state = 'done' THEN tasks.ended_at END,
    error = CASE WHEN tasks.state = 'stopped'
                 THEN '{"kk": "Тоқтатылды", "ru": "Остановлено", "en": "Stopped"}'::jsonb
                 ELSE tasks.error - 'code' END
FROM tasks
WHERE tasks.id = archives.task_id
"""
JOBS_OF_ARCHIVES = """
UPDATE procrastinate_jobs AS jobs
SET task_name = 'make_archive', args = jsonb_build_object('archive_id', archives.id),
    lock = 'tile archives'
FROM tasks, tile_archives AS archives
WHERE tasks.job_id = jobs.id AND archives.task_id = tasks.id
"""
JOBS_OF_RUNS = """
UPDATE procrastinate_jobs AS jobs
SET task_name = CASE tasks.kind WHEN 'ingest.load_file' THEN 'load_run' ELSE 'survey_run' END,
    args = jsonb_build_object('run_id', runs.id),
    lock = CASE tasks.kind WHEN 'ingest.load_file' THEN 'load_run' ELSE 'survey_run' END
           || ' of ' || tasks.owner_id
FROM tasks, ingest_runs AS runs
WHERE tasks.job_id = jobs.id AND runs.task_id = tasks.id
"""
MISSING_JOBS_OF_RUNS = """
INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args)
SELECT 'default', name, name || ' of ' || tasks.owner_id, jsonb_build_object('run_id', runs.id)
FROM tasks
JOIN ingest_runs AS runs ON runs.task_id = tasks.id,
    LATERAL (SELECT CASE tasks.kind WHEN 'ingest.load_file' THEN 'load_run' ELSE 'survey_run' END
             AS name) AS job
WHERE tasks.state = 'queued' AND tasks.job_id IS NULL
"""
MISSING_JOBS = """
INSERT INTO procrastinate_jobs (queue_name, task_name, lock, args)
SELECT 'default', 'make_archive', 'tile archives', jsonb_build_object('archive_id', archives.id)
FROM tasks JOIN tile_archives AS archives ON archives.task_id = tasks.id
WHERE tasks.state = 'queued' AND tasks.job_id IS NULL
"""


def upgrade() -> None:
    _make_tasks()
    op.get_bind().exec_driver_sql(TELL)
    op.add_column("tile_archives", sa.Column("task_id", sa.Text(), nullable=True))
    for archive in op.get_bind().execute(sa.text(ARCHIVES)).mappings().all():
        _give_task(archive)
    op.add_column("ingest_runs", sa.Column("task_id", sa.Text(), nullable=True))
    for run in op.get_bind().execute(sa.text(RUNS)).mappings().all():
        _give_task_to_run(run)
    op.execute(JOBS_OF_TASKS)
    op.create_index("ingest_runs_task_id_idx", "ingest_runs", ["task_id"])
    op.create_foreign_key(
        "ingest_runs_task_id_fkey", "ingest_runs", "tasks", ["task_id"], ["id"],
        ondelete="SET NULL",
    )  # fmt: skip
    op.alter_column("tile_archives", "task_id", nullable=False)
    op.create_unique_constraint("tile_archives_task_id_key", "tile_archives", ["task_id"])
    op.create_foreign_key(
        "tile_archives_task_id_fkey", "tile_archives", "tasks", ["task_id"], ["id"],
        ondelete="CASCADE",
    )  # fmt: skip
    for column in _columns_of_archive_jobs():
        op.drop_column("tile_archives", column.name)


def downgrade() -> None:
    for column in _columns_of_archive_jobs():
        op.add_column("tile_archives", column)
    op.execute(STATES_OF_ARCHIVES)
    op.execute(JOBS_OF_ARCHIVES)
    op.execute(MISSING_JOBS)
    op.execute(JOBS_OF_RUNS)
    op.execute(MISSING_JOBS_OF_RUNS)
    op.drop_column("ingest_runs", "task_id")
    op.alter_column("tile_archives", "state", nullable=False)
    op.drop_column("tile_archives", "task_id")
    op.drop_table("tasks")
    op.execute("DROP FUNCTION atlas_tell_task()")


def _make_tasks() -> None:
    json_type, moment = postgresql.JSONB(astext_type=sa.Text()), sa.DateTime(timezone=True)
    op.create_table(
        "tasks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("lock", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("owner_name", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("parameters", json_type, server_default="{}", nullable=False),
        sa.Column("state", sa.Text(), server_default="queued", nullable=False),
        sa.Column("phase", json_type, nullable=True),
        sa.Column("done", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("total", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("result", json_type, nullable=True),
        sa.Column("error", json_type, nullable=True),
        sa.Column("created_at", moment, server_default=sa.text("now()"), nullable=False),
        sa.Column("started_at", moment, nullable=True),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("attempt", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("deaths", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'failed', 'stopped', 'expired')",
            name=op.f("tasks_state_check"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("tasks_pkey")),
        sa.UniqueConstraint("number", name=op.f("tasks_number_key")),
    )
    op.create_index("tasks_owner_idx", "tasks", ["owner_id", "number"])
    unfinished = sa.text("state IN ('queued', 'running')")
    op.create_index("tasks_unfinished_idx", "tasks", ["number"], postgresql_where=unfinished)


def _columns_of_archive_jobs() -> list[sa.Column]:
    """What an archive's row told before its task did."""
    json_type, moment = postgresql.JSONB(astext_type=sa.Text()), sa.DateTime(timezone=True)
    return [
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("what", json_type, nullable=True),
        sa.Column("done", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("total", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("by_name", sa.Text(), server_default="", nullable=False),
        sa.Column("by_user_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", moment, server_default=sa.text("now()"), nullable=False),
        sa.Column("finished_at", moment, nullable=True),
        sa.Column("error", json_type, nullable=True),
    ]


def _give_task(archive: sa.RowMapping) -> None:
    """Give the archive a task that tells what its row told."""
    code = _code()
    error = archive["error"] and {"code": "archive", **archive["error"]}
    facts = {
        **archive,
        "id": code,
        "archive_id": archive["id"],
        "parameters": json.dumps({"archive": archive["name"]}),
        "phase": archive["what"] and json.dumps(archive["what"]),
        "error": error and json.dumps(error),
    }
    for unused in ("name", "what"):
        facts.pop(unused)
    types = {name: sa.Text() for name in ("state", "phase", "error")}
    moments = {name: sa.DateTime(timezone=True) for name in ("created_at", "finished_at")}
    typed = [sa.bindparam(name, type_=kind) for name, kind in {**types, **moments}.items()]
    op.get_bind().execute(sa.text(ADD_TASK).bindparams(*typed), facts)
    owned = sa.text("UPDATE tile_archives SET task_id = :task WHERE id = :id")
    op.get_bind().execute(owned, {"task": code, "id": archive["id"]})


def _give_task_to_run(run: sa.RowMapping) -> None:
    """Give the run a task that a worker goes on with."""
    facts = {**run, "task": _code()}
    typed = sa.text(ADD_TASK_OF_RUN).bindparams(
        sa.bindparam("started_at", type_=sa.DateTime(timezone=True))
    )
    op.get_bind().execute(typed, facts)
    owned = sa.text("UPDATE ingest_runs SET task_id = :task WHERE id = :id")
    op.get_bind().execute(owned, {"task": facts["task"], "id": run["id"]})


def _code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
