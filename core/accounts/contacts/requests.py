"""What strangers ask for by a login: a link for a forgotten password, or a code to sign in.

Whoever asks learns nothing: a request is only written down, whether there is such a login or not,
and a worker looks at it later. So both are answered alike, in the same time.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Identity, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.accounts.attempts import FREE, AttemptLane, count_attempt
from core.accounts.contacts.one_time_codes import (
    CODE_LASTS,
    CodePurpose,
    OneTimeCode,
    keep_code,
    new_code,
)
from core.accounts.logins import login_of
from core.accounts.notices import mail_link, recipient_of
from core.accounts.one_time_links import Purpose, make_link
from core.accounts.secret import new_secret, sha256_of
from core.accounts.user import User
from core.accounts.users import find_user
from core.database.engine import Base, SessionFactory, transaction
from core.jobs import enqueue
from core.messages.channels import Channel
from core.messages.kinds import SIGN_IN_CODE
from core.messages.telling import SEND_JOB, Told, tell
from core.text import Language

FORGOTTEN_AFTER = timedelta(minutes=15)
"""A request that no worker has looked at by then is of no use any more."""


class AccountWish(StrEnum):
    """What is asked for."""

    PASSWORD_LINK = "password_link"  # noqa: S105 - the name of a wish
    SIGN_IN_CODE = "sign_in_code"


class AccountRequest(Base):
    """One request that no worker has looked at yet."""

    __tablename__ = "account_requests"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    purpose: Mapped[str]
    login: Mapped[str]
    language: Mapped[str]
    code: Mapped[str | None]
    """What is to be sent; it is gone as soon as a worker has looked at the request."""
    code_id: Mapped[int | None] = mapped_column(ForeignKey(OneTimeCode.id, ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


@dataclass(frozen=True, slots=True)
class Asking:
    """By which login somebody asks, from where, in which language."""

    login: str
    address: str
    language: Language


def ask_for_password_link(sessions: SessionFactory, asking: Asking) -> None:
    """Have a link go to the address of a login, if it has one. Raises TooManyAttemptsError."""
    _count(sessions, asking)
    with transaction(sessions) as session:
        _put(session, asking, AccountWish.PASSWORD_LINK)


def ask_for_code(sessions: SessionFactory, asking: Asking) -> str:
    """The secret that the browser is to keep; a code goes to the login's confirmed address.

    Raises TooManyAttemptsError.
    """
    _count(sessions, asking)
    bound, code = new_secret(), new_code()
    with transaction(sessions) as session:
        kept = keep_code(session, CodePurpose.SIGN_IN, bound, code)
        _put(session, asking, AccountWish.SIGN_IN_CODE, code, kept.id)
    return bound


def answer_requests(sessions: SessionFactory) -> None:
    """Send what was asked for by logins that there are; the requests are gone then."""
    while _answer_one(sessions):
        pass


def tidy_requests(session: Session) -> None:
    """Forget requests that no worker has looked at."""
    old = AccountRequest.created_at < func.now() - FORGOTTEN_AFTER
    session.execute(delete(AccountRequest).where(old))


def _count(sessions: SessionFactory, asking: Asking) -> None:
    """Count the request for its login and address, in lanes beside those of guesses."""
    login = AttemptLane(sha256_of(f"asked {login_of(asking.login)}"), FREE)
    with transaction(sessions) as session:
        count_attempt(session, [login, AttemptLane.of_address(asking.address)])


def _put(
    session: Session,
    asking: Asking,
    purpose: AccountWish,
    code: str | None = None,
    code_id: int | None = None,
) -> None:
    session.add(
        AccountRequest(
            purpose=purpose,
            login=asking.login,
            language=asking.language,
            code=code,
            code_id=code_id,
        )
    )
    session.flush()
    enqueue(session, SEND_JOB, lock=SEND_JOB)


def _answer_one(sessions: SessionFactory) -> bool:
    """Whether there was a request."""
    first = select(AccountRequest).order_by(AccountRequest.id).limit(1)
    with transaction(sessions) as session:
        request = session.scalar(first.with_for_update(skip_locked=True))
        if request is None:
            return False
        now = session.scalars(select(func.now())).one()
        user = find_user(session, request.login)
        is_old = request.created_at < now - FORGOTTEN_AFTER
        if user is not None and user.closed_at is None and not is_old:
            _answer(session, request, user)
        session.delete(request)
    return True


def _answer(session: Session, request: AccountRequest, user: User) -> None:
    language = Language(request.language)
    if request.purpose == AccountWish.SIGN_IN_CODE:
        _send_code(session, request, user, language)
    elif user.email is not None:
        secret = make_link(session, user.id, Purpose.PASSWORD, sent_to=user.email)
        mail_link(session, user, Purpose.PASSWORD, secret, language=language)


def _send_code(session: Session, request: AccountRequest, user: User, language: Language) -> None:
    channel = _channel(user, login_of(request.login))
    kept = session.get(OneTimeCode, request.code_id) if request.code_id is not None else None
    if channel is None or kept is None or request.code is None:
        return
    kept.user_id = user.id
    minutes = int(CODE_LASTS.total_seconds() // 60)
    facts, secrets = {"name": user.name, "minutes": minutes}, {"code": request.code}
    told = Told(SIGN_IN_CODE, facts, secrets, lasts=CODE_LASTS)
    tell(session, recipient_of(user), told, language=language, channels=(channel,))


def _channel(user: User, login: str) -> Channel | None:
    """By what a code may go: to the confirmed telephone that was named, or confirmed mail."""
    if user.telephone_confirmed_at is not None and login == user.telephone:
        return Channel.SMS
    return Channel.MAIL if user.email_confirmed_at is not None and user.email else None
