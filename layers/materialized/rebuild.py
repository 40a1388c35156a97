"""Builds the kept parts of layers whole from their rows."""

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, delete, insert, select, text

from layers.materialized.change_queue import DerivedState, QueuedChange
from layers.materialized.merge_lock import alone, alone_in_transaction
from layers.materialized.news import notify_all_tiles
from layers.materialized.part import Part
from layers.materialized.parts import kept_parts
from layers.model.layer import Layer
from layers.registry import Catalogue


def missing_parts(connection: Connection, layer: Layer) -> tuple[Part, ...]:
    """The parts of the layer that were never built, or from another declaration."""
    query = select(DerivedState.part, DerivedState.form).where(DerivedState.layer == layer.id)
    built = {row.part: row.form for row in connection.execute(query)}
    return tuple(part for part in kept_parts(layer) if built.get(part.name) != part.form(layer))


def rebuild_missing(connection: Connection, catalogue: Catalogue) -> None:
    """Have every layer's parts built as the catalogue declares them now.

    Within the caller's transaction. Until its end nobody writes into a layer that is built.
    """
    lacking = [layer for layer in catalogue.layers if missing_parts(connection, layer)]
    if lacking:
        alone_in_transaction(connection, waiting=True)
    for layer in lacking:
        connection.execute(text(f"LOCK TABLE {layer.table.__tablename__} IN SHARE MODE"))
        rebuild(connection, layer)


def rebuild_layers(engine: Engine, layers: Iterable[Layer]) -> None:
    """Build all parts of the layers anew, a layer at a time, while others write."""
    with alone(engine, waiting=True) as connection:
        if connection is not None:  # as it is after waiting
            for layer in layers:
                with connection.begin():
                    rebuild(connection, layer)
    vacuum_unseen(engine)


def rebuild(connection: Connection, layer: Layer) -> int:
    """The number of queued changes that are settled by building all parts of the layer anew.

    The caller's transaction must see rows and queue at one moment: REPEATABLE READ, or a lock.
    Whoever only reads may do so until the new parts take the place of the old ones.
    """
    queued = delete(QueuedChange).where(QueuedChange.layer == layer.id)
    settled = connection.execute(queued).rowcount
    connection.execute(delete(DerivedState).where(DerivedState.layer == layer.id))
    for part in kept_parts(layer):
        part.rebuild(connection, layer)
        state = {"layer": layer.id, "part": part.name, "form": part.form(layer)}
        connection.execute(insert(DerivedState).values(state))
    notify_all_tiles(connection, layer)
    return settled


def vacuum_unseen(engine: Engine) -> None:
    """Let kept tables that were built anew be read from their indexes alone."""
    query = text(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'kept\\_%'"
        " AND relallvisible < relpages / 2.0"
    )
    with engine.connect() as connection:
        tables = list(connection.scalars(query))
    vacuum(engine, tables)


def vacuum(engine: Engine, tables: Iterable[str]) -> None:
    """Vacuum the tables, outside of any transaction."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in tables:
            connection.execute(text(f"VACUUM (ANALYZE) {table}"))
