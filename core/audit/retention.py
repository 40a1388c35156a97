"""Old entries are removed from the beginning of the chain, which goes on behind a checkpoint."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.audit.chain import beginning
from core.audit.chaining import CHAIN_LOCK
from core.audit.entry import AuditEntry, ChainCheckpoint, ChainLink
from core.audit.event import AuditEvent
from core.audit.recording import record
from core.database.engine import SessionFactory, transaction

BATCH = 10_000


def prune(sessions: SessionFactory, kept: timedelta | None, by: Caller) -> int:
    """How many entries older than `kept` have been removed; none where all are kept."""
    removed = 0
    while kept is not None:
        with transaction(sessions) as session:
            batch = _prune_batch(session, kept, by)
        removed += batch
        if batch < BATCH:
            break
    return removed


def _prune_batch(session: Session, kept: timedelta, by: Caller) -> int:
    """How many entries were removed; an entry tells of it, and names the checkpoint."""
    session.execute(select(func.pg_advisory_xact_lock(CHAIN_LOCK)))
    begun, _ = beginning(session)
    last = _last_old(session, begun, kept)
    if last is None:
        return 0
    position, link = last
    session.add(ChainCheckpoint(position=position, sha256=link))
    session.flush()
    old = select(ChainLink.entry_id).where(ChainLink.position <= position)
    removed = delete(AuditEntry).where(AuditEntry.id.in_(old)).returning(AuditEntry.id)
    count = len(session.scalars(removed).all())
    session.execute(delete(ChainLink).where(ChainLink.position <= position))
    facts = {"position": position, "sha256": link.hex(), "removed": count}
    record(session, by, AuditEvent.PRUNE_AUDIT, facts=facts)
    return count


def _last_old(session: Session, begun: int, kept: timedelta) -> tuple[int, bytes] | None:
    """The last of the old links that no younger one precedes, within one batch."""
    batch = (
        select(ChainLink.position, ChainLink.sha256, AuditEntry.at)
        .join(AuditEntry, AuditEntry.id == ChainLink.entry_id)
        .where(ChainLink.position > begun)
        .order_by(ChainLink.position)
        .limit(BATCH)
        .subquery("batch")
    )
    is_young = batch.c.at >= func.now() - kept
    young = select(func.min(batch.c.position)).where(is_young).scalar_subquery()
    old = (
        select(batch.c.position, batch.c.sha256)
        .where(batch.c.position < func.coalesce(young, begun + BATCH + 1))
        .order_by(batch.c.position.desc())
        .limit(1)
    )
    found = session.execute(old).one_or_none()
    return (found.position, found.sha256) if found else None
