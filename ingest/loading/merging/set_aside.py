"""What is set aside while very many rows go into a layer, to be done once for all of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from layers.materialized.queue_triggers import queue_trigger_of
from layers.model.layer import Layer

KEY = ("source", "source_key")
PLAIN = text(
    "SELECT CAST(CAST(indexrelid AS regclass) AS text), pg_get_indexdef(indexrelid) FROM pg_index"
    " WHERE indrelid = CAST(:name AS regclass) AND NOT indisunique AND NOT indisexclusion"
    " ORDER BY indexrelid"
)


@contextmanager
def set_aside(session: Session, layer: Layer) -> Iterator[None]:
    """Leave the layer only the indexes that refuse a wrong row while the block runs.

    The key of loading is set aside too: staged keys are unique and known ones were looked up. New
    rows do not reach the queue by themselves: see `queue_inserted`. Readers of the layer wait until
    the transaction ends.
    """
    table = layer.table.__tablename__
    queue = f"TRIGGER {queue_trigger_of(layer, 'INSERT')}"
    session.execute(text(f"ALTER TABLE {table} DISABLE {queue}"))
    plain = session.execute(PLAIN, {"name": table}).all()
    key, columns = f"{table}_{'_'.join(KEY)}_key", ", ".join(KEY)
    for name, _ in plain:
        session.execute(text(f"DROP INDEX {name}"))
    session.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {key}"))
    yield
    session.execute(text(f"ALTER TABLE {table} ENABLE {queue}"))
    session.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {key} UNIQUE ({columns})"))
    for _, definition in plain:
        session.execute(text(definition))
    session.execute(text(f"ANALYZE {table}"))
