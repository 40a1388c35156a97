"""What a feature is tied to, by the links that the layers declare."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.database.pipelining import Rows, ask
from core.text import Language
from layers.access import Readable, readable, readable_fields_of_child
from layers.kept_statements import ITEM, kept
from layers.model.layer import Child, Layer
from layers.registry import Catalogue

LINKED_LAYER, LINKED_ID = "linked_layer", "linked_id"
"""Columns by which a row points to a feature of any layer."""

MOST_LINKED = 100
"""Objects named for each tie."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One way in which features of `owner` point to features of `target`, or of any layer.

    `key` is the column that holds the other's id, in the owner's table or a child's.
    """

    owner: Layer
    target: Layer | None
    key: str
    child: Child | None = None

    @property
    def relation(self) -> str:
        """The tie's name: the child series or the field."""
        return self.child.id if self.child else self.key

    @property
    def columns(self) -> Any:  # noqa: ANN401 - SQLAlchemy's collection of columns
        """The columns of the table that holds the key."""
        return _table(self.child.table if self.child else self.owner.table).c

    @property
    def feature_id(self) -> ColumnElement[int]:
        """The column with the id of the pointing feature."""
        found: ColumnElement[int] = self.columns.feature_id if self.child else self.columns.id
        return found

    def points_to(self, layer: Layer) -> bool:
        """Whether a feature of the layer can be at the tie's other end."""
        return self.target is None or self.target is layer

    def is_readable(self, caller: Caller) -> bool:
        """Whether the caller may know the key and the row that holds it."""
        if self.child is None:
            fields = readable(self.owner, caller).fields
        else:
            fields = readable_fields_of_child(self.owner, self.child, caller)
        return any(field.name == self.key for field in fields)


@dataclass(frozen=True, slots=True)
class Linked:
    """A feature at the other end of a tie."""

    layer: Layer
    id: int
    name: dict[str, str | None]
    relation: str


def linked(
    session: Session, catalogue: Catalogue, layer: Layer, feature_id: int, caller: Caller
) -> list[Linked]:
    """The features tied to one, that the caller may know; each once a relation."""
    return deferred_linked(session, catalogue, layer, feature_id, caller)()


def deferred_linked(
    session: Session, catalogue: Catalogue, layer: Layer, feature_id: int, caller: Caller
) -> Callable[[], list[Linked]]:
    """What gives the features of `linked`, which have been asked for."""
    asked = [
        (other, tie, ask(session, query, {ITEM.key: feature_id}))
        for other, tie, query in _queries(catalogue, layer, caller.as_reader())
    ]

    def found() -> list[Linked]:
        entries: dict[tuple[str, int, str], Linked] = {}
        for other, tie, rows in asked:
            for entry in _entries(other, tie, rows()):
                entries.setdefault((entry.layer.id, entry.id, entry.relation), entry)
        entries.pop((layer.id, feature_id, ""), None)
        return list(entries.values())

    return found


@kept
def _queries(
    catalogue: Catalogue, layer: Layer, caller: Caller
) -> list[tuple[Layer, Tie, Select[Any]]]:
    """Each layer that may hold features tied to one of the layer, with the query for them."""
    return [
        (other, tie, _named(readable(other, caller), condition))
        for other, tie, condition in _conditions(catalogue, layer, caller)
    ]


def ties(catalogue: Catalogue) -> Iterator[Tie]:
    """Every tie between the layers of the catalogue, as they declare their links."""
    for layer in catalogue.layers:
        holders = [(layer.links, None), *((child.links, child) for child in layer.children)]
        for links, child in holders:
            for link in links:
                target = catalogue.layer(link.target) if link.target else None
                yield Tie(layer, target, link.key, child)


def _conditions(
    catalogue: Catalogue, layer: Layer, caller: Caller
) -> Iterator[tuple[Layer, Tie, ColumnElement[bool]]]:
    """Each layer that may hold linked features, with the condition that picks them."""
    for tie in ties(catalogue):
        if not tie.is_readable(caller):
            continue
        key = tie.columns[tie.key]
        if tie.owner is layer:
            for other in catalogue.layers:
                if tie.points_to(other):
                    named = select(key).where(tie.feature_id == ITEM, *_names(tie, other))
                    yield other, tie, _table(other.table).c.id.in_(named)
        if tie.points_to(layer):
            owners = select(tie.feature_id).where(key == ITEM, *_names(tie, layer))
            yield tie.owner, tie, _table(tie.owner.table).c.id.in_(owners)


def _names(tie: Tie, layer: Layer) -> tuple[ColumnElement[bool], ...]:
    return (tie.columns[LINKED_LAYER] == layer.id,) if tie.target is None else ()


def _named(access: Readable, condition: ColumnElement[bool]) -> Select[Any]:
    layer = access.layer
    table = layer.table
    label = access.column(layer.named_by) if layer.named_by else table.id
    query = access.select(table.id, table.name_kk, table.name_ru, table.name_en, label)
    return query.where(condition).order_by(table.id).limit(MOST_LINKED)


def _entries(layer: Layer, tie: Tie, rows: Rows) -> Iterator[Linked]:
    for row in rows:
        names: dict[str, str | None] = {"kk": row[1], "ru": row[2], "en": row[3]}
        if not any(names.values()) and layer.named_by:
            names = _labels(layer, row[4])
        yield Linked(layer, row[0], names, tie.relation)


def _labels(layer: Layer, code: str) -> dict[str, str | None]:
    vocabulary = layer.field(layer.named_by or "").vocabulary
    return {language: vocabulary.label(code, language) if vocabulary else None
            for language in Language}  # fmt: skip


def _table(mapped: Any) -> Table:  # noqa: ANN401 - a mapped class
    table: Table = mapped.__table__
    return table
