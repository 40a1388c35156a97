"""Fields of a layer as columns of a data frame."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from analysis.columns import column_of, labels_of
from core.text import Language, Text
from layers.model.field import Field, FieldType
from layers.model.vocabulary import Vocabulary, term

TITLE = Text("Ағаш", "Дерево", "Tree")
TREES = Vocabulary("tree", TITLE, (term("elm", "Шегіршін", "Вяз", "Elm"),))


def field(kind: FieldType, vocabulary: Vocabulary | None = None) -> Field:
    return Field("tree", TITLE, kind, vocabulary)


@pytest.mark.parametrize(
    ("kind", "value", "dtype"),
    [
        (FieldType.INTEGER, 2**62 + 1, "Int64"),
        (FieldType.BOOLEAN, False, "boolean"),
        (FieldType.NUMBER, 0.5, "Float64"),
        (FieldType.NUMBER, Decimal("0.5"), "Float64"),
        (FieldType.TEXT, "Шегіршін", "string"),
        (FieldType.DATE, date(1850, 5, 1), "datetime64"),
        (FieldType.DATETIME, datetime(2026, 5, 1, 7, tzinfo=UTC), "datetime64"),
        (FieldType.LIST, ["a", "b"], "object"),
        (FieldType.OBJECT, {"a": 1}, "object"),
    ],
)
def test_value_and_its_absence_stay_what_they_are(kind: FieldType, value: Any, dtype: str) -> None:
    column = column_of(field(kind), [value, None])
    assert str(column.dtype).startswith(dtype)
    assert column[0] == (pd.Timestamp(value) if dtype == "datetime64" else value)
    assert column.isna().tolist() == [False, True]


@pytest.mark.parametrize("kind", list(FieldType))
def test_no_values_make_an_empty_column(kind: FieldType) -> None:
    assert column_of(field(kind), []).empty


def test_codes_become_labels_of_the_language() -> None:
    labels = labels_of(field(FieldType.CODE, TREES), ["elm", None], Language.KK)
    assert labels[0] == "Шегіршін"
    assert labels.isna()[1]


def test_lists_of_codes_become_lists_of_labels() -> None:
    labels = labels_of(field(FieldType.CODES, TREES), [["elm"], [], None], Language.RU)
    assert labels.tolist() == [["Вяз"], [], []]
