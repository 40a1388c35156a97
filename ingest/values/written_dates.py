"""Days and times as officers write them: 17.07.2026, 17/07/2026, «17 шілде 2026 ж.», 46220."""

import re
from datetime import date, datetime, timedelta, timezone

from core.text import Text
from ingest.values.date_order import LOCAL, DateOrder, DateStyle
from layers.days import KAZAKHSTAN, day_of

DAY_ZERO = date(1899, 12, 30)
"""The day that spreadsheets number 0."""
SERIALS = (20_000, 80_000)
"""Numbers that are taken for a spreadsheet's days: from 1954 to 2119."""
MONTHS = 12
SHORT = 2
"""Figures of a short year."""
CENTURY_TURNS = 50
"""Years of two figures below it are of this century."""

MONTH_FIRST = Text(
    "Мұндай ай жоқ; айы алдымен жазылған сияқты. Күнді КК.АА.ЖЖЖЖ түрінде жазыңыз",
    "Такого месяца нет; похоже, месяц стоит первым. Запишите дату как ДД.ММ.ГГГГ",
    "There is no such month; the month seems to come first. Write the date as DD.MM.YYYY",
)
DAY_FIRST = Text(
    "Бұл бағанда айы алдымен жазылған, ал мұнда күні алда сияқты. Күнді КК.АА.ЖЖЖЖ түрінде жазыңыз",
    "В этом столбце месяц стоит первым, а здесь, похоже, первым стоит день. Запишите дату как "
    "ДД.ММ.ГГГГ",
    "In this column the month comes first, but here the day seems to. Write the date as DD.MM.YYYY",
)
SHORT_YEAR = Text(
    "Жыл екі цифрмен жазылған; төрт цифрмен жазыңыз",
    "Год записан двумя цифрами; запишите его четырьмя",
    "The year has two figures; write it with four",
)

NAMES_OF_MONTHS = (
    ("қаңтар", "январ", "jan"),
    ("ақпан", "феврал", "feb"),
    ("наурыз", "март", "mar"),
    ("сәуір", "апрел", "apr"),
    ("мамыр", "ма", "may"),
    ("маусым", "июн", "jun"),
    ("шілде", "июл", "jul"),
    ("тамыз", "август", "aug"),
    ("қыркүйек", "сентябр", "sep"),
    ("қазан", "октябр", "oct"),
    ("қараша", "ноябр", "nov"),
    ("желтоқсан", "декабр", "dec"),
)
ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
KAZAKH_ENDINGS = (
    "", "да", "де", "та", "те", "ның", "нің", "дың", "дің", "тың", "тің", "ы", "і", "сы", "сі",
)  # fmt: skip
RUSSIAN_ENDINGS = ("", "а", "я", "ь", "й")

MARK_OF_YEAR = r"(?:\s*(?:ж|г|жыл|жылы|жылғы|год|года)\b\.?)?"
FIGURES = re.compile(rf"(\d{{1,2}})([./-])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){MARK_OF_YEAR}")
YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
DAY_MONTH_YEAR = re.compile(
    rf"(\d{{1,2}})(?:-?(?:го|е|ші|шы|st|nd|rd|th))?\s+([^\W\d_]+)\.?,?\s+(\d{{4}}){MARK_OF_YEAR}"
)
YEAR_DAY_MONTH = re.compile(rf"(\d{{4}}){MARK_OF_YEAR},?\s+(\d{{1,2}})\s+([^\W\d_]+)")
MONTH_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
WITH_TIME = re.compile(r"(.{1,60}?)(?:[T,]\s{0,9}|\s{1,9})(\d{1,2}):(\d{2})(?::(\d{2}))?")
TWELVE_HOURS = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])\.?m\.?", re.IGNORECASE
)
"""As American programs write a time: with AM or PM, and so with the month first."""
TWELVE_AFTER_YEAR = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap])\.?m\.?",
    re.IGNORECASE,
)
"""As forms write a time: 2026/03/14 1:15:03 PM."""
WITH_ZONE = re.compile(
    r"(.{4,60}\d:\d{2}(?:\s*[ap]\.?m\.?)?)\s+(?:(?:GMT|UTC)(?:\s?([+-])(\d{1,2})(?::?(\d{2}))?)?"
    r"|([+-])(\d{2}):?(\d{2}))(?:\s\(.{1,40}\))?",
    re.IGNORECASE,
)
"""A time and its zone apart from it: GMT+5, UTC, +0500."""
NOON = 12
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
YEAR_FIRST_OR_SERIAL = re.compile(r"\d{4}[-/.]|\d{5}(?:\.\d+)?$")


class DoubtfulDateError(ValueError):
    """A date that may be meant in two ways, or as `suggestion`; a person has to confirm it."""

    def __init__(
        self, written: str, suggestion: date, code: str, reason: Text, clock: str = ""
    ) -> None:
        super().__init__(written)
        self.suggestion = f"{suggestion.isoformat()}{clock}"
        self.day = suggestion
        self.code = code
        self.reason = reason

    def at(self, clock: str) -> "DoubtfulDateError":
        """The same doubt about a day with a time."""
        return DoubtfulDateError(str(self), self.day, self.code, self.reason, clock)


def written_day(text: str, style: DateStyle = LOCAL) -> date:
    """The day that a text names, of a time its day in Kazakhstan; 03/04/2026 is in April.

    `style` tells how its column is written. Raises DoubtfulDateError, or ValueError where it is no
    day, OverflowError where it lies beyond the calendar.
    """
    try:
        return _whole(date.fromisoformat(_local(text, style)), text, style)
    except DoubtfulDateError:
        raise
    except ValueError:
        pass
    try:
        return _day(text, style)
    except DoubtfulDateError:
        raise
    except ValueError:
        return day_of(written_moment(text, style))


def written_moment(text: str, style: DateStyle = LOCAL) -> datetime:
    """The time that a text names; without a zone it is Kazakhstan's, without a time its midnight.

    `style` tells how its column is written. Raises DoubtfulDateError, or ValueError where it is no
    time.
    """
    if match := WITH_ZONE.fullmatch(text):
        return _in_zone(match, style)
    try:
        moment = datetime.fromisoformat(_local(text, style).replace("/", "-"))
    except ValueError:
        moment = _moment(text, style)
    else:
        _whole(moment.date(), text, style)
    return moment if moment.tzinfo else moment.replace(tzinfo=KAZAKHSTAN)


def _in_zone(match: re.Match[str], style: DateStyle) -> datetime:
    """The time in the zone that is written after it. Raises DoubtfulDateError, ValueError."""
    sign, hours, minutes = match.group(2, 3, 4) if match[2] else match.group(5, 6, 7)
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    zone = timezone(-offset if sign == "-" else offset)
    try:
        return written_moment(match[1], style).replace(tzinfo=zone)
    except DoubtfulDateError as doubt:
        clock = doubt.suggestion.removeprefix(doubt.day.isoformat())
        written = f"{sign or '+'}{hours or 0:0>2}:{minutes or 0:0>2}"
        raise doubt.at(clock + written) from None


def _local(text: str, style: DateStyle) -> str:
    """The text with its year first, if dots tell that the day stands first."""
    return year_first(text) if style.dotted is DateOrder.DAY else text


def _whole(day: date, text: str, style: DateStyle) -> date:
    """A day with its year first; in doubt where a spreadsheet may have taken it the other way."""
    can_be_swapped = style.may_be_swapped and day.day <= MONTHS and day.day != day.month
    if can_be_swapped and YEAR_FIRST_OR_SERIAL.match(text):
        raise DoubtfulDateError(text, day, "day_or_month", _either(day))
    return day


def year_first(text: str) -> str:
    """17.07.2026 and what follows as 2026-07-17; any other text as it is."""
    if text[2:3] == "." == text[5:6]:
        return f"{text[6:10]}-{text[3:5]}-{text[:2]}{text[10:]}"
    return text


def _moment(text: str, style: DateStyle) -> datetime:
    if SERIAL.fullmatch(text):
        moment = _of_serial(float(text))
        _whole(moment.date(), text, style)
        return moment
    if match := TWELVE_HOURS.fullmatch(text):
        return _american(match, style)
    if match := TWELVE_AFTER_YEAR.fullmatch(text):
        hour = _of_day(int(match[2]), match[5])
        return written_moment(f"{match[1]} {hour}:{match[3]}:{match[4] or '00'}", style)
    match = WITH_TIME.fullmatch(text)
    written = match[1].rstrip() if match else text
    try:
        day = _day(written, style)
    except DoubtfulDateError as doubt:
        raise doubt.at(text[len(written) :]) from None
    hour, minute, second = (int(part or 0) for part in match.groups()[1:]) if match else (0, 0, 0)
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=KAZAKHSTAN)


def _american(match: re.Match[str], style: DateStyle) -> datetime:
    """02/17/2020 12:19:00 PM is 19 minutes after noon. Raises ValueError for a 13th hour.

    The month stands first, unless the column shows otherwise or is at odds.
    """
    first, second, year, hour, minute, seconds = (int(part or 0) for part in match.groups()[:6])
    hour = _of_day(hour, match[7])
    clock = f" {hour:02}:{minute:02}:{seconds:02}"
    try:
        day = _of_figures(match[0], (first, second, year), style.by_clock)
    except DoubtfulDateError as doubt:
        raise doubt.at(clock) from None
    return datetime(day.year, day.month, day.day, hour, minute, seconds, tzinfo=KAZAKHSTAN)


def _of_day(hour: int, half: str) -> int:
    """The hour of the day of one of its half. Raises ValueError for a 13th."""
    if not 1 <= hour <= NOON:
        raise ValueError(hour)
    return hour % NOON + (NOON if half.casefold() == "p" else 0)


def _day(text: str, style: DateStyle) -> date:
    if match := YEAR_FIRST.fullmatch(text):
        return _whole(date(int(match[1]), int(match[3]), int(match[4])), text, style)
    if match := FIGURES.fullmatch(text):
        return _with_year(text, match, style.order(match[2]))
    if match := DAY_MONTH_YEAR.fullmatch(text):
        return date(int(match[3]), _month(match[2]), int(match[1]))
    if match := YEAR_DAY_MONTH.fullmatch(text):
        return date(int(match[1]), _month(match[3]), int(match[2]))
    if match := MONTH_DAY_YEAR.fullmatch(text):
        return date(int(match[3]), _month(match[1]), int(match[2]))
    if SERIAL.fullmatch(text):
        return _whole(_of_serial(float(text)).date(), text, style)
    raise ValueError(text)


def _with_year(text: str, match: re.Match[str], order: DateOrder) -> date:
    """The day of three figures. Raises DoubtfulDateError, ValueError."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) > SHORT:
        return _of_figures(text, (first, second, year), order)
    year += 2000 if year < CENTURY_TURNS else 1900
    is_month_first = second > MONTHS or (order is DateOrder.MONTH and first <= MONTHS)
    day = date(year, first, second) if is_month_first else date(year, second, first)
    raise DoubtfulDateError(text, day, "short_year", SHORT_YEAR)


def _of_figures(text: str, figures: tuple[int, int, int], order: DateOrder) -> date:
    """The day that the figures name in a column of this order; DoubtfulDateError, ValueError."""
    first, second, year = figures
    if second > MONTHS >= first:
        day = date(year, first, second)
        if order is not DateOrder.MONTH:
            raise DoubtfulDateError(text, day, "month_first", MONTH_FIRST)
        return day
    day = date(year, second, first)
    if first > MONTHS or first == second or order is DateOrder.DAY:
        if first > MONTHS and order is DateOrder.MONTH:
            raise DoubtfulDateError(text, day, "day_first", DAY_FIRST)
        return day
    if order is DateOrder.MONTH:
        return date(year, first, second)
    raise DoubtfulDateError(text, day, "day_or_month", _either(day))


def _either(day: date) -> Text:
    """That a day may also be meant with its month and day exchanged."""
    other = day.replace(month=day.day, day=day.month)
    return Text(
        f"{day} пе, әлде {other} пе: бағаннан күннің де, айдың да алда тұрғаны көрінбейді. Күнді "
        "КК.АА.ЖЖЖЖ түрінде жазыңыз",
        f"Это {day} или {other}: по столбцу не видно, день или месяц стоит первым. Запишите дату "
        "как ДД.ММ.ГГГГ",
        f"This is {day} or {other}: the column does not show whether the day or the month comes "
        "first. Write the date as DD.MM.YYYY",
    )


def _month(name: str) -> int:
    """The month of a name in Kazakh, Russian or English. Raises ValueError."""
    try:
        return MONTH_OF[name.casefold()]
    except KeyError as error:
        raise ValueError(name) from error


def _of_serial(days: float) -> datetime:
    """The time that a spreadsheet numbers so, to the second."""
    least, most = SERIALS
    if not least <= days <= most:
        raise ValueError(days)
    midnight = datetime(DAY_ZERO.year, DAY_ZERO.month, DAY_ZERO.day, tzinfo=KAZAKHSTAN)
    return midnight + timedelta(seconds=round(days * 86_400))


def _names() -> dict[str, int]:
    names: dict[str, int] = {}
    for month, (kazakh, russian, english) in enumerate(NAMES_OF_MONTHS, start=1):
        names |= dict.fromkeys((kazakh + ending for ending in KAZAKH_ENDINGS), month)
        names |= dict.fromkeys((russian + ending for ending in RUSSIAN_ENDINGS), month)
        names |= dict.fromkeys((english, ENGLISH[month - 1]), month)
        names |= {russian[:3]: month} if len(russian) > len("янв") else {}
    return names | {"sept": 9, "сент": 9, "нояб": 11}


MONTH_OF = _names()
