"""What the audit is told of accounts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.visit import Visit
from core.accounts.roles import scopes_of
from core.accounts.user import User
from core.audit.event import AuditEvent
from core.audit.failed_sign_ins import record_failed_sign_in
from core.audit.recording import AuditSubject, record

USERS = "users"


def audit_account(  # noqa: PLR0913 - who did what to whose account, how it was before and after
    session: Session,
    caller: Caller,
    event: AuditEvent,
    user_id: int | None,
    *,
    units: tuple[str, ...] = (),
    changes: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry about an account, which belongs where its offices are and to `units`."""
    about = AuditSubject(USERS, user_id, (*scopes_of(session, user_id), *units))
    record(session, caller, event, about, changes=changes, facts=facts)


def audit_sign_in(session: Session, user_id: int, visit: Visit, session_id: int) -> None:
    """Add an entry for a session that has just begun."""
    name = session.get_one(User, user_id).name
    caller = Caller(user_id, name, visit=replace(visit, credential=f"session:{session_id}"))
    audit_account(session, caller, AuditEvent.SIGN_IN, user_id)


def audit_failed_sign_in(session: Session, user_id: int | None, visit: Visit) -> None:
    """Count a failed attempt at an account, or at a login that nobody has, which takes as long."""
    record_failed_sign_in(session, visit, user_id, scopes_of(session, user_id))
