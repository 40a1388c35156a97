"""The parameters by which statements filter, and their values for a request."""

from collections.abc import Iterator, Mapping

from sqlalchemy import (
    ARRAY,
    Date,
    DateTime,
    Integer,
    SmallInteger,
    Text,
    bindparam,
)
from sqlalchemy.sql.elements import ColumnElement

from layers.materialized.dimensions import Dimensions, dimensions_of
from layers.model.layer import Layer
from layers.reading.conditions import PeriodBounds
from tiles.request import TileRequest

REGION = bindparam("region", type_=Text())
REGION_NUMBER = bindparam("region_number", type_=Integer())
ENDS = PeriodBounds(
    bindparam("first_day", type_=Date()),
    bindparam("last_day", type_=Date()),
    bindparam("since", type_=DateTime(timezone=True)),
    bindparam("until", type_=DateTime(timezone=True)),
)
DIGITS = 9


def filter_values(request: TileRequest) -> Mapping[str, object]:
    """The values of the parameters of the request's filters."""
    values: dict[str, object] = {_codes_name(name): list(codes) for name, codes in request.codes}
    if request.region is not None:
        values["region"] = request.region
        values["region_number"] = int(request.region) if is_kato(request.region) else None
    if request.period is not None:
        values |= request.period.ends()._asdict()
    if request.codes:
        for tile_layer in request.shown:
            if tile_layer.layer is not None:
                values |= _numbers(tile_layer.layer, request)
    return values


def kept_column(axes: Dimensions, name: str) -> str | None:
    """The column of the kept points with the numbers of a field's codes; None where none has."""
    for column, field in (("kind", axes.kind), ("state", axes.state)):
        if field is not None and field.name == name:
            return column
    return None


def is_kato(code: str) -> bool:
    """Whether a code is one of those that the kept points hold as numbers."""
    return code.isascii() and code.isdigit() and len(code) <= DIGITS


def codes_parameter(name: str) -> ColumnElement[object]:
    """The parameter with the wanted codes of a field."""
    return bindparam(_codes_name(name), type_=ARRAY(Text))


def numbers_parameter(layer: Layer, name: str) -> ColumnElement[object]:
    """The parameter with the numbers of the wanted codes of a layer's kind or state."""
    return bindparam(_numbers_name(layer, name), type_=ARRAY(SmallInteger))


def number_parameter(layer: Layer, name: str) -> ColumnElement[int]:
    """The parameter with the number of the first wanted code."""
    return bindparam(f"first_of_{_numbers_name(layer, name)}", type_=SmallInteger())


def is_wanted(layer: Layer, state: int) -> ColumnElement[int]:
    """The parameter that is 1 for a wanted state of the layer and 0 for another."""
    return bindparam(_wanted_name(layer, state), type_=Integer())


def _numbers(layer: Layer, request: TileRequest) -> Iterator[tuple[str, object]]:
    axes = dimensions_of(layer)
    for name, codes in request.codes:
        column = kept_column(axes, name)
        if column is None:
            continue
        known = axes.kind_numbers if column == "kind" else axes.state_numbers
        numbers = [known[code] for code in codes if code in known]
        yield _numbers_name(layer, name), numbers
        yield f"first_of_{_numbers_name(layer, name)}", numbers[0] if numbers else None
        if column == "state":
            for code, number in known.items():
                yield _wanted_name(layer, number), int(code in codes)


def _codes_name(field_name: str) -> str:
    return f"codes_{field_name}"


def _numbers_name(layer: Layer, field_name: str) -> str:
    return f"numbers_{layer.id}_{field_name}"


def _wanted_name(layer: Layer, state: int) -> str:
    return f"wanted_{layer.id}_{state}"
