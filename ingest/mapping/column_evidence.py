"""What the values of a column speak for: a vocabulary, a place, a region, a day."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray

from core.text import Language
from geo.coordinates.parsing import parse_coordinates
from geo.coordinates.written_place import EASTINGS, LATITUDES, LONGITUDES, NORTHINGS
from geo.crs.declaration import (
    UnknownReferenceSystemError,
    UnsupportedReferenceSystemError,
    declared_system,
)
from geo.crs.systems import BY_CODE
from geo.crs.words import systems_in_words
from geo.written_shapes import could_be_shape, written_shape
from ingest.mapping.mapping_names import LocationPart
from ingest.mapping.region_names import written_name
from ingest.mapping.term_mapping import TermNames
from ingest.rows.table import Cell
from layers.model.field import Field, FieldType

LEAST = 3
"""Fewer filled cells speak for nothing but a place that is written whole."""
ASKED = 300
"""So many filled cells of a column are looked at."""
PARSED = 60
"""So many are read as coordinates, which takes its time."""
MOST = 0.8
"""The share of cells that must agree."""
NAMED = 0.7
"""The share of cells that must name terms of a vocabulary."""
NEAR_WEIGHT = 0.5
"""How much a cell counts that is only near a term."""
SYSTEMS_OF_FILE = 10
"""A column with more different values names no reference systems."""
KAZAKH_SHARE = 0.3

OF_LAYER, OF_OTHER_SHAPE = 95, 90
"""Scores of geometries: nothing else is written so."""
SURE, LIKELY, POSSIBLE = 80, 65, 45
"""Scores: no other field has such values; another might; several do, or it is left to a person."""

KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
DAY = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}(?:[ ,].*)?"
)
DECLARATION = re.compile(r"(EPSG|urn:|https?:|\+proj|PROJC|GEOGC|OGC:)", re.IGNORECASE)
"""How a reference system begins that is not told in words."""
KATO = re.compile(r"[1-7]\d{8}")
KATO_FIELD = "kato"
YEARS = (-10_000, 2_100)
BETWEEN_CODES = re.compile(r"[;,|]")
Numbers = NDArray[np.float64]


class ColumnBy(StrEnum):
    """How a column was found to fill a field."""

    TOLD = "told"
    SAVED = "saved"
    NAME = "name"
    NEAR = "near"
    VALUE = "value"

    @property
    def rank(self) -> int:
        """0 for what is believed first."""
        return list(ColumnBy).index(self)


@dataclass(frozen=True, slots=True)
class ColumnEvidence:
    """That a column may fill a field or place; `score` says how surely, 0–100.

    `behind` is greater where another column of the same score goes before it. What `is_empty` goes
    behind all that is named, too, for it fills nothing.
    """

    column: str
    field: str
    how: ColumnBy
    score: int
    behind: int = 0
    is_empty: bool = False
    """Whether no cell of the column is filled, as far as it was looked at."""

    @property
    def rank(self) -> int:
        """0 for what is believed first; values that are geometries go before any name."""
        if self.is_empty and self.how is ColumnBy.NAME:
            return ColumnBy.NEAR.rank
        is_sure = self.how is ColumnBy.VALUE and self.field == LocationPart.GEOMETRY
        return ColumnBy.SAVED.rank if is_sure else self.how.rank


def geometry_score(filled: Sequence[Cell], shapes: frozenset[str]) -> int:
    """How surely filled cells are geometries: one alone is beyond doubt; 0 where most are none.

    Best are those that the layer takes, by shapely's names.
    """
    texts = list(dict.fromkeys(str(cell) for cell in filled))[:PARSED]
    if not texts or not could_be_shape(texts[0]):
        return 0
    found = [each.geometry for text in texts if (each := written_shape(text))]
    whole = [each for each in found if each is not None]
    if len(found) < MOST * len(texts) or not whole:
        return 0
    return OF_LAYER if shapes.issuperset(each.geom_type for each in whole) else OF_OTHER_SHAPE


@dataclass(frozen=True)
class ValueEvidence:
    """What values speak for in a layer with these fields.

    `units` are `keys_of` the names of regions, by the place that claims them.
    """

    fields: tuple[Field, ...]
    places: tuple[LocationPart, ...]
    units: Mapping[LocationPart, frozenset[str]]
    shapes: frozenset[str] = frozenset()
    """The geometries that the layer takes, by shapely's names."""

    def of(self, column: str, cells: Iterable[Cell]) -> Iterator[ColumnEvidence]:
        """The fields and places that a column's values speak for."""
        filled = [cell for cell in cells if cell != ""][:ASKED]
        if LocationPart.GEOMETRY in self.places and (score := geometry_score(filled, self.shapes)):
            yield ColumnEvidence(column, LocationPart.GEOMETRY, ColumnBy.VALUE, score)
            return
        if len(filled) < LEAST:
            if filled and LocationPart.COORDINATES in self.places and all(map(_is_place, filled)):
                yield ColumnEvidence(column, LocationPart.COORDINATES, ColumnBy.VALUE, LIKELY)
            return
        texts = [str(cell).strip() for cell in filled]
        numbers = _numbers(filled)
        found = (
            *(self._from_numbers(numbers) if numbers is not None else self._from_texts(texts)),
            *self._terms(texts),
            *self._codes(texts),
            *self._systems(texts),
        )
        for target, score in found:
            if target not in set(LocationPart) or target in self.places:
                yield ColumnEvidence(column, target, ColumnBy.VALUE, score)

    def _from_numbers(self, numbers: Numbers) -> Iterator[tuple[str, int]]:
        is_whole = numbers == np.floor(numbers)
        north, east = _share(numbers, LATITUDES) >= MOST, _share(numbers, LONGITUDES) >= MOST
        if is_whole.mean() < 1 - MOST:
            if north:
                yield LocationPart.LATITUDE, LIKELY if east else SURE
            if east:
                yield LocationPart.LONGITUDE, LIKELY if north else SURE
        if _share(numbers, NORTHINGS) >= MOST:
            yield LocationPart.X, LIKELY
        elif _share(numbers, EASTINGS) >= MOST:
            yield LocationPart.Y, LIKELY
        if is_whole.all() and _share(numbers, YEARS) == 1:
            yield from ((each.name, POSSIBLE) for each in self.fields if _is_year(each))

    def _from_texts(self, texts: Sequence[str]) -> Iterator[tuple[str, int]]:
        if _agree(texts[:PARSED], _is_place):
            yield LocationPart.COORDINATES, SURE
        days = [each for each in self.fields if each.type in (FieldType.DATE, FieldType.DATETIME)]
        if days and _agree(texts, DAY.fullmatch):
            yield from ((each.name, LIKELY if len(days) == 1 else POSSIBLE) for each in days)
        for place, known in self.units.items():
            if _agree(texts, partial(_names_one_of, known)):
                yield place, LIKELY
                return

    def _terms(self, texts: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The coded fields of which the values name terms."""
        for each in self.fields:
            if each.vocabulary is None:
                continue
            names = TermNames(each.vocabulary)
            counts = Counter(texts)
            named = {text for text in counts if _names_terms(names, text)}
            share = sum(counts[text] for text in named) / len(texts)
            if share + NEAR_WEIGHT * (1 - share) < NAMED:
                continue
            near = [text for text in counts.keys() - named if names.suggested(text)]
            share += NEAR_WEIGHT * sum(counts[text] for text in near) / len(texts)
            if share >= NAMED:
                yield each.name, round(SURE * share)

    def _codes(self, texts: Sequence[str]) -> Iterator[tuple[str, int]]:
        if _agree([text.removesuffix(".0") for text in texts], KATO.fullmatch):
            own = any(each.name == KATO_FIELD for each in self.fields)
            yield (KATO_FIELD if own else LocationPart.REGION), SURE

    def _systems(self, texts: Sequence[str]) -> Iterator[tuple[str, int]]:
        if len(set(texts)) <= SYSTEMS_OF_FILE and all(map(_is_system, set(texts))):
            yield LocationPart.CRS, LIKELY


def keys_of(unit: str) -> frozenset[str]:
    """The keys under which the spellings of a unit's name meet."""
    name = written_name(unit)
    return frozenset((name.key, *name.near)) - {""}


def _is_place(cell: Cell) -> bool:
    """Whether a text has both coordinates and leaves no doubt."""
    return isinstance(cell, str) and parse_coordinates(cell).is_sure


def _names_one_of(known: frozenset[str], text: str) -> bool:
    return not known.isdisjoint(keys_of(text))


def language_of(cells: Iterable[Cell]) -> Language | None:
    """Kazakh where enough cells have letters of Kazakh alone, else Russian; None without texts."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell][:ASKED]
    if not texts:
        return None
    kazakh = sum(bool(KAZAKH.search(text)) for text in texts)
    return Language.KK if kazakh >= KAZAKH_SHARE * len(texts) else Language.RU


def _numbers(cells: Sequence[Cell]) -> Numbers | None:
    """The cells as numbers, commas read as points; None where one of them is none."""
    try:
        numbers = np.array([float(str(cell).strip().replace(",", ".")) for cell in cells])
    except ValueError:
        return None
    return numbers if np.isfinite(numbers).all() else None


def _share(numbers: Numbers, limits: tuple[float, float]) -> float:
    return float(np.mean((numbers >= limits[0]) & (numbers <= limits[1])))


def _agree(texts: Sequence[str], holds: Callable[[str], object]) -> bool:
    """Whether most of the texts are so."""
    verdicts = {text: bool(holds(text)) for text in set(texts)}
    return sum(verdicts[text] for text in texts) >= MOST * len(texts)


def _names_terms(names: TermNames, text: str) -> bool:
    """Whether a value names a term, or several with marks between them."""
    parts = [part.strip() for part in BETWEEN_CODES.split(text) if part.strip()]
    return bool(names.named(text) or (parts and all(map(names.named, parts))))


def _is_year(field: Field) -> bool:
    return field.type is FieldType.INTEGER and "year" in field.title.en.split()


def _is_system(text: str) -> bool:
    if text.isdecimal():
        return f"EPSG:{text}" in BY_CODE
    if systems_in_words(text):
        return True
    if not DECLARATION.match(text):
        return False
    try:
        declared_system(text)
    except (UnknownReferenceSystemError, UnsupportedReferenceSystemError):
        return False
    return True
