"""The statements that a part of the atlas sends, to be run again without the atlas around them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

from benchmarks.prepared import Atlas


@dataclass(frozen=True, slots=True)
class Recorded:
    """Statements with their values, in the order in which they were sent."""

    statements: list[tuple[str, Any]] = field(default_factory=list)

    def run(self, atlas: Atlas) -> None:
        """Run every statement over psycopg and fetch all of its rows."""
        for statement, values in self.statements:
            atlas.connection.execute(statement.encode(), values).fetchall()


@contextmanager
def recording(engine: Engine) -> Iterator[Recorded]:
    """What the engine's connections send while the block runs."""
    recorded = Recorded()

    def note(*sent: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event hands over anything
        _connection, _cursor, statement, values, _context, _many = sent
        recorded.statements.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield recorded
    finally:
        event.remove(engine, "before_cursor_execute", note)
