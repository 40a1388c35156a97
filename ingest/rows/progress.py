"""How a long load tells how far it is, and is told to stop."""

from collections.abc import Callable

from core.text import Text

Progress = Callable[[Text, int, int], None]
"""Called with what is being loaded, how many rows are done, and how many there will be."""

Stop = Callable[[], bool]
"""Asked now and then whether somebody wants the load to stop."""

CHECKING = Text("Жолдарды тексеру", "Проверка строк", "Checking rows")
WRITING = Text("Қабатқа жазу", "Запись в слой", "Writing into the layer")


def silent(_what: Text, _done: int, _total: int) -> None:
    """Keep silent, for callers who do not want to know."""


def never() -> bool:
    """False: nobody stops it."""
    return False
