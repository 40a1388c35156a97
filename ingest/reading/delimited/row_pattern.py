"""What the rows of a delimited list have in common, by which a row within a cell is noticed."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NUMBER = re.compile(r"\s*[+-]?\d[\d\s\u00a0]*(?:[.,]\d+)?\s*")
LEAST_NUMBERS = 2
"""So many cells of a column are numbers, and at least half of it, before numbers are expected."""
LEAST_WIDTH = 3
"""A line of prose may well have one separator where no column holds numbers."""


@dataclass(frozen=True, slots=True)
class RowPattern:
    """The separator, how many cells the rows have, and the places of those that are numbers."""

    delimiter: str
    width: int
    numbers: frozenset[int]

    def fits(self, line: str) -> bool:
        """Whether a line reads like a row of the list rather than like a line of prose."""
        cells = plain_cells(line, self.delimiter)
        if len(cells) != self.width:
            return False
        if not self.numbers:
            return self.width >= LEAST_WIDTH and not any(cell[:1].isspace() for cell in cells)
        hits = sum(NUMBER.fullmatch(cells[place].strip('"')) is not None for place in self.numbers)
        return 2 * hits >= len(self.numbers)


def row_pattern(rows: Iterable[Sequence[str]], delimiter: str) -> RowPattern:
    """The pattern of the rows of the commonest width among these."""
    filled = [row for row in rows if row]
    widths = Counter(map(len, filled))
    width = widths.most_common(1)[0][0] if widths else 0
    even = [row for row in filled if len(row) == width]
    numbers = frozenset(place for place in range(width) if _is_of_numbers(even, place))
    return RowPattern(delimiter, width, numbers)


def plain_cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line in which quotes are letters like any other."""
    text = line.rstrip("\r\n")
    try:
        return next(csv.reader([text], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    except csv.Error:  # a cell is longer than the module takes
        return text.split(delimiter)


def _is_of_numbers(rows: Sequence[Sequence[str]], place: int) -> bool:
    numbers = sum(NUMBER.fullmatch(row[place]) is not None for row in rows)
    return numbers >= LEAST_NUMBERS and 2 * numbers >= len(rows)
