"""Takes the queued changes into the kept parts, batch by batch, or builds the parts whole."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, func, select, text

from layers.definition import Layer
from layers.derived.change_queue import DerivedState, QueuedChange
from layers.derived.news import tell_all, tell_batch
from layers.derived.part import Batch
from layers.derived.parts import kept_parts
from layers.registry import Catalogue

MERGE_LOCK = 7_255_219
"""Key of the advisory lock that lets one program merge at a time."""
BATCH = 20_000
EVERY_CHANGE = 2**63 - 1


def merge_changes(engine: Engine, catalogue: Catalogue, *, batch: int = BATCH) -> int:
    """The number of queued changes taken in; 0 where somebody else is merging.

    Each batch is one REPEATABLE READ transaction: killed at any moment, it leaves parts and queue
    as they were. Parts that a layer lacks, or that more changes wait for than it has rows, are
    built whole. Afterwards, where much was changed, the tables are vacuumed.
    """
    taken, built = 0, False
    snapshots = engine.execution_options(isolation_level="REPEATABLE READ")
    with _alone(engine) as is_alone:
        for layer in catalogue.layers if is_alone else ():
            with snapshots.connect() as connection:
                settled = _built_where_needed(connection, layer, batch)
                built |= settled is not None
                taken += settled or 0
                while number := _next_batch_taken(connection, layer, batch):
                    taken += number
    if built:
        vacuum_unseen(engine)
    if taken > batch:
        _vacuum(engine, [QueuedChange.__tablename__])
    return taken


def merge_on(connection: Connection, catalogue: Catalogue) -> int:
    """The number of queued changes taken in within the caller's transaction.

    Until its end nobody else writes into any layer; 0 where somebody else is merging.
    """
    if not connection.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": MERGE_LOCK}):
        return 0
    connection.execute(text("LOCK TABLE change_queue IN SHARE ROW EXCLUSIVE MODE"))
    taken = 0
    for layer in catalogue.layers:
        if missing(connection, layer) or _outnumber(connection, layer):
            taken += rebuild(connection, layer)
        else:
            taken += _take_in(connection, Batch(layer, EVERY_CHANGE))
    return taken


def rebuild_missing(connection: Connection, catalogue: Catalogue) -> None:
    """Nothing; every layer's parts are built as the catalogue declares them now.

    Within the caller's transaction. Until its end nobody writes into a layer that is built.
    """
    lacking = [layer for layer in catalogue.layers if missing(connection, layer)]
    if lacking:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MERGE_LOCK})
    for layer in lacking:
        connection.execute(text(f"LOCK TABLE {layer.table.__tablename__} IN SHARE MODE"))
        rebuild(connection, layer)


def rebuild(connection: Connection, layer: Layer) -> int:
    """The number of queued changes that are settled by building all parts of the layer anew.

    The caller's transaction must see rows and queue at one moment: REPEATABLE READ, or a lock.
    """
    delete = text("DELETE FROM change_queue WHERE layer = :layer")
    settled = int(connection.execute(delete, {"layer": layer.id}).rowcount)
    connection.execute(text("DELETE FROM derived_state WHERE layer = :layer"), {"layer": layer.id})
    for part in kept_parts(layer):
        part.rebuild(connection, layer)
        connection.execute(
            text("INSERT INTO derived_state (layer, part, form) VALUES (:layer, :part, :form)"),
            {"layer": layer.id, "part": part.name, "form": part.form(layer)},
        )
    tell_all(connection, layer)
    return settled


def missing(connection: Connection, layer: Layer) -> bool:
    """Whether a part of the layer was never built, or from another declaration."""
    query = select(DerivedState.part, DerivedState.form).where(DerivedState.layer == layer.id)
    built = {row.part: row.form for row in connection.execute(query)}
    return any(built.get(part.name) != part.form(layer) for part in kept_parts(layer))


def vacuum_unseen(engine: Engine) -> None:
    """Nothing; kept tables that were built anew can be read from their indexes alone."""
    query = text(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'kept\\_%'"
        " AND relallvisible < relpages / 2.0"
    )
    with engine.connect() as connection:
        tables = list(connection.scalars(query))
    _vacuum(engine, tables)


@contextmanager
def _alone(engine: Engine) -> Iterator[bool]:
    """Whether nobody else merges until the end of the block.

    The lock belongs to a connection of its own, so that every snapshot is taken under it.
    """
    key = {"key": MERGE_LOCK}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        is_alone = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key))
        try:
            yield is_alone
        finally:
            if is_alone:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)


def _built_where_needed(connection: Connection, layer: Layer, batch: int) -> int | None:
    """The number of changes settled by building the layer's parts; None where they were not."""
    with connection.begin():
        if missing(connection, layer) or _outnumber(connection, layer, batch):
            return rebuild(connection, layer)
    return None


def _next_batch_taken(connection: Connection, layer: Layer, batch: int) -> int:
    """How many changes were taken in: the next ones, at most so many."""
    with connection.begin():
        last = _last(connection, layer, batch)
        return 0 if last is None else _take_in(connection, Batch(layer, last))


def _vacuum(engine: Engine, tables: Iterable[str]) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in tables:
            connection.execute(text(f"VACUUM (ANALYZE) {table}"))


def _take_in(connection: Connection, batch: Batch) -> int:
    """How many changes the batch has; they are in the parts and no longer in the queue."""
    pending = text("SELECT EXISTS (SELECT FROM change_queue WHERE layer = :layer AND seq <= :last)")
    if not connection.scalar(pending, batch.values):
        return 0
    for part in kept_parts(batch.layer):
        part.take_in(connection, batch)
    tell_batch(connection, batch)
    done = text("DELETE FROM change_queue WHERE layer = :layer AND seq <= :last")
    return int(connection.execute(done, batch.values).rowcount)


def _last(connection: Connection, layer: Layer, batch: int) -> int | None:
    """The number of the last change of the next batch, None where no change waits."""
    query = text(
        "SELECT max(seq) FROM (SELECT seq FROM change_queue WHERE layer = :layer"
        " ORDER BY seq LIMIT :batch) AS next"
    )
    last = connection.scalar(query, {"layer": layer.id, "batch": batch})
    return None if last is None else int(last)


def _outnumber(connection: Connection, layer: Layer, batch: int = BATCH) -> bool:
    """Whether so many changes wait that building the parts whole is less work."""
    query = text(
        "SELECT count(*) FROM (SELECT FROM change_queue WHERE layer = :layer LIMIT :most) AS first"
    )

    def waiting(most: int) -> int:
        return int(connection.scalar(query, {"layer": layer.id, "most": most}) or 0)

    if waiting(batch + 1) <= batch:
        return False
    rows = int(connection.scalar(select(func.count()).select_from(layer.table)) or 0)
    return waiting(rows // 2 + 1) > rows // 2
