"""What a layer declares of its fields as a pandera schema, and what breaks it, in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

import pandas as pd
import pandera.pandas as pa

from core.text import Text
from ingest.mapping.term_mapping import TermNames
from ingest.rows.outcome import Outcome
from ingest.values.cells import NAMES
from ingest.values.checked_batch import Column
from ingest.values.clean import Remark
from ingest.values.moments import are_not_after
from layers.days import last_instant
from layers.model.field import Field, FieldType
from layers.model.layer import Layer
from layers.model.limits import TO_COME, range_of
from layers.model.values import LONGEST_TEXT, REQUIRED, TOO_LONG

UNKNOWN_TERM = "unknown_term"
OUT_OF_RANGE = "out_of_range"
NO_TIME = "no_time"
REQUIRED_CODE = "required"
MOST_SUGGESTIONS = 500
"""A file with more unknown values than that has another column there; none are suggested then."""

NO_NAME = Text(
    "Жолда бірде-бір тілдегі атау жоқ; атауын жазыңыз",
    "В строке нет названия ни на одном языке; впишите название",
    "The row has no name in any language; write one",
)
TIME_MISSING = Text(
    "Уақыты жазылмаған, ал жүктеу күні оның орнына жүрмейді: уақытын жазыңыз, бағанын атаңыз "
    "немесе барлық жолға бір уақыт беріңіз",
    "Не указано время, а день загрузки его не заменяет: впишите его, назовите его столбец или "
    "задайте одно время для всех строк",
    "The time is not told, and the day of the load is not it: write it, name its column, or give "
    "one time for all rows",
)
COLUMN_MISSING = Text(
    "Міндетті өріске баған табылмады: бағанын атаңыз немесе барлық жолға бір мән беріңіз",
    "Для обязательного поля не нашлось столбца: назовите его или задайте одно значение для всех "
    "строк",
    "No column was found for a field that is required: name its column, or give one value for all "
    "rows",
)
CALENDAR = (1000, 2999)
"""The years that a register may name; what lies beyond is a mark for no date, or a slip."""
FAR_DATE = "far_date"
BEYOND_CALENDAR = Text(
    "Мұндай жыл болуы мүмкін емес; күнін түзетіңіз немесе ұяшықты босатыңыз",
    "Такого года быть не может; исправьте дату или оставьте ячейку пустой",
    "There can be no such year; correct the date or leave the cell empty",
)
PLAIN = {
    FAR_DATE: Remark(FAR_DATE, BEYOND_CALENDAR, Outcome.WAITING),
    NO_TIME: Remark(NO_TIME, TIME_MISSING, Outcome.WAITING),
    "no_name": Remark("no_name", NO_NAME, Outcome.WAITING),
    "to_come": Remark("to_come", TO_COME, Outcome.WAITING),
    "too_long": Remark("invalid", TOO_LONG, Outcome.REJECTED),
    "not_nullable": Remark(REQUIRED_CODE, REQUIRED, Outcome.REJECTED),
}
"""What is said of rules that are the same for every field, by the names of their checks."""
NO_COLUMN = Remark(REQUIRED_CODE, COLUMN_MISSING, Outcome.REJECTED)


@dataclass(frozen=True, slots=True)
class Breach:
    """A value that breaks a rule: its field, its position in the frame and what to say of it."""

    field: str
    position: int
    value: str | None
    """The part of the cell that is wrong; None where it is the whole."""
    remark: Remark


@dataclass(frozen=True)
class LayerRules:
    """The rules of a layer for the fields that a file fills, as of a day."""

    layer: Layer
    fields: tuple[Field, ...]
    today: date
    schema: pa.DataFrameSchema

    def breaches(self, values: Mapping[str, Column], count: int) -> Iterator[Breach]:
        """What pandera finds wrong with the values, by field; they are of the fields' types."""
        frame = pd.DataFrame(dict(values), index=pd.RangeIndex(count), dtype=object)
        try:
            self.schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as found:
            for error in found.schema_errors:
                yield from self._told(error, values)

    def _told(self, error: pa.errors.SchemaError, values: Mapping[str, Column]) -> Iterator[Breach]:
        rule = error.check if isinstance(error.check, str) else error.check.name
        name = error.schema.name or self._field_of(rule)
        for position in error.failure_cases["index"].unique().tolist():
            value = values[name][position] if name in values else None
            yield self._breach(str(rule), name, position, value)

    def _field_of(self, rule: str) -> str:
        """The field under which a rule over several fields is told."""
        kind, _, name = rule.partition(" ")
        if kind == NO_TIME:
            return name
        if rule == "no_name":
            present = [field.name for field in self.fields if field.name in NAMES]
            return (present or NAMES)[0]
        return kind

    def _breach(self, rule: str, name: str, position: int, value: object) -> Breach:
        kind = rule.partition(" ")[0]
        if kind in PLAIN:
            return Breach(name, position, None, PLAIN[kind])
        if rule == UNKNOWN_TERM:
            unknown = _unknown_code(self._field(name), value)
            return Breach(name, position, unknown, self._unknown(name, unknown))
        if rule == OUT_OF_RANGE:
            reason = range_of(self._field(name))
            return Breach(name, position, None, Remark(rule, reason, Outcome.WAITING))
        first, _, second = rule.partition(" ")
        reason = order_of(self.layer.field(first), self.layer.field(second))
        return Breach(name, position, None, Remark("out_of_order", reason, Outcome.WAITING))

    def _unknown(self, name: str, unknown: str) -> Remark:
        """That a code is unknown, with the one that may be meant; worked out once for each."""
        if (name, unknown) not in self._suggested:
            if len(self._suggested) >= MOST_SUGGESTIONS:
                return _remark_on(self._field(name), None)
            vocabulary = self._field(name).vocabulary
            names = self._names.setdefault(name, TermNames(vocabulary)) if vocabulary else None
            likely = names.suggested(unknown) if names else None
            self._suggested[name, unknown] = likely and likely[0]
        return _remark_on(self._field(name), self._suggested[name, unknown])

    def _field(self, name: str) -> Field:
        """One of its fields, which may be a record's."""
        return next(field for field in self.fields if field.name == name)

    @cached_property
    def _suggested(self) -> dict[tuple[str, str], str | None]:
        return {}

    @cached_property
    def _names(self) -> dict[str, TermNames]:
        return {}


def _unknown_code(field: Field, value: object) -> str:
    """The first of a value's codes that the field's vocabulary does not have."""
    known = field.vocabulary.codes if field.vocabulary else ()
    codes = value if isinstance(value, list) else [value]
    return next(str(code) for code in codes if code not in known)


def _remark_on(field: Field, suggestion: str | None) -> Remark:
    vocabulary = field.vocabulary
    if vocabulary is None:
        raise TypeError(field.name)
    return Remark(UNKNOWN_TERM, vocabulary.choice, Outcome.REJECTED, suggestion)


def layer_rules(layer: Layer, fields: tuple[Field, ...], today: date) -> LayerRules:
    """The rules of the layer for these fields."""
    return LayerRules(layer, fields, today, layer_schema(layer, fields, today))


def layer_schema(layer: Layer, fields: tuple[Field, ...], today: date) -> pa.DataFrameSchema:
    """The declaration of the fields as a schema: what must be filled, which terms, what limits.

    The columns hold objects of the fields' types, None for nothing.
    """
    names = {field.name for field in fields}
    checks = [
        _check(partial(_is_in_order, first=first, second=second), f"{first} {second}", whole=True)
        for first, second in layer.in_order
        if {first, second} <= names
    ]
    checks += [
        _check(partial(_has_value, name=field.name), f"{NO_TIME} {field.name}", whole=True)
        for field in fields
        if field.now_by_default
    ]
    if layer.named_by is None:
        checks.append(_check(_has_name, "no_name", whole=True))
    return pa.DataFrameSchema(
        {
            field.name: pa.Column(
                checks=list(_checks_of(field, today)), nullable=not field.required
            )
            for field in fields
        },
        checks=checks,
    )


def _checks_of(field: Field, today: date) -> Iterator[pa.Check]:
    if field.type is FieldType.TEXT:
        yield _check(lambda texts: texts.map(len) <= LONGEST_TEXT, "too_long")
    if field.vocabulary is not None:
        codes = frozenset(field.vocabulary.codes)
        if field.type is FieldType.CODE:
            yield pa.Check.isin(codes, name=UNKNOWN_TERM)
        else:
            yield _check(lambda lists: lists.map(codes.issuperset), UNKNOWN_TERM)
    least, most = field.least, field.most
    if least is not None:
        yield _check(lambda numbers: numbers >= least, OUT_OF_RANGE)
    if most is not None:
        yield _check(lambda numbers: numbers <= most, OUT_OF_RANGE)
    if field.type in (FieldType.DATE, FieldType.DATETIME):
        yield _check(_is_in_calendar, FAR_DATE)
    if field.past:
        yield _check(partial(_is_past, field.type, today), "to_come")


def _check(
    test: Callable[[pd.Series], pd.Series] | Callable[[pd.DataFrame], pd.Series],
    name: str,
    *,
    whole: bool = False,
) -> pa.Check:
    """A check of a column's filled cells, or of the whole frame."""
    return pa.Check(test, name=name, ignore_na=not whole)


def _is_in_calendar(values: pd.Series) -> pd.Series:
    """Whether the years of days or times are such as people write."""
    first, last = CALENDAR
    return values.map(lambda value: first <= value.year <= last)


def _is_past(field_type: FieldType, today: date, values: pd.Series) -> pd.Series:
    """Whether days, times or years are not after today's."""
    match field_type:
        case FieldType.DATE:
            return values <= today
        case FieldType.DATETIME:
            past = are_not_after(values.to_numpy(), last_instant(today))
            return pd.Series(past, values.index, dtype=bool)
    return values <= today.year


def _is_in_order(frame: pd.DataFrame, *, first: str, second: str) -> pd.Series:
    both = frame[[first, second]].astype(float)
    return ~(both[first] > both[second])


def _has_value(frame: pd.DataFrame, *, name: str) -> pd.Series:
    return frame[name].notna()


def _has_name(frame: pd.DataFrame) -> pd.Series:
    return frame.reindex(columns=list(NAMES)).notna().any(axis=1)


def order_of(first: Field, second: Field) -> Text:
    """That the value of the first field may not be greater than that of the second."""
    return Text(
        f"«{first.title.kk}» мәні «{second.title.kk}» мәнінен үлкен болмауы керек",
        f"«{first.title.ru}» не может быть больше, чем «{second.title.ru}»",
        f"“{first.title.en}” cannot be greater than “{second.title.en}”",
    )
