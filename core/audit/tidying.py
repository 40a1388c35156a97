"""What is done to the audit every hour: old entries go, and its head is noted in the log."""

import logging
from datetime import timedelta

from core.access.caller import Caller
from core.audit.retention import prune
from core.audit.verification import chain_head
from core.database.engine import SessionFactory

log = logging.getLogger("atlas.audit")


def tidy_audit(sessions: SessionFactory, kept: timedelta | None) -> None:
    """Remove entries older than `kept`, and note the head where the database cannot change it."""
    prune(sessions, kept, Caller())
    with sessions() as session:
        head = chain_head(session)
    log.info("head of the audit: %d %s", head.position, head.sha256)
