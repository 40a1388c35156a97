"""How a long load tells how far it is."""

from collections.abc import Callable

from core.text import Text

Progress = Callable[[Text, int, int], None]
"""Called with what is being loaded, how many rows are done, and how many there will be."""


def silent(_what: Text, _done: int, _total: int) -> None:
    """Nothing: for callers who do not want to know."""
