"""Signing in with a password: counted, compared, and answered alike whatever was wrong."""

from dataclasses import dataclass

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from core.access.visit import NO_VISIT, Visit
from core.account_settings import AccountSettings
from core.accounts.attempts import AttemptLane, count_attempt, forget_attempts, take_back_attempt
from core.accounts.audited import audit_failed_sign_in, audit_sign_in
from core.accounts.known_devices import has_known_device, known_device, remember_device
from core.accounts.logins import login_of
from core.accounts.notices import notify_new_sign_in
from core.accounts.passwords import hashed, is_outdated, is_right
from core.accounts.second_factor.pending_sign_ins import begin_pending
from core.accounts.second_factor.totp import confirmed_at
from core.accounts.sign_in_sessions import begin_session, session_of
from core.accounts.user import User
from core.accounts.users import find_user
from core.database.engine import SessionFactory, transaction
from core.errors import UnauthenticatedError
from core.text import Text


class WrongLoginError(UnauthenticatedError):
    """The login is unknown or the password is not its own; nobody learns which."""

    phrase = Text(
        "Логин немесе құпиясөз дұрыс емес.",
        "Неверный логин или пароль.",
        "The login or the password is wrong.",
    )


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody shows who wants to sign in."""

    login: str
    password: str
    address: str
    """Where the request came from."""
    device: str
    """What the browser says of itself."""
    device_secret: str | None
    """By what an account may know the browser."""
    stays: bool
    """Whether the browser keeps the session when it is closed."""
    visit: Visit = NO_VISIT


@dataclass(frozen=True, slots=True)
class NewSession:
    """What the browser is to keep."""

    user_id: int
    secret: str
    device_secret: str | None
    """None where it is known already."""
    stays: bool


@dataclass(frozen=True, slots=True)
class _Account:
    user_id: int | None
    password_hash: str | None
    device_id: int | None
    own_lane: AttemptLane


@dataclass(frozen=True, slots=True)
class HalfSession:
    """What the browser is to keep until a code is shown; nobody is signed in by it."""

    secret: str


def sign_in(
    sessions: SessionFactory, shown: SignIn, settings: AccountSettings
) -> NewSession | HalfSession:
    """A session for who shows the right password, or half of one.

    Raises WrongLoginError, TooManyAttemptsError.
    The password is compared outside of transactions: it takes long on purpose.
    """
    with transaction(sessions) as session:
        account = _account(session, shown)
        count_attempt(session, (account.own_lane, AttemptLane.of_address(shown.address)))
    if not is_right(shown.password, account.password_hash) or account.user_id is None:
        with transaction(sessions) as session:
            audit_failed_sign_in(session, account.user_id, shown.visit)
        raise WrongLoginError(field="login")
    renewed = hashed(shown.password) if is_outdated(account.password_hash or "") else None
    with transaction(sessions) as session:
        # A password changed or an account closed meanwhile lets nobody in.
        same = (User.id == account.user_id) & (User.password_hash == account.password_hash)
        still = update(User).where(same, User.closed_at.is_(None)).values(
            password_hash=func.coalesce(renewed, User.password_hash)
        ).returning(User.id)  # fmt: skip
        if session.scalar(still) is None:
            raise WrongLoginError(field="login")
        forget_attempts(session, account.own_lane)
        take_back_attempt(session, AttemptLane.of_address(shown.address))
        if account.device_id is None and has_known_device(session, account.user_id):
            notify_new_sign_in(session, session.get_one(User, account.user_id), shown.device)
        return open_session(
            session,
            account.user_id,
            settings,
            shown.device,
            account.device_id,
            stays=shown.stays,
            visit=shown.visit,
        )


def open_session(  # noqa: PLR0913 - whose, for how long, and where
    session: Session,
    user_id: int,
    settings: AccountSettings,
    device: str,
    device_id: int | None = None,
    *,
    stays: bool,
    visit: Visit = NO_VISIT,
) -> NewSession | HalfSession:
    """A session of a user who has proven who they are, or half of one where a code is asked."""
    if confirmed_at(session, user_id) is not None:
        return HalfSession(begin_pending(session, user_id, device, device_id, stays=stays))
    return begin_whole_session(
        session, user_id, settings, device, device_id, stays=stays, visit=visit
    )


def begin_whole_session(  # noqa: PLR0913 - whose, for how long, and where
    session: Session,
    user_id: int,
    settings: AccountSettings,
    device: str,
    device_id: int | None = None,
    *,
    stays: bool,
    second_factor: bool = False,
    visit: Visit = NO_VISIT,
) -> NewSession:
    """A new session of a user, on a browser that their account knows from now on."""
    secret = begin_session(
        session,
        user_id,
        settings.life(stays=stays),
        device,
        stays=stays,
        second_factor=second_factor,
    )
    begun = session_of(session, secret)
    audit_sign_in(session, user_id, visit, begun.id if begun else 0)
    remembered = remember_device(session, user_id) if device_id is None else None
    return NewSession(user_id, secret, remembered, stays)


def _account(session: Session, shown: SignIn) -> _Account:
    """The account of a login; the same is asked where there is none."""
    login = login_of(shown.login)
    user = find_user(session, login)
    found = user if user is not None and user.closed_at is None else None
    device_id = known_device(session, found.id if found else None, shown.device_secret)
    lane = AttemptLane.of_login(login) if device_id is None else AttemptLane.of_device(device_id)
    if found is None:
        return _Account(None, None, None, lane)
    return _Account(found.id, found.password_hash, device_id, lane)
