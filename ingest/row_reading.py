"""One row of a file as a feature of its layer, or everything that speaks against it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from core.errors import InvalidValueError
from core.text import Text
from ingest.cells import CellReader, of_row
from ingest.file_order import ToldTerms
from ingest.mapping import ColumnMapping
from ingest.row_problem import RowProblem
from ingest.single_places import FIELD, SinglePlaces
from ingest.table import FileRow
from ingest.term_mapping import TermNames
from ingest.upsert import SourceRow
from layers.definition import Field, Layer
from layers.values import REQUIRED, checked_value
from layers.vocabulary import UnknownTermError

NAMES = ("name_kk", "name_ru", "name_en")
SAME_PLACE_DEGREES = 1e-6
"""Rows of one name within this step are the same; a tenth of a metre."""
UNKNOWN_TERM = "unknown_term"

SHIFTED = Text(
    "Жолда бағаннан көп ұяшық бар: мәндер жылжып кеткен",
    "В строке больше ячеек, чем столбцов: значения сдвинуты",
    "The row has more cells than there are columns: its values are shifted",
)
NO_KEY = Text("Жолдың кілті жоқ", "У строки нет ключа", "The row has no key")
BAD_VALUE = Text("Мән жарамсыз", "Недопустимое значение", "The value is not valid")


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row for its layer; `source_row` is None where a problem rejects it or makes it wait."""

    number: int
    source_row: SourceRow | None
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one file for a layer.

    `key_column` holds the rows' lasting keys; without it a row is known by its names and place, and
    a nameless one by all of its values.
    """

    layer: Layer
    mapping: ColumnMapping
    places: SinglePlaces
    file_name: str
    key_column: str | None = None
    told_terms: ToldTerms = field(default_factory=dict)

    def read(self, row: FileRow) -> RowRead:
        """The row, with all of its problems at once."""
        if row.surplus:
            text = "; ".join(map(str, row.surplus))
            return RowRead(row.number, None, (_problem(row, "", text, SHIFTED, "shifted"),))
        problems: list[RowProblem] = []
        values = dict(self._values(row, problems))
        placed = self.places.of_row(row)
        problems += placed.problems
        key = self._key(row, problems)
        if placed.geometry is None or any(each.rejected or each.waiting for each in problems):
            return RowRead(row.number, None, tuple(problems))
        stored = self._stored(values, placed.provenance, placed.geometry)
        source_row = SourceRow(
            key=key or identity_of(values, placed.geometry),
            values=stored,
            at_creation=self.layer.derive(values) if self.layer.derive else {},
            facts={"file": self.file_name, "row": str(row.number)},
        )
        return RowRead(row.number, source_row, tuple(problems))

    @cached_property
    def _fields(self) -> tuple[Field, ...]:
        return tuple(
            each
            for each in self.layer.fields
            if not each.written_by_atlas and (each.name in self.mapping.columns or each.required)
        )

    def _values(self, row: FileRow, problems: list[RowProblem]) -> Iterator[tuple[str, Any]]:
        """The checked values of the mapped fields; a required field without a column is a fault."""
        for each in self._fields:
            cell = row.cells.get(self.mapping.columns.get(each.name, ""), "")
            try:
                read = CellReader(each, self.told_terms).read(cell)
                problems += (of_row(problem, row.number) for problem in read.problems)
                if not any(problem.rejected or problem.waiting for problem in read.problems):
                    yield each.name, checked_value(each, read.value)
            except UnknownTermError as error:
                written = str(error.value)
                likely = TermNames(each.vocabulary).suggested(written) if each.vocabulary else None
                reason = error.hint or BAD_VALUE
                problems.append(
                    _problem(row, each.name, written, reason, UNKNOWN_TERM, likely and likely[0])
                )
            except InvalidValueError as error:
                code = "required" if error.hint is REQUIRED else "invalid"
                reason = error.hint or BAD_VALUE
                problems.append(_problem(row, each.name, str(cell), reason, code))

    def _key(self, row: FileRow, problems: list[RowProblem]) -> str | None:
        if self.key_column is None:
            return None
        key = str(row.cells[self.key_column]).strip()
        if not key:
            problems.append(_problem(row, self.key_column, "", NO_KEY, "no_key"))
        return key

    def _stored(
        self, values: Mapping[str, Any], provenance: Mapping[str, Any], geometry: BaseGeometry
    ) -> dict[str, Any]:
        """The columns as they are kept: an empty cell leaves a column's default alone."""
        columns = self.layer.table.__table__.columns
        known = {name: value for name, value in provenance.items() if name in columns}
        told = {
            name: value
            for name, value in values.items()
            if value is not None or (columns[name].nullable and name not in known)
        }
        return {**known, **told, "geom": geometry}


def identity_of(values: Mapping[str, Any], geometry: BaseGeometry) -> str:
    """The key of a row that brings none: its names and place; without a name all its values."""
    named = {name: values[name] for name in NAMES if values.get(name)}
    place = shapely.set_precision(geometry, SAME_PLACE_DEGREES, mode="pointwise")
    told = json.dumps(named or values, ensure_ascii=False, sort_keys=True, default=str)
    digest = hashlib.sha256(told.encode() + shapely.to_wkb(place))
    return f"row:{digest.hexdigest()[:32]}"


def _problem(  # noqa: PLR0913, PLR0917 - a problem is all of this
    row: FileRow, name: str, value: str, reason: Text, code: str, suggestion: str | None = None
) -> RowProblem:
    return RowProblem(row.number, name or FIELD, value, reason, suggestion, code=code)
