"""What a caller may do: an action on a layer or room, in a territory or on rows of their own."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.errors import InvalidValueError
from core.text import Text

ANY = "*"
COUNTRY = "KZ"
OWN = "own"


class Action(StrEnum):
    """The actions without a name of their own; besides there are `move.X` and `run.X`."""

    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"
    READ_HIDDEN = "read_hidden"
    READ_SEALED = "read_sealed"
    READ_EXACT = "read_exact"
    MODERATE = "moderate"
    ADMINISTER = "administer"


CHANGES = ("move", "run")
"""Kinds of actions that have a name behind the point."""
READING = frozenset({Action.READ_HIDDEN, Action.READ_SEALED, Action.READ_EXACT})
NAMED_ACTION = re.compile(r"(move|run)\.(\*|[a-z][a-z_]*)")
SHAPE = re.compile(
    r"(?P<room>\*|[a-z][a-z_]*):(?P<action>\*|[a-z_]+(\.(\*|[a-z_]+))?)"
    r"(@(?P<scope>KZ|own|[0-9]{9}))?",
    re.ASCII,
)
SHORT_WORDS = {
    "write": (Action.CREATE, Action.EDIT, Action.DELETE, Action.MODERATE),
    "hidden": (Action.READ_HIDDEN,),
    "sealed": (Action.READ_SEALED,),
    "exact": (Action.READ_EXACT,),
}
"""Words that stand for one or several actions."""

SHAPE_HINT = Text(
    "Үлгі: monuments:edit@611600000, citizen_reports:move.assign@KZ, monuments:edit@own"
    " немесе * (бәрі).",
    "Пример: monuments:edit@611600000, citizen_reports:move.assign@KZ, monuments:edit@own"
    " или * (всё).",
    "Write it like monuments:edit@611600000, citizen_reports:move.assign@KZ, monuments:edit@own"
    " or * (everything).",
)
ACTION_HINT = Text(
    "Мұндай әрекет жоқ. Бар әрекеттер: create, edit, delete, read_hidden, read_sealed, read_exact,"
    " moderate, administer, move.АТАУЫ, run.АТАУЫ, write (create, edit, delete, moderate).",
    "Такого действия нет. Есть: create, edit, delete, read_hidden, read_sealed, read_exact,"
    " moderate, administer, move.ИМЯ, run.ИМЯ, write (create, edit, delete, moderate).",
    "There is no such action. There are create, edit, delete, read_hidden, read_sealed, read_exact,"
    " moderate, administer, move.NAME, run.NAME and write (create, edit, delete, moderate).",
)


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """An action on a layer or room; `*` stands for every room or action.

    `scope` is the KATO code of a unit, `KZ` for the whole country, or `own` for rows that the
    holder made.
    """

    room: str
    action: str
    scope: str = COUNTRY

    def __str__(self) -> str:
        if self == EVERYTHING:
            return ANY
        return f"{self.room}:{self.action}@{self.scope}"

    def allows(self, room: str, action: str) -> bool:
        """Whether the action on the room is granted somewhere."""
        return self.room in {ANY, room} and _common_action(self.action, action) == action

    def common_with(self, other: "Grant") -> "Grant | None":
        """What both grant; None where that is nothing, or cannot be said in one grant."""
        room = _narrower(self.room, other.room, ANY)
        action = _common_action(self.action, other.action)
        scope = _narrower(self.scope, other.scope, COUNTRY)
        return Grant(room, action, scope) if room and action and scope else None

    def without(self, actions: frozenset[Action]) -> "frozenset[Grant]":
        """What is left of it when some actions are withheld."""
        if not actions or self.action not in {ANY, *actions}:
            return frozenset({self})
        if self.action != ANY:
            return frozenset()
        left = [*(set(Action) - actions), *(f"{kind}.{ANY}" for kind in CHANGES)]
        return frozenset(Grant(self.room, action, self.scope) for action in left)


EVERYTHING = Grant(ANY, ANY)


def parsed_grants(text: str) -> frozenset[Grant]:
    """The grants that a text stands for; `*` is everything, no scope the whole country.

    Raises InvalidValueError with the field `permission`.
    """
    if text == ANY:
        return frozenset({EVERYTHING})
    parts = SHAPE.fullmatch(text)
    if parts is None:
        raise InvalidValueError(text, field="permission", hint=SHAPE_HINT)
    room, action, scope = parts["room"], parts["action"], parts["scope"] or COUNTRY
    if action not in SHORT_WORDS and not _is_action(action):
        raise InvalidValueError(text, field="permission", hint=ACTION_HINT)
    return frozenset(Grant(room, each, scope) for each in SHORT_WORDS.get(action, (action,)))


def grants_of(texts: Iterable[str]) -> frozenset[Grant]:
    """The grants of several texts. Raises InvalidValueError."""
    return frozenset(grant for text in texts for grant in parsed_grants(text))


def grants_on_record(texts: Iterable[str]) -> frozenset[Grant]:
    """The grants of texts that were stored once; words that mean nothing any more are left out."""
    return frozenset(grant for text in texts for grant in _grants_or_none(text))


def _grants_or_none(text: str) -> frozenset[Grant]:
    try:
        return parsed_grants(text)
    except InvalidValueError:
        return frozenset()


def _is_action(text: str) -> bool:
    return text == ANY or text in set(Action) or bool(NAMED_ACTION.fullmatch(text))


def _narrower(one: str, other: str, widest: str) -> str | None:
    if one == widest:
        return other
    return one if other in {one, widest} else None


def _common_action(one: str, other: str) -> str | None:
    """The narrower of two actions, where one is a kind of the other."""
    common = _narrower(one, other, ANY)
    if common is not None:
        return common
    (kind, _, name), (other_kind, _, other_name) = one.partition("."), other.partition(".")
    is_alike = kind == other_kind and name and other_name
    narrower = _narrower(name, other_name, ANY) if is_alike else None
    return narrower and f"{kind}.{narrower}"


def move_action(move_id: str) -> str:
    """The action of making a move."""
    return f"move.{move_id}"
