"""Texts with named places, `{name}`, into which only values go that a reader may see.

No language of templates is behind them: whoever writes one can name, and do nothing else.
"""

import re
from collections.abc import Mapping
from string import Formatter

from core.errors import InvalidValueError
from core.text import Text

LONGEST_VALUE = 300
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
"""What ends a line, is not seen, or turns the direction of writing."""
KNOWN_HINT = Text(
    "Бұл үлгіде мыналар ғана бола алады: {names}.",
    "В этом шаблоне могут быть только: {names}.",
    "This template may name only: {names}.",
)
BRACES_HINT = Text(
    "Жақшалар дұрыс жазылмаған; жақшаның өзі екі рет жазылады: {{ }}.",
    "Скобки записаны неверно; сама скобка пишется дважды: {{ }}.",
    "The braces are wrong; a brace itself is written twice: {{ }}.",
)


def require_known(template: str, names: frozenset[str], *, field: str) -> None:
    """Require that the template names nothing else. Raises InvalidValueError."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        hint = Text(*(each.format() for each in (BRACES_HINT.kk, BRACES_HINT.ru, BRACES_HINT.en)))
        raise InvalidValueError(template, field=field, hint=hint) from error
    for _, name, form, conversion in parts:
        if name is not None and (name not in names or form or conversion):
            unknown = f"{{{name}}}"
            raise InvalidValueError(unknown, field=field, hint=_known(names))


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its places filled; of values only what a line can hold, shortened."""
    return Formatter().vformat(template, (), dict(values))


def one_line(value: str) -> str:
    """A value as it may stand in a message: in one line, without unseen characters, not long."""
    text = UNSAFE.sub(" ", value).strip()
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _known(names: frozenset[str]) -> Text:
    there = ", ".join(f"{{{name}}}" for name in sorted(names))
    return Text(
        *(phrase.format(names=there).replace("{", "{{").replace("}", "}}")
          for phrase in (KNOWN_HINT.kk, KNOWN_HINT.ru, KNOWN_HINT.en))
    )  # fmt: skip
