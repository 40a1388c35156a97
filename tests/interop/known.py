"""What the database says that a stranger may know of a layer: the measure for every program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import any_, func, literal
from sqlalchemy.sql.elements import ColumnElement

from core.access.caller import STRANGER
from core.database.engine import make_engine
from layers.access import Readable, readable
from layers.exports.selection import as_bytes
from layers.model.field import FieldType
from layers.registry import load_catalogue

CATALOGUE = load_catalogue()
LAYERS = tuple(layer.id for layer in CATALOGUE.layers)
TEXTS = (FieldType.TEXT, FieldType.CODE, FieldType.DATE)
"""Types that every format writes alike."""

Condition = Callable[[Readable], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Known:
    """Of each row, by id, its place in EPSG:4326 and the texts of its fields by name."""

    places: Mapping[int, BaseGeometry]
    texts: Mapping[int, Mapping[str, str]]

    @property
    def sampled(self) -> list[int]:
        """Ids of about a dozen rows, the first and the last among them."""
        ids = sorted(self.places)
        return sorted({*ids[:: max(len(ids) // 10, 1)], *ids[-1:]})


def known(database_url: str, layer_id: str, condition: Condition | None = None) -> Known:
    """The rows of a layer that a stranger may see, or those of them that meet a condition."""
    access = readable(CATALOGUE.layer(layer_id), STRANGER)
    names = [field.name for field in access.fields if field.type in TEXTS]
    place = as_bytes(func.ST_AsBinary(access.place))
    query = access.select(access.layer.table.id, place, *map(access.column, names))
    chosen = query if condition is None else query.where(condition(access))
    engine = make_engine(database_url)
    with engine.connect() as connection:
        rows = connection.execute(chosen).all()
    engine.dispose()
    return Known(
        {row[0]: shapely.from_wkb(row[1]) for row in rows},
        {row[0]: dict(zip(names, map(_text, row[2:]), strict=True)) for row in rows},
    )


def in_oblast(code: str) -> Condition:
    """The condition that a row lies in an oblast, or goes through it."""

    def condition(access: Readable) -> ColumnElement[bool]:
        table: Any = access.layer.table
        if access.layer.is_located_by_passing:
            return literal(code) == any_(table.passes_codes)
        column: ColumnElement[str] = table.oblast_code
        return column == code

    return condition


def _text(value: object) -> str:
    return "" if value is None else str(value)
