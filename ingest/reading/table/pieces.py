"""Rows as a reader of lines or sheets finds them, before they are turned into columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.rows.row_problem import RowProblem


@dataclass(frozen=True, slots=True)
class Piece:
    """Some next rows of a file, and what the reader has to say of them, by their number."""

    rows: list[Sequence[object]]
    problems: tuple[RowProblem, ...] = ()
