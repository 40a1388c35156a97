"""Before the first tile: copies in which every change is, and the marks of what is secret."""

import time
from collections.abc import Sequence

from sqlalchemy import Engine, func, select

from core.database.engine import make_engine
from core.progress import Stop
from layers.materialized.change_queue import QueuedChange
from layers.materialized.merge import merge_changes
from layers.registry import Catalogue
from layers.writing.protection import Marks, protection_marks
from tiles.pmtiles.errors import ArchiveStoppedError

LOOKED_EVERY_S = 0.2
NO_PROTECTION = "0"


def settled_marks(
    database_url: str, catalogue: Catalogue, layers: Sequence[str], stop: Stop
) -> Marks:
    """The marks of the layers; no tile made from now on shows what they stand for.

    What was changed before is then in the copies from which tiles are made, whoever merges it, also
    where no server keeps them true. Raises ArchiveStoppedError.
    """
    engine = make_engine(database_url)
    try:
        newest = select(func.max(QueuedChange.seq)).where(QueuedChange.layer.in_(layers))
        with engine.connect() as connection:
            marks = of_layers(protection_marks(connection), layers)
            last = connection.scalar(newest) or 0
        while _still_waits(engine, catalogue, layers, last):
            if stop():
                raise ArchiveStoppedError(done=0, total=0)
            time.sleep(LOOKED_EVERY_S)
    finally:
        engine.dispose()
    return marks


def marks_of(database_url: str, layers: Sequence[str]) -> Marks:
    """The marks of the layers as they are now."""
    engine = make_engine(database_url)
    try:
        with engine.connect() as connection:
            return of_layers(protection_marks(connection), layers)
    finally:
        engine.dispose()


def of_layers(marks: Marks, layers: Sequence[str]) -> Marks:
    """The mark of each of the layers, by which archives of them are known."""
    return {layer: marks.get(layer, NO_PROTECTION) for layer in layers}


def _still_waits(engine: Engine, catalogue: Catalogue, layers: Sequence[str], last: int) -> bool:
    """Whether somebody else is merging the changes up to the last one, so that they may wait."""
    merge_changes(engine, catalogue)
    waiting = select(QueuedChange.seq).where(
        QueuedChange.layer.in_(layers), QueuedChange.seq <= last
    )
    with engine.connect() as connection:
        return connection.scalar(waiting.limit(1)) is not None
