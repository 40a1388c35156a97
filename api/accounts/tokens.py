"""Tokens of programs and passwords of devices: made, listed and revoked by their owner."""

from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.account import Number
from api.accounts.answers import (
    NewTokenAnswer,
    TokenAnswer,
    TokensAnswer,
    preferred_login,
)
from api.accounts.known_grants import require_known
from api.accounts.me import UNKEPT
from api.accounts.signed_in import AccountSessions, PersonSignedIn
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import json_response
from api.http.bodies import json_object
from api.http.dependencies import CatalogueOfApp, ClockOfApp, KnownCaller
from core.access.grant import grants_of
from core.accounts.audited import audit_account
from core.accounts.tokens import (
    MOST_TOKENS,
    Token,
    TokenKind,
    TooManyTokensError,
    UnknownTokenError,
    issue_token,
    revoke_token,
    tokens_of,
)
from core.audit.event import AuditEvent
from core.database.engine import transaction

router = APIRouter(route_class=Door, prefix="/api/account/tokens", tags=["account"])

LONGEST_LABEL = 100
LONGEST_DAYS = 3660
MOST_PERMISSIONS = 100


class TokenBody(BaseModel):
    """What a token is for, how far it reaches, and how long."""

    model_config = ConfigDict(extra="forbid")

    label: Annotated[str, Field(min_length=1, max_length=LONGEST_LABEL, pattern=r"\S")]
    """The program or device that will have it."""
    kind: TokenKind = TokenKind.TOKEN
    permissions: Annotated[list[str], Field(max_length=MOST_PERMISSIONS)] | None = Field(
        default=None, description="Grants beyond which it does not reach; all of yours if left out."
    )
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] | None = Field(
        default=None, description="After so many days it stops working."
    )


@router.get("", summary="Your tokens and passwords of devices", response_model=TokensAnswer)
@costs(Cost.QUERY)
def list_tokens(person: PersonSignedIn) -> Response:
    """Those that still work, newest first."""
    with person.changing() as (session, user, _):
        found = [TokenAnswer(**_members(each)) for each in tokens_of(session, user.id)]
    return json_response(TokensAnswer(tokens=found), headers=UNKEPT)


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    summary="Make a token or a password for a device",
    response_model=NewTokenAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def make_token(
    body: TokenBody, person: PersonSignedIn, catalogue: CatalogueOfApp, clock: ClockOfApp
) -> Response:
    """The new one with its secret, which is told this once.

    It reaches what takes a second factor only where it is made in a session that has shown one.
    """
    with person.proven() as (session, user, current):
        if body.permissions is not None:
            require_known(session, catalogue, grants_of(body.permissions))
        if len(tokens_of(session, user.id)) >= MOST_TOKENS:
            raise TooManyTokensError(MOST_TOKENS, field="label")
        token, secret = issue_token(
            session,
            user.id,
            kind=body.kind,
            label=body.label.strip(),
            limited_to=body.permissions,
            expires_at=clock.now() + timedelta(days=body.days) if body.days else None,
            second_factor=current.second_factor_at is not None,
        )
        session.refresh(token)
        facts = {"token": f"{token.kind}:{token.id}", "permissions": token.limited_to}
        audit_account(session, person.caller, AuditEvent.MAKE_TOKEN, user.id, facts=facts)
        made = NewTokenAnswer(**_members(token), secret=secret, login=preferred_login(user))
    return json_response(made, HTTPStatus.CREATED, headers=UNKEPT)


@router.delete(
    "/this",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Make the token that is shown stop working",
)
@costs(Cost.SIGN_IN)
def end_this(caller: KnownCaller, sessions: AccountSessions) -> Response:
    """Revoke the token or the device's password by which this is asked; 404 in a session."""
    kind, _, number = caller.visit.credential.partition(":")
    if kind not in set(TokenKind):
        raise UnknownTokenError(kind, field="Authorization")
    with transaction(sessions) as session:
        user_id = session.get_one(Token, int(number)).user_id
        revoke_token(session, user_id, int(number))
        facts = {"token": int(number)}
        audit_account(session, caller, AuditEvent.REVOKE_TOKEN, user_id, facts=facts)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.delete(
    "/{token_id}", status_code=HTTPStatus.NO_CONTENT, summary="Make one of them stop working"
)
@costs(Cost.SIGN_IN)
def end_token(token_id: Number, person: PersonSignedIn) -> Response:
    """Revoke it at once."""
    with person.changing() as (session, user, _):
        revoke_token(session, user.id, token_id)
        facts = {"token": token_id}
        audit_account(session, person.caller, AuditEvent.REVOKE_TOKEN, user.id, facts=facts)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _members(token: Token) -> dict[str, object]:
    return {
        "id": token.id,
        "kind": token.kind,
        "label": token.label,
        "permissions": token.limited_to,
        "created_at": token.created_at,
        "last_used_at": token.last_used_at,
        "expires_at": token.expires_at,
    }
