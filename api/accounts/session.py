"""POST and DELETE /api/session: signing in with a password, and out."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.answers import Me, SecondFactorRequired, me_answer
from api.accounts.me import UNKEPT
from api.accounts.signed_in import AccountSessions, PersonSignedIn, account_sessions
from api.http.admission.admission import PLACE, Slot
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.bodies import json_object
from api.http.credentials import (
    device_secret,
    forget_half_session,
    forget_session,
    half_secret,
    require_same_origin,
    set_device,
    set_half_session,
    set_session,
)
from api.http.dependencies import Resources, ResourcesOfApp, visit_of
from core.accounts.audited import audit_account
from core.accounts.callers import SessionCredentials, caller_of
from core.accounts.passwords import LONGEST
from core.accounts.second_factor.pending_sign_ins import LASTS
from core.accounts.second_step import CodeCheck, finish_sign_in
from core.accounts.sign_in_sessions import end_session
from core.accounts.signing_in import HalfSession, NewSession, SignIn, sign_in
from core.audit.event import AuditEvent
from core.database.engine import transaction

router = APIRouter(route_class=Door, prefix="/api/session", tags=["account"])

LONGEST_LOGIN = 320
"""Characters of an e-mail address (RFC 5321)."""
LONGEST_CODE = 64
LONGEST_PASSWORD = 4 * LONGEST
"""Characters that are looked at."""


class SignInBody(BaseModel):
    """By what somebody signs in."""

    model_config = ConfigDict(extra="forbid")

    login: Annotated[str, Field(min_length=1, max_length=LONGEST_LOGIN)]
    """An e-mail address, a telephone number, or the name of an account."""
    password: Annotated[str, Field(min_length=1, max_length=LONGEST_PASSWORD)]
    stay: bool = Field(
        default=False, description="Whether to stay signed in when the browser is closed."
    )


class CodeBody(BaseModel):
    """A code of the second factor."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=LONGEST_CODE)]
    """Of the authenticator, or a recovery code."""


@router.post(
    "",
    summary="Sign in",
    response_model=Me,
    responses={HTTPStatus.ACCEPTED: {"model": SecondFactorRequired}},
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def begin(
    body: SignInBody,
    request: Request,
    resources: ResourcesOfApp,
    sessions: AccountSessions,
) -> Response:
    """Who has signed in; the session's cookie comes with the answer.

    Of whom a second factor is asked gets 202 and a cookie for the next step instead.
    A session that the browser had is left to end by itself: its secret is not used again.
    """
    require_same_origin(request)
    shown = SignIn(
        login=body.login,
        password=body.password,
        address=address_of(request),
        device=device_of(request),
        device_secret=device_secret(request),
        stays=body.stay,
        visit=visit_of(request),
    )
    found = sign_in(sessions, shown, resources.settings.accounts)
    return entered(request, resources, found)


@router.post(
    "/code",
    summary="Show the second factor",
    response_model=Me,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def show_code(
    body: CodeBody,
    request: Request,
    resources: ResourcesOfApp,
    sessions: AccountSessions,
) -> Response:
    """Who has signed in, after the password was shown on this browser some minutes ago."""
    require_same_origin(request)
    settings = resources.settings
    found = finish_sign_in(
        sessions,
        half_secret(request),
        body.code,
        code_check(resources),
        settings.accounts,
        visit=visit_of(request),
    )
    answer = entered(request, resources, found)
    forget_half_session(request, answer)
    return answer


@router.delete("", status_code=HTTPStatus.NO_CONTENT, summary="Sign out")
@costs(Cost.SIGN_IN)
def end(request: Request, person: PersonSignedIn) -> Response:
    """End the session in which this is asked."""
    with person.changing() as (session, user, current):
        end_session(session, user.id, current.id)
        audit_account(session, person.caller, AuditEvent.SIGN_OUT, user.id)
    answer = Response(status_code=HTTPStatus.NO_CONTENT)
    forget_session(request, answer)
    return answer


def code_check(resources: Resources) -> CodeCheck:
    """With what codes are compared now."""
    return CodeCheck(resources.settings.secret_box, resources.settings.clock.now())


def entered(request: Request, resources: Resources, found: NewSession | HalfSession) -> Response:
    """The answer to who has just got a session, or half of one, with its cookies."""
    if isinstance(found, HalfSession):
        return _half_entered(request, found)
    with transaction(account_sessions(resources)) as session:
        caller = caller_of(
            session,
            SessionCredentials(found.secret),
            resources.settings.accounts.second_factor.withheld,
        )
        assert caller is not None  # noqa: S101 - the session has just begun
        me = me_answer(session, resources.catalogue, caller)
    answer = json_response(me, headers=UNKEPT)
    lasts = resources.settings.accounts.life(stays=found.stays).longest if found.stays else None
    set_session(request, answer, found.secret, lasts)
    if found.device_secret:
        set_device(request, answer, found.device_secret)
    return answer


def _half_entered(request: Request, found: HalfSession) -> Response:
    asked = SecondFactorRequired(second_factor="code", lasts_s=int(LASTS.total_seconds()))
    answer = json_response(asked, HTTPStatus.ACCEPTED, headers=UNKEPT)
    set_half_session(request, answer, found.secret, LASTS)
    return answer


def address_of(request: Request) -> str:
    """The address that an attempt counts for."""
    place: Slot | None = request.scope.get(PLACE)
    return place.address if place else ""


def device_of(request: Request) -> str:
    """What the browser says of itself."""
    return request.headers.get("user-agent", "")
