"""Options written as left=right."""

from collections.abc import Iterable

from core.errors import InvalidValueError
from core.text import Text

HINT = Text("Былай жазыңыз: сол=оң.", "Пишите так: левое=правое.", "Write it as left=right.")


def pairs_of(field: str, written: Iterable[str] | None) -> dict[str, str]:
    """What stands right of each equals sign by what stands left of it.

    Raises InvalidValueError for an option that lacks a side.
    """
    pairs = {}
    for pair in written or ():
        left, _, right = pair.partition("=")
        if not (left and right):
            raise InvalidValueError(pair, field=field, hint=HINT)
        pairs[left] = right
    return pairs
