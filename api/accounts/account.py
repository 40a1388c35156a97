"""One's own account: its password and sessions, and whom a one-time link is for."""

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.answers import (
    LinkAnswer,
    Me,
    SecondFactorRequired,
    SessionAnswer,
    SessionsAnswer,
    preferred_login,
)
from api.accounts.me import UNKEPT
from api.accounts.session import LONGEST_PASSWORD, address_of, device_of, entered
from api.accounts.signed_in import AccountSessions, PersonSignedIn
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.bodies import json_object
from api.http.credentials import require_same_origin
from api.http.dependencies import ResourcesOfApp, visit_of
from core.access.caller import Caller
from core.accounts.attempts import AttemptLane, count_attempt, forget_attempts, take_back_attempt
from core.accounts.audited import audit_account
from core.accounts.one_time_links import user_of_link
from core.accounts.own_password import choose_by_link, names_of, set_password
from core.accounts.passwords import UnfitPasswordError, hashed, is_right, require_fit
from core.accounts.sign_in_sessions import end_session, end_sessions, sessions_of_user
from core.accounts.signing_in import begin_whole_session, open_session
from core.accounts.user import User
from core.audit.event import AuditEvent
from core.database.engine import transaction
from core.errors import InvalidValueError
from core.text import Text

router = APIRouter(route_class=Door, prefix="/api/account", tags=["account"])

LONGEST_LINK = 200
NEVER_TOLD = ""
"""In the place of a password in a message."""
LARGEST_ID = 2**63 - 1
SAME = Text(
    "Бұл – қазіргі құпиясөзіңіз. Басқасын таңдаңыз.",
    "Это ваш нынешний пароль. Выберите другой.",
    "This is the password that you have. Choose another.",
)
Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]
NewPassword = Annotated[str, Field(min_length=1, max_length=LONGEST_PASSWORD)]


class WrongPasswordError(InvalidValueError):
    """The present password is not the one that was given; the message does not repeat it."""

    phrase = Text(
        "Қазіргі құпиясөз дұрыс емес.",
        "Нынешний пароль неверен.",
        "The present password is wrong.",
    )


class LinkBody(BaseModel):
    """A one-time link."""

    model_config = ConfigDict(extra="forbid")

    link: Annotated[str, Field(min_length=1, max_length=LONGEST_LINK)]


class PasswordByLinkBody(LinkBody):
    """A password for the account of a one-time link."""

    password: NewPassword
    stay: bool = Field(
        default=False, description="Whether to stay signed in when the browser is closed."
    )


class PasswordBody(BaseModel):
    """A new password in place of the present one."""

    model_config = ConfigDict(extra="forbid")

    current: NewPassword
    password: NewPassword


@router.post(
    "/link",
    summary="Whom a one-time link is for",
    response_model=LinkAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def look_at_link(body: LinkBody, request: Request, sessions: AccountSessions) -> Response:
    """Whom the link is for; it stays unused."""
    with transaction(sessions) as session:
        count_attempt(session, [AttemptLane.of_address(address_of(request))])
    with transaction(sessions) as session:
        user, purpose = user_of_link(session, body.link)
        take_back_attempt(session, AttemptLane.of_address(address_of(request)))
        found = LinkAnswer(purpose=purpose, name=user.name, login=preferred_login(user))
    return json_response(found, headers=UNKEPT)


@router.post(
    "/link/password",
    summary="Choose a password by a one-time link",
    response_model=Me,
    responses={HTTPStatus.ACCEPTED: {"model": SecondFactorRequired}},
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def choose_password(
    body: PasswordByLinkBody,
    request: Request,
    resources: ResourcesOfApp,
    sessions: AccountSessions,
) -> Response:
    """Who has chosen a password and is signed in now; the link is spent, other sessions end."""
    require_same_origin(request)
    accounts = resources.settings.accounts
    user_id = choose_by_link(sessions, body.link, body.password, accounts.breached_passwords)
    with transaction(sessions) as session:
        visit = visit_of(request)
        name = session.get_one(User, user_id).name
        chooser = Caller(user_id, name, visit=replace(visit, credential="link"))
        audit_account(session, chooser, AuditEvent.CHOOSE_PASSWORD, user_id)
        found = open_session(
            session, user_id, accounts, device_of(request), stays=body.stay, visit=visit
        )
    return entered(request, resources, found)


@router.put(
    "/password",
    summary="Change your password",
    response_model=Me,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def change_password(
    body: PasswordBody,
    request: Request,
    person: PersonSignedIn,
    resources: ResourcesOfApp,
) -> Response:
    """Who one is, in a new session; all that were open before have ended."""
    accounts = resources.settings.accounts
    with person.changing() as (session, user, current):
        lane = AttemptLane.of_device(-current.id)
        count_attempt(session, [lane])
        about, known_hash, stays = names_of(user), user.password_hash, current.stays
        by_second_factor = current.second_factor_at is not None
    if not is_right(body.current, known_hash):
        raise WrongPasswordError(NEVER_TOLD, field="current")
    if body.current == body.password:
        raise UnfitPasswordError(SAME)
    require_fit(body.password, about, accounts.breached_passwords)
    password_hash = hashed(body.password)
    with person.changing() as (session, user, _):
        set_password(session, user, password_hash)
        forget_attempts(session, lane)
        audit_account(session, person.caller, AuditEvent.CHANGE_PASSWORD, user.id)
        found = begin_whole_session(
            session,
            user.id,
            accounts,
            device_of(request),
            stays=stays,
            second_factor=by_second_factor,
            visit=visit_of(request),
        )
    return entered(request, resources, found)


@router.get("/sessions", summary="Your sessions", response_model=SessionsAnswer)
@costs(Cost.QUERY)
def list_sessions(person: PersonSignedIn) -> Response:
    """The sessions in which somebody is signed in to the caller's account."""
    with person.changing() as (session, user, current):
        found = [
            SessionAnswer(
                id=each.id,
                device=each.device,
                created_at=each.created_at,
                last_used_at=each.last_used_at,
                expires_at=each.expires_at,
                is_this=each.id == current.id,
            )
            for each in sessions_of_user(session, user.id)
        ]
    return json_response(SessionsAnswer(sessions=found), headers=UNKEPT)


@router.delete(
    "/sessions", status_code=HTTPStatus.NO_CONTENT, summary="End all your other sessions"
)
@costs(Cost.SIGN_IN)
def end_others(person: PersonSignedIn) -> Response:
    """End every session of the caller but the one in which this is asked."""
    with person.changing() as (session, user, current):
        count = end_sessions(session, user.id, but=current.id)
        facts = {"sessions": count}
        audit_account(session, person.caller, AuditEvent.END_SESSIONS, user.id, facts=facts)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.delete(
    "/sessions/{session_id}", status_code=HTTPStatus.NO_CONTENT, summary="End one session"
)
@costs(Cost.SIGN_IN)
def end_one(session_id: Number, person: PersonSignedIn) -> Response:
    """End one session of the caller."""
    with person.changing() as (session, user, _):
        end_session(session, user.id, session_id)
        facts = {"session": session_id}
        audit_account(session, person.caller, AuditEvent.END_SESSIONS, user.id, facts=facts)
    return Response(status_code=HTTPStatus.NO_CONTENT)
