"""Rows of a file as rows of its layer, batch by batch, with everything that speaks against them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from core.text import Language, Text
from ingest.location.row_places import FIELD, PlaceReader, place_reader
from ingest.mapping.mapping import ColumnMapping, LocationPart, column_named
from ingest.mapping.written_language import Spoken, language_in
from ingest.rows.batch import Batch, Cells, InputTable
from ingest.rows.file_order import Decision, FileOrder
from ingest.rows.kept_bytes import without_surrogates
from ingest.rows.outcome import Outcome
from ingest.rows.row_problem import RowProblem
from ingest.staging.known_keys import KnownKeys
from ingest.staging.settled_mapping import require_columns_of_decisions, settled_mapping
from ingest.values.cells import NAMES, CellReader, problem_of, says_nothing, that_say_nothing
from ingest.values.checked_batch import CheckedBatch, Column
from ingest.values.clean import Remark
from ingest.values.column_dates import ColumnDates
from ingest.values.column_values import read_column
from ingest.values.date_order import DateStyle
from ingest.values.derived_columns import derived_columns
from ingest.values.exported_rows import exported_identities, knows_own_export
from ingest.values.file_marks import fill_empty_with_marks, without_marks
from ingest.values.file_records import (
    RecordReader,
    record_reader,
)
from ingest.values.file_states import StateReader, state_reader
from ingest.values.layer_schema import (
    NO_COLUMN,
    NO_TIME,
    REQUIRED_CODE,
    Breach,
    LayerRules,
    layer_rules,
)
from ingest.values.row_keys import identities_of
from ingest.values.written_numbers import NOT_AS_WRITTEN, digits_of
from layers.days import today
from layers.model.field import Field, FieldType
from layers.model.imported_children import child_fields
from layers.model.imported_states import state_fields
from layers.model.layer import Layer

PROVENANCE = (
    "original_coordinates",
    "original_crs",
    "transformation",
    "transformation_accuracy_m",
)
"""Columns that tell how a place became known, in layers that keep it."""

HALVES = frozenset({LocationPart.LATITUDE, LocationPart.LONGITUDE, LocationPart.X, LocationPart.Y})
"""What may stand in columns of its own instead of in one text."""
DATES = (FieldType.DATE, FieldType.DATETIME)

SHIFTED = Remark(
    "shifted",
    Text(
        "Жолда бағаннан көп ұяшық бар: мәндер жылжып кеткен",
        "В строке больше ячеек, чем столбцов: значения сдвинуты",
        "The row has more cells than there are columns: its values are shifted",
    ),
    Outcome.REJECTED,
)
NO_KEY = Remark(
    "no_key",
    Text("Жолдың кілті жоқ", "У строки нет ключа", "The row has no key"),
    Outcome.REJECTED,
)


@dataclass(frozen=True)
class BatchReader:
    """Reads the rows of one file for its layer.

    `columns` are those of the layer's table that are filled, the same for every batch. `key_column`
    holds the rows' lasting keys; without it a row is known by its names and place, and a nameless
    one by all of its values. `constants` stand in all rows, by field without a column.
    """

    layer: Layer
    mapping: ColumnMapping
    places: PlaceReader
    rules: LayerRules
    cells: Mapping[str, CellReader]
    decisions: Mapping[int, Decision]
    columns: tuple[str, ...]
    known: KnownKeys
    dates: ColumnDates
    key_column: str | None = None
    is_own_export: bool = False
    """Whether the rows are known by the ids that an atlas gave them."""
    constants: Mapping[str, str] = field(default_factory=dict)
    states: StateReader | None = None
    children: RecordReader | None = None

    @property
    def at_creation_columns(self) -> tuple[str, ...]:
        """The columns that only new rows are given."""
        derived = self.layer.derive.columns if self.layer.derive else ()
        return (*derived, *(self.states.columns if self.states else ()))

    def read(self, batch: Batch) -> CheckedBatch:
        """The rows that may be loaded, and why the others may not, with all problems of each."""
        unread = {each.row for each in batch.problems if each.rejected or each.waiting}
        shifted = tuple(each for each in _shifted(batch) if each.row not in unread)
        whole = _taken(batch, np.setdiff1d(np.arange(len(batch)), list(batch.surplus)))
        whole = self._decided(whole) if self.decisions else whole
        keys, keyless = self._told_keys(whole)
        sources, own_keys = exported_identities(whole) if self.is_own_export else (None, None)
        values, wrong = self._values(whole, keys)
        placed = self.places.read(whole, _accuracies(values))
        found = (*shifted, *wrong, *placed.problems, *keyless)
        problems = [*batch.problems, *(each for each in found if each.row not in unread)]
        left = {each.row for each in problems if each.rejected or each.waiting}
        sound = placed.geometry != None  # noqa: E711 - compared element by element
        sound &= ~np.isin(whole.numbers, list(left))
        good = np.flatnonzero(sound)
        read = {name: column[good] for name, column in values.items()}
        from_places = {} if self.is_own_export else placed.provenance
        provenance = {name: column[good] for name, column in from_places.items()}
        geometry = placed.geometry[good]
        kept = without_marks(self.layer, read)
        children = None
        if self.children:
            children, lacking = self.children.read(read, whole.numbers[good])
            problems += lacking
        if keys is None:
            drawn = self.children and self.children.drawn
            own = {name: each for name, each in read.items() if not drawn or name != drawn.id}
            told_keys = identities_of(own, geometry)
        else:
            told_keys = keys[good]
        if own_keys is not None:
            told_keys = np.where(own_keys[good] == None, told_keys, own_keys[good])  # noqa: E711 - compared element by element
        return CheckedBatch(
            read=len(batch),
            numbers=whole.numbers[good],
            keys=told_keys,
            sources=None if sources is None else sources[good],
            values={name: _stored(name, kept, provenance, len(good)) for name in self.columns},
            geometry=geometry,
            flows=self.states.flows(read, len(good)) if self.states else None,
            children=children,
            at_creation=self._at_creation(read, len(good)),
            problems=tuple(sorted(problems, key=lambda problem: problem.row)),
            left=tuple(
                sorted(
                    (
                        *(batch.row(position) for position in batch.surplus),
                        *(whole.row(position) for position in np.flatnonzero(~sound).tolist()),
                    ),
                    key=lambda row: row.number,
                )
            ),
        )

    def _at_creation(self, read: Mapping[str, Column], count: int) -> dict[str, Column]:
        derive = self.layer.derive
        derived = derived_columns(derive, read, count, self.rules.today) if derive else {}
        return {**derived, **(self.states.at_creation(read, count) if self.states else {})}

    def _values(
        self, batch: Batch, keys: Column | None
    ) -> tuple[dict[str, Column], Iterable[RowProblem]]:
        """The values by field, and their problems in the order of the fields."""
        cells = {name: self._cells(batch, name) for name in self.cells}
        reads = {
            name: read_column(self._dated(name, cells[name]), cells[name], batch.numbers)
            for name in self.cells
        }
        values = {name: read.values for name, read in reads.items()}
        if self.is_own_export:
            fill_empty_with_marks(self.layer, values, self.mapping.columns)
        problems = [problem for read in reads.values() for problem in read.problems]
        problems += self._notes(batch, cells)
        unread = {(each.row, each.field) for each in problems if each.rejected or each.waiting}
        breaches = tuple(self.rules.breaches(values, len(batch)))
        untold = self._untold(breaches, keys)
        for breach in breaches:
            row = int(batch.numbers[breach.position])
            if (row, breach.field) not in unread and breach not in untold:
                column = cells.get(breach.field)
                cell = "" if column is None else str(column[breach.position])
                written = cell if breach.value is None else breach.value
                remark = NO_COLUMN if self._lacks_column(breach) else breach.remark
                problems.append(problem_of(row, breach.field, written, remark))
        order = {name: position for position, name in enumerate(values)}
        return values, sorted(problems, key=lambda each: order.get(each.field, len(order)))

    def _dated(self, name: str, cells: Cells) -> CellReader:
        """The reader of a field; where that is a day or a time, of such as its column has."""
        reader, column = self.cells[name], self.mapping.columns.get(name)
        if column is None or reader.field.type not in DATES:
            return reader
        return replace(reader, dates=self.dates.style_of(column, cells))

    def _notes(self, batch: Batch, cells: Mapping[str, Cells]) -> Iterator[RowProblem]:
        """What is to be told of whole columns, on the first row that is concerned."""
        for name, column in self.mapping.columns.items():
            if name in self.cells and self.cells[name].field.type in DATES and len(batch):
                for reason in self.dates.to_tell(column):
                    first, written = int(batch.numbers[0]), str(cells[name][0])
                    noted = Remark("month_before_day", reason, Outcome.NOTED)
                    yield problem_of(first, name, written, noted)

    def _untold(self, breaches: Iterable[Breach], keys: Column | None) -> frozenset[Breach]:
        """Those for want of what the file has no column of, in rows of objects that are there.

        Such an object keeps the names, the time, and whatever else it needs, that it has.
        """
        lacks_names = self._filled.isdisjoint(NAMES)
        lacking = [
            breach
            for breach in breaches
            if (breach.remark.code == "no_name" and lacks_names)
            or self._lacks_column(breach)
            or breach.remark.code == NO_TIME
        ]
        if keys is None or not lacking:
            return frozenset()
        known = self.known.among({keys[breach.position] for breach in lacking})
        return frozenset(breach for breach in lacking if keys[breach.position] in known)

    @cached_property
    def _filled(self) -> frozenset[str]:
        """The fields and places that columns or constants fill."""
        return frozenset((*filled_fields(self.mapping), *self.constants))

    def _lacks_column(self, breach: Breach) -> bool:
        """Whether nothing fills a field that every row needs."""
        return breach.remark.code == REQUIRED_CODE and breach.field not in self._filled

    def _cells(self, batch: Batch, name: str) -> Cells:
        """The cells of a field; where the file has no column of it all the same, or empty ones."""
        column = batch.cells.get(self.mapping.columns.get(name, ""))
        spoken = self._spoken(batch, name, column)
        if spoken is not None:
            return spoken
        if column is not None:
            return column
        cells = np.full(len(batch), self.constants.get(name, ""), dtype=object)
        if name in self.constants:
            for position, told in self._told_values(batch):
                cells[position] = told.get(name, cells[position])
        return cells

    def _spoken(self, batch: Batch, name: str, own: Cells | None) -> Cells | None:
        """The cells of a field in one language, filled up with the texts of a column in several.

        None where the file has no such column. A text without letters counts as English.
        """
        spoken = Spoken.of_field(name)
        column = spoken and batch.cells.get(self.mapping.columns.get(spoken, ""))
        if column is None:
            return None
        language = name.rpartition("_")[2]
        cells = np.full(len(batch), "", dtype=object) if own is None else own.copy()
        for position, text in enumerate(column):
            is_open = isinstance(text, str) and text and says_nothing(str(cells[position]))
            if is_open and (language_in(text) or Language.EN) == language:
                cells[position] = text
        return cells

    def _told_values(self, batch: Batch) -> Iterator[tuple[int, Mapping[str, str]]]:
        """What a person told for some of the rows, by position."""
        for position, number in enumerate(batch.numbers.tolist() if self.decisions else ()):
            decision = self.decisions.get(number)
            if decision and decision.values:
                yield position, decision.values

    def _told_keys(self, batch: Batch) -> tuple[Column | None, Iterable[RowProblem]]:
        """The keys of the key column, and which rows have none."""
        if self.key_column is None:
            return None, ()
        column, name = without_surrogates(batch.cells[self.key_column]), self.key_column
        keys = _keys_of(column)
        problems = []
        for position in np.flatnonzero(np.array([not key for key in keys], bool)):
            remark = NO_KEY if keys[position] == "" else NOT_AS_WRITTEN
            written = "" if keys[position] == "" else str(column[position])
            problems.append(problem_of(int(batch.numbers[position]), name, written, remark))
        return keys, problems

    def _decided(self, batch: Batch) -> Batch:
        """The batch with the values that a person told for some of its rows.

        Coordinates that were told as one text stand for all that the row has of its place.
        """
        cells = dict(batch.cells)
        geometry = batch.geometry
        for position, told in self._told_values(batch):
            values = {name: told[name] for name in told.keys() - self.constants.keys()}
            if LocationPart.COORDINATES in values:
                halves = HALVES & self.mapping.columns.keys() - values.keys()
                values |= dict.fromkeys(halves, "")
                geometry = None if geometry is None else _without(geometry, position)
            for name, value in values.items():
                column = self.mapping.column_of(name) or ""
                if cells[column] is batch.cells[column]:
                    cells[column] = cells[column].copy()
                cells[column][position] = value
        return Batch(batch.numbers, cells, geometry)


def batch_reader(
    session: Session,
    order: FileOrder,
    table: InputTable,
    mapping: ColumnMapping | None = None,
    again: Callable[[], AbstractContextManager[InputTable]] | None = None,
) -> BatchReader:
    """The reader of a file's rows: its mapping, reference system and key are settled.

    `again` opens the table once more, for what only the whole of it tells; where it is left out,
    no reading of the table may be going on while rows are read.

    Raises the errors of a wrong mapping, UnknownColumnError for a value that was decided for a
    field without a column, InvalidValueError for a value for all rows that its field does not take,
    UnusableReferenceSystemError.
    """
    layer, day = order.layer, today(session)
    mapping = mapping or settled_mapping(order, table, day)
    require_columns_of_decisions(order, table, mapping)
    key = order.key_column and column_named(order.key_column, table.columns)
    fields = tuple(_read_fields(layer, {*filled_fields(mapping), *order.constants}))
    places = place_reader(session, order, table, mapping)
    is_own = knows_own_export(table, key)
    of_states = {each.name for each in (*state_fields(layer), *child_fields(layer))}
    filled = {*(each.name for each in fields), *(() if is_own else PROVENANCE)} - of_states
    return BatchReader(
        layer=layer,
        mapping=mapping,
        places=places,
        rules=layer_rules(layer, fields, day),
        cells={each.name: CellReader(each, order.told_terms, verbatim=is_own) for each in fields},
        decisions=order.decisions,
        known=KnownKeys(session, layer, order.source_name),
        columns=tuple(
            column.name for column in layer.table.__table__.columns if column.name in filled
        ),
        key_column=None if is_own else key,
        is_own_export=is_own,
        constants=order.constants,
        states=state_reader(layer, {*mapping.columns, *order.constants}),
        children=record_reader(layer, {*mapping.columns, *order.constants}, places.outline),
        dates=ColumnDates(
            again or (lambda: nullcontext(table)),
            tuple(
                mapping.columns[each.name]
                for each in fields
                if each.type in DATES and each.name in mapping.columns
            ),
            {column: DateStyle.from_text(kept) for column, kept in order.dates.items()},
        ),
    )


def filled_fields(mapping: ColumnMapping) -> Iterator[str]:
    """The fields and places that columns fill; texts in any language fill those of each."""
    for name in mapping.columns:
        yield name
        if name in set(Spoken):
            yield from Spoken(name).fields


def _read_fields(layer: Layer, filled: Collection[str]) -> Iterator[Field]:
    """The fields that are filled; one that every row needs and that is not, is a fault of all."""
    for each in layer.fields:
        is_needed = each.required or each.now_by_default
        if not each.written_by_atlas and (each.name in filled or is_needed):
            yield each
    others = (*state_fields(layer), *child_fields(layer))
    yield from (each for each in others if each.name in filled)


def _keys_of(cells: Cells) -> Column:
    """The keys in cells, "" where there is none; None where it is not sure how one was written."""
    told = [cell.strip() if isinstance(cell, str) else str(cell) for cell in cells]
    empty = that_say_nothing(told)
    written = zip(cells, told, strict=True)
    keys = [text if isinstance(cell, str) else digits_of(cell) for cell, text in written]
    for position in empty:
        keys[position] = ""
    return np.fromiter(keys, dtype=object, count=len(keys))


def _shifted(batch: Batch) -> Iterator[RowProblem]:
    for position, cells in batch.surplus.items():
        number = int(batch.numbers[position])
        yield problem_of(number, FIELD, "; ".join(map(str, cells)), SHIFTED)


def _without(geometry: NDArray[np.object_], position: int) -> NDArray[np.object_]:
    """The geometries, but for that of one row."""
    others = geometry.copy()
    others[position] = None
    return others


def _taken(batch: Batch, positions: NDArray[np.intp]) -> Batch:
    """The rows at these positions, in their order."""
    if len(positions) == len(batch):
        return batch
    return Batch(
        numbers=batch.numbers[positions],
        cells={name: column[positions] for name, column in batch.cells.items()},
        geometry=None if batch.geometry is None else batch.geometry[positions],
    )


def _accuracies(values: Mapping[str, Column]) -> NDArray[np.float64] | None:
    """Metres to which rows say that they know their places; None where no row tells any."""
    told = values.get("accuracy_m")
    return None if told is None else told.astype(np.float64)


def _stored(
    name: str, read: Mapping[str, Column], provenance: Mapping[str, Column], count: int
) -> Column:
    """A column as it is kept: what the file tells comes before what the place brought along."""
    known = provenance.get(name)
    told = read.get(name)
    if known is None:
        return np.full(count, None, dtype=object) if told is None else told
    if told is None:
        return known
    return np.where(told == None, known, told)  # noqa: E711 - compared element by element
