"""Flows as data: states and the moves between them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import move_action
from core.errors import AtlasError, ForbiddenError, NotFoundError
from core.text import Language, Text
from layers.model.vocabulary import Vocabulary

Facts = Mapping[str, Any]
"""What the caller gives with a move: act number and date, outcome, evidence and so on."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing a move asks for: a fact the caller gives, or a condition on the row.

    `is_met` sees the session, the row and the facts, and reads only.
    """

    id: str
    phrase: Text
    is_met: Callable[[Session, Any, Facts], bool]
    of_facts: bool = False
    """Whether it is met by what is told alone."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Who of those with the grant may make a move on a row; `phrase` tells the others why not.

    `is_met` sees the session, the row and the caller, and reads only.
    """

    id: str
    phrase: Text
    is_met: Callable[[Session, Any, Caller], bool]


@dataclass(frozen=True, slots=True)
class Move:
    """A named step from any of `sources` to `target`, for those with the grant `move.<id>`.

    A `rule` narrows them by the row. The row's columns follow: `sets` gives constant values,
    `writes` names the facts that become columns, `stamps` a column that takes the day of the move,
    `clears` those that are emptied.
    """

    id: str
    title: Text
    sources: tuple[str, ...]
    target: str
    demands: tuple[Demand, ...] = ()
    rule: Rule | None = None
    writes: tuple[str, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)
    stamps: str | None = None
    clears: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        """The action that a grant names."""
        return move_action(self.id)


@dataclass(frozen=True)
class Flow:
    """The states of a layer's rows and the moves between them."""

    states: Vocabulary
    initial: str
    moves: tuple[Move, ...]

    @cached_property
    def _by_id(self) -> dict[str, Move]:
        return {move.id: move for move in self.moves}

    def move(self, move_id: str) -> Move:
        """One move by id. Raises UnknownMoveError."""
        if move_id not in self._by_id:
            raise UnknownMoveError(move_id, field="move")
        return self._by_id[move_id]


class UnknownMoveError(NotFoundError):
    """The flow has no such move."""

    phrase = Text(
        "Мұндай әрекет жоқ: {value}", "Нет такого действия: {value}", "No such move: {value}"
    )


class ForbiddenMoveError(AtlasError):
    """The move does not start from the row's present state."""

    phrase = Text(
        "«{value}» әрекеті «{state}» күйінен мүмкін емес.",
        "Действие «{value}» невозможно из состояния «{state}».",
        "The move “{value}” cannot start from the state “{state}”.",
    )

    def __init__(self, move: Move, state: Text) -> None:
        self.move, self.state = move, state
        super().__init__(move.id, field="move")

    def message(self, language: Language) -> str:
        """The phrase with the titles of the move and of the state in the same language."""
        title, state = self.move.title, self.state
        return self.phrase.in_language(
            language, value=title.in_language(language), state=state.in_language(language)
        )


class BrokenRuleError(ForbiddenError):
    """The caller has the grant, but not on this row."""

    def __init__(self, rule: Rule) -> None:
        self.phrase = rule.phrase
        super().__init__(rule.id, field="permission")


class UnmetDemandError(AtlasError):
    """Something that the move asks for is missing."""

    phrase = Text("{value}", "{value}", "{value}")

    def __init__(self, demand: Demand) -> None:
        self.demand = demand
        self.phrase = demand.phrase
        super().__init__(demand.id, field=demand.id)


def given(name: str, phrase: Text) -> Demand:
    """The demand that a fact is given and not blank."""
    return Demand(
        name,
        phrase,
        lambda _session, _row, facts: bool(str(facts.get(name) or "").strip()),
        of_facts=True,
    )


BY_AUTHOR = Rule(
    "author",
    Text(
        "Мұны жазбаның авторы ғана жасай алады.",
        "Это может сделать только автор записи.",
        "Only the author of the record may do this.",
    ),
    lambda _session, row, caller: row.author_id in {None, caller.user_id},
)
"""Of a row without an author, whoever has the grant."""
REASON = given("reason", Text("Себебін жазыңыз.", "Укажите причину.", "Give the reason."))
ACT_NUMBER = given(
    "act_number", Text("Актінің нөмірін жазыңыз.", "Укажите номер акта.", "Give the act's number.")
)
ACT_DATE = given(
    "act_date", Text("Актінің күнін жазыңыз.", "Укажите дату акта.", "Give the act's date.")
)
