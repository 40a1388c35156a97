"""The rows of a file that are objects; what stands among them for others is told to those."""

from sqlalchemy.orm import Session

from ingest.location.file_rows.heading_rows import with_headings
from ingest.location.file_rows.points_of_lines import with_points_of_lines
from ingest.location.file_rows.rows_aside import body_of
from ingest.rows.batch import InputTable
from ingest.rows.file_order import FileOrder


def as_rows(session: Session, table: InputTable, order: FileOrder) -> InputTable:
    """The table without the headings and totals of a list, and the points beside a map's lines.

    Raises UnusableReferenceSystemError.
    """
    sectioned = with_headings(session, body_of(table, order.path), order.path)
    return with_points_of_lines(session, sectioned, order)
