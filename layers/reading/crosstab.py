"""How many features of a layer a region holds, by any of its axes and by month together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy.orm import Session

from core.errors import InvalidValueError
from core.text import Text
from layers.access import Readable
from layers.materialized.count_texts import CountTexts
from layers.materialized.counted import (
    EVERY_MONTH,
    MONTH,
    NO_MONTH,
    By,
    Counted,
    GroupingSet,
    WrittenAxis,
    WrittenCounts,
    counted,
    counted_text,
)
from layers.materialized.counts import ALL, MONTHS, TERMS, cut_of
from layers.materialized.dimensions import dimensions_of
from layers.model.field import Field
from layers.reading.conditions import OPEN_ENDS

WRITTEN_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
REMEMBERED_MONTHS = 4096
FIRST_MONTH = NO_MONTH + timedelta(days=1)
"""Before it only what has no day."""

MONTHS_HINT = Text(
    "Ай немесе айлар аралығы керек: 2026-01, 2026-01/2026-06, ../2026-06.",
    "Нужен месяц или промежуток месяцев: 2026-01, 2026-01/2026-06, ../2026-06.",
    "A month or an interval of months is needed: 2026-01, 2026-01/2026-06, ../2026-06.",
)
REVERSED_HINT = Text(
    "Аралықтың басы оның соңынан кеш.",
    "Начало промежутка позже его конца.",
    "The interval begins after its end.",
)
NO_DAY_HINT = Text(
    "Бұл қабаттың нысандарында күн жоқ, сондықтан олар айлар бойынша саналмайды.",
    "У объектов этого слоя нет даты, поэтому по месяцам они не считаются.",
    "The features of this layer have no day, so they are not counted by month.",
)
ALONE_HINT = Text(
    "Бұл өріс жеке және барлық уақыт үшін саналады: datetime параметрінсіз сұраңыз.",
    "По этому полю считают отдельно и за всё время: спросите без параметра datetime.",
    "This field is counted by itself and over all time: ask without datetime.",
)
REPEATED_HINT = Text(
    "Бір белгі екі рет аталған.",
    "Один и тот же признак назван дважды.",
    "The same axis is named twice.",
)


@dataclass(frozen=True, slots=True)
class CrosstabAxis:
    """What features are told apart by: a coded field, or the month of their day for None."""

    name: str
    field: Field | None = None


class CrosstabRow(NamedTuple):
    """The number of features that agree in every axis asked by; None where they have no value.

    `values` are in the order of the axes: codes of terms, and months as `2026-01`.
    """

    values: tuple[str | None, ...]
    number: int
    synthetic: int


def axes_by(access: Readable, names: Iterable[str]) -> tuple[CrosstabAxis, ...]:
    """The axes of these names. Raises InvalidValueError, with the axes that there are.

    The kind, the state and the month go together; a further field is counted by itself.
    """
    axes, chosen = dimensions_of(access.layer), tuple(names)
    together = {
        field.name: CrosstabAxis(field.name, field) for field in (axes.kind, axes.state) if field
    }
    if axes.day is not None:
        together[MONTH] = CrosstabAxis(MONTH)
    alone = {field.name: CrosstabAxis(field.name, field) for field in axes.further}
    for place, name in enumerate(chosen):
        if name == MONTH and axes.day is None:
            raise InvalidValueError(name, field="by", hint=NO_DAY_HINT)
        if name in chosen[:place]:
            raise InvalidValueError(name, field="by", hint=REPEATED_HINT)
        if name not in together and (name not in alone or len(chosen) > 1):
            raise InvalidValueError(name, field="by", hint=_choice(together, alone))
    return tuple({**together, **alone}[name] for name in chosen)


def months_of(access: Readable, text: str) -> tuple[date, date]:
    """The first days of the first and of the last month of an interval such as `2026-01/2026-06`.

    One month is an interval too, and an end may be open. Raises InvalidValueError.
    """
    if dimensions_of(access.layer).day is None:
        raise InvalidValueError(text, field="datetime", hint=NO_DAY_HINT)
    first, slash, second = text.partition("/")
    since = _month(first, text) or FIRST_MONTH
    until = (_month(second, text) or EVERY_MONTH[1]) if slash else since
    if first in OPEN_ENDS and (not slash or second in OPEN_ENDS):
        raise InvalidValueError(text, field="datetime", hint=MONTHS_HINT)
    if since > until:
        raise InvalidValueError(text, field="datetime", hint=REVERSED_HINT)
    return since, until


def crosstab(
    session: Session,
    access: Readable,
    code: str,
    by: tuple[CrosstabAxis, ...],
    months: tuple[date, date] | None = None,
) -> list[CrosstabRow]:
    """The counts of a unit (`KZ` is the country): by month, then in the order of the terms.

    A feature with several terms is counted for each. `months` are those of `months_of`; they go
    with the kind, the state and the month alone. Raises InvalidValueError where they do not.
    """
    cut, asked = _asked(access, by, months)
    found = counted(session, [GroupingSet(access, cut)], code, asked)
    rows = [each for each in found if each.code == code]
    if not by:
        return [CrosstabRow((), each.number, each.synthetic) for each in rows]
    state = dimensions_of(access.layer).state
    columns = [_column(rows, axis, state) for axis in by]
    values = list(zip(*columns, strict=True))
    return [
        CrosstabRow(values[at], rows[at].number, rows[at].synthetic) for at in _order(columns, by)
    ]


def crosstab_text(  # noqa: PLR0913, PLR0917 - as crosstab, and what is known already
    session: Session,
    access: Readable,
    code: str,
    by: tuple[CrosstabAxis, ...],
    months: tuple[date, date] | None = None,
    texts: CountTexts | None = None,
) -> str:
    """The same counts by some axes as a JSON array of objects, in the same order.

    `texts` may have them from before. Raises InvalidValueError like `crosstab`.
    """
    cut, asked = _asked(access, by, months)
    state = dimensions_of(access.layer).state
    axes = tuple(_as_written(axis, state) for axis in by)

    def write() -> WrittenCounts:
        return counted_text(session, GroupingSet(access, cut), code, asked, axes)

    if texts is None:
        return write().rows
    key = access.layer.id, access.sees_hidden, cut, code, asked, axes
    return texts.rows(session, access.layer.id, key, write)


def _as_written(axis: CrosstabAxis, state: Field | None) -> WrittenAxis:
    if axis.field is None:
        return WrittenAxis(axis.name, MONTH)
    codes = axis.field.vocabulary.codes if axis.field.vocabulary else ()
    return WrittenAxis(axis.name, "state" if axis.field == state else "kind", codes)


def _asked(
    access: Readable, by: tuple[CrosstabAxis, ...], months: tuple[date, date] | None
) -> tuple[str, By]:
    """The cut that holds the counts, and what tells them apart. Raises InvalidValueError."""
    axes = dimensions_of(access.layer)
    fields = [axis.field for axis in by if axis.field is not None]
    further = [field for field in fields if field in axes.further]
    if further and months is not None:
        raise InvalidValueError(further[0].name, field="by", hint=ALONE_HINT)
    asked = By(
        month=len(fields) < len(by),
        kind=bool(further) or axes.kind in fields,
        state=axes.state in fields,
        months=months or EVERY_MONTH,
    )
    if further:
        cut = cut_of(further[0])
    elif asked.month or months is not None:
        cut = MONTHS
    else:
        cut = TERMS if asked.kind or asked.state else ALL
    return cut, asked


def _month(text: str, whole: str) -> date | None:
    """The first day of a written month, None for an open end. Raises InvalidValueError.

    That of the first month of the calendar stands for no day, so its second is taken.
    """
    if text in OPEN_ENDS:
        return None
    try:
        if WRITTEN_MONTH.fullmatch(text):
            return max(date.fromisoformat(f"{text}-01"), FIRST_MONTH)
    except ValueError:
        pass
    raise InvalidValueError(whole, field="datetime", hint=MONTHS_HINT)


def _column(rows: Iterable[Counted], axis: CrosstabAxis, state: Field | None) -> list[str | None]:
    """The value of the axis in each row."""
    if axis.field is None:
        return [_written(each.month) for each in rows]
    if axis.field == state:
        return [each.state or None for each in rows]
    return [each.kind or None for each in rows]


@lru_cache(maxsize=REMEMBERED_MONTHS)
def _written(month: date | None) -> str | None:
    return month.isoformat()[:7] if month and month > NO_MONTH else None


def _order(columns: Sequence[list[str | None]], by: Sequence[CrosstabAxis]) -> list[int]:
    """The numbers of the rows by month, then in the order of the terms.

    Values are few where rows are many, so each value is ranked once.
    """
    months_first = sorted(
        zip(columns, by, strict=True), key=lambda column: column[1].field is not None
    )
    ranks = []
    for column, axis in months_first:
        rank_of = {value: _rank(value, axis) for value in set(column)}
        ranks.append([rank_of[value] for value in column])
    keys = list(zip(*ranks, strict=True))
    return sorted(range(len(keys)), key=keys.__getitem__)


def _rank(value: str | None, axis: CrosstabAxis) -> tuple[int, str]:
    """The rank of a value in the order: that of the terms or of time, none last."""
    terms = axis.field.vocabulary.codes if axis.field and axis.field.vocabulary else ()
    if value is None:
        return len(terms) + 1, ""
    return (terms.index(value), "") if value in terms else (len(terms), value)


def _choice(together: Iterable[str], alone: Iterable[str]) -> Text:
    """Which axes there are."""
    joined, single = ", ".join(together) or "–", ", ".join(alone) or "–"
    return Text(
        f"Бірге санауға болады: {joined}. Жеке-жеке ғана: {single}.",
        f"Вместе можно считать по: {joined}. Только по отдельности: {single}.",
        f"Counted together: {joined}. Only by itself: {single}.",
    )
