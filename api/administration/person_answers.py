"""People with their roles, written for who administers them."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.accounts.answers import organisation_answer, role_members, unit_names
from api.administration.answers import MembershipAnswer, NamedUser, PersonAnswer
from core.accounts.roles import RoleMember
from core.accounts.user import User
from core.administration.people import Person, memberships, require_may_manage
from core.administration.reach import BeyondReachError, Reach
from core.organisations import Organisation


def person_answers(session: Session, reach: Reach, found: Sequence[Person]) -> list[PersonAnswer]:
    """Each person as the caller sees them."""
    members: dict[int, list[RoleMember]] = defaultdict(list)
    for member in memberships(session, [each.user.id for each in found]):
        members[member.user_id].append(member)
    every = [member for theirs in members.values() for member in theirs]
    names = unit_names(session, {member.scope for member in every})
    givers = _users(session, {member.given_by for member in every if member.given_by})
    organisations = _organisations(session, {each.user.organisation_id for each in found})

    def membership(member: RoleMember) -> MembershipAnswer:
        return MembershipAnswer(
            **role_members(member, names),
            given_by=givers.get(member.given_by or 0),
            given_at=member.given_at,
            ended_at=member.ended_at,
            is_delegated=member.delegated_from is not None,
            may_end=member.ended_at is None and may_end(reach, member),
        )

    def written(person: Person) -> dict[str, Any]:
        user = person.user
        own = organisations.get(user.organisation_id or 0)
        return {
            "id": user.id,
            "name": user.name,
            "email": user.email,
            "telephone": user.telephone,
            "state": person.state,
            "organisation": organisation_answer(own) if own else None,
            "created_at": user.created_at,
            "last_seen_at": person.last_seen_at,
            "permissions": sorted(map(str, user.grants)),
            "roles": [membership(each) for each in members[user.id]],
            "may_manage": may_manage(session, reach, user),
        }

    return [PersonAnswer(**written(each)) for each in found]


def may_end(reach: Reach, member: RoleMember) -> bool:
    """Whether the caller may end a role of somebody: one that they might have given."""
    return reach.administers(member.scope) and all(
        map(reach.holds, member.role.grants_at(member.scope))
    )


def may_manage(session: Session, reach: Reach, user: User) -> bool:
    """Whether the caller has all that a user has."""
    try:
        require_may_manage(session, reach, user)
    except BeyondReachError:
        return False
    return user.id != reach.caller.user_id


def _users(session: Session, ids: set[int]) -> dict[int, NamedUser]:
    found = session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {user_id: NamedUser(id=user_id, name=name) for user_id, name in found}


def _organisations(session: Session, ids: set[int | None]) -> dict[int, Organisation]:
    found = session.scalars(select(Organisation).where(Organisation.id.in_(ids - {None})))
    return {each.id: each for each in found}
