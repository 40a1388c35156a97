from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.accounts.callers import caller_of_token
from core.accounts.roles import (
    LOCAL_DAY,
    RoleGrant,
    RoleMember,
    UnknownRoleError,
    all_roles,
    end_role,
    give_role,
    members_of,
    role_named,
)
from core.accounts.tokens import issue_token
from core.accounts.user import User
from core.accounts.users import make_user
from core.text import Language

SAURAN = "611600000"
OFFICER = "heritage_officer"


@pytest.fixture
def user(session: Session) -> User:
    return make_user(session, "aigul", email="aigul@gov.kz")


def caller(session: Session, user: User) -> Caller:
    _, secret = issue_token(session, user.id)
    found = caller_of_token(session, secret)
    assert found is not None
    return found


def test_atlas_begins_with_the_offices_of_the_programmes(session: Session) -> None:
    roles = {role.id: role for role in all_roles(session)}
    assert set(roles) >= {
        "heritage_officer", "chief_of_inspection", "akimat_clerk", "akimat_head", "council_member",
        "programme_office", "moderator", "route_editor", "researcher", "administrator",
    }  # fmt: skip
    for role in roles.values():
        assert all(role.title.in_language(language) for language in Language)


def test_role_grants_what_it_says_where_it_is_given(session: Session, user: User) -> None:
    give_role(session, user.id, role_named(session, OFFICER), SAURAN)
    found = caller(session, user)
    assert f"monuments:edit@{SAURAN}" in found.permissions
    assert found.territory("monuments", "edit").codes == (SAURAN,)
    assert not found.may("citizen_reports", "edit")


def test_role_on_ones_own_rows_stays_with_them(session: Session, user: User) -> None:
    role = role_named(session, OFFICER)
    role.granted.append(RoleGrant(room="tourist_routes", action="edit", is_own=True))
    session.flush()
    give_role(session, user.id, role, SAURAN)
    assert "tourist_routes:edit@own" in caller(session, user).permissions


def test_changed_role_changes_what_its_holders_may(session: Session, user: User) -> None:
    role = role_named(session, OFFICER)
    give_role(session, user.id, role, SAURAN)
    role.granted = [each for each in role.granted if each.action != "edit"]
    session.flush()
    assert not caller(session, user).may("monuments", "edit")


@pytest.mark.parametrize(
    ("begins", "ends", "is_in_force"),
    [(0, None, True), (0, 0, True), (-9, 9, True), (1, None, False), (-9, -1, False)],
)
def test_role_holds_from_its_first_day_to_its_last(
    session: Session, user: User, begins: int, ends: int | None, *, is_in_force: bool
) -> None:
    today = session.scalars(select(LOCAL_DAY)).one()
    give_role(
        session, user.id, role_named(session, OFFICER), SAURAN,
        valid_from=today + timedelta(days=begins),
        valid_to=None if ends is None else today + timedelta(days=ends),
    )  # fmt: skip
    assert caller(session, user).may("monuments", "edit") == is_in_force


def test_ended_role_grants_nothing_and_stays_on_record(session: Session, user: User) -> None:
    member = give_role(session, user.id, role_named(session, OFFICER), SAURAN)
    assert end_role(session, [member.id], ended_by=user.id) == 1
    assert end_role(session, [member.id]) == 0
    assert caller(session, user).permissions == []
    assert members_of(session, user.id) == []
    kept = session.scalars(select(RoleMember)).one()
    session.refresh(kept)
    assert kept.ended_by == user.id


def test_role_that_is_given_already_is_not_given_twice(session: Session, user: User) -> None:
    role = role_named(session, OFFICER)
    first = give_role(session, user.id, role, SAURAN)
    assert give_role(session, user.id, role, SAURAN).id == first.id


def test_token_reaches_no_further_than_it_is_limited_to(session: Session, user: User) -> None:
    give_role(session, user.id, role_named(session, OFFICER), SAURAN)
    _, secret = issue_token(session, user.id, limited_to=["monuments:edit", "users:administer"])
    found = caller_of_token(session, secret)
    assert found is not None
    assert found.permissions == [f"monuments:edit@{SAURAN}"]


@pytest.mark.parametrize("past", ["expires_at", "revoked_at"])
def test_token_whose_time_is_over_leads_to_nobody(session: Session, user: User, past: str) -> None:
    token, secret = issue_token(session, user.id)
    assert caller_of_token(session, secret) is not None
    session.execute(update(type(token)).values({past: LOCAL_DAY - 1}))
    assert caller_of_token(session, secret) is None


def test_unknown_role_is_refused_with_those_there_are(session: Session) -> None:
    with pytest.raises(UnknownRoleError) as refused:
        role_named(session, "king")
    assert "heritage_officer" in refused.value.message(Language.EN)
