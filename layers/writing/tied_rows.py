"""What a writer may say of rows that are tied to others: which ends, which places."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from math import floor, isclose
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, false, or_, select, true
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import Action
from core.database.pipelining import ask
from core.errors import InvalidValueError
from core.text import Text
from layers.access import linked_layers, readable, require
from layers.model.feature import ChildRow, Feature
from layers.model.layer import Child, Layer, Values
from layers.model.links import Link
from layers.reading.queries import deferred_existence
from layers.writing.permit import refusal
from layers.writing.row_checks import RowCheck

NO_SUCH_OBJECT = Text("Мұндай нысан жоқ.", "Такого объекта нет.", "There is no such object.")
SAME_PLACE_DEGREES = 1e-6
LARGEST_ID = 2**63 - 1


class LinkTargets:
    """The objects that rows are tied to, as far as the caller may know of them.

    Each is asked for once; all that `ask` is told of go to the database together.
    """

    def __init__(self, session: Session, caller: Caller, links: tuple[Link, ...]) -> None:
        self._session = session
        self._caller = caller
        self._links = links
        self._asked: dict[tuple[object, int], Callable[[], bool]] = {}

    def ask(self, values: Values) -> None:
        """Send for what the values are tied to, whatever else may be wrong with them."""
        for link in self._links:
            number = values.get(link.key)
            if type(number) is int and 0 < number <= LARGEST_ID:
                self._deferred(link, values, number)

    def check(self, values: Values, check: RowCheck) -> None:
        """Keep an error in `check` for each tie to nothing that the caller may know."""
        self.ask(values)
        for link in self._links:
            if values.get(link.key) is not None:
                check.caught(partial(self._require, link, values))

    def deferred_unseen(self, table: type[Feature], row_id: int) -> Callable[[], frozenset[str]]:
        """What gives the link columns that the caller finds empty on a row, whatever they hold."""
        if not self._links:
            return frozenset
        row = table.__table__.alias("tied_row")
        tied = [
            and_(row.c[link.key].is_not(None), ~self._is_known(link, row)) for link in self._links
        ]
        rows = ask(self._session, select(*tied).where(row.c.id == row_id))
        return lambda: frozenset(
            name
            for told in rows()
            for link, is_unseen in zip(self._links, told, strict=True)
            if is_unseen
            for name in link.columns
        )

    def _is_known(self, link: Link, row: FromClause) -> ColumnElement[bool]:
        """Whether the caller may know of what a row is tied to."""
        return or_(
            false(),
            *(
                and_(
                    true() if link.layer_key is None else row.c[link.layer_key] == layer.id,
                    _known_end(layer, self._caller, row.c[link.key]),
                )
                for layer in linked_layers(link)
            ),
        )

    def _require(self, link: Link, values: Values) -> None:
        if not self._knows(link, values):
            raise InvalidValueError(values[link.key], field=link.key, hint=NO_SUCH_OBJECT)

    def _knows(self, link: Link, values: Values) -> bool:
        return self._deferred(link, values, values[link.key])()

    def _deferred(self, link: Link, values: Values, number: int) -> Callable[[], bool]:
        target = values.get(link.layer_key) if link.layer_key is not None else link.target
        key = (str(target), number)
        if key not in self._asked:
            layers = [layer for layer in linked_layers(link) if layer.id == target]
            asked = [
                deferred_existence(self._session, readable(layer, self._caller), number)
                for layer in layers
            ]
            self._asked[key] = cache(lambda: any(is_there() for is_there in asked))
        return self._asked[key]


def _known_end(layer: Layer, caller: Caller, number: ColumnElement[int]) -> ColumnElement[bool]:
    access = readable(layer, caller)
    return access.select(layer.table.id).where(layer.table.id == number).exists()


def releases_place(layer: Layer, caller: Caller, values: Mapping[str, Any]) -> bool:
    """Whether the values release a place, which the caller has to know.

    Raises ForbiddenError where the caller may know of none.
    """
    if not values.get("place_released"):
        return False
    require(caller, layer, Action.READ_EXACT)
    return True


def own_statement(row: Feature | ChildRow, values: Mapping[str, Any]) -> None:
    """Let a row that a person calls sensitive stay so whatever becomes of what it is tied to."""
    if values.get("sensitive") and getattr(row, "sensitive_by_link", False):
        row.sensitive_by_link = False  # type: ignore[union-attr]  # a tied row's


def with_known_place(  # noqa: PLR0913 - whose change of which row of which series
    layer: Layer,
    child: Child,
    caller: Caller,
    row: ChildRow,
    values: Mapping[str, Any],
    *,
    knows_place: bool,
) -> dict[str, Any]:
    """The values without coordinates that are no news to whoever sees a child row's public place.

    Raises ForbiddenError where the change would disclose or move a place that the caller
    may not see.
    """
    if values.get("place_released") and not knows_place:
        raise refusal(layer, caller, Action.READ_EXACT)
    is_secret = getattr(row, "sensitive", False) and not knows_place
    if not is_secret or child.place is None:
        return dict(values)
    known = {name: _centre_of_cell(getattr(row, name)) for name in child.place}
    if values.get("sensitive") is False or any(
        name in known and not isclose(values[name], known[name], abs_tol=SAME_PLACE_DEGREES)
        for name in values
    ):
        raise refusal(layer, caller, Action.READ_EXACT)
    return {name: value for name, value in values.items() if name not in known}


def _centre_of_cell(degrees: float) -> float:
    return floor(degrees * 10) / 10 + 0.05
