"""Records that the rows of a file tell beside their objects, such as an inspection each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from core.text import Text
from geo.distance.outline import Outline
from ingest.mapping.term_mapping import any_names_a_term
from ingest.rows.file_order import ToldTerms
from ingest.rows.outcome import Outcome
from ingest.rows.row_problem import RowProblem
from ingest.rows.table import Cell
from ingest.values.cells import problem_of
from ingest.values.checked_batch import Column
from ingest.values.clean import Remark
from ingest.values.drawn_records import drawn_records
from layers.model.field import Field
from layers.model.imported_children import (
    child_fields,
    drawn_column,
    drawn_series,
    full_name,
    imported_series,
    needed_fields,
    own_fields,
)
from layers.model.layer import Child, Layer
from layers.model.marks import MarkTerm, marks_of

CHILD_INCOMPLETE = "child_incomplete"
EMPTY_FIELD = ""


@dataclass(frozen=True)
class RecordReader:
    """Reads the records of one file's rows, in those `series` of which it tells any.

    Those of the `drawn` series come as one document a row; they lie within the `outline`.
    """

    series: tuple[Child, ...]
    drawn: Child | None = None
    outline: Outline | None = None
    marks: tuple[MarkTerm, ...] = ()
    """The codes of columns that tell a record."""

    def read(
        self, values: Mapping[str, Column], numbers: NDArray[np.int64]
    ) -> tuple[Column, list[RowProblem]]:
        """What each row tells by series, as JSON for the stage, and which records lack something.

        A row without a record has None.
        """
        children = np.full(len(numbers), None, dtype=object)
        problems = []
        for position, number in enumerate(numbers.tolist()):
            of_row: dict[str, object] = {}
            for child in self.series:
                told = _record_at(child, values, position)
                lacking = [each for each in needed_fields(child) if each.name not in told]
                if told and not lacking:
                    full = {**child.import_defaults, **told}
                    of_row[child.id] = {"told": told, "values": full}
                elif told:
                    problems.append(_incomplete(number, child, told, lacking[0]))
            for mark in self.marks:
                if values[mark.field][position] == mark.code and mark.child.id not in of_row:
                    of_row[mark.child.id] = {"told": {}, "values": {}}
            problems += self._read_drawn(values, position, number, of_row)
            children[position] = of_row or None
        return children, problems

    def _read_drawn(
        self, values: Mapping[str, Column], position: int, number: int, of_row: dict[str, object]
    ) -> Iterator[RowProblem]:
        """What is odd in the records of the drawn series, which are put among those of the row."""
        document = values[self.drawn.id][position] if self.drawn else None
        if self.drawn is None or document is None:
            return
        read = drawn_records(self.drawn, document, self.outline)
        if read.sound:
            of_row[self.drawn.id] = list(read.sound)
        if read.others:
            yield _unread(number, self.drawn, read.others)


def record_reader(
    layer: Layer, filled: Collection[str], outline: Outline | None = None
) -> RecordReader | None:
    """The reader of records where columns or constants tell any; else None."""
    series = tuple(
        child
        for child in imported_series(layer)
        if any(full_name(child, field.name) in filled for field in own_fields(child))
    )
    drawn = drawn_series(layer)
    drawn = drawn if drawn and drawn.id in filled else None
    marks = tuple(mark for mark in marks_of(layer) if mark.field in filled)
    return RecordReader(series, drawn, outline, marks) if series or drawn or marks else None


def fields_of_partial_records(  # noqa: PLR0913, PLR0917 - all that a file and a person tell
    layer: Layer,
    columns: Mapping[str, str],
    told: Mapping[str, str],
    constants: Mapping[str, str],
    cells: Mapping[str, Iterable[Cell]],
    terms: ToldTerms,
    *,
    is_own_export: bool = False,
) -> dict[str, str]:
    """The fields of records that are to stay empty: the file does not tell the record whole.

    Neither do columns whose words are none of the atlas's, nor an export, which repeats records.
    What a person named is read.
    """
    empty: dict[str, str] = {}
    for child in imported_series(layer):
        names = [full_name(child, field.name) for field in own_fields(child)]
        if any(told.get(name) or name in constants for name in names):
            continue
        needed = needed_fields(child)
        telling = needed or [each for each in own_fields(child) if each.vocabulary]
        told_in_columns = (
            _has_column(full_name(child, field.name), field, columns, cells, terms)
            for field in telling
        )
        is_whole = all(told_in_columns) if needed else any(told_in_columns)
        if is_own_export or not is_whole:
            empty |= {name: EMPTY_FIELD for name in names if name in columns}
    return empty


def has_record_columns(layer: Layer, columns: Collection[str]) -> bool:
    """Whether a column of the file may tell a record."""
    return any(field.name in columns for field in child_fields(layer))


def _has_column(
    name: str,
    field: Field,
    columns: Mapping[str, str],
    cells: Mapping[str, Iterable[Cell]],
    terms: ToldTerms,
) -> bool:
    """Whether a column of the file tells a needed field, in the atlas's terms if it has such."""
    if name not in columns:
        return False
    if field.vocabulary is None:
        return True
    return any_names_a_term(cells.get(columns[name], ()), name, field.vocabulary, terms)


def _record_at(child: Child, values: Mapping[str, Column], position: int) -> dict[str, object]:
    found = {}
    for field in own_fields(child):
        column = values.get(full_name(child, field.name))
        if column is not None and column[position] is not None:
            value = column[position]
            found[field.name] = value.isoformat() if isinstance(value, date) else value
    return found


def _unread(row: int, child: Child, count: int) -> RowProblem:
    title = child.title
    reason = Text(
        f"«{title.kk}» жазбаларының {count} данасы қосылмады: толық емес, бұрыс не елден тыс",
        f"Записей «{title.ru}» не добавлено: {count}. Они неполны, неверны или лежат вне страны",
        f"{count} of the “{title.en}” were not added: they are incomplete, wrong or outside the "
        "country",
    )
    remark = Remark(CHILD_INCOMPLETE, reason, Outcome.NOTED)
    return problem_of(row, drawn_column(child), str(count), remark)


def _incomplete(row: int, child: Child, told: Mapping[str, object], lacking: Field) -> RowProblem:
    of, missing = child.title, lacking.title
    reason = Text(
        f"«{of.kk}» қатарына жазба қосылмады: «{missing.kk}» жазылмаған. Ұяшықты толтырып, файлды "
        "қайта жүктеңіз",
        f"В «{of.ru}» запись не добавлена: не указано «{missing.ru}». Впишите значение и загрузите "
        "файл ещё раз",
        f"No record was added to “{of.en}”: “{missing.en}” is not told. Fill the cell and load the "
        "file again",
    )
    remark = Remark(CHILD_INCOMPLETE, reason, Outcome.NOTED)
    written = "; ".join(str(value) for value in told.values())
    return problem_of(row, full_name(child, lacking.name), written, remark)
