"""Fields of a layer as columns of a data frame."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from core.text import Language
from layers.model.field import Field, FieldType

COLUMN_TYPES = {
    FieldType.INTEGER: "Int64",
    FieldType.BOOLEAN: "boolean",
    FieldType.NUMBER: "Float64",
    FieldType.TEXT: "string",
    FieldType.CODE: "string",
}


def column_of(field: Field, values: Sequence[Any]) -> pd.Series:
    """The values in the column type that keeps them whole; missing ones stay missing.

    Whole numbers stay whole beside missing values; dates and times (UTC) are pandas' own; lists
    and objects stay Python's.
    """
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        moments = pd.Series(values, dtype="object")
        return pd.Series(pd.to_datetime(moments, utc=field.type is FieldType.DATETIME))
    if field.type is FieldType.NUMBER:
        values = [None if value is None else float(value) for value in values]
    return pd.Series(values, dtype=COLUMN_TYPES.get(field.type, "object"))


def labels_of(field: Field, values: Sequence[Any], language: Language) -> pd.Series:
    """The labels of a coded field's values; lists of labels where a row may have several codes."""
    vocabulary = field.vocabulary
    if vocabulary is None:
        return column_of(field, values)

    def label(code: str) -> str:
        return vocabulary.label(code, language)

    if field.type is FieldType.CODES:
        lists = [[label(code) for code in codes or ()] for codes in values]
        return pd.Series(lists, dtype="object")
    return pd.Series([code and label(code) for code in values], dtype="string")
