"""Who sees what: every read of a layer starts here, on every surface."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnClause,
    Double,
    Select,
    TableClause,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import ColumnElement, SQLCoreOperations

from core.access.caller import Caller, Permission
from core.database import Base
from core.errors import ForbiddenError
from layers.kept_statements import kept
from layers.model.feature import Feature
from layers.model.field import Field, FieldType, fields_of
from layers.model.layer import Child, Layer, UnknownFieldError
from layers.model.links import Link

IMPRECISE_FIELDS = frozenset(
    {"original_coordinates", "address", "source_key", "source_url", "citation"}
)
"""Fields that would give away the exact place of a sensitive row, themselves or by what they cite;
without the permission they are empty on such rows."""

TIMES_OF_WRITING = frozenset({"created_at", "updated_at"})
"""Fields that would give away a sealed time: a row is often written at that very moment."""

Columns = ReadOnlyColumnCollection[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Readable:
    """What one caller may read of one layer: rows, place and fields."""

    layer: Layer
    rows: ColumnElement[bool]
    """The condition that a row may be read."""
    place: InstrumentedAttribute[object]
    """The geometry column that the caller may know, EPSG:4326; filter and draw by it alone."""
    fields: tuple[Field, ...]
    masked: frozenset[str] = frozenset()
    """Names of the fields that the caller finds empty on sensitive rows."""
    known_ends: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    """By link column, the condition that the caller may know of the object at the other end."""
    sees_hidden: bool = False
    """Whether `rows` takes in hidden ones."""
    sees_times: bool = True
    """Whether the time of a change may be told, or only its day."""
    shown: ColumnElement[object] | None = None
    """What items draw in the place of `place`, where that would be more than they need."""

    def select(self, *columns: SQLCoreOperations[Any]) -> Select[*tuple[Any, ...]]:
        """A select of columns from the readable rows."""
        return select(*columns).where(self.rows)

    def field(self, name: str) -> Field:
        """One readable field. Raises UnknownFieldError, also where the caller may not know it."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise UnknownFieldError(name, layer=self.layer.id)

    def column(self, name: str) -> ColumnElement[object]:
        """The value of a readable field as the caller may see it."""
        found = self.field(name)
        column: ColumnElement[object] = getattr(self.layer.table, found.name)
        if found.name in self.known_ends:
            return case((self.known_ends[found.name], column))
        if found.name not in self.masked:
            return column
        is_sensitive = self.layer.table.__table__.columns["sensitive"]
        return case((is_sensitive, None), else_=column)


def readable(layer: Layer, caller: Caller) -> Readable:
    """The only predicate that decides who sees what of a layer."""
    return _readable(layer, caller.permissions)


@kept
def _readable(layer: Layer, permissions: frozenset[Permission]) -> Readable:
    caller = Caller(permissions=permissions)
    table = layer.table
    sees_exact = not layer.is_sensitive or caller.may(layer.access.see_exact)
    sees_sealed = caller.may(layer.access.see_sealed)
    sees_hidden = caller.may(layer.access.see_hidden)
    rows = true() if sees_hidden else table.visibility == "public"
    sees_times = sees_sealed or not _seals_a_time(layer)
    hidden = frozenset() if sees_times else TIMES_OF_WRITING
    return Readable(
        layer=layer,
        rows=rows,
        place=table.geom if sees_exact else table.public_geom,  # type: ignore[attr-defined]  # is_sensitive
        fields=tuple(
            each
            for each in layer.fields
            if (sees_sealed or not each.sealed) and each.name not in hidden
        ),
        masked=frozenset() if sees_exact else IMPRECISE_FIELDS,
        known_ends=_known_ends(layer.table.__table__.columns, layer.links, caller),
        sees_hidden=sees_hidden,
        sees_times=sees_times,
    )


def _seals_a_time(layer: Layer) -> bool:
    return any(each.sealed and each.type is FieldType.DATETIME for each in layer.fields)


def linked_layers(link: Link) -> list[Layer]:
    """The layers to which a link may point."""
    declared = (mapper.class_ for mapper in Base.registry.mappers)
    layers = (each.declared_by for each in declared if issubclass(each, Feature))
    return [
        layer for layer in layers if isinstance(layer, Layer) and link.target in (None, layer.id)
    ]


def _known_ends(
    columns: Columns, links: tuple[Link, ...], caller: Caller
) -> dict[str, ColumnElement[bool]]:
    """By link column, whether the row points to an object that the caller may read."""
    return {
        name: or_(*(_points_to(columns, link, layer, caller) for layer in linked_layers(link)))
        for link in links
        if not all(caller.may(layer.access.see_hidden) for layer in linked_layers(link))
        for name in link.columns
    }


def _points_to(columns: Columns, link: Link, layer: Layer, caller: Caller) -> ColumnElement[bool]:
    # Two columns alone: an alias of the whole table makes a copy of each of its columns.
    own = TableClause(layer.table.__tablename__, ColumnClause("id"), ColumnClause("visibility"))
    target = own.alias("linked")
    key = columns[link.key]
    is_known = true() if caller.may(layer.access.see_hidden) else target.c.visibility == "public"
    named = select(target.c.id).where(target.c.id == key, is_known).correlate(key.table)
    is_there = exists(named)
    return and_(columns[link.layer_key] == layer.id, is_there) if link.layer_key else is_there


@dataclass(frozen=True, slots=True)
class ReadableChild:
    """What one caller may read of a child series; nothing where it has no fields."""

    child: Child
    fields: tuple[Field, ...]
    sees_exact: bool
    known_ends: Mapping[str, ColumnElement[bool]]

    def column(self, name: str) -> ColumnElement[Any]:
        """The value of a readable field as the caller may see it."""
        columns = self.child.table.__table__.c
        column = columns[name]
        if name in self.known_ends:
            return case((self.known_ends[name], column))
        if not self.sees_exact and name in (self.child.place or ()):
            return case((columns["sensitive"], centre_of_cell(column)), else_=column)
        return column


def readable_child(layer: Layer, child: Child, caller: Caller) -> ReadableChild:
    """The only way in which the rows of a child series are read for a caller."""
    return ReadableChild(
        child=child,
        fields=readable_fields_of_child(layer, child, caller),
        sees_exact=caller.may(layer.access.see_exact),
        known_ends=_known_ends(child.table.__table__.columns, child.links, caller),
    )


def centre_of_cell(degrees: ColumnElement[Any]) -> ColumnElement[Any]:
    """The middle of the 0.1° cell: what everyone may know of a sensitive place."""
    return cast(func.floor(degrees * 10) / 10 + 0.05, Double)


def readable_fields_of_child(layer: Layer, child: Child, caller: Caller) -> tuple[Field, ...]:
    """The fields of a child series that the caller may read; none where it is not public."""
    sees_sealed = caller.may(layer.access.see_sealed)
    if not (child.public or sees_sealed):
        return ()
    return tuple(each for each in fields_of(child.table) if sees_sealed or not each.sealed)


def require(caller: Caller, permission: str) -> None:
    """Require that the caller holds the permission. Raises ForbiddenError."""
    if not caller.may(permission):
        raise ForbiddenError(permission, field="permission")
