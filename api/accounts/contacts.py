"""Where a person is reached: an e-mail address and a telephone, each shown to be theirs."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.account import NEVER_TOLD, LinkBody, WrongPasswordError
from api.accounts.answers import LinkAnswer, preferred_login
from api.accounts.me import UNKEPT
from api.accounts.sent_codes import LONGEST_WRITTEN
from api.accounts.session import LONGEST_LOGIN, LONGEST_PASSWORD, address_of
from api.accounts.signed_in import AccountSessions, PersonSignedIn, SignedIn
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.bodies import json_object
from api.http.credentials import is_known_by_session, require_same_origin
from api.http.dependencies import CallerOfRequest, LanguageOfRequest, visit_of
from core.accounts.attempts import AttemptLane, count_attempt, take_back_attempt
from core.accounts.contacts.confirming import (
    confirm_email,
    confirm_telephone,
    count_confirmation,
    send_email_link,
    send_telephone_code,
)
from core.accounts.logins import email_of, telephone_of
from core.accounts.one_time_links import Purpose
from core.accounts.passwords import is_right
from core.accounts.user import User
from core.database.engine import transaction
from core.errors import MissingValueError

router = APIRouter(route_class=Door, prefix="/api/account", tags=["account"])

Password = Annotated[str, Field(max_length=LONGEST_PASSWORD)]


class EmailBody(BaseModel):
    """An e-mail address; the present one is confirmed where it is left out."""

    model_config = ConfigDict(extra="forbid")

    email: Annotated[str, Field(min_length=1, max_length=LONGEST_LOGIN)] | None = None
    current: Password | None = Field(
        default=None, description="The password, where the address is to take another's place."
    )


class TelephoneBody(BaseModel):
    """A telephone number; the present one is confirmed where it is left out."""

    model_config = ConfigDict(extra="forbid")

    telephone: Annotated[str, Field(min_length=1, max_length=LONGEST_LOGIN)] | None = None
    current: Password | None = Field(
        default=None, description="The password, where the number is to take another's place."
    )


class TelephoneCodeBody(BaseModel):
    """A code that came by telephone."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=LONGEST_WRITTEN)]


@router.post(
    "/email",
    status_code=HTTPStatus.ACCEPTED,
    summary="Have a link sent that confirms an e-mail address",
    dependencies=[Depends(json_object)],
    response_class=Response,
)
@costs(Cost.SIGN_IN)
def send_link(body: EmailBody, person: PersonSignedIn, language: LanguageOfRequest) -> Response:
    """Send the link; the address becomes the account's own once it is used."""
    wanted = None if body.email is None else email_of(body.email)
    known = _require_password(person, body.current, lambda user: wanted in {None, user.email})
    with person.changing() as (session, user, _):
        address = wanted or user.email
        if address is None:
            raise MissingValueError(body.email, field="email")
        if user.password_hash == known:
            send_email_link(session, user, address, language)
    return Response(status_code=HTTPStatus.ACCEPTED)


@router.post(
    "/link/confirm",
    summary="Confirm an e-mail address by a link",
    response_model=LinkAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def confirm_address(
    body: LinkBody, request: Request, caller: CallerOfRequest, sessions: AccountSessions
) -> Response:
    """Whose address is confirmed; one in the place of another takes the session of its owner."""
    require_same_origin(request)
    lane = AttemptLane.of_address(address_of(request))
    with transaction(sessions) as session:
        count_attempt(session, [lane])
    signed_in_as = caller.user_id if is_known_by_session(request) else None
    visit = visit_of(request, "link")
    user = confirm_email(sessions, body.link, visit, signed_in_as=signed_in_as)
    with transaction(sessions) as session:
        take_back_attempt(session, lane)
    found = LinkAnswer(purpose=Purpose.EMAIL, name=user.name, login=preferred_login(user))
    return json_response(found, headers=UNKEPT)


@router.post(
    "/telephone",
    status_code=HTTPStatus.ACCEPTED,
    summary="Have a code sent that confirms a telephone",
    dependencies=[Depends(json_object)],
    response_class=Response,
)
@costs(Cost.SIGN_IN)
def send_telephone(
    body: TelephoneBody, person: PersonSignedIn, language: LanguageOfRequest
) -> Response:
    """Send the code; the number becomes the account's own once it is shown in this session."""
    wanted = None if body.telephone is None else telephone_of(body.telephone)
    known = _require_password(person, body.current, lambda user: wanted in {None, user.telephone})
    with person.changing() as (session, user, _):
        number = wanted or user.telephone
        if number is None:
            raise MissingValueError(body.telephone, field="telephone")
        if user.password_hash == known:
            send_telephone_code(session, user, number, person.secret, language)
    return Response(status_code=HTTPStatus.ACCEPTED)


@router.post(
    "/telephone/confirm",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Confirm a telephone by a code",
    dependencies=[Depends(json_object)],
    response_class=Response,
)
@costs(Cost.SIGN_IN)
def confirm_number(
    body: TelephoneCodeBody, person: PersonSignedIn, sessions: AccountSessions
) -> Response:
    """Confirm the number; the code works once, in the session in which it was asked for."""
    with person.changing() as (_, user, _current):
        user_id = user.id
    confirm_telephone(sessions, user_id, person.secret, body.code, person.caller.visit)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _require_password(
    person: SignedIn, current: str | None, is_present: Callable[[User], bool]
) -> str | None:
    """The hash of the person's password, which they have shown where they change an address.

    Raises WrongPasswordError, TooManyAttemptsError.
    """
    with person.changing() as (session, user, _):
        count_confirmation(session, user)
        known, may_do_without = user.password_hash, is_present(user)
    if known is not None and not may_do_without and not is_right(current or "", known):
        raise WrongPasswordError(NEVER_TOLD, field="current")
    return known
