import gc

import pytest

from ingest.staging.garbage import garbage_on_call


class Knot:
    """Holds itself, so that only a search for garbage finds it."""

    alive = 0

    def __init__(self) -> None:
        self.itself = self
        Knot.alive += 1

    def __del__(self) -> None:
        Knot.alive -= 1


@pytest.fixture(autouse=True)
def no_knots() -> None:
    gc.collect()
    Knot.alive = 0


def test_garbage_is_looked_for_on_call_and_not_between() -> None:
    with garbage_on_call() as collect:
        for _ in range(10_000):
            Knot()
        assert Knot.alive == 10_000
        collect()
        assert Knot.alive == 0


def fail_in_the_block() -> None:
    with garbage_on_call():
        assert not gc.isenabled()
        raise RuntimeError


def test_python_looks_for_garbage_again_afterwards_also_after_an_error() -> None:
    with pytest.raises(RuntimeError):
        fail_in_the_block()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
