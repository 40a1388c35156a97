"""Many rows into a table by COPY, in its text form."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier
from sqlalchemy.orm import Session

NULL = "\\N"
"""What stands for no value."""
LINES_PER_WRITE = 5_000


def copy_text(session: Session, table: str, columns: Mapping[str, Sequence[str]]) -> int:
    """How many rows were written, in the session's transaction.

    Each column is its values as COPY has them: `NULL`, and no escapes, so that no value may hold a
    tabulator, a line's end or a backslash. All columns are equally long.
    """
    lines = ["\t".join(row) for row in zip(*columns.values(), strict=True)]
    if not lines:
        return 0
    statement = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(table), SQL(", ").join(map(Identifier, columns))
    )
    with _connection(session).cursor() as cursor, cursor.copy(statement) as copy:
        for part in _parts(lines):
            copy.write("\n".join(part) + "\n")
    return len(lines)


def _connection(session: Session) -> psycopg.Connection[Any]:
    connection: Any = session.connection().connection.driver_connection
    return connection  # type: ignore[no-any-return]  # the engine's driver is psycopg 3


def _parts(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(lines), LINES_PER_WRITE):
        yield lines[start : start + LINES_PER_WRITE]
