"""Values that a person tells for all rows of a file, in what no column of it fills."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from core.errors import InvalidValueError
from core.text import Text
from ingest.mapping.mapping import EMPTY_FIELD, ColumnNames
from ingest.mapping.mapping_names import CLAIMS, LocationPart
from ingest.rows.file_order import FileOrder, ToldTerms
from ingest.values.cells import CellReader
from ingest.values.layer_schema import layer_rules
from layers.model.field import Field
from layers.model.layer import Layer
from layers.writing.row_checks import WRITTEN_BY_ATLAS

NO_NAME = "no_name"
"""The rule over all names of a row, which says nothing of a single field."""

ALSO_A_COLUMN = Text(
    "Бұл өріске баған да аталған; екеуінің бірін қалдырыңыз.",
    "Для этого поля назван и столбец; оставьте одно из двух.",
    "A column is named for this field, too; leave one of the two.",
)
NO_VALUE = Text("Мұнда мән жазылмаған.", "Здесь не написано значения.", "There is no value in it.")
NO_PLACE_FOR_ALL = Text(
    "Орын әр жолдың өзінен оқылады; барлық жолға облысты, ауданды, ауылдық округті, өңірді "
    "(oblast, district, rural_district, region) не координат жүйесін (crs) бөлек атауға болады.",
    "Место читается из каждой строки; для всех строк можно назвать область, район, сельский округ, "
    "регион (oblast, district, rural_district, region) или отдельно систему координат (crs).",
    "The place is read from each row; for all rows name the oblast, district, rural district, "
    "region (oblast, district, rural_district, region), or the coordinate system apart (crs).",
)

NO_SUCH_UNIT = Text(
    "Мұндай әкімшілік бірлік жоқ.",
    "Такой административной единицы нет.",
    "There is no such administrative unit.",
)


def settled_columns(order: FileOrder, today: date) -> dict[str, str]:
    """The columns by field as told; what has a value for all rows has none, whatever its name.

    Raises InvalidValueError, UnknownFieldError for a value that cannot stand in all rows.
    """
    check_constants(order.layer, order.constants, order.column_overrides, order.told_terms, today)
    return {**dict.fromkeys(order.constants, EMPTY_FIELD), **order.column_overrides}


def check_constants(
    layer: Layer,
    constants: Mapping[str, str],
    columns: Mapping[str, str],
    terms: ToldTerms | None = None,
    today: date = date.max,
) -> None:
    """Require that each value may stand in all rows: its field may be filled, and takes it.

    Whether a claimed unit exists is not asked here. Raises InvalidValueError, UnknownFieldError.
    """
    fields = []
    for name, text in constants.items():
        if columns.get(name, EMPTY_FIELD) != EMPTY_FIELD:
            raise _error(name, text, ALSO_A_COLUMN)
        if name in set(LocationPart):
            _check_claim(name, text)
        else:
            fields.append(_field(layer, name, text))
    values = {each.name: _value(each, constants[each.name], terms or {}) for each in fields}
    columns_of_one = {name: np.fromiter([value], dtype=object) for name, value in values.items()}
    for breach in layer_rules(layer, tuple(fields), today).breaches(columns_of_one, 1):
        if breach.remark.code != NO_NAME:
            raise _error(breach.field, constants[breach.field], breach.remark.reason)


def _field(layer: Layer, name: str, text: str) -> Field:
    """The field of a name, which a file may fill. Raises InvalidValueError, UnknownFieldError."""
    for field in ColumnNames(layer).fields:
        if field.name == name:
            return field
    layer.field(name)
    raise _error(name, text, WRITTEN_BY_ATLAS)


def _check_claim(name: str, text: str) -> None:
    if name not in set(CLAIMS):
        raise _error(name, text, NO_PLACE_FOR_ALL)
    if not text.strip():
        raise _error(name, text, NO_VALUE)


def _value(field: Field, text: str, terms: ToldTerms) -> object:
    """What the text says as a cell of the field. Raises InvalidValueError."""
    read = CellReader(field, terms).read(text)
    if read.problems:
        raise _error(field.name, text, read.problems[0].reason)
    if read.value is None:
        raise _error(field.name, text, NO_VALUE)
    return read.value


def _error(name: str, text: str, reason: Text) -> InvalidValueError:
    return InvalidValueError(text, field=name, hint=reason)
