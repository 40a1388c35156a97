"""Whether grants name what there is: layers and rooms, moves of flows, units of regions."""

import re
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.grant import ANY, COUNTRY, OWN, Grant
from core.errors import InvalidValueError
from core.text import Language, Text
from layers.model.flow import Flow
from layers.regions.region import Region
from layers.registry import Catalogue

ROOMS = frozenset({"atlas", "audit", "messages", "tiles", "tasks", "users"})
"""What is no layer and yet has actions."""
ROOM_HINT = Text("Бар қабаттар мен бөлімдер: {rooms}.", "Есть слои и разделы: {rooms}.",
                 "There are these layers and rooms: {rooms}.")  # fmt: skip
MOVE_HINT = Text("Бар әрекеттер: {moves}.", "Есть действия: {moves}.", "There are: {moves}.")
KATO = re.compile(r"[0-9]{9}", re.ASCII)
AT_HINT = Text(
    "КАТО коды (9 сан, мысалы 611600000) немесе KZ керек.",
    "Нужен код КАТО из 9 цифр, например 611600000, или KZ.",
    "A KATO code of 9 digits, such as 611600000, or KZ is needed.",
)
UNIT_HINT = Text("КАТО-да мұндай өңір жоқ.", "В КАТО нет такого региона.", "KATO has no such unit.")


def require_known(session: Session, catalogue: Catalogue, grants: Iterable[Grant]) -> None:
    """Require that each grant means something here. Raises InvalidValueError."""
    flows = {layer.id: layer.flow for layer in catalogue.layers}
    has_regions = bool(session.scalar(select(func.count(Region.id))))
    for grant in sorted(grants):
        hint = _unknown_room(grant, flows) or _unknown_move(grant, flows)
        if hint is None and has_regions and not _is_known_scope(session, grant.scope):
            hint = UNIT_HINT
        if hint is not None:
            raise InvalidValueError(str(grant), field="permission", hint=hint)


def require_known_unit(session: Session, scope: str, *, field: str = "at") -> None:
    """Require that a role can be given there. Raises InvalidValueError."""
    has_regions = bool(session.scalar(select(func.count(Region.id))))
    is_shaped = scope == COUNTRY or bool(KATO.fullmatch(scope))
    if not is_shaped or (has_regions and not _is_known_scope(session, scope)):
        raise InvalidValueError(scope, field=field, hint=AT_HINT)


def _unknown_room(grant: Grant, flows: Mapping[str, Flow | None]) -> Text | None:
    rooms = {ANY, *ROOMS, *flows}
    return None if grant.room in rooms else _filled(ROOM_HINT, rooms=sorted(rooms))


def _unknown_move(grant: Grant, flows: Mapping[str, Flow | None]) -> Text | None:
    kind, _, name = grant.action.partition(".")
    if kind != "move" or name == ANY:
        return None
    named = [flow for layer, flow in flows.items() if grant.room in {ANY, layer} and flow]
    moves = sorted({move.action for flow in named for move in flow.moves})
    return None if grant.action in moves else _filled(MOVE_HINT, moves=moves or ["—"])


def _is_known_scope(session: Session, scope: str) -> bool:
    if scope in {COUNTRY, OWN}:
        return True
    return session.scalar(select(Region.id).where(Region.code == scope).limit(1)) is not None


def _filled(hint: Text, **lists: list[str]) -> Text:
    told = {name: ", ".join(each) for name, each in lists.items()}
    return Text(*(hint.in_language(language, **told) for language in Language))
