"""What is removed of accounts when nobody needs it any more: ended sessions, spent links, lanes."""

from datetime import timedelta

from sqlalchemy import delete, func, or_

from core.accounts.attempts import tidy_lanes
from core.accounts.closing import forget_closed_accounts
from core.accounts.contacts.one_time_codes import tidy_codes
from core.accounts.contacts.requests import tidy_requests
from core.accounts.known_devices import FORGOTTEN_AFTER, KnownDevice
from core.accounts.one_time_links import OneTimeLink
from core.accounts.second_factor.pending_sign_ins import PendingSignIn
from core.accounts.sign_in_sessions import SignInSession
from core.database.engine import SessionFactory, transaction

KEPT = timedelta(days=30)
"""So long after their end one can still look up when a session or a link was used."""


def tidy_accounts(sessions: SessionFactory) -> None:
    """Remove what ended long ago; roles and tokens of open accounts stay."""
    long_ago = func.now() - KEPT
    with transaction(sessions) as session:
        tidy_lanes(session)
        tidy_requests(session)
        tidy_codes(session)
        forget_closed_accounts(session)
        over = or_(SignInSession.ended_at < long_ago, SignInSession.expires_at < long_ago)
        session.execute(delete(SignInSession).where(over))
        spent = or_(OneTimeLink.used_at < long_ago, OneTimeLink.expires_at < long_ago)
        session.execute(delete(OneTimeLink).where(spent))
        pending = PendingSignIn.expires_at < long_ago
        session.execute(delete(PendingSignIn).where(pending))
        forgotten = KnownDevice.created_at < func.now() - FORGOTTEN_AFTER
        session.execute(delete(KnownDevice).where(forgotten))
