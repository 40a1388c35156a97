"""Points that a file draws among its lines, each with what it says in the words of a record."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from core.text import Language
from geo.crs.reference_system import ReferenceSystem
from ingest.location.geometries.drawn_shapes import in_degrees
from ingest.mapping.column_evidence import ColumnBy
from ingest.mapping.header_names import HeaderNames, Naming
from ingest.rows.batch import Batch, InputTable, rows_at_a_time
from ingest.rows.storable import storable
from ingest.values.cells import says_nothing
from ingest.values.clean import cleaned
from layers.model.field import Field, FieldType
from layers.model.imported_children import needed_fields, own_fields
from layers.model.layer import Child
from layers.model.values import LONGEST_TEXT
from layers.reading.geometry import LINES

MOST_POINTS = 10_000
"""Points of a file that are held in memory while its lines pass by."""
LINE_TYPES = tuple(shapely.GeometryType[name.upper()].value for name in LINES)

Told = Mapping[str, str]
"""The texts of a record by field."""


@dataclass
class FilePoints:
    """The first points of a file; `told` is None where a point lacks a needed text."""

    rows: list[int] = field(default_factory=list)
    places: list[tuple[float, float]] = field(default_factory=list)
    told: list[Told | None] = field(default_factory=list)
    has_lines: bool = False

    def __len__(self) -> int:
        return len(self.rows)


def file_points(table: InputTable, system: ReferenceSystem, child: Child) -> FilePoints:
    """The first points of the file, in EPSG:4326, as records of a series."""
    words = RecordWords.of(child, table.columns)
    points = FilePoints()
    for batch in table.batches(rows_at_a_time(len(table.columns))):
        points.has_lines = points.has_lines or bool(len(lines_at(batch)))
        found = points_at(batch)[: MOST_POINTS - len(points)]
        if not len(found) or batch.geometry is None:
            continue
        places = shapely.get_coordinates(in_degrees(batch.geometry[found], system))
        points.rows += batch.numbers[found].tolist()
        points.places += map(tuple, places.tolist())
        points.told += (words.texts_of(batch, position) for position in found.tolist())
    return points


def points_at(batch: Batch) -> NDArray[np.intp]:
    """The positions of the rows that are points."""
    if batch.geometry is None:
        return np.empty(0, np.intp)
    is_point = shapely.get_type_id(batch.geometry) == shapely.GeometryType.POINT
    return np.flatnonzero(is_point & ~shapely.is_empty(batch.geometry))


def lines_at(batch: Batch) -> NDArray[np.intp]:
    """The positions of the rows that are lines."""
    if batch.geometry is None:
        return np.empty(0, np.intp)
    is_line = np.isin(shapely.get_type_id(batch.geometry), LINE_TYPES)
    return np.flatnonzero(is_line & ~shapely.is_empty(batch.geometry))


@dataclass(frozen=True)
class RecordWords:
    """Which columns of a file hold the texts of a record; of several the first that is filled."""

    texts: tuple[Field, ...]
    needed: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, child: Child, columns: tuple[str, ...]) -> "RecordWords":
        """The columns by field, as their names say."""
        texts = tuple(
            each
            for each in own_fields(child)
            if each.type is FieldType.TEXT and each.vocabulary is None
        )
        names = HeaderNames(_names_of(child, texts))
        found: dict[str, list[str]] = defaultdict(list)
        for column in columns:
            for evidence in names.of(column):
                if evidence.how is ColumnBy.NAME:
                    found[evidence.field].append(column)
        needed = {each.name for each in needed_fields(child)} & {each.name for each in texts}
        return cls(texts, frozenset(needed), {name: tuple(each) for name, each in found.items()})

    def texts_of(self, batch: Batch, position: int) -> Told | None:
        """The texts of one row; None where one is needed that it has in no language."""
        told: dict[str, str] = {}
        for each in self.texts:
            cells = (batch.cells[column][position] for column in self.columns.get(each.name, ()))
            text = next(filter(None, (_text(str(cell)) for cell in cells)), None)
            if text:
                told[each.name] = text
        told |= {name: text for name in self.needed - told.keys() if (text := _other(told, name))}
        return told if self.needed <= told.keys() else None


def _names_of(
    child: Child, texts: tuple[Field, ...]
) -> Iterator[tuple[str, tuple[str, ...], Naming]]:
    yield from ((each.name, (each.name,), Naming.OWN) for each in texts)
    yield from ((each.name, child.import_names.get(each.name, ()), Naming.ALIAS) for each in texts)
    yield from ((each.name, tuple(each.title.as_dict().values()), Naming.TITLE) for each in texts)


def _text(cell: str) -> str:
    text = storable(cleaned(cell)[0])[:LONGEST_TEXT].strip()
    return "" if says_nothing(text) else text


def _other(told: Told, name: str) -> str | None:
    """What a field says in another language."""
    stem, _, language = name.rpartition("_")
    if language not in set(Language):
        return None
    return next((told[other] for each in Language if (other := f"{stem}_{each}") in told), None)
