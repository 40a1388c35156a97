"""What the audit is told of administration."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import COUNTRY
from core.accounts.audited import audit_account
from core.accounts.user import User
from core.audit.event import AuditEvent
from core.audit.recording import AuditSubject, record


def audit_role(  # noqa: PLR0913, PLR0917 - who gave or ended which role of whom, where
    session: Session,
    caller: Caller,
    event: AuditEvent,
    user: User,
    role: str,
    at: str,
    **days: date | None,
) -> None:
    """Add an entry about a role of somebody, which belongs where the role is too."""
    told = {name: day.isoformat() for name, day in days.items() if day}
    facts = {"role": role, "at": at, **told}
    audit_account(session, caller, event, user.id, units=_units(at), facts=facts)


def audit_person(
    session: Session,
    caller: Caller,
    event: AuditEvent,
    user: User,
    changes: dict[str, list[Any]] | None = None,
) -> None:
    """Add an entry about somebody's account; of `changes` those that changed anything."""
    changed = {name: sides for name, sides in (changes or {}).items() if sides[0] != sides[1]}
    audit_account(session, caller, event, user.id, changes=changed)


def audit_record(  # noqa: PLR0913 - who did what to which record, and where it belongs
    session: Session,
    caller: Caller,
    event: AuditEvent,
    room: str,
    number: int | str,
    *,
    at: str | None = None,
    **facts: object,
) -> None:
    """Add an entry about a role of the list, or an organisation."""
    about = AuditSubject(room, number, _units(at or COUNTRY))
    record(session, caller, event, about, facts=facts)


def _units(scope: str) -> tuple[str, ...]:
    return () if scope == COUNTRY else (scope,)
