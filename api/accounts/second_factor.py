"""The second factor of one's own account: turned on, looked at, renewed and turned off."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.account import NEVER_TOLD, NewPassword, WrongPasswordError
from api.accounts.answers import (
    EnrolmentAnswer,
    Me,
    QrAnswer,
    RecoveryCodesAnswer,
    SecondFactorAnswer,
    preferred_login,
)
from api.accounts.me import UNKEPT
from api.accounts.session import CodeBody, code_check, device_of, entered
from api.accounts.signed_in import PersonSignedIn, SignedIn
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.bodies import json_object
from api.http.credentials import set_session
from api.http.dependencies import Resources, ResourcesOfApp, visit_of
from core.accounts.attempts import AttemptLane, count_attempt, forget_attempts
from core.accounts.audited import audit_account
from core.accounts.passwords import is_right
from core.accounts.second_factor.recovery_codes import (
    new_recovery_codes,
    recovery_codes_left,
)
from core.accounts.second_factor.totp import confirm, confirmed_at, enrol, qr_path
from core.accounts.second_step import WrongCodeError, require_code
from core.accounts.sign_in_sessions import end_sessions, renew_proof
from core.accounts.signing_in import begin_whole_session
from core.accounts.users import take_second_factor
from core.audit.event import AuditEvent
from core.errors import ConflictError
from core.text import Text

router = APIRouter(route_class=Door, prefix="/api/account", tags=["account"])


class NoSecondFactorError(ConflictError):
    """No code is asked of the caller, so there is nothing to renew or turn off."""

    phrase = Text(
        "Кіру коды қосылмаған.",
        "Код при входе не включён.",
        "No code is asked at sign-in.",
    )


class RemovalBody(CodeBody):
    """What it takes to turn the second factor off: the password where there is one, and a code."""

    password: NewPassword | None = None


class ProofBody(BaseModel):
    """A password or a code, to show once more who one is."""

    model_config = ConfigDict(extra="forbid")

    password: NewPassword | None = None
    code: Annotated[str, Field(min_length=1, max_length=64)] | None = None


@router.get("/second-factor", summary="Your second factor", response_model=SecondFactorAnswer)
@costs(Cost.QUERY)
def look_at(person: PersonSignedIn, resources: ResourcesOfApp) -> Response:
    """Whether a code is asked at sign-in, and how many recovery codes are left."""
    with person.changing() as (session, user, _):
        since = confirmed_at(session, user.id)
        found = SecondFactorAnswer(
            is_on=since is not None,
            confirmed_at=since,
            recovery_codes_left=recovery_codes_left(session, user.id),
            demanded_for=sorted(resources.settings.accounts.second_factor.withheld),
        )
    return json_response(found, headers=UNKEPT)


@router.post(
    "/second-factor",
    status_code=HTTPStatus.CREATED,
    summary="Begin with an authenticator",
    response_model=EnrolmentAnswer,
)
@costs(Cost.SIGN_IN)
def begin(person: PersonSignedIn, resources: ResourcesOfApp) -> Response:
    """A secret for the authenticator; it is asked for once a code has confirmed it."""
    with person.proven() as (session, user, _):
        made = enrol(session, user, resources.settings.secret_box, preferred_login(user))
    side, path = qr_path(made.uri)
    told = EnrolmentAnswer(secret=made.secret, uri=made.uri, qr=QrAnswer(side=side, path=path))
    return json_response(told, HTTPStatus.CREATED, headers=UNKEPT)


@router.post(
    "/second-factor/confirmation",
    status_code=HTTPStatus.CREATED,
    summary="Confirm the authenticator by a code",
    response_model=RecoveryCodesAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def confirm_by_code(
    body: CodeBody, request: Request, person: PersonSignedIn, resources: ResourcesOfApp
) -> Response:
    """Ten recovery codes; every other session ends, and this one goes on under a new secret."""
    _count(person)
    check = code_check(resources)
    with person.proven() as (session, user, current):
        if not confirm(session, user.id, check.box, body.code, check.now):
            raise WrongCodeError
        forget_attempts(session, _lane(current.id))
        end_sessions(session, user.id, but=current.id)
        codes = new_recovery_codes(session, user.id)
        audit_account(session, person.caller, AuditEvent.SET_SECOND_FACTOR, user.id)
        secret, stays = renew_proof(session, current, second_factor=True), current.stays
    told = RecoveryCodesAnswer(recovery_codes=codes)
    answer = json_response(told, HTTPStatus.CREATED, headers=UNKEPT)
    _keep(request, answer, resources, secret, stays=stays)
    return answer


@router.post(
    "/second-factor/recovery-codes",
    status_code=HTTPStatus.CREATED,
    summary="A new set of recovery codes",
    response_model=RecoveryCodesAnswer,
)
@costs(Cost.SIGN_IN)
def renew_codes(person: PersonSignedIn) -> Response:
    """Ten codes; the earlier ones no longer work."""
    with person.proven() as (session, user, _):
        if confirmed_at(session, user.id) is None:
            raise NoSecondFactorError(field="code")
        codes = new_recovery_codes(session, user.id)
        audit_account(session, person.caller, AuditEvent.SET_SECOND_FACTOR, user.id)
    told = RecoveryCodesAnswer(recovery_codes=codes)
    return json_response(told, HTTPStatus.CREATED, headers=UNKEPT)


@router.post(
    "/second-factor/removal",
    summary="Turn the second factor off",
    response_model=Me,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def turn_off(
    body: RemovalBody, request: Request, person: PersonSignedIn, resources: ResourcesOfApp
) -> Response:
    """Who one is, in a new session; others end, and no token reaches what takes a code."""
    user_id, lane = _require_password(person, body.password)
    require_code(person.sessions, user_id, lane, code_check(resources), body.code)
    with person.changing() as (session, user, current):
        take_second_factor(session, user)
        audit_account(session, person.caller, AuditEvent.REMOVE_SECOND_FACTOR, user.id)
        stays = current.stays
        accounts, device = resources.settings.accounts, device_of(request)
        visit = visit_of(request)
        found = begin_whole_session(session, user.id, accounts, device, stays=stays, visit=visit)
    return entered(request, resources, found)


@router.post(
    "/proof",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Show once more who you are",
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def prove(
    body: ProofBody, request: Request, person: PersonSignedIn, resources: ResourcesOfApp
) -> Response:
    """Open for fifteen minutes what changes the account; the session gets a new secret."""
    if body.code is not None:
        with person.changing() as (_, user, current):
            user_id, lane = user.id, _lane(current.id)
        require_code(person.sessions, user_id, lane, code_check(resources), body.code)
    else:
        _require_password(person, body.password or "")
    with person.changing() as (session, _, current):
        secret = renew_proof(session, current, second_factor=body.code is not None)
        stays = current.stays
    answer = Response(status_code=HTTPStatus.NO_CONTENT)
    _keep(request, answer, resources, secret, stays=stays)
    return answer


def _lane(session_id: int) -> AttemptLane:
    """Who has the session guesses in a lane of its own."""
    return AttemptLane.of_device(-session_id)


def _count(person: SignedIn) -> None:
    with person.changing() as (session, _, current):
        count_attempt(session, [_lane(current.id)])


def _require_password(person: SignedIn, password: str | None) -> tuple[int, AttemptLane]:
    """Whose password it is, and their lane. Raises WrongPasswordError, TooManyAttemptsError.

    Who has none, and comes by another door, need not show any.
    """
    with person.changing() as (session, user, current):
        lane = _lane(current.id)
        count_attempt(session, [lane])
        user_id, known_hash = user.id, user.password_hash
    if (known_hash or password is not None) and not is_right(password or "", known_hash):
        raise WrongPasswordError(NEVER_TOLD, field="password")
    with person.changing() as (session, _, _):
        forget_attempts(session, lane)
    return user_id, lane


def _keep(
    request: Request, answer: Response, resources: Resources, secret: str, *, stays: bool
) -> None:
    life = resources.settings.accounts.life(stays=stays)
    set_session(request, answer, secret, life.longest if stays else None)
