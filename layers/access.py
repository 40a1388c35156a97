"""Who sees what: every read of a layer starts here, on every surface."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, select, true
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement, SQLCoreOperations

from core.errors import ForbiddenError
from core.permissions import Caller
from layers.definition import Child, Field, FieldType, Layer, UnknownFieldError, fields_of

IMPRECISE_FIELDS = frozenset(
    {"original_coordinates", "address", "source_key", "source_url", "citation"}
)
"""Fields that would give away the exact place of a sensitive row, themselves or by what they cite;
without the permission they are empty on such rows."""

TIMES_OF_WRITING = frozenset({"created_at", "updated_at"})
"""Fields that would give away a sealed time: a row is often written at that very moment."""


@dataclass(frozen=True, slots=True)
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
    sees_hidden: bool = False
    """Whether `rows` takes in hidden ones."""
    sees_times: bool = True
    """Whether the time of a change may be told, or only its day."""

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
        field = self.field(name)
        column: ColumnElement[object] = getattr(self.layer.table, field.name)
        if field.name not in self.masked:
            return column
        is_sensitive = self.layer.table.__table__.columns["sensitive"]
        return case((is_sensitive, None), else_=column)


def readable(layer: Layer, caller: Caller) -> Readable:
    """The only predicate that decides who sees what of a layer."""
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
            field
            for field in layer.fields
            if (sees_sealed or not field.sealed) and field.name not in hidden
        ),
        masked=frozenset() if sees_exact else IMPRECISE_FIELDS,
        sees_hidden=sees_hidden,
        sees_times=sees_times,
    )


def _seals_a_time(layer: Layer) -> bool:
    return any(field.sealed and field.type is FieldType.DATETIME for field in layer.fields)


def readable_fields_of_child(layer: Layer, child: Child, caller: Caller) -> tuple[Field, ...]:
    """The fields of a child series that the caller may read; none where it is not public."""
    sees_sealed = caller.may(layer.access.see_sealed)
    if not (child.public or sees_sealed):
        return ()
    return tuple(field for field in fields_of(child.table) if sees_sealed or not field.sealed)


def require(caller: Caller, permission: str) -> None:
    """Nothing where the caller holds the permission; else raises ForbiddenError."""
    if not caller.may(permission):
        raise ForbiddenError(permission, field="permission")
