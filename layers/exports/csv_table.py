"""A table of comma-separated values (RFC 4180), UTF-8."""

import csv
from collections.abc import Iterator
from io import StringIO

from sqlalchemy import Float, Numeric, cast, func
from sqlalchemy.sql.elements import ColumnElement

from layers.definition import FieldType
from layers.exports.selection import Export
from layers.exports.written_values import as_text
from layers.queries import DEGREES

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""Spreadsheet programs take a cell for a formula that begins so."""
FREE_TEXT = frozenset({FieldType.TEXT, FieldType.LIST, FieldType.OBJECT})


def csv_parts(export: Export) -> Iterator[bytes]:
    """The table with a line of names: the id, the place, the readable fields.

    With a byte order mark it is meant for spreadsheet programs: a text that they would run as a
    formula gets an apostrophe before it.
    """
    selection = export.selection
    fields = selection.access.fields
    places = _places(export)
    guarded = {
        1 + len(places) + position
        for position, field in enumerate(fields)
        if selection.byte_order_mark and field.type in FREE_TEXT
    }
    if selection.byte_order_mark:
        yield BYTE_ORDER_MARK
    names = [*(place.name for place in places), *(field.name for field in fields)]
    yield _lines([["id", *names]])
    for batch in export.rows(*places):
        cells = ([as_text(value) for value in row] for row in batch)
        yield _lines([_guarded(row, guarded) for row in cells] if guarded else list(cells))


def _places(export: Export) -> list[ColumnElement[object]]:
    place = export.selection.access.place
    decimals = DEGREES.decimals
    if export.selection.writes_wkt:
        return [func.ST_AsText(place, decimals).label("wkt")]
    return [
        cast(func.round(cast(axis(place), Numeric), decimals), Float).label(name)
        for name, axis in (("lon", func.ST_X), ("lat", func.ST_Y))
    ]


def _guarded(row: list[str], guarded: set[int]) -> list[str]:
    return [
        f"'{cell}" if position in guarded and cell.startswith(FORMULA_STARTS) else cell
        for position, cell in enumerate(row)
    ]


def _lines(rows: list[list[str]]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
