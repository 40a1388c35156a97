"""One program at a time carries out a run; the lock of a killed one is free at once."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.database.engine import SessionFactory
from ingest.loading.runs.run_errors import RunBusyError

TAKE = text("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))")
GIVE_BACK = text("SELECT pg_advisory_unlock(hashtextextended(:name, 0))")
TAKE_TILL_COMMIT = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
TAKE_LAYER = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


@contextmanager
def held_run(sessions: SessionFactory, run_id: int) -> Iterator[None]:
    """Let nobody else carry the run out while the block runs. Raises RunBusyError.

    The lock has a connection of its own: the server gives it back when that breaks.
    """
    with sessions() as session:
        engine = session.get_bind().engine
    name = {"name": _name(run_id)}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as keeper:
        if not keeper.scalar(TAKE, name):
            raise RunBusyError(run_id)
        try:
            yield
        finally:
            try:
                keeper.execute(GIVE_BACK, name)
            except DBAPIError:
                keeper.invalidate()


def is_carried_out(session: Session, run_id: int) -> bool:
    """Whether some program carries the run out; if none does, none can before the commit."""
    return not session.scalar(TAKE_TILL_COMMIT, {"name": _name(run_id)})


def hold_layer(session: Session, layer_id: str) -> None:
    """Wait until no other load writes into the layer, and let others wait until the commit.

    Each then sees all objects that it may have to match.
    """
    session.execute(TAKE_LAYER, {"name": f"load {layer_id}"})


def _name(run_id: int) -> str:
    return f"ingest run {run_id}"
