"""Columns that are no fields of a form but the options of a question with several answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingest.rows.table import Cell

CHOSEN_OR_NOT = frozenset(("0", "1", "true", "false", "0.0", "1.0", ""))
BETWEEN = "/"
FEWEST = 2
"""A group with fewer such columns is a group."""


def split_choices(columns: Sequence[str], cells: Mapping[str, Iterable[Cell]]) -> frozenset[str]:
    """The columns that only say whether one option was chosen: `modes/foot` beside `modes`.

    Where the question itself has no column, two or more such columns of one group are options.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for column in columns:
        question, between, option = column.rpartition(BETWEEN)
        if between and question and option and _are_marks(cells.get(column, ())):
            groups[question].append(column)
    known = {column.casefold() for column in columns}
    return frozenset(
        column
        for question, options in groups.items()
        if question.casefold() in known or len(options) >= FEWEST
        for column in options
    )


def _are_marks(cells: Iterable[Cell]) -> bool:
    """Whether all cells say yes or no, and one says anything."""
    written = {str(cell).strip().casefold() for cell in cells}
    return bool(written - {""}) and written <= CHOSEN_OR_NOT
