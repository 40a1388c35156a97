from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.account_settings import AccountSettings
from core.accounts.attempts import AttemptLane, SignInLane, count_attempt
from core.accounts.known_devices import KnownDevice
from core.accounts.one_time_links import OneTimeLink, Purpose, make_link
from core.accounts.sign_in_sessions import SignInSession
from core.accounts.signing_in import open_session
from core.accounts.tidying import tidy_accounts
from core.accounts.users import make_user
from core.database.engine import SessionFactory

TABLES = (SignInSession, OneTimeLink, KnownDevice, SignInLane)
AGED = (
    "UPDATE sign_in_sessions SET ended_at = now() - interval '31 days'",
    "UPDATE one_time_links SET expires_at = now() - interval '31 days'",
    "UPDATE known_devices SET created_at = now() - interval '401 days'",
    "UPDATE sign_in_lanes SET last_at = now() - interval '7 hours'",
)


def used(session: Session, name: str) -> None:
    user = make_user(session, name)
    open_session(session, user.id, AccountSettings(), "", stays=False)
    make_link(session, user.id, Purpose.PASSWORD)
    count_attempt(session, [AttemptLane.of_login(name)])


def kept(session: Session) -> list[int]:
    return [session.scalars(select(func.count()).select_from(table)).one() for table in TABLES]


def test_what_ended_long_ago_goes_and_what_is_in_use_stays(
    session: Session, sessions: SessionFactory
) -> None:
    used(session, "before")
    for statement in AGED:
        session.execute(text(statement))
    used(session, "today")
    session.commit()
    tidy_accounts(sessions)
    assert kept(session) == [1, 1, 1, 1]
    tidy_accounts(sessions)
    assert kept(session) == [1, 1, 1, 1]
