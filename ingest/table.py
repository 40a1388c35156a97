"""A file's rows as a table, whatever the format: numbered as a reader of the file counts them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from shapely.geometry.base import BaseGeometry

from core.errors import AtlasError
from core.text import Text

Cell = str | int | float | bool
"""What stands in a cell; an empty one is an empty text."""

NumberedRow = tuple[int, Sequence[Cell]]

HEADER_AMONG = 30
"""The header is looked for among so many first rows."""
NAMES_OF_HEADER = 2
"""A row with so many known column names is the header."""


class UnreadableFileError(AtlasError):
    """The file is not of the format that its name promises, or damaged."""

    phrase = Text(
        "«{value}» файлы оқылмады: {reason}.",
        "Не удалось прочитать файл «{value}»: {reason}.",
        "The file “{value}” could not be read: {reason}.",
    )

    def __init__(self, name: str, reason: object) -> None:
        super().__init__(name, field="file", reason=reason)


class UnknownFormatError(AtlasError):
    """No reader knows files of this name."""

    phrase = Text(
        "«{value}» файлының түрі белгісіз. Оқылатын түрлері: {known}.",
        "Неизвестный вид файла «{value}». Читаются: {known}.",
        "The file “{value}” is of no known kind. Kinds that are read: {known}.",
    )


class EmptyFileError(AtlasError):
    """The file has no row with column names."""

    phrase = Text(
        "«{value}» файлында жол жоқ.",
        "В файле «{value}» нет строк.",
        "The file “{value}” has no rows.",
    )


class ChooseSheetError(AtlasError):
    """The file has no such sheet or layer, or several that may be meant."""

    phrase = Text(
        "«{value}» файлының парағын (қабатын) таңдаңыз: {sheets}.",
        "Выберите лист (слой) файла «{value}»: {sheets}.",
        "Choose the sheet (layer) of the file “{value}”: {sheets}.",
    )


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row: its 1-based number in the file, its cells by column, its geometry as it stands."""

    number: int
    cells: Mapping[str, Cell]
    geometry: BaseGeometry | None = None
    surplus: tuple[Cell, ...] = ()
    """Cells beyond the last column: the row is shifted."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file under their columns.

    `crs` is what the file says of its reference system, as WKT; None where it says nothing.
    """

    columns: tuple[str, ...]
    rows: tuple[FileRow, ...]
    has_geometry: bool = False
    crs: str | None = field(default=None, repr=False)


def table_of(
    numbered: Iterable[NumberedRow], is_column_name: Callable[[str], bool], file_name: str
) -> Table:
    """The table under the first row that reads like a header; rows above it are left out.

    Wholly empty rows are no rows. Raises EmptyFileError.
    """
    filled = ((number, row) for number, row in numbered if any(cell != "" for cell in row))
    head = list(islice(filled, HEADER_AMONG))
    if not head:
        raise EmptyFileError(file_name, field="file")
    position = _header_position([row for _, row in head], is_column_name)
    columns = _columns(head[position][1])
    body = [*head[position + 1 :], *filled]
    return Table(columns, tuple(_row(number, row, columns) for number, row in body))


def _header_position(rows: Sequence[Sequence[Cell]], is_column_name: Callable[[str], bool]) -> int:
    """The first row with known names, else the first with several cells, else the first."""
    for position, row in enumerate(rows):
        known = [cell for cell in row if isinstance(cell, str) and is_column_name(cell)]
        if len(known) >= NAMES_OF_HEADER:
            return position
    several = (
        position
        for position, row in enumerate(rows)
        if sum(cell != "" for cell in row) >= NAMES_OF_HEADER
    )
    return next(several, 0)


def _columns(header: Sequence[Cell]) -> tuple[str, ...]:
    """The columns' names, each once: a repeated one is numbered, a nameless one is its position."""
    names: list[str] = []
    for position, cell in enumerate(_without_empty_end(header), start=1):
        name = " ".join(str(cell).split()) or f"#{position}"
        names.append(f"{name} ({position})" if name in names else name)
    return tuple(names)


def _row(number: int, row: Sequence[Cell], columns: Sequence[str]) -> FileRow:
    cells = dict.fromkeys(columns, "") | dict(zip(columns, row, strict=False))
    return FileRow(number, cells, surplus=tuple(_without_empty_end(row[len(columns) :])))


def _without_empty_end(row: Sequence[Cell]) -> Sequence[Cell]:
    length = max((place for place, cell in enumerate(row, start=1) if cell != ""), default=0)
    return row[:length]
