"""What goes into a file: the rows, the system of their places, and what was asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import LargeBinary, Row, Select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement, SQLCoreOperations

from core.text import Language
from layers.access import Readable
from layers.exports.about import ExportMetadata
from layers.exports.reading import ExportSnapshot
from layers.model.field import Field
from layers.model.layer import GeometryKind, Layer
from layers.reading.labels import described_columns, with_labels
from layers.reading.queries import Conditions, Projection, projected
from layers.reading.reference_systems import DEFAULT, ServedSystem


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows of a layer a caller wants, and how.

    `asked` are the conditions as they were written. `raw` is for CSV: without a byte order mark
    and without guard against formulas. `as_wkt` is for tables. `labels` is the language in which
    coded values are repeated in words.
    """

    access: Readable
    conditions: Conditions
    asked: Mapping[str, str] = field(default_factory=dict)
    crs: ServedSystem = DEFAULT
    language: Language = Language.EN
    raw: bool = False
    as_wkt: bool | None = None
    labels: Language | None = None

    @property
    def layer(self) -> Layer:
        """The layer of the rows."""
        return self.access.layer

    @property
    def writes_wkt(self) -> bool:
        """Whether a table tells places as WKT; points stand in columns unless told otherwise."""
        return self.layer.geometry is not GeometryKind.POINT if self.as_wkt is None else self.as_wkt


@dataclass(frozen=True, slots=True)
class Export:
    """A selection within a snapshot, and what a file says of it."""

    selection: Selection
    about: ExportMetadata
    session: Session
    reading: ExportSnapshot

    def rows(
        self, *places: SQLCoreOperations[Any], only: ColumnElement[bool] | None = None
    ) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
        """Batches of rows in the order of their ids: the id, the places, the readable fields."""
        access = self.selection.access
        fields = described_columns(access, self.selection.labels)
        chosen = access.select(access.layer.table.id, *places, *fields)
        return self.batches(chosen if only is None else chosen.where(only))

    def batches(self, query: Select[*tuple[Any, ...]]) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
        """The selected rows of a query, batch by batch in the order of their ids."""
        selection = self.selection
        ordered = query.where(*selection.conditions).order_by(selection.layer.table.id)
        return self.reading.batches(self.session, ordered)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of a row in the order of its columns: the readable ones, with labels."""
        return tuple(with_labels(self.selection.access.fields, self.selection.labels))

    @property
    def place(self) -> SQLCoreOperations[Any]:
        """The place that the caller may know, in the selection's system, east before north."""
        crs = self.selection.crs
        return projected(self.selection.access.place, Projection(crs.definition, domain=crs.domain))


def as_bytes(written: SQLCoreOperations[Any]) -> ColumnElement[bytes]:
    """The well-known binary of a place, as the driver gives it."""
    return type_coerce(written, LargeBinary)
