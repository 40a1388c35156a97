"""Failed attempts to sign in: the first of an hour has an entry at once, the others one together.

So nobody can fill the audit by guessing: an account has two entries an hour at most, and strangers
who know no account have two for each of a limited number of networks.
"""

from datetime import datetime

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.visit import Visit
from core.audit.entry import FailedSignIns
from core.audit.event import AuditEvent
from core.audit.recording import AuditSubject, network_of_stranger, record
from core.database.engine import SessionFactory, transaction

MOST_NETWORKS = 200
"""Of strangers in an hour, which are told apart."""
OTHERS = "others"
HOUR = "date_trunc('hour', now())"
COUNT = text(
    f"""
    INSERT INTO audit_failed_sign_ins AS failed
        (hour, source, user_id, units, address, attempts)
    SELECT {HOUR}, CASE WHEN CAST(:user_id AS bigint) IS NULL AND (
            SELECT count(*) FROM audit_failed_sign_ins WHERE hour = {HOUR} AND user_id IS NULL
        ) >= :most THEN :others ELSE :source END,
        CAST(:user_id AS bigint), :units, :address, 0
    ON CONFLICT (hour, source) DO UPDATE SET attempts = failed.attempts + 1
    RETURNING attempts
    """  # noqa: S608 - a piece of its own
)


def record_failed_sign_in(
    session: Session, visit: Visit, user_id: int | None, units: tuple[str, ...] = ()
) -> None:
    """Count an attempt, and add an entry for the first of its kind in this hour.

    What was typed for a login that nobody has is not kept: people type passwords there.
    """
    network = network_of_stranger(visit.address)
    told = {
        "source": f"user:{user_id}" if user_id is not None else f"network:{network}",
        "user_id": user_id,
        "units": list(units),
        "address": network,
        "most": MOST_NETWORKS,
        "others": OTHERS,
    }
    if session.scalar(COUNT, told) == 0:
        stranger = Caller(visit=Visit("", visit.address, visit.request_id))
        about = AuditSubject("users", user_id, units)
        record(session, stranger, AuditEvent.FAIL_SIGN_IN, about, facts={"attempts": 1})


def tell_of_past_hours(sessions: SessionFactory) -> None:
    """Add an entry for what else failed in each hour that is over."""
    with transaction(sessions) as session:
        present = session.scalars(select(func.date_trunc("hour", func.now()))).one()
        _tell_before(session, present)


def _tell_before(session: Session, hour: datetime) -> None:
    past = (
        delete(FailedSignIns)
        .where(FailedSignIns.hour < hour)
        .returning(
            FailedSignIns.hour,
            FailedSignIns.user_id,
            FailedSignIns.units,
            FailedSignIns.address,
            FailedSignIns.attempts,
        )
    )
    for began, user_id, units, address, attempts in session.execute(past).all():
        if attempts:
            stranger = Caller(visit=Visit("", address))
            about = AuditSubject("users", user_id, tuple(units))
            facts = {"attempts": attempts, "hour": began.isoformat()}
            record(session, stranger, AuditEvent.FAIL_SIGN_IN, about, facts=facts)
