"""Every move of a task from every state, allowed or forbidden, and who wins of two."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, update
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory, transaction
from core.tasks import moves, states
from core.tasks.states import STATES, TaskMove, TaskState
from core.tasks.task import Task
from tests.core.tasks.ordered import ordered, state_of, task_of

ATTEMPT = 3
WEEK = timedelta(days=7)
Made = Callable[[Session, str], object]


def expire_made(session: Session, task_id: str) -> object:
    overdue = update(Task).where(Task.id == task_id)
    session.execute(overdue.values(created_at=func.now() - 2 * WEEK, started_at=None))
    return moves.expire(session, WEEK, task_id)


MADE: dict[str, tuple[TaskMove, Made]] = {
    "start": (states.START, moves.start),
    "put back": (states.PUT_BACK, lambda s, task: moves.put_back(s, task, ATTEMPT)),
    "finish": (states.FINISH, lambda s, task: moves.finish(s, task, ATTEMPT, {"rows": 7})),
    "fail": (states.FAIL, lambda s, task: moves.fail(s, task, ATTEMPT, {"code": "no"})),
    "stop": (states.STOP, moves.stop),
    "expire": (states.EXPIRE, expire_made),
}


def in_state(sessions: SessionFactory, state: TaskState, **values: object) -> str:
    task_id = ordered(sessions)
    with transaction(sessions) as session:
        told = {"state": state.value, "attempt": ATTEMPT, **values}
        session.execute(update(Task).where(Task.id == task_id).values(**told))
    return task_id


@pytest.mark.parametrize("state", TaskState)
@pytest.mark.parametrize("name", MADE)
def test_move_is_made_from_its_states_only(
    sessions: SessionFactory, name: str, state: TaskState
) -> None:
    move, make = MADE[name]
    task_id = in_state(sessions, state)
    before = task_of(sessions, task_id).version
    with transaction(sessions) as session:
        has_moved = bool(make(session, task_id))
    task = task_of(sessions, task_id)
    assert has_moved == (state in move.origins)
    assert task.state == (move.target if has_moved else state)
    assert task.version == before + has_moved
    assert (task.ended_at is not None) == (has_moved and move.target in states.ENDED)


def test_every_move_is_tried_and_every_state_has_its_name() -> None:
    assert [move for move, _ in MADE.values()] == list(states.MOVES)
    assert set(STATES) == set(TaskState)


@pytest.mark.parametrize("name", ["put back", "finish", "fail"])
def test_worker_that_was_thought_dead_moves_nothing(sessions: SessionFactory, name: str) -> None:
    task_id = in_state(sessions, TaskState.RUNNING, attempt=ATTEMPT + 1)
    with transaction(sessions) as session:
        assert not MADE[name][1](session, task_id)
    assert state_of(sessions, task_id) == "running"


def test_start_counts_attempts_and_the_workers_that_died(sessions: SessionFactory) -> None:
    task_id = ordered(sessions)
    with transaction(sessions) as session:
        first = moves.start(session, task_id)
        assert first is not None
        assert (first.attempt, first.deaths) == (1, 0)
        again = moves.start(session, task_id)
        assert again is not None
        assert (again.attempt, again.deaths) == (2, 1)
        assert moves.put_back(session, task_id, 2)
        later = moves.start(session, task_id)
    assert later is not None
    assert (later.attempt, later.deaths) == (3, 1)


def test_of_stop_and_done_at_one_moment_one_comes_second(committed: SessionFactory) -> None:
    winners = set()
    for _ in range(12):
        task_id = in_state(committed, TaskState.RUNNING)
        outcome: dict[str, object] = {}
        together = threading.Barrier(2)

        def move(
            name: str, task_id: str = task_id, outcome: dict[str, object] = outcome,
            together: threading.Barrier = together,
        ) -> None:  # fmt: skip
            with transaction(committed) as session:
                session.connection()
                together.wait()
                outcome[name] = MADE[name][1](session, task_id)

        threads = [threading.Thread(target=move, args=[name]) for name in ("stop", "finish")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(map(bool, outcome.values())) == [False, True]
        state = state_of(committed, task_id)
        assert state == ("stopped" if outcome["stop"] else "done")
        winners.add(state)
    assert winners <= {"stopped", "done"}


def test_stop_waits_for_whoever_is_just_finishing_and_comes_second(
    committed: SessionFactory,
) -> None:
    task_id = in_state(committed, TaskState.RUNNING)
    stopped: list[bool] = []

    def stop() -> None:
        with transaction(committed) as session:
            stopped.append(moves.stop(session, task_id))

    with transaction(committed) as session:
        assert moves.finish(session, task_id, ATTEMPT, {"rows": 7})
        stopper = threading.Thread(target=stop)
        stopper.start()
    stopper.join()
    assert stopped == [False]
    assert (state_of(committed, task_id), task_of(committed, task_id).result) == (
        "done",
        {"rows": 7},
    )
