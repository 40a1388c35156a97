"""Whether a caller may do what they do to a row as it stands, asked of the database on the way."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import Action
from core.database.pipelining import ask
from core.errors import ForbiddenError
from core.text import Text
from layers.access import require, writable
from layers.model.layer import Layer


class OutsideTerritoryError(ForbiddenError):
    """The caller has the grant, but the row lies outside its territory or is another's."""

    phrase = Text(
        "«{value}» рұқсатыңыз бұл жазбаға қолданылмайды: ол сіздің аумағыңыздан тыс немесе"
        " сіздікі емес.",
        "Ваше разрешение «{value}» не действует для этой записи: она вне вашей территории или"
        " не ваша.",
        "Your permission “{value}” does not reach this record: it lies outside your territory or"
        " is not yours.",
    )

    def __init__(self, layer: Layer, action: str) -> None:
        needed = f"{layer.access.room}:{action}"
        super().__init__(needed, field="permission")


def refusal(layer: Layer, caller: Caller, action: str) -> ForbiddenError:
    """Why the caller may not do it to a row: for lack of the grant, or of its reach."""
    if caller.may(layer.access.room, action):
        return OutsideTerritoryError(layer, action)
    needed = f"{layer.access.room}:{action}"
    return ForbiddenError(needed, field="permission")


def deferred_reach(
    session: Session,
    layer: Layer,
    caller: Caller,
    action: str,
    feature_id: int | ColumnElement[int],
) -> Callable[[], bool]:
    """What gives whether the caller's grant reaches the row as it stands now; so for no row."""
    territory = caller.territory(layer.access.room, action)
    if territory.everywhere or not territory:
        return lambda: territory.everywhere
    is_within = select(writable(layer, caller, action)).where(layer.table.id == feature_id)
    rows = ask(session, is_within)
    return lambda: all(row[0] for row in rows())


def deferred_permit(
    session: Session,
    layer: Layer,
    caller: Caller,
    action: str,
    feature_id: int | ColumnElement[int],
) -> Callable[[], None]:
    """What raises OutsideTerritoryError where the grant does not reach the row as it stands now.

    Raises ForbiddenError at once where the caller has no such grant.
    """
    require(caller, layer, action)
    reaches = deferred_reach(session, layer, caller, action, feature_id)

    def require_reach() -> None:
        if not reaches():
            raise OutsideTerritoryError(layer, action)

    return require_reach


def deferred_knowledge_of_place(
    session: Session, layer: Layer, caller: Caller, feature_id: int | ColumnElement[int]
) -> Callable[[], bool]:
    """What gives whether the caller may know the exact place of the row, were it sensitive."""
    if not layer.is_sensitive:
        return lambda: True
    return deferred_reach(session, layer, caller, Action.READ_EXACT, feature_id)
