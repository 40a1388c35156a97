"""A kept table made anew beside the old one, which readers keep until the end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, text

SORT_MEMORY = "256MB"


@contextmanager
def replaced_by(
    connection: Connection, table: str, statements: Sequence[str], primary_key: str
) -> Iterator[str]:
    """The name under which the block makes the new table, without a key and in key order.

    Afterwards it has the key, the further indexes that `statements` make, and the old one's name.
    """
    new = f"{table}_new"
    connection.execute(text(f"SET LOCAL work_mem = '{SORT_MEMORY}'"))
    connection.execute(text(f"SET LOCAL maintenance_work_mem = '{SORT_MEMORY}'"))
    connection.execute(text(f"DROP TABLE IF EXISTS {new}"))
    yield new
    connection.execute(text(f"ALTER TABLE {new} ADD CONSTRAINT {new}_pkey {primary_key}"))
    connection.execute(text(f"DROP TABLE IF EXISTS {table}"))
    connection.execute(text(f"ALTER TABLE {new} RENAME TO {table}"))
    connection.execute(text(f"ALTER INDEX {new}_pkey RENAME TO {table}_pkey"))
    for statement in statements:
        connection.execute(text(statement))
    connection.execute(text("SELECT atlas_open_to_strangers(:table)"), {"table": table})
    connection.execute(text(f"ANALYZE {table}"))
    connection.execute(text("SET LOCAL work_mem TO DEFAULT"))
    connection.execute(text("SET LOCAL maintenance_work_mem TO DEFAULT"))
