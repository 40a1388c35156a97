"""The indexes of a layer while very many rows go in: built once at the end, not row by row."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from layers.definition import Layer

KEY = ("source", "source_key")
PLAIN = text(
    "SELECT CAST(CAST(indexrelid AS regclass) AS text), pg_get_indexdef(indexrelid) FROM pg_index"
    " WHERE indrelid = CAST(:name AS regclass) AND NOT indisunique AND NOT indisexclusion"
    " ORDER BY indexrelid"
)


@contextmanager
def indexes_set_aside(session: Session, layer: Layer) -> Iterator[None]:
    """Nothing; while the block runs the layer has only the indexes that refuse a wrong row.

    The key of loading is set aside too: staged keys are unique and known ones were looked up.
    Readers of the layer wait until the transaction ends.
    """
    table = layer.table.__tablename__
    plain = session.execute(PLAIN, {"name": table}).all()
    key, columns = f"{table}_{'_'.join(KEY)}_key", ", ".join(KEY)
    for name, _ in plain:
        session.execute(text(f"DROP INDEX {name}"))
    session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {key}"))
    yield
    session.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {key} UNIQUE ({columns})"))
    for _, definition in plain:
        session.execute(text(definition))
    session.execute(text(f"ANALYZE {table}"))
