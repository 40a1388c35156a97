"""Choosing a password: by a one-time link, or in place of the one that one has."""

from pathlib import Path

from sqlalchemy.orm import Session

from core.accounts.notices import notify_password_changed
from core.accounts.one_time_links import (
    FOR_PASSWORDS,
    SpentLinkError,
    spend_links,
    use_link,
    user_of_link,
)
from core.accounts.passwords import hashed, require_fit
from core.accounts.second_factor.pending_sign_ins import end_pending
from core.accounts.sign_in_sessions import end_sessions
from core.accounts.user import User
from core.database.engine import SessionFactory, transaction


def choose_by_link(
    sessions: SessionFactory, link: str, password: str, breached: Path | None = None
) -> int:
    """The id of the user who has chosen a password by a one-time link, which is spent now.

    An unfit password leaves the link as it was. Raises SpentLinkError, UnfitPasswordError.
    """
    with sessions() as session:
        user, purpose = user_of_link(session, link)
        if purpose not in FOR_PASSWORDS:
            raise SpentLinkError
        about = names_of(user)
    require_fit(password, about, breached)
    password_hash = hashed(password)
    with transaction(sessions) as session:
        user = use_link(session, link)
        set_password(session, user, password_hash)
        return user.id


def set_password(session: Session, user: User, password_hash: str) -> None:
    """Give the user a password; sessions and links of before end with the one that they had."""
    if user.password_hash is not None:
        notify_password_changed(session, user)
    user.password_hash = password_hash
    end_sessions(session, user.id)
    end_pending(session, user.id)
    spend_links(session, user.id)
    session.flush()


def names_of(user: User) -> tuple[str, ...]:
    """What a password of the user must not be made of."""
    return tuple(filter(None, (user.name, user.email, user.telephone)))
