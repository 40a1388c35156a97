"""Guessing does not fill the audit."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.access.visit import Visit
from core.audit.entry import AuditEntry, FailedSignIns
from core.audit.failed_sign_ins import MOST_NETWORKS, record_failed_sign_in, tell_of_past_hours
from core.database.engine import SessionFactory

HERE = Visit("", "203.0.113.77", "r1")


def entries(session: Session) -> list[AuditEntry]:
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def test_many_attempts_at_an_account_have_two_entries(
    session: Session, sessions: SessionFactory
) -> None:
    for _ in range(20):
        record_failed_sign_in(session, HERE, 7, ("611600000",))
    session.commit()
    (first,) = entries(session)
    assert (first.event, first.object_id, first.actor_id) == ("account.fail_sign_in", "7", None)
    assert (first.address, first.units) == ("203.0.113.0/24", ["611600000"])
    tell_of_past_hours(sessions)
    assert len(entries(session)) == 1
    session.execute(text("UPDATE audit_failed_sign_ins SET hour = hour - interval '1 hour'"))
    session.commit()
    tell_of_past_hours(sessions)
    tell_of_past_hours(sessions)
    first, others = entries(session)
    assert (others.facts["attempts"], others.units) == (19, first.units)


def test_attempts_from_many_networks_stay_few_entries(session: Session) -> None:
    for number in range(MOST_NETWORKS + 50):
        address = f"10.{number // 250}.{number % 250}.1"
        record_failed_sign_in(session, Visit("", address), None)
    session.commit()
    assert len(entries(session)) == MOST_NETWORKS + 1
    kinds = session.scalars(select(func.count()).select_from(FailedSignIns)).one()
    assert kinds == MOST_NETWORKS + 1
