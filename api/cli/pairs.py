"""Options written as left=right."""

from collections.abc import Iterable

from core.errors import InvalidValueError
from core.text import Text

HINT = Text("Былай жазыңыз: сол=оң.", "Пишите так: левое=правое.", "Write it as left=right.")


def pairs_of(
    field: str, written: Iterable[str] | None, *, may_be_empty: bool = False
) -> dict[str, str]:
    """What stands right of each equals sign by what stands left of it.

    The right side may be left empty where `may_be_empty`. Raises InvalidValueError for an option
    that lacks a side.
    """
    pairs = {}
    for pair in written or ():
        left, sign, right = pair.partition("=")
        if not (left and sign and (right or may_be_empty)):
            raise InvalidValueError(pair, field=field, hint=HINT)
        pairs[left] = right
    return pairs
