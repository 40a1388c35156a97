"""Whose tasks come when, and how many of them."""

import threading
from collections.abc import Callable

import pytest
from sqlalchemy import func, update

from core.database.engine import SessionFactory, transaction
from core.task_limits import USUAL_LIMITS, TaskLimits
from core.tasks.context import TaskContext
from core.tasks.errors import QueueFullError, TooManyTasksError
from core.tasks.stopping import stop_task
from core.tasks.task import Task, TaskKind
from core.tasks.tidying import tidy_tasks
from tests.core.tasks.ordered import (
    COUNT,
    DRAW,
    FIRST,
    FOLD,
    KINDS,
    MEASURE,
    SECOND,
    TITLE,
    do_all,
    jobs_of,
    ordered,
    state_of,
)
from tests.waiting import PATIENCE_S, soon


def in_queue(sessions: SessionFactory) -> list[str]:
    return [task for task, _ in jobs_of(sessions)]


def test_one_task_of_each_kind_is_let_in_and_three_in_all(committed: SessionFactory) -> None:
    first = ordered(committed, COUNT)
    ordered(committed, COUNT)
    others = [ordered(committed, kind) for kind in (MEASURE, DRAW, FOLD)]
    assert in_queue(committed) == [first, *others[:2]]
    second = ordered(committed, COUNT, SECOND)
    assert in_queue(committed)[-1] == second


def test_operator_decides_how_many_run(committed: SessionFactory) -> None:
    limits = TaskLimits(running_per_person=1)
    first = ordered(committed, COUNT, limits=limits)
    ordered(committed, MEASURE, limits=limits)
    assert in_queue(committed) == [first]


def test_next_task_comes_when_one_ends_or_is_stopped(
    committed_database: str, committed: SessionFactory
) -> None:
    tasks = [ordered(committed) for _ in range(4)]
    with transaction(committed) as session:
        stop_task(session, session.get_one(Task, tasks[0]), COUNT, USUAL_LIMITS)
    assert in_queue(committed) == tasks[:2]
    ran: list[str] = []
    do_all(committed_database, committed, lambda context: ran.append(context.task.id))
    assert ran == tasks[1:]


def test_many_tasks_of_one_person_leave_places_to_another(
    committed_database: str, committed: SessionFactory
) -> None:
    for _ in range(5):
        for kind in KINDS:
            ordered(committed, kind)
    other = ordered(committed, COUNT, SECOND)
    other_began = threading.Event()
    before: list[str] = []

    def count(context: TaskContext) -> None:
        if context.task.id == other:
            other_began.set()
        elif not other_began.is_set():
            before.append(context.task.id)
            assert other_began.wait(PATIENCE_S)

    do_all(committed_database, committed, count)
    assert len(before) <= USUAL_LIMITS.running_per_person
    assert state_of(committed, other) == "done"


def test_tasks_of_a_kind_that_runs_alone_follow_each_other(
    committed_database: str, committed: SessionFactory
) -> None:
    alone = TaskKind("tests.move_house", TITLE, one_at_a_time=True)
    tasks = [ordered(committed, alone, caller) for caller in (FIRST, SECOND)]
    running: list[str] = []
    most = 0

    def move(context: TaskContext) -> None:
        nonlocal most
        running.append(context.task.id)
        soon(lambda: len(running) > 1, within_s=0.05)
        most = max(most, len(running))
        running.remove(context.task.id)

    do_all(committed_database, committed, move, kinds=(alone,))
    assert most == 1
    assert {state_of(committed, each) for each in tasks} == {"done"}


def test_stopped_task_holds_its_place_until_its_worker_lets_go(
    committed_database: str, committed: SessionFactory
) -> None:
    first, second = ordered(committed), ordered(committed)
    seen: list[list[str]] = []

    def count(context: TaskContext) -> None:
        if context.task.id == first:
            with transaction(committed) as session:
                stop_task(session, session.get_one(Task, first), COUNT, USUAL_LIMITS)
            seen.append(in_queue(committed))

    do_all(committed_database, committed, count)
    assert seen == [[first]]
    assert (state_of(committed, first), state_of(committed, second)) == ("stopped", "done")


def test_person_with_many_waiting_tasks_is_refused(committed: SessionFactory) -> None:
    limits = TaskLimits(waiting_per_person=2)
    for _ in range(2):
        ordered(committed, limits=limits)
    with pytest.raises(TooManyTasksError, match="at most 2") as refused:
        ordered(committed, limits=limits)
    assert refused.value.retry_after_s == 60
    ordered(committed, COUNT, SECOND, limits=limits)


def test_everybody_is_refused_where_too_many_wait(committed: SessionFactory) -> None:
    limits = TaskLimits(waiting=1)
    ordered(committed, limits=limits)
    with pytest.raises(QueueFullError) as refused:
        ordered(committed, COUNT, SECOND, limits=limits)
    assert refused.value.retry_after_s == 60


def test_orders_at_one_moment_let_no_more_in(committed: SessionFactory) -> None:
    together = threading.Barrier(4)

    def order() -> None:
        together.wait()
        ordered(committed)

    threads = [threading.Thread(target=order) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(in_queue(committed)) == 1


def tidy(sessions: SessionFactory, *kinds: TaskKind) -> None:
    tidy_tasks(sessions, kinds or KINDS, USUAL_LIMITS)


def older(sessions: SessionFactory, task_id: str, **values: object) -> None:
    with transaction(sessions) as session:
        session.execute(update(Task).where(Task.id == task_id).values(**values))


def test_task_that_nobody_began_in_time_expires_and_the_next_comes(
    committed: SessionFactory,
) -> None:
    first, second = ordered(committed), ordered(committed)
    older(committed, first, created_at=func.now() - 2 * USUAL_LIMITS.expire_after)
    tidy(committed)
    assert (state_of(committed, first), state_of(committed, second)) == ("expired", "queued")
    assert jobs_of(committed) == [(first, "cancelled"), (second, "todo")]


def test_overdue_task_expires_instead_of_being_run(
    committed_database: str, committed: SessionFactory
) -> None:
    ran: list[str] = []
    task_id = ordered(committed)
    older(committed, task_id, created_at=func.now() - 2 * USUAL_LIMITS.expire_after)
    do_all(committed_database, committed, lambda context: ran.append(context.task.id))
    assert (state_of(committed, task_id), ran) == ("expired", [])


def test_task_whose_job_is_lost_gets_another(
    committed_database: str, committed: SessionFactory
) -> None:
    task_id = ordered(committed)
    older(committed, task_id, job_id=999_999, state="running")
    tidy(committed)
    assert state_of(committed, task_id) == "queued"
    do_all(committed_database, committed, lambda _: {"rows": 7})
    assert state_of(committed, task_id) == "done"


def test_old_ended_tasks_are_forgotten_and_waiting_ones_are_not(committed: SessionFactory) -> None:
    long_ago = func.now() - 2 * USUAL_LIMITS.kept
    ended, recent, waiting = (ordered(committed) for _ in range(3))
    older(committed, ended, state="done", ended_at=long_ago)
    older(committed, recent, state="done", ended_at=func.now())
    tidy(committed)
    with committed() as session:
        assert session.get(Task, ended) is None
    assert (state_of(committed, recent), state_of(committed, waiting)) == ("done", "queued")


def test_orders_and_stops_at_one_moment_do_not_wait_for_each_other(
    committed: SessionFactory,
) -> None:
    faults: list[Exception] = []
    tasks = [ordered(committed) for _ in range(20)]

    def stop() -> None:
        for task_id in tasks:
            with transaction(committed) as session:
                stop_task(session, session.get_one(Task, task_id), COUNT, USUAL_LIMITS)

    def order() -> None:
        for _ in range(20):
            ordered(committed)

    def noted(work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as fault:
            faults.append(fault)
            raise

    threads = [threading.Thread(target=noted, args=[work]) for work in (stop, order)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert {state_of(committed, task_id) for task_id in tasks} == {"stopped"}
    assert len([each for each, status in jobs_of(committed) if status == "todo"]) == 1
