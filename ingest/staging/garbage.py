"""When Python looks for garbage, while very many cells come and go."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def garbage_on_call() -> Iterator[Callable[[], int]]:
    """A function that looks for garbage among what was made in the block; else nothing does.

    A row is a list: left to itself Python looks through all that the program holds once for some
    thousand rows, and reading takes a third longer. Memory stays bounded by calling it for each
    batch.
    """
    was_on = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield gc.collect
    finally:
        gc.unfreeze()
        if was_on:
            gc.enable()
