"""A table of comma-separated values (RFC 4180), UTF-8."""

import csv
from collections.abc import Iterator
from io import StringIO

from sqlalchemy import Float, Numeric, cast, func
from sqlalchemy.sql.elements import ColumnElement

from layers.exports.guard import GUARDED_TYPES, guarded
from layers.exports.selection import Export
from layers.exports.written_values import as_text
from layers.reading.queries import DEGREES

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def csv_parts(export: Export) -> Iterator[bytes]:
    """The table with a line of names: the id, the place, the readable fields.

    It is meant for people: it begins with a byte order mark, and a text that a spreadsheet program
    would run as a formula gets an apostrophe before it. A raw one has neither.
    """
    fields = export.fields
    places = written_places(export)
    free = {
        1 + len(places) + position
        for position, field in enumerate(fields)
        if field.type in GUARDED_TYPES and not export.selection.raw
    }
    if not export.selection.raw:
        yield BYTE_ORDER_MARK
    names = [*(place.name for place in places), *(field.name for field in fields)]
    yield _lines([["id", *names]])
    for batch in export.rows(*places):
        cells = ([as_text(value) for value in row] for row in batch)
        yield _lines([_guarded(row, free) for row in cells] if free else list(cells))


def written_places(export: Export) -> list[ColumnElement[object]]:
    """The columns that tell the place in a table: as WKT, or as degrees."""
    place = export.selection.access.place
    decimals = DEGREES.decimals
    if export.selection.writes_wkt:
        return [func.ST_AsText(place, decimals).label("wkt")]
    return [
        cast(func.round(cast(axis(place), Numeric), decimals), Float).label(name)
        for name, axis in (("lon", func.ST_X), ("lat", func.ST_Y))
    ]


def _guarded(row: list[str], free: set[int]) -> list[str]:
    return [guarded(cell) if position in free else cell for position, cell in enumerate(row)]


def _lines(rows: list[list[str]]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
