"""Invitations and roles as an administrator gives them, each checked against what they have."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.accounts.known_grants import require_known_unit
from api.accounts.role_notices import tell_role_given
from api.accounts.signed_in import SignedIn
from api.administration.administering import codes_of, reach_of
from api.administration.answers import PersonAnswer
from api.administration.audited import audit_role
from api.administration.person_answers import person_answers
from core.accounts.inviting import Invitation, invited_user
from core.accounts.notices import mail_link
from core.accounts.one_time_links import Purpose, make_link
from core.accounts.roles import give_role, role_named
from core.accounts.user import User
from core.accounts.users import find_user
from core.administration.organisation_book import organisation_of
from core.administration.people import (
    Codes,
    OwnAccountError,
    person_of,
    require_may_manage,
)
from core.administration.reach import BeyondReachError, Reach
from core.audit.event import AuditEvent
from core.errors import InvalidValueError
from core.settings import Settings
from core.text import Language, Text
from layers.days import today

LONGEST_NAME = 200
LONGEST_LOGIN = 320
DAY_HINT = Text(
    "Соңғы күн бүгіннен де, бірінші күннен де ерте болмауы керек.",
    "Последний день не может быть раньше сегодняшнего и раньше первого.",
    "The last day must be neither before today nor before the first.",
)


class GivenRole(BaseModel):
    """A role, where, and from which day to which."""

    model_config = ConfigDict(extra="forbid")

    role: Annotated[str, Field(max_length=40)]
    at: Annotated[str, Field(max_length=9)]
    """A KATO code, or KZ for the country."""
    valid_from: date | None = Field(default=None, alias="from", description="Today if left out.")
    until: date | None = Field(default=None, description="The last day.")


class InvitationBody(GivenRole):
    """Somebody who is invited into a role."""

    email: Annotated[str, Field(max_length=LONGEST_LOGIN)]
    name: Annotated[str, Field(max_length=LONGEST_NAME, pattern=r"\S")] | None = None
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """Mail, in the language of who has it sent."""

    language: Language

    @classmethod
    def of(cls, settings: Settings, language: Language) -> "Post | None":
        """The post where a mail server is set: letters in a folder reach nobody."""
        return cls(language) if settings.messages.smtp else None


@dataclass(frozen=True, slots=True)
class Administration:
    """A transaction of somebody who administers, with their reach."""

    session: Session
    reach: Reach
    codes: Codes | None
    post: "Post | None" = None
    """By whom links also go to people; None where no mail is sent."""

    def person(self, user_id: int) -> User:
        """Somebody of the caller's territory. Raises UnknownUserError."""
        return person_of(self.session, self.codes, user_id).user

    def managed(self, user_id: int) -> User:
        """Somebody over whom the caller has all. Raises BeyondReachError, OwnAccountError."""
        user = self.person(user_id)
        if user.id == self.reach.caller.user_id:
            raise OwnAccountError(user.name)
        require_may_manage(self.session, self.reach, user)
        return user

    def answer(self, user: User) -> PersonAnswer:
        """The person as the caller sees them."""
        self.session.flush()
        self.session.expire_all()
        person = person_of(self.session, None, user.id)
        return person_answers(self.session, self.reach, [person])[0]

    def link(self, user: User, purpose: Purpose) -> tuple[str, bool]:
        """The secret of a new link, and whether it also goes by mail."""
        secret = make_link(self.session, user.id, purpose)
        is_mailed = self.post is not None and mail_link(
            self.session, user, purpose, secret, language=self.post.language
        )
        return secret, is_mailed


@contextmanager
def administering(person: SignedIn, post: Post | None = None) -> Iterator[Administration]:
    """A transaction in which the caller changes what concerns others. Raises ForbiddenError."""
    with person.changing() as (session, _, _):
        reach = reach_of(session, person.caller)
        yield Administration(session, reach, codes_of(reach), post)


def invite_person(
    work: Administration, body: InvitationBody
) -> tuple[User, tuple[str, bool] | None]:
    """The invited user with the role, the secret of their link, and whether it is mailed.

    There is no link where they have a password, or more than the caller: by it the caller could
    become them. Raises InvalidValueError, BeyondReachError and UnknownOrganisationError.
    """
    session = work.session
    require_may_give(work, body)
    is_new = find_user(session, body.email) is None
    invitation = Invitation(body.email, body.role, body.at, body.name)
    user = invited_user(session, invitation)
    _audit_role(work, AuditEvent.INVITE_USER, user, body)
    may_link = user.password_hash is None and user.closed_at is None
    may_link = may_link and (is_new or _has_reach(work, user))
    give_requested_role(work, user, body)
    if body.organisation is not None and user.organisation_id is None:
        user.organisation_id = organisation_of(session, work.codes, body.organisation)[0].id
    return user, work.link(user, Purpose.INVITATION) if may_link else None


def require_may_give(work: Administration, body: GivenRole) -> None:
    """Require that the caller has what the role allows there. Raises BeyondReachError.

    Raises InvalidValueError for a role, a unit or a day that is none.
    """
    require_known_unit(work.session, body.at)
    role = role_named(work.session, body.role)
    work.reach.require(role.grants_at(body.at), [body.at])
    earliest = max(body.valid_from or date.min, today(work.session))
    if body.until is not None and body.until < earliest:
        raise InvalidValueError(body.until.isoformat(), field="until", hint=DAY_HINT)


def give_requested_role(work: Administration, user: User, body: GivenRole) -> None:
    """Give the role; it says by whom."""
    given = give_role(
        work.session,
        user.id,
        role_named(work.session, body.role),
        body.at,
        given_by=work.reach.caller.user_id,
        valid_from=body.valid_from,
        valid_to=body.until,
    )
    tell_role_given(work.session, user, given)


def give_and_audit(work: Administration, user: User, body: GivenRole) -> None:
    """Give the role, of which the audit tells."""
    give_requested_role(work, user, body)
    _audit_role(work, AuditEvent.GIVE_ROLE, user, body)


def _audit_role(work: Administration, event: AuditEvent, user: User, body: GivenRole) -> None:
    days = {"valid_from": body.valid_from, "until": body.until}
    audit_role(work.session, work.reach.caller, event, user, body.role, body.at, **days)


def _has_reach(work: Administration, user: User) -> bool:
    try:
        require_may_manage(work.session, work.reach, user)
    except BeyondReachError:
        return False
    return True
