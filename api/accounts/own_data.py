"""All that the atlas knows of one person, part by part; a new room adds its part to `PARTS`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.accounts.known_devices import KnownDevice
from core.accounts.roles import RoleMember
from core.accounts.second_factor.totp import SecondFactor
from core.accounts.sign_in_sessions import SignInSession
from core.accounts.tokens import Token
from core.accounts.user import User, UserGrant
from core.media.media_item import MediaItem
from core.messages.preferences import MessagePreferences
from layers.reading.authored import authored_changes, authored_features
from layers.registry import Catalogue

Rows = Iterable[Mapping[str, Any]]
Part = Callable[[Session, Catalogue, int], Rows]


def _table(owner: InstrumentedAttribute[int], *columns: InstrumentedAttribute[Any]) -> Part:
    """A part of some columns of the rows that are the person's; secrets are not among them."""

    def rows(session: Session, _: Catalogue, user_id: int) -> Rows:
        mine = select(*columns).where(owner == user_id).order_by(columns[0])
        return [dict(row) for row in session.execute(mine).mappings()]

    return rows


PARTS: Mapping[str, Part] = {
    "account": _table(
        User.id, User.id, User.name, User.email, User.telephone, User.email_confirmed_at,
        User.telephone_confirmed_at, User.organisation_id, User.created_at,
    ),
    "sessions": _table(
        SignInSession.user_id, SignInSession.id, SignInSession.device, SignInSession.created_at,
        SignInSession.last_used_at, SignInSession.expires_at, SignInSession.ended_at,
    ),
    "browsers": _table(KnownDevice.user_id, KnownDevice.id, KnownDevice.created_at),
    "second_factor": _table(
        SecondFactor.user_id, SecondFactor.created_at, SecondFactor.confirmed_at
    ),
    "tokens": _table(
        Token.user_id, Token.id, Token.kind, Token.label, Token.limited_to, Token.created_at,
        Token.last_used_at, Token.expires_at, Token.revoked_at,
    ),
    "permissions": _table(UserGrant.user_id, UserGrant.room, UserGrant.action, UserGrant.scope),
    "roles": _table(
        RoleMember.user_id, RoleMember.id, RoleMember.role_id, RoleMember.scope,
        RoleMember.valid_from, RoleMember.valid_to, RoleMember.given_at, RoleMember.ended_at,
    ),
    "messages": _table(
        MessagePreferences.user_id, MessagePreferences.language, MessagePreferences.digest,
        MessagePreferences.quiet_from, MessagePreferences.quiet_to, MessagePreferences.time_zone,
    ),
    "media": _table(
        MediaItem.uploaded_by, MediaItem.id, MediaItem.code, MediaItem.file_name,
        MediaItem.kind, MediaItem.length, MediaItem.taken_at, MediaItem.taken_lon,
        MediaItem.taken_lat, MediaItem.creator,
    ),
    "objects": lambda session, catalogue, user_id: authored_features(
        session, catalogue.layers, user_id
    ),
    "changes": lambda session, _, user_id: authored_changes(session, user_id),
}  # fmt: skip


def own_data(session: Session, catalogue: Catalogue, user_id: int) -> dict[str, list[Any]]:
    """Every part with its rows."""
    return {name: list(part(session, catalogue, user_id)) for name, part in PARTS.items()}
