"""Closing one's own account: at once for who signs in, for good after thirty days."""

from datetime import timedelta

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.orm import Session

from core.accounts.inviting import has_administrator
from core.accounts.known_devices import KnownDevice
from core.accounts.roles import RoleMember
from core.accounts.user import User, UserGrant
from core.accounts.users import close_user, take_second_factor
from core.errors import ConflictError
from core.text import Text

DAYS_TO_COME_BACK = 30
FORGOTTEN = "closed account "
"""Begins the name of an account of which nothing personal is left; its number follows."""
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('closing an account'))")


class OnlyAdministratorError(ConflictError):
    """Nobody would be left who administers the atlas."""

    phrase = Text(
        "Сіз – жалғыз әкімшісіз. Алдымен басқа адамға әкімші рөлін беріңіз.",
        "Вы единственный администратор. Сначала дайте эту роль кому-нибудь ещё.",
        "You are the only administrator. Give somebody else that role first.",
    )


def close_own_account(session: Session, user: User) -> None:
    """Close the account: nobody is signed in by it, and no secret of it works any more.

    Of two administrators who leave at a time the second is refused. Raises
    OnlyAdministratorError.
    """
    session.execute(ONE_AT_A_TIME)
    had_administrator = has_administrator(session)
    close_user(session, user)
    take_second_factor(session, user)
    session.flush()
    if had_administrator and not has_administrator(session):
        raise OnlyAdministratorError(field="account")


def forget_closed_accounts(session: Session) -> None:
    """Remove what is personal of accounts closed long ago; what they have done stays."""
    long_ago = func.now() - timedelta(days=DAYS_TO_COME_BACK)
    due = select(User.id).where(User.closed_at < long_ago, ~User.name.startswith(FORGOTTEN))
    for user_id in session.scalars(due.with_for_update(skip_locked=True)).all():
        for table in (KnownDevice, UserGrant, RoleMember):
            session.execute(delete(table).where(table.user_id == user_id))
        nothing = {"email": None, "telephone": None, "password_hash": None}
        named = update(User).where(User.id == user_id)
        session.execute(named.values(name=f"{FORGOTTEN}{user_id}", organisation_id=None, **nothing))
