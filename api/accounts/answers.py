"""What the account's doors answer."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.http.answers import Answer, Moment, Name, Phrase
from core.access.caller import Caller
from core.accounts.roles import RoleMember, members_of
from core.accounts.second_factor.totp import confirmed_at
from core.accounts.user import User
from core.organisations import Organisation
from ingest.loading.runs.run_access import writable_layers
from layers.regions.region import Region
from layers.registry import Catalogue


class OrganisationAnswer(Answer):
    """For whom somebody acts."""

    id: int
    kind: str
    name: Name
    region: str | None
    """The KATO code of the unit that it serves."""


class RoleAnswer(Answer):
    """A role that somebody has."""

    id: int
    role: str
    title: Phrase
    at: str
    """A KATO code, or KZ for the country."""
    at_name: Name | None
    """The name of the unit; null for the country, and where the unit is not known."""
    valid_from: str
    valid_to: str | None


class Me(Answer):
    """Who asks, and what they may do."""

    id: int
    name: str
    grants: list[str]
    """What they may do here and now: `<layer or room>:<action>@<KATO, KZ or own>`, or `*`."""
    organisation: OrganisationAnswer | None
    email: str | None
    telephone: str | None
    roles: list[RoleAnswer]
    permissions: list[str]
    """The same as `grants`."""
    layers: list[str]
    """The layers that they may write."""
    second_factor: bool
    """Whether a code is asked of them at sign-in."""
    withheld: list[str]
    """What they might do had they shown a second factor here."""


class SecondFactorRequired(Answer):
    """The password was right; a code of the second factor is asked for now."""

    second_factor: str
    """`code`: to be sent to `POST /api/session/code`."""
    lasts_s: int
    """For so long it may be sent."""


class SecondFactorAnswer(Answer):
    """Whether a code is asked of the caller at sign-in."""

    is_on: bool
    confirmed_at: Moment | None
    recovery_codes_left: int
    demanded_for: list[str]
    """The actions that nobody may do here without it."""


class QrAnswer(Answer):
    """A QR code to be drawn: a square of so many modules, and its dark ones as an SVG path."""

    side: int
    path: str


class EnrolmentAnswer(Answer):
    """What an authenticator is to keep; it cannot be had a second time."""

    secret: str
    uri: str
    """By the convention of `otpauth:` addresses."""
    qr: QrAnswer


class RecoveryCodesAnswer(Answer):
    """Codes that work once each; they cannot be had a second time."""

    recovery_codes: list[str]


class SessionAnswer(Answer):
    """One of the caller's sessions."""

    id: int
    device: str
    """What its browser says of itself."""
    created_at: Moment
    last_used_at: Moment
    """To within some minutes."""
    expires_at: Moment
    is_this: bool
    """Whether the request came in it."""


class SessionsAnswer(Answer):
    """The caller's sessions, the last used first."""

    sessions: list[SessionAnswer]


class TokenAnswer(Answer):
    """One of the caller's tokens or passwords of devices."""

    id: int
    kind: str
    """`token` or `device`."""
    label: str
    permissions: list[str] | None
    """What it is limited to; null where it reaches as far as its owner."""
    created_at: Moment
    last_used_at: Moment | None
    """To within some minutes."""
    expires_at: Moment | None


class TokensAnswer(Answer):
    """The caller's tokens that still work, newest first."""

    tokens: list[TokenAnswer]


class NewTokenAnswer(TokenAnswer):
    """A token that was just made."""

    secret: str
    """The token, or the device's password; it cannot be had a second time."""
    login: str
    """What stands beside a device's password."""


class LinkAnswer(Answer):
    """Whom a one-time link is for, and what for."""

    purpose: str
    """`invitation` or `password`."""
    name: str
    login: str
    """By what they will sign in."""


class DispatchAnswer(Answer):
    """That something is on its way, if there is anybody to whom it can go."""

    has_mail: bool
    """Whether the atlas sends letters at all."""
    has_sms: bool


def me_answer(session: Session, catalogue: Catalogue, caller: Caller) -> Me:
    """Who the caller is; they are no stranger."""
    user = session.get_one(User, caller.user_id)
    organisation = session.get(Organisation, user.organisation_id) if user.organisation_id else None
    return Me(
        id=user.id,
        name=user.name,
        grants=caller.permissions,
        organisation=organisation_answer(organisation) if organisation else None,
        email=user.email,
        telephone=user.telephone,
        roles=_roles(session, user),
        permissions=caller.permissions,
        layers=[layer.id for layer in writable_layers(catalogue, caller)],
        second_factor=confirmed_at(session, user.id) is not None,
        withheld=sorted(map(str, caller.withheld)),
    )


def preferred_login(user: User) -> str:
    """By what a user signs in, as they would write it."""
    return user.email or user.telephone or user.name


def organisation_answer(found: Organisation) -> OrganisationAnswer:
    """An organisation as it stands beside those who act for it."""
    return OrganisationAnswer(
        id=found.id,
        kind=found.kind,
        name=Name(kk=found.name_kk, ru=found.name_ru, en=found.name_en),
        region=found.region_code,
    )


def unit_names(session: Session, codes: Collection[str]) -> dict[str, Name]:
    """The latest names of units by their codes."""
    units = select(Region).where(Region.code.in_(codes)).order_by(Region.valid_from)
    return {
        unit.code: Name(kk=unit.name_kk, ru=unit.name_ru, en=unit.name_en)
        for unit in session.scalars(units)
    }


def role_members(member: RoleMember, names: Mapping[str, Name]) -> dict[str, Any]:
    """The members of a `RoleAnswer`."""
    return {
        "id": member.id,
        "role": member.role_id,
        "title": Phrase.of(member.role.title),
        "at": member.scope,
        "at_name": names.get(member.scope),
        "valid_from": member.valid_from.isoformat(),
        "valid_to": member.valid_to.isoformat() if member.valid_to else None,
    }


def _roles(session: Session, user: User) -> Sequence[RoleAnswer]:
    members = members_of(session, user.id)
    names = unit_names(session, {member.scope for member in members})
    return [RoleAnswer(**role_members(member, names)) for member in members]
