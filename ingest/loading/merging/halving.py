"""Rows written together as far as the database takes them: those refused are found by halves."""

from collections.abc import Callable

from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from ingest.rows.row_problem import RowProblem

PROGRAM_LIMIT_EXCEEDED = "54000"

Refused = DataError | IntegrityError | OperationalError


def written_between(
    session: Session,
    write: Callable[[int, int], int],
    refusal: Callable[[int, Refused], RowProblem],
    first: int,
    last: int,
) -> tuple[int, list[RowProblem]]:
    """How many rows `write` wrote of those from `first` to `last`, and why it could not others."""
    try:
        with session.begin_nested():
            return write(first, last), []
    except (DataError, IntegrityError, OperationalError) as error:
        if not _is_of_the_row(error):
            raise
        if first == last:
            return 0, [refusal(first, error)]
    middle = (first + last) // 2
    before, refused_before = written_between(session, write, refusal, first, middle)
    after, refused_after = written_between(session, write, refusal, middle + 1, last)
    return before + after, [*refused_before, *refused_after]


def _is_of_the_row(error: Refused) -> bool:
    """Whether a row is at fault, not the server or the connection."""
    sqlstate = getattr(error.orig, "sqlstate", None)
    return not isinstance(error, OperationalError) or sqlstate == PROGRAM_LIMIT_EXCEEDED
