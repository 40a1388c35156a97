"""Whether the day or the month stands first in a column of dates, by all that the column holds.

A single 03/04/2026 tells nothing; 17/04/2026 further down does. With dots the day stands first, as
the country writes, unless the column itself shows otherwise.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.rows.table import Cell

FIGURES = re.compile(r"\s*(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(?P<rest>.*)", re.DOTALL)
"""A date in figures whose year stands last, with whatever follows."""
ANY_FIGURES = re.compile(r"^\s*\d{1,2}([./-])\d{1,2}\1\d{2}", re.MULTILINE)
YEAR_FIRST = re.compile(r"\s*\d{4}[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
AM_OR_PM = re.compile(r"\d\s*[ap]\.?m\.?\s*$", re.IGNORECASE)
MONTHS = 12
OUTNUMBERED = 20
"""So many times rarer signs of the other order are slips."""
SUSPECTED_FROM = 4
"""Fewer whole dates may all lie in the first twelve days of their months by chance."""
DOT = "."


class DateOrder(StrEnum):
    """What stands first in a date of figures whose year stands last."""

    DAY = "day"
    MONTH = "month"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How the dates of a column are written: with dots, and with slashes or dashes.

    `by_clock` is the order of those with a clock of twelve hours. `may_be_swapped` are dates with
    the year first, where a spreadsheet seems to have read only those of the column that it could
    take for dates with the month first.
    """

    dotted: DateOrder = DateOrder.DAY
    other: DateOrder = DateOrder.DAY
    by_clock: DateOrder = DateOrder.MONTH
    may_be_swapped: bool = False

    @property
    def is_local(self) -> bool:
        """Whether dates with dots, and those with the year first, are read as they stand."""
        return self.dotted is DateOrder.DAY and not self.may_be_swapped

    def order(self, mark: str) -> DateOrder:
        """The order of dates with this mark between their parts."""
        return self.dotted if mark == DOT else self.other

    def as_text(self) -> str:
        """The style as a run keeps it."""
        swapped = "swapped" if self.may_be_swapped else ""
        return " ".join(filter(None, (self.dotted, self.other, self.by_clock, swapped)))

    @classmethod
    def from_text(cls, kept: str) -> "DateStyle":
        """The style that `as_text` wrote."""
        dotted, other, by_clock, *swapped = kept.split()
        return cls(DateOrder(dotted), DateOrder(other), DateOrder(by_clock), bool(swapped))


LOCAL = DateStyle()
"""How the country writes."""


@dataclass(slots=True)
class DateEvidence:
    """What the cells of a column show, by the mark between the parts of a date."""

    day_first: dict[str, int] = field(default_factory=lambda: dict.fromkeys("./-", 0))
    month_first: dict[str, int] = field(default_factory=lambda: dict.fromkeys("./-", 0))
    either: dict[str, int] = field(default_factory=lambda: dict.fromkeys("./-", 0))
    by_clock: int = 0
    """Dates that tell nothing but for a clock of twelve hours, as Americans write it."""
    whole: int = 0
    """Dates with the year first, or a spreadsheet's."""
    whole_late: int = 0
    """Those of them after the twelfth of a month."""

    def add(self, cells: Iterable[Cell]) -> None:
        """Take the cells in."""
        for cell in cells:
            text = str(cell)
            if match := FIGURES.match(text):
                self._add_figures(match, text)
            elif match := YEAR_FIRST.match(text):
                self.whole += 1
                self.whole_late += int(match[2]) > MONTHS

    def _add_figures(self, match: re.Match[str], text: str) -> None:
        first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
        if first <= MONTHS < second:
            self.month_first[mark] += 1
        elif second <= MONTHS < first:
            # 17.03.20 may also be a day of March 2017.
            self.day_first[mark] += len(year) == len("2020")
        elif first != second and first <= MONTHS:
            self.either[mark] += 1
            self.by_clock += bool(AM_OR_PM.search(text))

    @property
    def style(self) -> DateStyle:
        """How the column is written, as far as its cells show."""
        other = self._other()
        return DateStyle(self._dotted(), other, other, self._may_be_swapped())

    def _dotted(self) -> DateOrder:
        if not self.month_first[DOT]:
            return DateOrder.DAY
        return _by_numbers(self.day_first[DOT], self.month_first[DOT])

    def _other(self) -> DateOrder:
        by_habit = 0 if self.month_first[DOT] else self.either[DOT]
        by_clock = 0 if self.day_first["/"] or self.day_first["-"] else self.by_clock
        days, months = sum(self.day_first.values()), sum(self.month_first.values())
        return _by_numbers(days + by_habit, months + by_clock)

    def _may_be_swapped(self) -> bool:
        """Whether a spreadsheet made dates of just those cells in which no part is above 12."""
        proven = sum(self.day_first.values()) + sum(self.month_first.values())
        is_split = proven > 0 and not any(self.either.values())
        return is_split and self.whole >= SUSPECTED_FROM and not self.whole_late


def _by_numbers(days: int, months: int) -> DateOrder:
    """The order of which there are signs, if the other has none, or hardly any."""
    if days > OUTNUMBERED * months:
        return DateOrder.DAY
    if months > OUTNUMBERED * days:
        return DateOrder.MONTH
    return DateOrder.OPEN


def needs_style(cells: Iterable[Cell]) -> bool:
    """Whether some of the cells are dates of figures, which only the whole column explains."""
    texts = [cell for cell in cells if isinstance(cell, str)]
    return ANY_FIGURES.search("\n".join(texts)) is not None
