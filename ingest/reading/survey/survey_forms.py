"""Exports of field forms, KoboToolbox's and ODK's, with columns that a person would expect."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from geo.written_shapes import JSON_START, is_geojson
from ingest.reading.survey.split_choices import split_choices
from ingest.reading.table.first_cells import FirstCells
from ingest.reading.table.headed_table import as_cells
from ingest.rows.batch import ROWS_PER_BATCH, Batch, Cells, InputTable
from ingest.rows.table import Cell

SIGNS = (
    {"_uuid", "_submission_time"}, {"_id", "_submission_time"}, {"_id", "_uuid"},
    {"key", "submissiondate"}, {"key", "meta-instanceid"},
    {"__id", "__system/submissiondate"}, {"meta/instanceid"},
)  # fmt: skip
"""Columns, in small letters, that together only such exports have."""

PARTS = ("latitude", "longitude", "altitude", "precision")
LATITUDE, LONGITUDE, ALTITUDE, PRECISION = PARTS
SPLIT = re.compile(
    r"^(?:(?P<kobo>(?:.*/)?_.+)_|(?P<odk>.+)[-:/])(?P<part>latitude|longitude|altitude|precision|accuracy)$",
    re.IGNORECASE,
)
"""A part of a place in a column of its own: `_gps_latitude` of Kobo, `gps-Latitude` of ODK."""
NUMBER = r"[+-]?\d+(?:\.\d+)?"
WRITTEN_PLACE = re.compile(
    rf"^\[?({NUMBER})[ ,]+({NUMBER})(?:[ ,]+({NUMBER}))?(?:[ ,]+({NUMBER}))?\]?$"
)
"""«latitude longitude altitude precision», metres for the last two."""
GEOLOCATION = "_geolocation"
GEOJSON_PLACE = "/coordinates"
LOOKED_AT = 500
"""Rows by which it is found out whether a column holds places."""


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """The rows of an export; `names` are its own columns by those that a person sees.

    Where `place` is given, the places written in that column of the export are told as latitude,
    longitude, altitude and precision too.
    """

    export: InputTable
    names: Mapping[str, str]
    place: str | None
    has_geometry: bool = False
    crs: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns as a person sees them."""
        return (*self.names, *(PARTS if self.place else ()))

    @property
    def row_count(self) -> int | None:
        """How many rows the export has."""
        return self.export.row_count

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """The rows of the export. Raises UnreadableFileError."""
        for batch in self.export.batches(size):
            cells = {name: batch.cells[column] for name, column in self.names.items()}
            if self.place:
                cells |= _places(batch.cells[self.place], self.place)
            yield replace(batch, cells=cells)


def as_survey(table: InputTable) -> InputTable:
    """The table with a form's columns named plainly; any other table as it is.

    Groups fall off the names (`site/name` is `name`), unless two columns would be called the same,
    or the column is an option of a question with several answers.
    The parts of a form's only place are called latitude, longitude, altitude and precision; where
    it has several, a person has to choose.
    """
    small = {column.casefold() for column in table.columns}
    if not any(sign <= small for sign in SIGNS):
        return table
    parts = _split_places(table.columns)
    options = split_choices(table.columns, FirstCells(table))
    named = [column for column in table.columns if column not in parts and column not in options]
    names = _short_names(named, parts) | {column: column for column in options}
    names |= {name: column for column, name in parts.items()}
    ordered = sorted(names.items(), key=lambda item: table.columns.index(item[1]))
    place = None if _has_place(names) else _place_column(table)
    return SurveyTable(table, dict(ordered), place)


def _has_place(names: Mapping[str, str]) -> bool:
    return {LATITUDE, LONGITUDE} <= {name.casefold() for name in names}


def _split_places(columns: Sequence[str]) -> dict[str, str]:
    """The parts of the only place by column; nothing where there is none, or several."""
    found: dict[str, dict[str, str]] = {}
    for column in columns:
        match = SPLIT.match(column)
        if match:
            part = match["part"].casefold().replace("accuracy", PRECISION)
            found.setdefault(match["kobo"] or match["odk"], {})[column] = part
    places = [parts for parts in found.values() if {LATITUDE, LONGITUDE} <= set(parts.values())]
    return places[0] if len(places) == 1 else {}


def _short_names(columns: Sequence[str], taken: Mapping[str, str]) -> dict[str, str]:
    """The columns by their last part where that is their own, else by all of it."""
    dashes = any(column.casefold() == "submissiondate" for column in columns)
    between = re.compile(r"[/-]" if dashes else "/")
    short = {column: between.split(column)[-1] or column for column in columns}
    times = Counter(name.casefold() for name in (*short.values(), *taken.values()))
    return {
        name if times[name.casefold()] == 1 else column: column for column, name in short.items()
    }


def _place_column(table: InputTable) -> str | None:
    """The only column with places in it; of several, Kobo's own repetition is left aside."""
    first = next(table.batches(LOOKED_AT), None)
    if first is None:
        return None
    found = [name for name, cells in first.cells.items() if _holds_places(cells)]
    own = [name for name in found if name != GEOLOCATION] or found
    return own[0] if len(own) == 1 else None


def _holds_places(cells: Cells) -> bool:
    filled = list(islice((str(cell) for cell in cells if _is_told(cell)), LOOKED_AT))
    return bool(filled) and all(_parts(text) for text in filled)


def _is_told(cell: Cell) -> bool:
    return bool(str(cell).strip(" ,[]"))


def _places(cells: Cells, column: str) -> dict[str, Cells]:
    """Latitude, longitude, altitude and precision; what is no place stays whole as a latitude."""
    told = [
        _parts(str(cell)) or (str(cell) if _is_told(cell) else "", "", "", "") for cell in cells
    ]
    order = (1, 0, 2, 3) if column.endswith(GEOJSON_PLACE) else (0, 1, 2, 3)
    return {
        part: as_cells([each[place] for each in told])
        for part, place in zip(PARTS, order, strict=True)
    }


def _parts(text: str) -> tuple[str, ...] | None:
    """The parts of a place in the order that they are written in; None where it is none."""
    match = WRITTEN_PLACE.match(text)
    return match.groups(default="") if match else _parts_of_point(text)


def _parts_of_point(text: str) -> tuple[str, ...] | None:
    """The parts of a point of GeoJSON, which has its longitude first, as ODK's service gives it."""
    if not text.startswith(JSON_START):
        return None
    try:
        point = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not is_geojson(point) or point["type"] != "Point":
        return None
    position, facts = point.get("coordinates"), point.get("properties")
    if not isinstance(position, list) or len(position) < len(PARTS[:2]):
        return None
    longitude, latitude, altitude = [*position, None][:3]
    precision = facts.get("accuracy") if isinstance(facts, Mapping) else None
    told = (latitude, longitude, altitude, precision)
    return tuple("" if each is None else str(each) for each in told)
