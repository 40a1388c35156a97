"""Takes the queued changes into the kept parts, batch by batch."""

from collections.abc import Callable, Iterator
from typing import Concatenate

from sqlalchemy import Connection, Engine, delete, func, literal, select, text, update
from sqlalchemy.exc import OperationalError

from core.database.engine import SessionFactory
from layers.materialized.change_queue import RANDOM, DerivedState, QueuedChange
from layers.materialized.merge_lock import alone, alone_in_transaction
from layers.materialized.news import notify_changed_tiles
from layers.materialized.part import ChangeBatch
from layers.materialized.parts import kept_parts
from layers.materialized.rebuild import missing_parts, rebuild, vacuum, vacuum_unseen
from layers.model.layer import Layer
from layers.registry import Catalogue

BATCH = 20_000
EVERY_CHANGE = 2**63 - 1
MORE_MEMORY = text("SET LOCAL work_mem = '64MB'")
WAITING = text(
    "SELECT id FROM unnest(CAST(:layers AS text[])) AS layer (id)"
    " WHERE EXISTS (SELECT FROM change_queue WHERE change_queue.layer = layer.id)"
)
SERIALIZATION_FAILURE = "40001"


def merge_changes(engine: Engine, catalogue: Catalogue, *, batch: int = BATCH) -> int:
    """The number of queued changes taken in, until none waits; 0 where somebody else is merging.

    Each batch is one REPEATABLE READ transaction: killed at any moment, it leaves parts and queue
    as they were. Parts that a layer lacks, or for which more changes wait than half its rows, are
    built whole. Where much was changed, the tables are vacuumed afterwards. An error in one layer
    keeps no other from being merged, and is raised in the end.
    """
    taken, built = 0, False
    failures: list[Exception] = []
    with alone(engine) as connection:
        if connection is None:
            return 0
        for layer in _at_one_moment(connection, _needing, catalogue):
            try:
                for number, was_built in _merged(connection, layer, batch):
                    taken += number
                    built |= was_built
            except Exception as error:
                if connection.invalidated:  # and with it the lock is gone
                    raise
                failures.append(error)
    if built:
        vacuum_unseen(engine)
    if taken > batch:
        vacuum(engine, [QueuedChange.__tablename__])
    if failures:
        raise failures[0]
    return taken


def is_to_merge(engine: Engine, catalogue: Catalogue) -> bool:
    """Whether changes wait, or a layer was emptied or never built: there is something to merge."""
    with engine.connect() as connection:
        return bool(_needing(connection, catalogue))


def merge_on(connection: Connection, catalogue: Catalogue) -> int:
    """The number of queued changes taken in within the caller's transaction.

    Until its end nobody else writes into any layer; 0 where somebody else is merging.
    """
    if not alone_in_transaction(connection):
        return 0
    connection.execute(text("LOCK TABLE change_queue IN SHARE ROW EXCLUSIVE MODE"))
    taken = 0
    for layer in catalogue.layers:
        settled = _built(connection, layer, BATCH)
        taken += (
            _taken_in(connection, ChangeBatch(layer, EVERY_CHANGE)) if settled is None else settled
        )
    return taken


def merge_through(sessions: SessionFactory, catalogue: Catalogue) -> int:
    """The number of queued changes taken in after a load, for an atlas that nobody serves.

    Where the sessions share one connection, within its transaction.
    """
    with sessions() as session:
        bind = session.get_bind()
    return (
        merge_on(bind, catalogue)
        if isinstance(bind, Connection)
        else merge_changes(bind, catalogue)
    )


def _merged(connection: Connection, layer: Layer, batch: int) -> Iterator[tuple[int, bool]]:
    """After each transaction, how many changes of the layer it settled, and whether by building."""
    settled = _at_one_moment(connection, _built, layer, batch)
    yield settled or 0, settled is not None
    while number := _at_one_moment(connection, _next, layer, batch):
        yield number, False


def _at_one_moment[**P, R](
    connection: Connection,
    work: Callable[Concatenate[Connection, P], R],
    *given: P.args,
    **named: P.kwargs,
) -> R:
    """What the work gives, in a transaction of its own.

    Once more where a layer was emptied meanwhile: the changes at hand are then gone.
    """
    try:
        with connection.begin():
            connection.execute(MORE_MEMORY)
            return work(connection, *given, **named)
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != SERIALIZATION_FAILURE:
            raise
    with connection.begin():
        return work(connection, *given, **named)


def _needing(connection: Connection, catalogue: Catalogue) -> list[Layer]:
    """The layers of which changes wait or a part was never built."""
    ids = [layer.id for layer in catalogue.layers]
    waiting = set(connection.scalars(WAITING, {"layers": ids}))
    built = set(map(tuple, connection.execute(select(DerivedState.layer, DerivedState.part))))
    return [
        layer
        for layer in catalogue.layers
        if layer.id in waiting
        or any((layer.id, part.name) not in built for part in kept_parts(layer))
    ]


def _built(connection: Connection, layer: Layer, batch: int) -> int | None:
    """The number of changes settled by building the layer's parts; None where they were not."""
    if missing_parts(connection, layer) or _outnumber(connection, layer, batch):
        return rebuild(connection, layer)
    return None


def _next(connection: Connection, layer: Layer, batch: int) -> int:
    """How many changes of the layer were taken in: the next ones, at most so many."""
    seq = QueuedChange.seq
    waiting = select(seq).where(QueuedChange.layer == layer.id).order_by(seq).limit(batch)
    last = connection.scalar(select(func.max(waiting.subquery().c.seq)))
    return 0 if last is None else _taken_in(connection, ChangeBatch(layer, last))


def _taken_in(connection: Connection, batch: ChangeBatch) -> int:
    """How many changes the batch has; they are in the parts and no longer in the queue."""
    layer = batch.layer
    of_batch = QueuedChange.layer == layer.id, QueuedChange.seq <= batch.last
    if connection.scalar(select(literal(1)).where(*of_batch).limit(1)) is None:
        return 0
    for part in kept_parts(layer):
        part.apply(connection, batch)
    connection.execute(
        update(DerivedState).where(DerivedState.layer == layer.id).values(mark=RANDOM)
    )
    notify_changed_tiles(connection, batch)
    return connection.execute(delete(QueuedChange).where(*of_batch)).rowcount


def _outnumber(connection: Connection, layer: Layer, batch: int) -> bool:
    """Whether so many changes wait that building the parts whole is less work."""

    def are_waiting(more_than: int) -> bool:
        waiting = select(QueuedChange.seq).where(QueuedChange.layer == layer.id)
        first = waiting.limit(more_than + 1).subquery()
        return (connection.scalar(select(func.count()).select_from(first)) or 0) > more_than

    if not are_waiting(batch):
        return False
    return are_waiting((connection.scalar(select(func.count(layer.table.id))) or 0) // 2)
