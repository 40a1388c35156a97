"""What the audit is told of a run: the file, its layer, and what came of it."""

from typing import Any

from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.audit.event import AuditEvent
from core.audit.recording import AuditSubject, record, units_of
from ingest.staging.runs import Run


def audit_run(session: Session, caller: Caller, event: AuditEvent, run: Run, **counts: int) -> None:
    """Add an entry about a run; the history has a row for each object that it changed."""
    about = AuditSubject(run.layer, None, units_of(caller))
    facts: dict[str, Any] = {
        "run": run.id,
        "file_sha256": run.file_sha256,
        "dry_run": run.dry_run,
        **counts,
    }
    if event is AuditEvent.LOAD_FILE:
        facts |= {"loaded": run.loaded or 0, "created": run.created or 0}
    record(session, caller, event, about, facts=facts)
