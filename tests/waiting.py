"""Waiting for a condition, as long as a busy machine may need; a quiet one comes to it at once."""

import time
from collections.abc import Callable

PATIENCE_S = 300.0
PAUSE_S = 0.02


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
