"""Under which lasting keys the rows of a file are found again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from json.encoder import encode_basestring

import numpy as np
import shapely
from numpy.typing import NDArray

from ingest.values.cells import NAMES
from ingest.values.checked_batch import Column

SAME_PLACE_DEGREES = 1e-6
"""Rows of one name within this step are the same; a tenth of a metre."""
DIGITS = 32


def identities_of(values: Mapping[str, Column], geometry: NDArray[np.object_]) -> Column:
    """The keys of rows that bring none: of their names and place; of a nameless all its values.

    Hashes of JSON and of the place as WKB.
    """
    places = shapely.to_wkb(shapely.set_precision(geometry, SAME_PLACE_DEGREES, mode="pointwise"))
    keys = (
        f"row:{hashlib.sha256(told.encode() + place).hexdigest()[:DIGITS]}"
        for told, place in zip(_told(values, len(geometry)), places, strict=True)
    )
    return np.fromiter(keys, dtype=object, count=len(geometry))


def _told(values: Mapping[str, Column], count: int) -> list[str]:
    """What identifies each row, as JSON with sorted names."""
    named = {name: values[name] for name in NAMES if name in values}
    told = _as_json(named, filled=True) if named else [""] * count
    nameless = [position for position, text in enumerate(told) if not text]
    if nameless and not values:
        return ["{}"] * count
    if nameless:
        others = {name: column[nameless] for name, column in values.items()}
        for position, text in zip(nameless, _as_json(others, filled=False), strict=True):
            told[position] = text
    return told


def _as_json(values: Mapping[str, Column], *, filled: bool) -> list[str]:
    """The rows as JSON objects; where `filled` without empty values, and "" if none is left."""
    names = sorted(values)
    parts = [_fragments(name, values[name], filled=filled) for name in names]
    rows: Sequence[tuple[str, ...]] = list(zip(*parts, strict=True))
    if not filled:
        return [f"{{{', '.join(row)}}}" for row in rows]
    joined = (", ".join(filter(None, row)) for row in rows)
    return [text and f"{{{text}}}" for text in joined]


def _fragments(name: str, column: Column, *, filled: bool) -> list[str]:
    """`"name": value` of each row; where `filled` "" for an empty value."""
    start = f"{encode_basestring(name)}: "
    if filled:
        return [start + encode_basestring(value) if value else "" for value in column]
    return [start + _fragment(value) for value in column]


def _fragment(value: object) -> str:
    if type(value) is str:
        return encode_basestring(value)
    if isinstance(value, date):
        return f'"{value}"'
    return json.dumps(value, ensure_ascii=False, default=str)
