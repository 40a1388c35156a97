"""How long work tells how far it is, and is told to stop."""

from collections.abc import Callable

from core.text import Text

Progress = Callable[[Text, int, int], None]
"""Called with the phase of the work, how much of it is done, and how much there will be, 0 where
nobody knows."""

Stop = Callable[[], bool]
"""Asked now and then whether somebody wants the work to stop."""


def silent(_phase: Text, _done: int, _total: int) -> None:
    """Keep silent, for callers who do not want to know."""


def never() -> bool:
    """False: nobody stops it."""
    return False
