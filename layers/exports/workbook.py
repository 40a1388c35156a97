"""An Excel workbook, written row by row: memory stays bounded however many rows there are."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from sqlalchemy import func, select

from core.errors import AtlasError
from core.text import Text
from layers.exports.csv_table import written_places
from layers.exports.markup import UNWRITABLE
from layers.exports.selection import Export
from layers.exports.written_values import as_text
from layers.model.field import Field, FieldType

MOST_ROWS = 1_048_574
"""What a sheet holds below its two rows of names."""
LONGEST_CELL = 32_767
EXACT = 10**15
"""Excel keeps fifteen digits; a longer number stands as a text."""
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads `_x0041_` as a letter."""
WKT, ID = "wkt", "id"
NUMBER_OF = Text("Нөмірі", "Номер", "Number")
TOLD = Text("Дерек туралы", "О данных", "About")
LONGEST_TITLE = 31
Cells = list[Any]


class TooManyRowsError(AtlasError):
    """A sheet of Excel holds fewer rows than were selected."""

    phrase = Text(
        "Excel парағына ең көбі {most} жол сыяды, ал таңдалғаны {value}; csv не parquet алыңыз.",
        "На листе Excel помещается не больше {most} строк, а выбрано {value}; возьмите csv или "
        "parquet.",
        "A sheet of Excel holds at most {most} rows; {value} are selected: take csv or parquet.",
    )


def write_workbook(export: Export, path: Path) -> None:
    """Write a sheet with a row of names, one of titles where labels are asked for, and the rows.

    A place that is too long for one cell goes on in the columns `wkt_2`, `wkt_3` and so on. A
    second sheet tells what is known of the rows as a whole. Raises TooManyRowsError.
    """
    if export.about.count > MOST_ROWS:
        raise TooManyRowsError(export.about.count, field="f", most=MOST_ROWS)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(export.selection.layer.id[:LONGEST_TITLE])
    sheet.freeze_panes = "B2"
    places = written_places(export)
    parts = _parts(export) if places[0].name == WKT else 0
    names = [place.name for place in places] + [f"{WKT}_{part}" for part in range(2, parts + 1)]
    sheet.append(_bold(sheet, [ID, *names, *(field.name for field in export.fields)]))
    if (language := export.selection.labels) is not None:
        titles = (field.title.in_language(language) for field in export.fields)
        first = [NUMBER_OF.in_language(language), *names]
        sheet.append([_text(sheet, title) for title in (*first, *titles)])
    for batch in export.rows(*places):
        for number, *values in batch:
            written = _places(values[: len(places)], parts)
            cells = zip(export.fields, values[len(places) :], strict=True)
            sheet.append(
                [number, *written, *(_cell(sheet, field, value) for field, value in cells)]
            )
    about = book.create_sheet(TOLD.in_language(export.selection.language))
    for name, text in export.about.as_texts().items():
        about.append([_text(about, name), _text(about, text)])
    book.save(path)


def _parts(export: Export) -> int:
    """In how many cells the longest place of the selection goes."""
    (place,) = written_places(export)
    selection = export.selection
    found = selection.access.select(func.max(func.length(place))).where(*selection.conditions)
    longest = export.session.execute(select(found.scalar_subquery())).scalar_one() or 0
    return max(1, -(-int(longest) // LONGEST_CELL))


def _places(values: Sequence[Any], parts: int) -> Cells:
    """The place as cells: degrees, or its text cut into so many pieces."""
    if not parts:
        return list(values)
    text = values[0] or ""
    return [text[at * LONGEST_CELL :][:LONGEST_CELL] or None for at in range(parts)]


def _cell(sheet: Any, field: Field, value: object) -> object:  # noqa: ANN401 - openpyxl's
    if value is None or isinstance(value, bool):
        return value
    if field.type is FieldType.DATE and isinstance(value, date):
        return value
    if field.type in {FieldType.INTEGER, FieldType.NUMBER} and abs(value) < EXACT:  # type: ignore[arg-type]  # a number
        return float(value) if field.type is FieldType.NUMBER else value  # type: ignore[arg-type]  # a number
    return _text(sheet, as_text(value))


def _text(sheet: Any, text: str) -> object:  # noqa: ANN401 - openpyxl's
    """A cell that is a text for Excel, whatever it begins with."""
    plain = ESCAPE.sub("_x005F_", UNWRITABLE.sub("", text.replace("\r\n", "\n")))
    if not plain.startswith("="):
        return plain
    cell = WriteOnlyCell(sheet, plain)
    cell.data_type = "s"
    return cell


def _bold(sheet: Any, names: Sequence[str]) -> Iterator[object]:  # noqa: ANN401 - openpyxl's
    for name in names:
        cell = WriteOnlyCell(sheet, name)
        cell.font = Font(bold=True)
        yield cell
