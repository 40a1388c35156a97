import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.accounts.callers import caller_now, caller_of_token
from core.accounts.tokens import Token
from core.accounts.user import UserGrant
from core.accounts.users import (
    UnknownUserError,
    UserExistsError,
    add_user,
    replace_token,
    revoke_tokens,
)
from core.errors import InvalidValueError


def test_token_leads_to_its_user_with_the_permissions(session: Session) -> None:
    token = add_user(session, "aigerim", ["monuments:write", "settlements:write"])
    caller = caller_of_token(session, token)
    assert caller is not None
    assert caller.name == "aigerim"
    assert caller.may("monuments", "edit")
    assert not caller.may("citizen_reports", "edit")


@pytest.mark.parametrize("token", ["", "wrong", "' OR true --"])
def test_stranger_with_a_made_up_token_stays_a_stranger(session: Session, token: str) -> None:
    add_user(session, "aigerim", ["*"])
    assert caller_of_token(session, token) is None


def test_database_does_not_hold_the_token_itself(session: Session) -> None:
    token = add_user(session, "aigerim", ["*"])
    kept = session.execute(select(Token.__table__)).mappings().one()
    assert token not in str(dict(kept))
    assert len(token) >= 43


def test_replaced_token_no_longer_works(session: Session) -> None:
    old = add_user(session, "aigerim", ["*"])
    new = replace_token(session, "aigerim")
    assert caller_of_token(session, old) is None
    assert isinstance(caller_of_token(session, new), Caller)


def test_revoking_reports_how_many_tokens_stopped(session: Session) -> None:
    token = add_user(session, "aigerim", ["*"])
    assert revoke_tokens(session, "aigerim") == 1
    assert revoke_tokens(session, "aigerim") == 0
    assert caller_of_token(session, token) is None


def test_same_name_cannot_be_added_twice(session: Session) -> None:
    add_user(session, "aigerim", ["*"])
    with pytest.raises(UserExistsError, match="aigerim"):
        add_user(session, "aigerim", [])


def test_unknown_user_has_no_token_to_replace(session: Session) -> None:
    with pytest.raises(UnknownUserError, match="nobody"):
        replace_token(session, "nobody")


@pytest.mark.parametrize(
    "permission",
    [
        "",
        "write",
        "monuments:",
        ":write",
        "a b:write",
        "**",
        "foo:bar",
        "monuments:move",
        "x:move.",
        "monuments:edit@",
        "monuments:edit@61160000",
        "monuments:edit@own@KZ",
        "monuments:edit@kz",
        "monuments:edit@٦١١٦٠٠٠٠٠",
        "monuments:ask.me",
        "*@KZ",
    ],
)
def test_malformed_permission_is_refused(session: Session, permission: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        add_user(session, "aigerim", [permission])
    assert refused.value.field == "permission"


def test_user_without_a_name_is_refused(session: Session) -> None:
    with pytest.raises(InvalidValueError):
        add_user(session, "  ", ["*"])


def test_caller_of_today_has_todays_permissions(session: Session) -> None:
    token = add_user(session, "officer", ["monuments:write"])
    known = caller_of_token(session, token)
    assert known is not None
    assert known.user_id is not None
    session.execute(delete(UserGrant))
    session.add(UserGrant(user_id=known.user_id, room="monuments", action="edit", scope="own"))
    session.flush()
    session.expire_all()
    now = caller_now(session, known.user_id)
    assert now is not None
    assert now.permissions == ["monuments:edit@own"]


def test_nobody_without_a_token_is_a_caller(session: Session) -> None:
    known = caller_of_token(session, add_user(session, "officer", ["monuments:write"]))
    assert known is not None
    assert known.user_id is not None
    revoke_tokens(session, "officer")
    assert caller_now(session, known.user_id) is None
    assert caller_now(session, known.user_id + 1) is None
