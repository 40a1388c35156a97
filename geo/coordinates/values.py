"""One number of a written place: decimal degrees, degrees and minutes, seconds, or metres."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

MINUTES = 60
SECONDS = 3600


class NumberNotation(StrEnum):
    """How a number is written."""

    DECIMAL_DEGREES = "decimal_degrees"
    DEGREES_MINUTES = "degrees_minutes"
    DEGREES_MINUTES_SECONDS = "degrees_minutes_seconds"
    METRES = "metres"


@dataclass(frozen=True, slots=True)
class Value:
    """A number in degrees or metres.

    `unit` is that of the last digit that was written. Two numbers belong to one place when they
    share a spelling. `too_large` is the part that is 60 or more: degrees_minutes for the minutes.
    """

    number: Fraction
    unit: Fraction
    style: NumberNotation
    spellings: frozenset[str]
    too_large: NumberNotation | None = None


_SIGN = r"(?P<sign>[-+]?) ?"
_PART = r"\d{1,3}(?:[.,]\d+)?"
_DECIMAL = re.compile(_SIGN + r"(?P<degrees>\d{1,3}(?:[.,]\d+)?) ?(?P<sign_of_degrees>°?)")
_MARKED = re.compile(
    _SIGN
    + rf"(?P<degrees>\d{{1,3}}) ?° ?-?(?P<minutes>{_PART}) ?"
    + rf"(?:(?:'|(?<= )) ?-?(?:(?P<seconds>{_PART}) ?[\"']?)?)?"
)
_BARE = re.compile(
    _SIGN
    + r"(?P<degrees>\d{1,3})(?P<between>[ :-])(?P<minutes>\d{1,2}(?:[.,]\d+)?)"
    + r"(?:(?P=between)(?P<seconds>\d{1,2}(?:[.,]\d+)?))?"
)
_DOTTED = re.compile(
    _SIGN + r"(?P<degrees>\d{1,3})(?P<between>\.)(?P<minutes>\d{2})\.(?P<seconds>\d{2}(?:,\d+)?)"
)
_METRES = re.compile(_SIGN + r"(?P<whole>\d{6,8})(?:[.,](?P<fraction>\d+))? ?[mм]?\.?")
_GROUPED = re.compile(
    _SIGN
    + r"(?P<whole>\d{1,3}(?P<group>[ ,.'])\d{3}(?:(?P=group)\d{3})?)"
    + r"(?:(?!(?P=group))[.,](?P<fraction>\d+))? ?[mм]?\.?"
)
_SMALLEST_METRES, _TOO_MANY_METRES = 100_000, 100_000_000
"""No easting or northing of the country has fewer than six digits or more than eight."""
DECIMAL = (".", ",")


def value_of(text: str) -> Value | None:
    """The number that a text of the plain spelling is, as a whole; None where it is none."""
    if match := _DECIMAL.fullmatch(text):
        return _decimal(match)
    for pattern in (_MARKED, _BARE, _DOTTED):
        if match := pattern.fullmatch(text):
            return _sexagesimal(match)
    for pattern in (_METRES, _GROUPED):
        if match := pattern.fullmatch(text):
            return _metres(match)
    return None


def _decimal(match: re.Match[str]) -> Value:
    number, unit = _read(match["degrees"])
    spellings = {"decimal", "marked"} if match["sign_of_degrees"] else {"decimal"}
    return Value(_signed(match, number), unit, NumberNotation.DECIMAL_DEGREES, frozenset(spellings))


def _sexagesimal(match: re.Match[str]) -> Value | None:
    degrees = Fraction(match["degrees"])
    minutes, unit = _read(match["minutes"])
    unit /= MINUTES
    style = NumberNotation.DEGREES_MINUTES
    seconds = Fraction(0)
    if match["seconds"] is not None:
        if minutes.denominator != 1 or "." in match["minutes"] or "," in match["minutes"]:
            return None
        seconds, unit = _read(match["seconds"])
        unit /= SECONDS
        style = NumberNotation.DEGREES_MINUTES_SECONDS
    too_large = NumberNotation.DEGREES_MINUTES_SECONDS if seconds >= MINUTES else None
    if minutes >= MINUTES:
        too_large = NumberNotation.DEGREES_MINUTES
    between = match.groupdict().get("between")
    spelling = f"{style} {between}" if between else "marked"
    number = degrees + minutes / MINUTES + seconds / SECONDS
    return Value(_signed(match, number), unit, style, frozenset({spelling}), too_large)


def _metres(match: re.Match[str]) -> Value | None:
    whole = re.sub(r"\D", "", match["whole"])
    group = match.groupdict().get("group")
    is_decimal = match["whole"].count(group or " ") == 1 and not match["fraction"]
    if not _SMALLEST_METRES <= int(whole) < _TOO_MANY_METRES or (group in DECIMAL and is_decimal):
        return None
    number, unit = _read(f"{whole}.{match['fraction'] or ''}")
    return Value(_signed(match, number), unit, NumberNotation.METRES, frozenset({"metres"}))


def _read(digits: str) -> tuple[Fraction, Fraction]:
    """The number, and the unit of its last digit."""
    whole, _, fraction = digits.replace(",", ".").partition(".")
    unit = Fraction(1, 10 ** len(fraction))
    return Fraction(int(whole + fraction)) * unit, unit


def _signed(match: re.Match[str], number: Fraction) -> Fraction:
    return -number if match["sign"] == "-" else number
