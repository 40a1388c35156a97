"""States that a file brings along: what its columns may tell of them, and what they must."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from core.text import Text
from layers.model.field import Field, FieldType
from layers.model.flow import Demand, Flow, Move
from layers.model.layer import Layer

STATE, STATE_ON = "state", "state_on"
IMPORTED = "imported"
"""The move by which a row comes in a state that another system gave it."""
FACTS: dict[str, Field] = {
    each.name: each
    for each in (
        Field(
            STATE_ON,
            Text("Күйі қашаннан", "Дата состояния", "In this state since"),
            FieldType.DATETIME,
            past=True,
        ),
        Field("reason", Text("Себебі", "Причина", "Reason"), FieldType.TEXT),
        Field("act_number", Text("Актінің нөмірі", "Номер акта", "Act's number"), FieldType.TEXT),
        Field(
            "act_date", Text("Актінің күні", "Дата акта", "Act's date"), FieldType.DATE, past=True
        ),
    )
}
"""What a file may tell of a state beside the fields of the layer."""
NAMES: dict[str, tuple[str, ...]] = {
    STATE: (
        "status", "статус", "статус заявки", "статус обращения", "статус проекта",
        "статус в реестре", "охранный статус", "состояние заявки", "состояние обращения",
        "күйі", "өтінім күйі", "жоба күйі", "мәртебесі", "register status", "status name",
    ),
    STATE_ON: (
        "closed on", "closed_date", "closed at", "date closed", "resolved at", "resolved on",
        "resolution date", "status date", "state since", "updated_datetime", "done on",
        "дата закрытия", "дата выполнения", "дата исполнения", "дата статуса",
        "орындалған күні", "жабылған күні",
    ),
    "reason": (
        "reason", "причина", "причина отказа", "основание отказа", "себебі", "бас тарту себебі",
        "status_notes",
    ),
    "act_number": (
        "act number", "акт", "номер акта", "№ акта", "номер постановления", "№ постановления",
        "номер приказа", "№ приказа", "акт нөмірі", "актінің нөмірі", "қаулы нөмірі",
        "бұйрық нөмірі",
    ),
    "act_date": (
        "act date", "дата акта", "дата постановления", "дата приказа", "акт күні", "актінің күні",
        "қаулы күні", "бұйрық күні",
    ),
}  # fmt: skip
"""Names of such columns in people's files."""


def state_fields(layer: Layer) -> tuple[Field, ...]:
    """The fields by which a file may tell a row's state; none for a layer without a flow."""
    if layer.flow is None:
        return ()
    written = {name for move in layer.flow.moves for name in move.writes}
    of_moves = (layer.field(name) for name in sorted(written))
    return (
        replace(layer.field(STATE), written_by_atlas=False),
        *FACTS.values(),
        *(replace(each, written_by_atlas=False) for each in of_moves if each.written_by_atlas),
    )


def stamped_columns(flow: Flow) -> tuple[str, ...]:
    """The columns that take the day of a move."""
    return tuple(sorted({move.stamps for move in flow.moves if move.stamps}))


def moves_into(flow: Flow, state: str, told: Mapping[str, object]) -> list[Move]:
    """The moves that lead into a state, those first for which the told values lack least."""
    found = [move for move in flow.moves if move.target == state]
    return sorted(found, key=lambda move: (len(lacking(move, told)), _disagrees(move, told)))


def lacking(move: Move, told: Mapping[str, object]) -> tuple[Demand, ...]:
    """The facts that a move demands and that were not told; other conditions are not asked."""
    return tuple(
        demand for demand in move.demands if is_fact(demand, move) and not _has(told, demand.id)
    )


def is_fact(demand: Demand, move: Move) -> bool:
    """Whether a file can tell what is demanded, as it cannot show evidence."""
    return demand.of_facts or demand.id in move.writes


def _has(told: Mapping[str, object], name: str) -> bool:
    return bool(str(told.get(name) or "").strip())


def _disagrees(move: Move, told: Mapping[str, object]) -> int:
    return sum(told.get(name) not in {None, value} for name, value in move.sets.items())


def state_names(layer: Layer) -> Iterator[tuple[str, Collection[str]]]:
    """The names of the columns that tell states, by field."""
    for each in state_fields(layer):
        stamps = stamped_columns(layer.flow) if layer.flow and each.name == STATE_ON else ()
        yield each.name, (each.name, *stamps, *NAMES.get(each.name, ()))
