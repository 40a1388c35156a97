"""What a writer may say of rows that are tied to others: which ends, which places."""

from collections.abc import Iterator, Mapping
from functools import partial
from math import floor, isclose
from typing import Any

from sqlalchemy.orm import Session

from core.errors import InvalidValueError
from core.permissions import Caller
from core.text import Text
from layers.access import linked_layers, readable, require
from layers.definition import Child, Layer, Values
from layers.feature import ChildRow, Feature
from layers.link_declaration import Link
from layers.queries import exists
from layers.row_checks import RowCheck

NO_SUCH_OBJECT = Text("Мұндай нысан жоқ.", "Такого объекта нет.", "There is no such object.")
SAME_PLACE_DEGREES = 1e-6


def check_links(
    session: Session, caller: Caller, links: tuple[Link, ...], values: Values, check: RowCheck
) -> None:
    """Keep an error in `check` for each tie to nothing that the caller may know."""
    for link in links:
        if values.get(link.key) is not None:
            check.caught(partial(_require_end, session, caller, link, values))


def _require_end(session: Session, caller: Caller, link: Link, values: Values) -> None:
    feature_id = values[link.key]
    targets = _targets(link, values.get(link.layer_key) if link.layer_key else link.target)
    if not any(exists(session, readable(layer, caller), feature_id) for layer in targets):
        raise InvalidValueError(feature_id, field=link.key, hint=NO_SUCH_OBJECT)


def _targets(link: Link, layer_id: object) -> Iterator[Layer]:
    return (layer for layer in linked_layers(link) if layer.id == layer_id)


def unseen_ends(
    session: Session, caller: Caller, links: tuple[Link, ...], row: Feature | ChildRow
) -> frozenset[str]:
    """The link columns that the caller finds empty on this row, whatever they hold."""
    return frozenset(
        name
        for link in links
        if getattr(row, link.key) is not None
        and not any(
            exists(session, readable(layer, caller), getattr(row, link.key))
            for layer in _targets(
                link, getattr(row, link.layer_key) if link.layer_key else link.target
            )
        )
        for name in link.columns
    )


def require_release(layer: Layer, caller: Caller, values: Mapping[str, Any]) -> None:
    """Raise ForbiddenError where the values release a place that the caller may not see."""
    if values.get("place_released"):
        require(caller, layer.access.see_exact)


def own_statement(row: Feature | ChildRow, values: Mapping[str, Any]) -> None:
    """Let a row that a person calls sensitive stay so whatever becomes of what it is tied to."""
    if values.get("sensitive") and getattr(row, "sensitive_by_link", False):
        row.sensitive_by_link = False  # type: ignore[union-attr]  # a tied row's


def with_known_place(
    layer: Layer, child: Child, caller: Caller, row: ChildRow, values: Mapping[str, Any]
) -> dict[str, Any]:
    """The values without coordinates that are no news to whoever sees a child row's public place.

    Raises ForbiddenError where the change would disclose or move a place that the caller may not
    see.
    """
    require_release(layer, caller, values)
    is_secret = getattr(row, "sensitive", False) and not caller.may(layer.access.see_exact)
    if not is_secret or child.place is None:
        return dict(values)
    if values.get("sensitive") is False:
        require(caller, layer.access.see_exact)
    known = {name: _centre_of_cell(getattr(row, name)) for name in child.place}
    if any(
        name in known and not isclose(values[name], known[name], abs_tol=SAME_PLACE_DEGREES)
        for name in values
    ):
        require(caller, layer.access.see_exact)
    return {name: value for name, value in values.items() if name not in known}


def _centre_of_cell(degrees: float) -> float:
    return floor(degrees * 10) / 10 + 0.05
