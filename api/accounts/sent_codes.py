"""What comes by mail or telephone: a link for a forgotten password, a code to sign in."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.answers import DispatchAnswer, Me, SecondFactorRequired
from api.accounts.me import UNKEPT
from api.accounts.session import LONGEST_LOGIN, address_of, device_of, entered
from api.accounts.signed_in import AccountSessions
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.bodies import json_object
from api.http.credentials import (
    code_secret,
    device_secret,
    forget_code,
    require_same_origin,
    set_code,
)
from api.http.dependencies import LanguageOfRequest, Resources, ResourcesOfApp, visit_of
from core.accounts.contacts.code_sign_in import ShownCode, sign_in_by_code
from core.accounts.contacts.one_time_codes import CODE_LASTS
from core.accounts.contacts.requests import Asking, ask_for_code, ask_for_password_link

router = APIRouter(route_class=Door, prefix="/api", tags=["account"])

LONGEST_WRITTEN = 40


class LoginBody(BaseModel):
    """By what somebody signs in."""

    model_config = ConfigDict(extra="forbid")

    login: Annotated[str, Field(min_length=1, max_length=LONGEST_LOGIN)]


class SentCodeBody(BaseModel):
    """A code that was sent."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=LONGEST_WRITTEN)]
    stay: bool = Field(
        default=False, description="Whether to stay signed in when the browser is closed."
    )


@router.post(
    "/account/link/forgotten",
    status_code=HTTPStatus.ACCEPTED,
    summary="Have a link to choose a password sent",
    response_model=DispatchAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def forgotten(
    body: LoginBody,
    request: Request,
    language: LanguageOfRequest,
    resources: ResourcesOfApp,
    sessions: AccountSessions,
) -> Response:
    """The same for every login, whether anybody has it or not."""
    require_same_origin(request)
    ask_for_password_link(sessions, Asking(body.login, address_of(request), language))
    return _dispatch_answer(resources)


@router.post(
    "/session/sent-code",
    status_code=HTTPStatus.ACCEPTED,
    summary="Have a code to sign in sent",
    response_model=DispatchAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def send_code(
    body: LoginBody,
    request: Request,
    language: LanguageOfRequest,
    resources: ResourcesOfApp,
    sessions: AccountSessions,
) -> Response:
    """The same for every login; the code works with the cookie of this answer alone."""
    require_same_origin(request)
    bound = ask_for_code(sessions, Asking(body.login, address_of(request), language))
    answer = _dispatch_answer(resources)
    set_code(request, answer, bound, CODE_LASTS)
    return answer


@router.post(
    "/session/sent-code/enter",
    summary="Sign in by a code that was sent",
    response_model=Me,
    responses={HTTPStatus.ACCEPTED: {"model": SecondFactorRequired}},
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def enter_by_code(
    body: SentCodeBody, request: Request, resources: ResourcesOfApp, sessions: AccountSessions
) -> Response:
    """Who has signed in; the session's cookie comes with the answer."""
    require_same_origin(request)
    shown = ShownCode(
        bound=code_secret(request),
        code=body.code,
        address=address_of(request),
        device=device_of(request),
        device_secret=device_secret(request),
        stays=body.stay,
        visit=visit_of(request),
    )
    found = sign_in_by_code(sessions, shown, resources.settings.accounts)
    answer = entered(request, resources, found)
    forget_code(request, answer)
    return answer


def _dispatch_answer(resources: Resources) -> Response:
    settings = resources.settings.messages
    answer = DispatchAnswer(
        has_mail=settings.smtp is not None, has_sms=settings.sms_webhook is not None
    )
    return json_response(answer, HTTPStatus.ACCEPTED, headers=UNKEPT)
