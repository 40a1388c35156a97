"""How the making of an archive tells how far it is, and is told to stop."""

from collections.abc import Callable

from core.text import Text

Progress = Callable[[Text, int, int], None]
"""Called with what is being done, how much of it is done, and how much there will be."""

Stop = Callable[[], bool]
"""Asked now and then whether somebody wants the making to stop."""


def silent(_what: Text, _done: int, _total: int) -> None:
    """Ignore it, for callers who do not want to know."""


def never() -> bool:
    """False: nobody stops it."""
    return False
