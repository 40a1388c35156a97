"""Confirming an e-mail address by a link and a telephone by a code, also in place of another."""

from sqlalchemy import func
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.visit import Visit
from core.accounts.attempts import FREE, AttemptLane, count_attempt
from core.accounts.audited import audit_account
from core.accounts.contacts.one_time_codes import (
    CODE_LASTS,
    CodePurpose,
    WrongTelephoneCodeError,
    keep_code,
    new_code,
    try_code,
)
from core.accounts.notices import mail_link, notify_email_changed
from core.accounts.one_time_links import Purpose, make_link, use_email_link
from core.accounts.secret import sha256_of
from core.accounts.user import User
from core.accounts.users import UserExistsError, find_user
from core.audit.event import AuditEvent
from core.database.engine import SessionFactory, transaction
from core.messages.bouncing import forget_bounce
from core.messages.channels import Channel
from core.messages.kinds import CONFIRM_TELEPHONE
from core.messages.telling import Recipient, Told, tell
from core.text import Language


def count_confirmation(session: Session, user: User) -> None:
    """Count that somebody has a link or code sent. Raises TooManyAttemptsError."""
    count_attempt(session, [AttemptLane(sha256_of(f"confirms {user.id}"), FREE)])


def send_email_link(session: Session, user: User, email: str, language: Language) -> None:
    """Send a link to an address, which becomes the account's own once the link is used.

    Whether another account has the address is told only to who reads what is sent there.
    """
    secret = make_link(session, user.id, Purpose.EMAIL, sent_to=email)
    mail_link(session, user, Purpose.EMAIL, secret, to=email, language=language)


def confirm_email(
    sessions: SessionFactory, secret: str, visit: Visit, *, signed_in_as: int | None
) -> User:
    """Whose address is confirmed by a link, which is spent.

    Raises SpentLinkError, NotSignedInError, UserExistsError.

    The former address is told where another takes its place.
    """
    with transaction(sessions) as session:
        user, email = use_email_link(session, secret, signed_in_as=signed_in_as)
        _require_free(session, user, email, "email")
        former = user.email
        user.email, user.email_confirmed_at = email, func.now()
        session.flush()
        forget_bounce(session, email)
        _audit(session, user, visit, "email")
        if former is not None and former != email:
            notify_email_changed(session, user, former)
        session.refresh(user)
        return user


def send_telephone_code(
    session: Session, user: User, telephone: str, bound: str, language: Language
) -> None:
    """Send a code to a telephone; `bound` is the secret of the session in which this is asked."""
    code = new_code()
    keep_code(
        session, CodePurpose.TELEPHONE, _of_telephone(bound), code,
        user_id=user.id, address=telephone,
    )  # fmt: skip
    minutes = int(CODE_LASTS.total_seconds() // 60)
    facts, secrets = {"name": user.name, "minutes": minutes}, {"code": code}
    told = Told(CONFIRM_TELEPHONE, facts, secrets, lasts=CODE_LASTS)
    recipient = Recipient(user.id, telephone=telephone)
    tell(session, recipient, told, language=language, channels=(Channel.SMS,))


def confirm_telephone(
    sessions: SessionFactory, user_id: int, bound: str, code: str, visit: Visit
) -> None:
    """Confirm the telephone to which the code went.

    Raises WrongTelephoneCodeError, UserExistsError.
    """
    with transaction(sessions) as session:
        found = try_code(session, CodePurpose.TELEPHONE, _of_telephone(bound), code)
    if found is None or found[0] != user_id or found[1] is None:
        raise WrongTelephoneCodeError
    with transaction(sessions) as session:
        user = session.get_one(User, user_id)
        _require_free(session, user, found[1], "telephone")
        user.telephone, user.telephone_confirmed_at = found[1], func.now()
        _audit(session, user, visit, "telephone")


def _audit(session: Session, user: User, visit: Visit, contact: str) -> None:
    caller = Caller(user.id, user.name, visit=visit)
    facts = {"contact": contact}
    audit_account(session, caller, AuditEvent.CHANGE_CONTACT, user.id, facts=facts)


def _require_free(session: Session, user: User, address: str, field: str) -> None:
    other = find_user(session, address)
    if other is not None and other.id != user.id:
        raise UserExistsError(address, field=field)


def _of_telephone(bound: str) -> str:
    return f"telephone {bound}"
