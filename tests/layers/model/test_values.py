"""Values from outside, as their fields keep them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.errors import InvalidValueError
from core.text import Language, Text
from layers.model.field import Field, FieldType
from layers.model.values import checked_value
from layers.model.vocabulary import UnknownTermError, Vocabulary, term

TITLE = Text("өріс", "поле", "field")
COLOURS = Vocabulary("colours", TITLE, (term("red", "қ", "к", "red"), term("blue", "к", "с", "b")))


def field(kind: FieldType, *, required: bool = False) -> Field:
    coded = kind in (FieldType.CODE, FieldType.CODES)
    return Field("thing", TITLE, kind, COLOURS if coded else None, required)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (FieldType.TEXT, "қала", "қала"),
        (FieldType.TEXT, "", None),
        (FieldType.INTEGER, "12", 12),
        (FieldType.INTEGER, 12.0, 12),
        (FieldType.INTEGER, -3500, -3500),
        (FieldType.NUMBER, "12.5", 12.5),
        (FieldType.NUMBER, 3, 3.0),
        (FieldType.BOOLEAN, "true", True),
        (FieldType.BOOLEAN, False, False),
        (FieldType.BOOLEAN, "0", False),
        (FieldType.DATE, "2026-07-17", date(2026, 7, 17)),
        (FieldType.DATE, date(2026, 7, 17), date(2026, 7, 17)),
        (FieldType.DATETIME, "2026-07-17T09:30:00", datetime(2026, 7, 17, 9, 30, tzinfo=UTC)),
        (FieldType.DATETIME, "2026-07-17T14:30:00+05:00", datetime(2026, 7, 17, 9, 30, tzinfo=UTC)),
        (FieldType.CODE, "red", "red"),
        (FieldType.CODES, ["red", "blue"], ["red", "blue"]),
        (FieldType.LIST, ["a", "b"], ["a", "b"]),
        (FieldType.OBJECT, {"a": 1}, {"a": 1}),
        (FieldType.INTEGER, None, None),
    ],
)
def test_value_is_kept_as_its_field_keeps_it(kind: FieldType, given: Any, kept: Any) -> None:
    assert checked_value(field(kind), given) == kept


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (FieldType.TEXT, 5),
        (FieldType.TEXT, "a\x00b"),
        (FieldType.TEXT, "a\ud800b"),
        (FieldType.TEXT, ["a"]),
        (FieldType.INTEGER, 1.5),
        (FieldType.INTEGER, True),
        (FieldType.INTEGER, "twelve"),
        (FieldType.INTEGER, 2**63),
        (FieldType.INTEGER, [1]),
        (FieldType.NUMBER, "nan"),
        (FieldType.NUMBER, float("inf")),
        (FieldType.NUMBER, False),
        (FieldType.NUMBER, {}),
        (FieldType.BOOLEAN, "yes"),
        (FieldType.BOOLEAN, 1),
        (FieldType.DATE, "17.07.2026"),
        (FieldType.DATE, "2026-02-30"),
        (FieldType.DATE, 20260717),
        (FieldType.DATETIME, "noon"),
        (FieldType.CODE, "green"),
        (FieldType.CODE, ["red"]),
        (FieldType.CODES, "red"),
        (FieldType.CODES, ["red", "green"]),
        (FieldType.LIST, "a"),
        (FieldType.LIST, [1]),
        (FieldType.OBJECT, []),
    ],
)
def test_value_that_does_not_fit_is_refused_by_name(kind: FieldType, given: Any) -> None:
    with pytest.raises(InvalidValueError) as refused:
        checked_value(field(kind), given)
    assert refused.value.field == "thing"
    for language in Language:
        assert "thing" in refused.value.message(language)


@pytest.mark.parametrize("kind", list(FieldType))
@pytest.mark.parametrize("nothing", [None, ""])
def test_required_field_needs_a_value(kind: FieldType, nothing: str | None) -> None:
    with pytest.raises(InvalidValueError):
        checked_value(field(kind, required=True), nothing)


def test_unknown_code_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownTermError, match=r"red \(.*\), blue \("):
        checked_value(field(FieldType.CODE), "green")
