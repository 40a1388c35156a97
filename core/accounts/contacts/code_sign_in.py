"""Signing in by a code that was sent to a confirmed address."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.access.visit import NO_VISIT, Visit
from core.account_settings import AccountSettings
from core.accounts.attempts import AttemptLane, count_attempt, take_back_attempt
from core.accounts.audited import audit_failed_sign_in
from core.accounts.contacts.one_time_codes import (
    CodePurpose,
    WrongSentCodeError,
    owner_of_code,
    try_code,
)
from core.accounts.known_devices import has_known_device, known_device
from core.accounts.notices import notify_new_sign_in
from core.accounts.signing_in import HalfSession, NewSession, open_session
from core.accounts.user import User
from core.database.engine import SessionFactory, transaction


@dataclass(frozen=True, slots=True)
class ShownCode:
    """What somebody shows who has got a code."""

    bound: str | None
    """The secret that the browser got when it asked."""
    code: str
    address: str
    device: str
    device_secret: str | None
    stays: bool
    visit: Visit = NO_VISIT


def sign_in_by_code(
    sessions: SessionFactory, shown: ShownCode, settings: AccountSettings
) -> NewSession | HalfSession:
    """A session for who shows the right code, or half of one.

    Raises WrongSentCodeError, TooManyAttemptsError.
    """
    lane = AttemptLane.of_address(shown.address)
    with transaction(sessions) as session:
        count_attempt(session, [lane])
    with transaction(sessions) as session:
        found = _found(session, shown, settings)
        if found is not None:
            take_back_attempt(session, lane)
    if found is None:  # raised here, so that the try has been counted
        with transaction(sessions) as session:
            audit_failed_sign_in(session, owner_of_code(session, shown.bound), shown.visit)
        raise WrongSentCodeError(field="code")
    return found


def _found(
    session: Session, shown: ShownCode, settings: AccountSettings
) -> NewSession | HalfSession | None:
    if shown.bound is None:
        return None
    code = try_code(session, CodePurpose.SIGN_IN, shown.bound, shown.code)
    user = session.get(User, code[0]) if code is not None else None
    if user is None or user.closed_at is not None:
        return None
    device_id = known_device(session, user.id, shown.device_secret)
    if device_id is None and has_known_device(session, user.id):
        notify_new_sign_in(session, user, shown.device)
    return open_session(
        session, user.id, settings, shown.device, device_id, stays=shown.stays, visit=shown.visit
    )
