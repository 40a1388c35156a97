"""Tasks of tests: kinds, owners, orders, and a worker within the test."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import text

from core.access.caller import Caller
from core.database.engine import SessionFactory, transaction
from core.jobs import queue, work
from core.task_limits import USUAL_LIMITS, TaskLimits
from core.tasks.context import TaskContext, TaskHandler
from core.tasks.ordering import order_task
from core.tasks.runner import TaskRunner
from core.tasks.task import Task, TaskKind
from core.text import Text
from tests.waiting import PATIENCE_S

TITLE = Text("Санау", "Счёт", "Counting")
COUNT = TaskKind("tests.count_rows", TITLE)
MEASURE = TaskKind("tests.measure_rows", TITLE)
DRAW = TaskKind("tests.draw_rows", TITLE)
FOLD = TaskKind("tests.fold_rows", TITLE)
KINDS = (COUNT, MEASURE, DRAW, FOLD)
FIRST, SECOND = Caller(1, "Айгерім"), Caller(2, "Борис")

DUE = text(
    """
    SELECT count(*) FROM procrastinate_jobs
    WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())
    """
)
Run = Callable[[TaskContext], Any]


def ordered(
    sessions: SessionFactory, kind: TaskKind = COUNT, caller: Caller = FIRST, **told: Any
) -> str:
    """The id of a new task."""
    with transaction(sessions) as session:
        return order_task(session, kind, caller, **told).id


def task_of(sessions: SessionFactory, task_id: str) -> Task:
    """The task as it is now."""
    with sessions() as session:
        return session.get_one(Task, task_id)


def state_of(sessions: SessionFactory, task_id: str) -> str:
    """Its state."""
    return task_of(sessions, task_id).state


def do_all(
    url: str, sessions: SessionFactory, run: Run, *passing: type[Exception],
    kinds: Sequence[TaskKind] = KINDS, limits: TaskLimits = USUAL_LIMITS,
) -> None:  # fmt: skip
    """Run every task of the kinds that waits, also those that others let in when they end."""
    handlers = [TaskHandler(kind, run, passing) for kind in kinds]
    while due(sessions):
        app = queue(url)
        TaskRunner(sessions, handlers, limits).register(app)
        asyncio.run(work(app, until_empty=True))


def due(sessions: SessionFactory) -> int:
    """How many jobs wait that are not to be tried again later."""
    with sessions() as session:
        return session.scalar(DUE) or 0


def do_till(url: str, sessions: SessionFactory, run: Run, seen: threading.Event) -> None:
    """Run tasks till something is seen; a worker that ends by itself would hear of no stop."""
    asyncio.run(_work_till(url, sessions, run, seen))


async def _work_till(url: str, sessions: SessionFactory, run: Run, seen: threading.Event) -> None:
    app = queue(url)
    TaskRunner(sessions, [TaskHandler(kind, run) for kind in KINDS]).register(app)
    working = asyncio.create_task(work(app))
    await asyncio.to_thread(seen.wait, PATIENCE_S)
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working


def jobs_of(sessions: SessionFactory) -> list[tuple[str, str]]:
    """The tasks in the queue of workers, and the state of their jobs."""
    query = "SELECT args->>'task_id', status::text FROM procrastinate_jobs ORDER BY id"
    with sessions() as session:
        return [(task, status) for task, status in session.execute(text(query))]
