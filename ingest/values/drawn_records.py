"""Records of a drawn series, such as stops, out of the one cell in which a row holds them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely import Point

from core.errors import InvalidValueError
from geo.distance.outline import Outline
from layers.model.field import Field
from layers.model.imported_children import POSITION, needed_fields, own_fields
from layers.model.layer import Child
from layers.model.values import checked_value
from layers.model.vocabulary import UnknownTermError

Record = dict[str, Any]
DEGREES = (180.0, 90.0)
"""The largest longitude and latitude."""


@dataclass(frozen=True, slots=True)
class DrawnRecords:
    """The sound records of a row, for the stage, and how many others it tells."""

    sound: tuple[Record, ...]
    others: int


def drawn_records(
    child: Child, document: Mapping[str, Any], outline: Outline | None
) -> DrawnRecords:
    """The records that a document tells; one within the country that has all it needs is sound.

    A record that is there is known by what it tells but its position.
    """
    told = document.get(child.id)
    every = told if isinstance(told, list) else [told]
    read = [_record(child, each) for each in every]
    sound = tuple(
        _staged(child, each) for each in read if each and _is_at_home(child, each, outline)
    )
    return DrawnRecords(sound, len(every) - len(sound))


def _staged(child: Child, record: Record) -> Record:
    told = {name: value for name, value in record.items() if name != POSITION}
    return {"told": told, "values": {**child.import_defaults, **record}}


def _record(child: Child, told: object) -> Record | None:
    """The values of a record; None where one is wrong or missing, or there is no record."""
    if not isinstance(told, dict):
        return None
    try:
        record = dict(_values(own_fields(child), told))
    except (InvalidValueError, UnknownTermError):
        return None
    needed = {each.name for each in needed_fields(child)}
    return record if needed <= record.keys() else None


def _values(fields: tuple[Field, ...], told: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
    for each in fields:
        if told.get(each.name) not in {None, ""}:
            yield each.name, checked_value(each, told[each.name])


def _is_at_home(child: Child, record: Record, outline: Outline | None) -> bool:
    """Whether the place of a record is one on earth, and in the country as far as that is known."""
    longitude, latitude = (float(record[name]) for name in child.place or ())
    if abs(longitude) > DEGREES[0] or abs(latitude) > DEGREES[1]:
        return False
    place = np.array([Point(longitude, latitude)], dtype=object)
    return outline is None or not outline.beyond(place)[0]
