"""The limit of any load: ready rows by binary COPY, with and without indexes."""

from dataclasses import dataclass
from time import perf_counter
from typing import ClassVar

from psycopg.sql import SQL, Composed, Identifier

from benchmarks.comparison import MS
from benchmarks.prepared import REPORTS, Atlas

COPIED = "bare_copied"
PIECE_BYTES = 2**20
COLUMNS = """
SELECT attname FROM pg_attribute
WHERE attrelid = CAST(%s AS regclass) AND attnum > 0 AND NOT attisdropped
ORDER BY attnum
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE tablename = %s ORDER BY indexname"


@dataclass(frozen=True, slots=True)
class BareCopy:
    """The rows of the layer as bytes, to go into a plain table of the same columns."""

    COPY: ClassVar = "binary COPY of ready rows"
    INDEXED: ClassVar = "binary COPY, then the same indexes"

    atlas: Atlas
    columns: Composed
    rows: bytes

    def copied(self) -> dict[str, float]:
        """Milliseconds of the COPY alone, and of it with the indexes built after it."""
        connection, table = self.atlas.connection, Identifier(COPIED)
        empty = SQL("CREATE TABLE {} AS SELECT {} FROM {} LIMIT 0")
        connection.execute(empty.format(table, self.columns, Identifier(REPORTS)))
        began = perf_counter()
        copy_in = SQL("COPY {} ({}) FROM STDIN (FORMAT binary)").format(table, self.columns)
        with connection.cursor().copy(copy_in) as stream:
            for start in range(0, len(self.rows), PIECE_BYTES):
                stream.write(self.rows[start : start + PIECE_BYTES])
        after_copy = perf_counter()
        for number, (definition,) in enumerate(self.atlas.rows(INDEXES, REPORTS)):
            connection.execute(_on_the_copy(str(definition), number).encode())
        after_indexes = perf_counter()
        connection.execute(SQL("DROP TABLE {}").format(table))
        return {
            self.COPY: (after_copy - began) * MS,
            self.INDEXED: (after_indexes - began) * MS,
        }


def ready_rows(atlas: Atlas) -> BareCopy:
    """The rows that the layer of reports has now."""
    names = [str(row[0]) for row in atlas.rows(COLUMNS, REPORTS)]
    columns = SQL(", ").join(map(Identifier, names))
    copy_out = SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT binary)")
    with atlas.connection.cursor().copy(copy_out.format(columns, Identifier(REPORTS))) as stream:
        return BareCopy(atlas, columns, b"".join(bytes(piece) for piece in stream))


def _on_the_copy(definition: str, number: int) -> str:
    """The index of the layer as one of the copy: CREATE [UNIQUE] INDEX name ON table USING …."""
    head, tail = definition.split(" ON ", maxsplit=1)
    unique = "UNIQUE " if "UNIQUE" in head else ""
    return f"CREATE {unique}INDEX {COPIED}_{number} ON {COPIED} {tail.split(' ', maxsplit=1)[1]}"
