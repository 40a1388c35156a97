"""Entries join the chain in small batches behind the writers, none of whom waits for another."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from core.audit.chain import entry_columns, head, link_after
from core.audit.entry import AuditEntry, ChainLink, UnchainedEntry
from core.audit.failed_sign_ins import tell_of_past_hours
from core.database.engine import SessionFactory, transaction

log = logging.getLogger("atlas.audit")

CHAIN_LOCK = 7_255_219
"""Key of the advisory lock that lets one program lengthen the chain at a time."""
BATCH = 1000
EVERY_S = 2.0


def chain_waiting(sessions: SessionFactory) -> int:
    """How many entries have joined the chain just now; those that were committed by then."""
    joined = 0
    while True:
        with transaction(sessions) as session:
            batch = chain_batch(session)
        joined += batch
        if batch < BATCH:
            return joined


def chain_batch(session: Session, most: int = BATCH) -> int:
    """How many entries have joined the chain, in the order of their ids; at most `most`."""
    session.execute(select(func.pg_advisory_xact_lock(CHAIN_LOCK)))
    waiting = (
        select(*entry_columns())
        .join(UnchainedEntry, UnchainedEntry.entry_id == AuditEntry.id)
        .order_by(AuditEntry.id)
        .limit(most)
    )
    position, link = head(session)
    links = []
    for entry in session.execute(waiting):
        position, link = position + 1, link_after(link, entry)
        links.append({"position": position, "entry_id": entry.id, "sha256": link})
    if links:
        session.execute(insert(ChainLink), links)
        joined = [each["entry_id"] for each in links]
        session.execute(delete(UnchainedEntry).where(UnchainedEntry.entry_id.in_(joined)))
    return len(links)


@contextmanager
def chaining(sessions: SessionFactory, every_s: float = EVERY_S) -> Iterator[None]:
    """Have entries join the chain every few seconds until the block ends."""
    ended = threading.Event()

    def keep() -> None:
        while not ended.wait(every_s):
            try:
                tell_of_past_hours(sessions)
                chain_waiting(sessions)
            except SQLAlchemyError:
                log.warning("entries of the audit wait for the database", exc_info=True)

    thread = threading.Thread(target=keep, name="audit chain", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
