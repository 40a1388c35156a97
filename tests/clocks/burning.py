"""Both cores loaded by programs that compute nothing, and end by themselves."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context

LONGEST_S = 3 * 3600


@contextmanager
def cores_loaded(longest_s: float = LONGEST_S) -> Iterator[None]:
    """Every core has something else to do for as long as the block runs, and never longer."""
    spawning = get_context("spawn")
    burners = [
        spawning.Process(target=_burn, args=(os.getpid(), longest_s), daemon=True)
        for _ in range(os.cpu_count() or 1)
    ]
    for burner in burners:
        burner.start()
    try:
        yield
    finally:
        for burner in burners:
            burner.terminate()
            burner.join()


def _burn(parent: int, longest_s: float) -> None:
    """Compute until the time is over or nobody waits for it any more."""
    until = time.monotonic() + longest_s
    while time.monotonic() < until and os.getppid() == parent:
        sum(range(100_000))
