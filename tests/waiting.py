"""Waiting for a condition, as long as a busy machine may need; a quiet one comes to it at once.

The only place of the tests that sleeps. What is no wait has a name of its own here: a turn for the
other tasks of an event loop, a subject that is slow on purpose, a program that lives to be killed.
"""

import asyncio
import time
from collections.abc import Callable

PATIENCE_S = 300.0
PAUSE_S = 0.02
LONGEST_LIFE_S = 600.0


def soon(happened: Callable[[], bool], within_s: float = PATIENCE_S) -> bool:
    """Whether it happens at all; the time only ends a test that would never end."""
    until = time.monotonic() + within_s
    while not happened():
        if time.monotonic() > until:
            return False
        time.sleep(PAUSE_S)
    return True


def once[Found](find: Callable[[], Found | None]) -> Found:
    """What is found, as soon as anything is."""
    until = time.monotonic() + PATIENCE_S
    while (found := find()) is None:
        assert time.monotonic() < until
        time.sleep(PAUSE_S)
    return found


def wait_for(happened: Callable[[], bool]) -> None:
    """Return once it has happened; fail where it never does."""
    assert soon(happened)


async def other_thread_did(happened: Callable[[], bool]) -> None:
    """Return once it has happened in another thread or program; the event loop goes on."""
    async with asyncio.timeout(PATIENCE_S):
        while not happened():  # noqa: ASYNC110 - no event of this loop tells of it
            await asyncio.sleep(PAUSE_S)


def seconds_until(happened: Callable[[], bool]) -> float:
    """How long it took to happen; fail where it never does."""
    began = time.monotonic()
    wait_for(happened)
    return time.monotonic() - began


def stays(holds: Callable[[], bool], for_s: float) -> bool:
    """Whether it holds each time that one looks during the time."""
    return not soon(lambda: not holds(), for_s)


async def other_tasks_run() -> None:
    """Give each other task of the event loop its turn; no time passes."""
    await asyncio.sleep(0)


def linger(seconds: float) -> None:
    """Be slow on purpose: a subject of a test, not a wait for anything."""
    time.sleep(seconds)


async def linger_async(seconds: float) -> None:
    """Be slow on purpose and let the event loop go on."""
    await asyncio.sleep(seconds)


def live_until_killed() -> None:
    """Do nothing, as a program that its test kills; a forgotten one ends by itself."""
    time.sleep(LONGEST_LIFE_S)
