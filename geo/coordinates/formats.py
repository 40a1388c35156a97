"""Places of Kazakhstan in the notations that officers write; `parsing` reads them back."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from geo.coordinates.values import NumberNotation


class Notation(StrEnum):
    """A way to write a place; degrees north-first unless the name says otherwise."""

    DECIMAL = "decimal"
    DECIMAL_EAST_FIRST = "decimal_east_first"
    DECIMAL_COMMA = "decimal_comma"
    DECIMAL_COMMA_SEMICOLON = "decimal_comma_semicolon"
    DECIMAL_COMMA_EVERYWHERE = "decimal_comma_everywhere"
    DECIMAL_LETTERS = "decimal_letters"
    DECIMAL_NAMED = "decimal_named"
    DECIMAL_RUSSIAN = "decimal_russian"
    DECIMAL_KAZAKH = "decimal_kazakh"
    SECONDS = "seconds"
    SECONDS_TYPOGRAPHIC = "seconds_typographic"
    SECONDS_LETTERS_BEFORE = "seconds_letters_before"
    SECONDS_RUSSIAN = "seconds_russian"
    SECONDS_RUSSIAN_BEFORE = "seconds_russian_before"
    SECONDS_RUSSIAN_WORDS = "seconds_russian_words"
    SECONDS_KAZAKH = "seconds_kazakh"
    SECONDS_KAZAKH_SHORT = "seconds_kazakh_short"
    SECONDS_KAZAKH_WORDS = "seconds_kazakh_words"
    SECONDS_COLONS = "seconds_colons"
    SECONDS_HYPHENS = "seconds_hyphens"
    SECONDS_LATIN = "seconds_latin"
    SECONDS_SPACES = "seconds_spaces"
    SECONDS_ASTERISKS = "seconds_asterisks"
    MINUTES = "minutes"
    MINUTES_SPACES = "minutes_spaces"
    MINUTES_RUSSIAN = "minutes_russian"
    METRES = "metres"
    METRES_EAST_FIRST = "metres_east_first"
    METRES_GROUPED = "metres_grouped"
    METRES_XY = "metres_xy"
    METRES_RUSSIAN_XY = "metres_russian_xy"


class NegativeCoordinateError(ValueError):
    """The place is south of the equator or west of Greenwich, where the letters do not hold."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a notation puts a place together.

    `parts` is filled with the degrees, minutes and seconds (or the number alone); `place` with
    `{north}` and `{east}`.
    """

    style: NumberNotation
    parts: str
    place: str
    comma: bool = False
    groups: str = ""


_DMS = "{0}°{1}'{2}\""
_DM = "{0}°{1}'"
_RUSSIAN_WORDS = "{0} градусов {1} минут {2} секунд"
_KAZAKH_WORDS = "{0} градус {1} минут {2} секунд"
_DEGREES = NumberNotation.DECIMAL_DEGREES
_SECONDS = NumberNotation.DEGREES_MINUTES_SECONDS
_MINUTES = NumberNotation.DEGREES_MINUTES

LAYOUTS: dict[Notation, Layout] = {
    Notation.DECIMAL: Layout(_DEGREES, "{0}", "{north}, {east}"),
    Notation.DECIMAL_EAST_FIRST: Layout(_DEGREES, "{0}", "{east} {north}"),
    Notation.DECIMAL_COMMA: Layout(_DEGREES, "{0}", "{north} {east}", comma=True),
    Notation.DECIMAL_COMMA_SEMICOLON: Layout(_DEGREES, "{0}", "{north}; {east}", comma=True),
    Notation.DECIMAL_COMMA_EVERYWHERE: Layout(_DEGREES, "{0}", "{north},{east}", comma=True),
    Notation.DECIMAL_LETTERS: Layout(_DEGREES, "{0}°", "{north} N, {east} E"),
    Notation.DECIMAL_NAMED: Layout(_DEGREES, "{0}", "lat={north} lon={east}"),
    Notation.DECIMAL_RUSSIAN: Layout(_DEGREES, "{0}°", "{north} с. ш. и {east} в. д.", comma=True),
    Notation.DECIMAL_KAZAKH: Layout(_DEGREES, "{0}", "ендік: {north}, бойлық: {east}", comma=True),
    Notation.SECONDS: Layout(_SECONDS, _DMS, "{north}N {east}E"),
    Notation.SECONDS_TYPOGRAPHIC: Layout(
        _SECONDS, "{0}°\N{NO-BREAK SPACE}{1}′\N{NO-BREAK SPACE}{2}″", "{north} {east}", comma=True
    ),
    Notation.SECONDS_LETTERS_BEFORE: Layout(_SECONDS, "{0} {1} {2}", "N{north} E{east}"),
    Notation.SECONDS_RUSSIAN: Layout(_SECONDS, _DMS, "{north} с.ш. {east} в.д.", comma=True),
    Notation.SECONDS_RUSSIAN_BEFORE: Layout(_SECONDS, "{0} {1} {2}", "с.ш. {north}, в.д. {east}"),
    Notation.SECONDS_RUSSIAN_WORDS: Layout(
        _SECONDS, _RUSSIAN_WORDS, "{north} северной широты, {east} восточной долготы"
    ),
    Notation.SECONDS_KAZAKH: Layout(
        _SECONDS, _DMS, "солтүстік ендік {north}, шығыс бойлық {east}", comma=True
    ),
    Notation.SECONDS_KAZAKH_SHORT: Layout(_SECONDS, _DMS, "{north} с.е. {east} ш.б."),
    Notation.SECONDS_KAZAKH_WORDS: Layout(
        _SECONDS, _KAZAKH_WORDS, "солтүстік ендіктің {north}, шығыс бойлықтың {east}"
    ),
    Notation.SECONDS_COLONS: Layout(_SECONDS, "{0}:{1}:{2}", "{north}, {east}"),
    Notation.SECONDS_HYPHENS: Layout(_SECONDS, "{0}-{1}-{2}", "{north} {east}"),
    Notation.SECONDS_LATIN: Layout(_SECONDS, "{0}d{1}m{2}s", "{north}N {east}E"),
    Notation.SECONDS_SPACES: Layout(_SECONDS, "{0} {1} {2}", "{north} {east}"),
    Notation.SECONDS_ASTERISKS: Layout(_SECONDS, "{0}*{1}'{2}''", "{north} {east}"),
    Notation.MINUTES: Layout(_MINUTES, _DM, "N {north} E {east}"),
    Notation.MINUTES_SPACES: Layout(_MINUTES, "{0} {1}", "{north}, {east}"),
    Notation.MINUTES_RUSSIAN: Layout(_MINUTES, _DM, "{north} с.ш., {east} в.д.", comma=True),
    Notation.METRES: Layout(NumberNotation.METRES, "{0}", "{north} {east}"),
    Notation.METRES_EAST_FIRST: Layout(NumberNotation.METRES, "{0}", "{east}; {north}", comma=True),
    Notation.METRES_GROUPED: Layout(
        NumberNotation.METRES, "{0}", "{north} {east}", comma=True, groups="\N{NO-BREAK SPACE}"
    ),
    Notation.METRES_XY: Layout(NumberNotation.METRES, "{0}", "X={north} Y={east}"),
    Notation.METRES_RUSSIAN_XY: Layout(
        NumberNotation.METRES, "{0}", "Х = {north} м, У = {east} м", comma=True, groups=" "
    ),
}


def format_coordinates(east: float, north: float, notation: Notation, decimals: int) -> str:
    """A place in a notation, with so many decimals of the smallest part, rounded half to even.

    Takes degrees or metres, as the notation does. Raises NegativeCoordinateError.
    """
    if min(east, north) < 0:
        raise NegativeCoordinateError((east, north))
    layout = LAYOUTS[notation]
    return layout.place.format(
        north=_number(north, layout, decimals), east=_number(east, layout, decimals)
    )


def _number(number: float, layout: Layout, decimals: int) -> str:
    parts = PARTS[layout.style](number, decimals)
    if layout.groups:
        parts[0] = f"{int(float(parts[0])):,}".replace(",", layout.groups) + _fraction(parts[0])
    text = layout.parts.format(*parts)
    return text.replace(".", ",") if layout.comma else text


def _fraction(number: str) -> str:
    _, point, digits = number.partition(".")
    return point + digits


def _alone(number: float, decimals: int) -> list[str]:
    return [f"{number:.{decimals}f}"]


def _with_minutes(number: float, decimals: int) -> list[str]:
    smallest = round(number * 60 * 10**decimals)
    degrees, minutes = divmod(smallest, 60 * 10**decimals)
    return [f"{degrees}", _fixed(minutes, decimals)]


def _with_seconds(number: float, decimals: int) -> list[str]:
    smallest = round(number * 3600 * 10**decimals)
    minutes, seconds = divmod(smallest, 60 * 10**decimals)
    degrees, minutes = divmod(minutes, 60)
    return [f"{degrees}", f"{minutes:02}", _fixed(seconds, decimals)]


def _fixed(smallest: int, decimals: int) -> str:
    """A count of the smallest parts as a number of two digits and the decimals."""
    whole, rest = divmod(smallest, 10**decimals)
    return f"{whole:02}.{rest:0{decimals}}" if decimals else f"{whole:02}"


PARTS: dict[NumberNotation, Callable[[float, int], list[str]]] = {
    NumberNotation.DECIMAL_DEGREES: _alone,
    NumberNotation.DEGREES_MINUTES: _with_minutes,
    NumberNotation.DEGREES_MINUTES_SECONDS: _with_seconds,
    NumberNotation.METRES: _alone,
}
