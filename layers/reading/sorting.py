"""The order in which features are wanted, and where in it a page begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, and_, cast, false, func, or_
from sqlalchemy.sql.elements import ColumnElement, UnaryExpression

from core.errors import InvalidValueError
from core.text import Text
from layers.access import Readable
from layers.model.field import Field, FieldType
from layers.model.values import typed_value

SORTABLE = frozenset(
    {
        FieldType.TEXT,
        FieldType.CODE,
        FieldType.INTEGER,
        FieldType.NUMBER,
        FieldType.BOOLEAN,
        FieldType.DATE,
        FieldType.DATETIME,
    }
)
TEXTS = frozenset({FieldType.TEXT, FieldType.CODE})
ID = "id"
AS_NUMBER = Field(ID, Text("id", "id", "id"), FieldType.INTEGER)
"""How yes and no are compared: as 1 and 0."""
MOST_KEYS = 5
COMPARED_LETTERS = 100
"""Of a text; texts that begin alike stand in the order of their ids."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """One field to sort by; what has no value stands last, whichever way the rest goes."""

    field: Field | None
    """None is the id."""
    value: ColumnElement[Any]
    descending: bool = False

    @property
    def order(self) -> UnaryExpression[Any]:
        """The ORDER BY of this key."""
        return (self.value.desc() if self.descending else self.value.asc()).nulls_last()

    def follows(self, place: object) -> ColumnElement[bool]:
        """The condition that a row comes after all that have this value."""
        if place is None:
            return false()
        beyond = self.value < place if self.descending else self.value > place
        return or_(beyond, self.value.is_(None))

    def equals(self, place: object) -> ColumnElement[bool]:
        """The condition that a row has this value."""
        return self.value.is_(None) if place is None else self.value == place

    def read(self, told: object) -> Any:  # noqa: ANN401 - as many types as fields
        """A value as a page's token tells it, in the field's type. Raises InvalidValueError."""
        if told is None or self.field is None:
            return told
        if self.field.type is FieldType.BOOLEAN:
            return typed_value(AS_NUMBER, told)
        return str(told) if self.field.type is FieldType.CODE else typed_value(self.field, told)


def sort_keys(access: Readable, text: str) -> tuple[SortKey, ...]:
    """The keys of a list such as `-protected_since,+name_ru,id`. Raises InvalidValueError.

    A `+` that a query string has turned into a space, or none, is ascending. The id ends every
    order, so that each row has one place in it.
    """
    keys: dict[str, SortKey] = {}
    for part in text.split(","):
        name = part.strip().lstrip("+").strip()
        descending = name.startswith("-")
        name = name.removeprefix("-")
        known = {field.name: field for field in sortable_fields(access)}
        if (name not in known and name != ID) or name in keys or len(keys) == MOST_KEYS:
            raise InvalidValueError(text, field="sortby", hint=_hint([ID, *known]))
        keys[name] = SortKey(known.get(name), _value(access, known.get(name)), descending)
    keys.setdefault(ID, SortKey(None, _value(access, None)))
    names = list(keys)
    return tuple(keys[name] for name in names[: names.index(ID) + 1])


def sortable_fields(access: Readable) -> tuple[Field, ...]:
    """The readable fields that features can be sorted by."""
    return tuple(field for field in access.fields if field.type in SORTABLE)


def beyond(keys: Sequence[SortKey], place: Sequence[object]) -> ColumnElement[bool]:
    """The condition that a row comes after a place in the order."""
    return or_(
        *(
            and_(
                *(key.equals(at) for key, at in zip(keys[:number], place, strict=False)),
                keys[number].follows(place[number]),
            )
            for number in range(len(keys))
        )
    )


def _value(access: Readable, field: Field | None) -> ColumnElement[Any]:
    if field is None:
        return access.layer.table.__table__.c.id
    column: ColumnElement[Any] = access.column(field.name)
    if field.type is FieldType.BOOLEAN:
        return cast(column, Integer)
    return func.left(column, COMPARED_LETTERS) if field.type in TEXTS else column


def _hint(names: list[str]) -> Text:
    known = ", ".join(names)
    return Text(
        f"Ең көбі {MOST_KEYS} өріс, әрқайсысы бір рет, үтірмен; кемуі бойынша «-» белгісімен:"
        f" {known}.",
        f"Не более {MOST_KEYS} полей, каждое один раз, через запятую; по убыванию – со знаком «-»:"
        f" {known}.",
        f"At most {MOST_KEYS} fields, each once, by commas; descending with “-”: {known}.",
    )
