"""What the doors of administration answer."""

from api.accounts.answers import OrganisationAnswer, RoleAnswer
from api.http.answers import Answer, Moment, Name, Phrase, WebLink
from core.accounts.users import AccountState


class NamedUser(Answer):
    """Somebody who has an account."""

    id: int
    name: str


class MembershipAnswer(RoleAnswer):
    """A role that somebody has, will have or had."""

    given_by: NamedUser | None
    """Null where it was given in the operator's terminal."""
    given_at: Moment
    ended_at: Moment | None
    is_delegated: bool
    """Whether they only stand in for another."""
    may_end: bool
    """Whether the caller may end it."""


class PersonAnswer(Answer):
    """Somebody who has an account."""

    id: int
    name: str
    email: str | None
    telephone: str | None
    state: AccountState
    organisation: OrganisationAnswer | None
    created_at: Moment
    last_seen_at: Moment | None
    """To within some minutes."""
    permissions: list[str]
    """What is granted to them beside their roles."""
    roles: list[MembershipAnswer]
    may_manage: bool
    """Whether the caller may make links for them, shut them out and close the account."""


class PeoplePage(Answer):
    """People by name."""

    people: list[PersonAnswer]
    links: list[WebLink]


class InvitedAnswer(PersonAnswer):
    """Somebody who was invited, or for whom a link was made."""

    link: str | None
    """The address at which they choose a password, once; null where they have one."""
    is_mailed: bool
    """Whether it also goes to them by mail."""


class ActionAnswer(Answer):
    """One action of a role."""

    room: str
    """A layer or room; `*` is all of them."""
    action: str
    own: bool
    """Whether only on rows that the holder made."""


class UserRoleAnswer(Answer):
    """A role as data."""

    role: str
    title: Phrase
    actions: list[ActionAnswer]
    members: int
    """How many have it today."""
    may_give: bool
    """Whether the caller may give it somewhere."""
    may_change: bool
    """Whether the caller may change what it allows."""


class UserRolesAnswer(Answer):
    """Every role."""

    roles: list[UserRoleAnswer]


class OrganisationRecord(Answer):
    """An organisation, and how it is reached."""

    id: int
    kind: str
    name: Name
    region: str | None
    """The KATO code of the unit that it serves; null for the country."""
    region_name: Name | None
    bin: str | None
    telephone: str | None
    email: str | None
    website: str | None
    address: str | None
    people: int
    """How many open accounts act for it."""


class OrganisationsPage(Answer):
    """Organisations by their Russian names."""

    organisations: list[OrganisationRecord]
    links: list[WebLink]


class DelegationAnswer(Answer):
    """A role in which somebody stands in for another."""

    id: int
    role: str
    title: Phrase
    at: str
    """A KATO code, or KZ for the country."""
    at_name: Name | None
    holder: NamedUser
    deputy: NamedUser
    valid_from: str
    valid_to: str


class DelegationsAnswer(Answer):
    """Where the caller stands in for others, and others for them."""

    delegations: list[DelegationAnswer]
