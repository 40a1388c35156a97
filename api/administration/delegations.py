"""Standing in: a role of one's own handed to another for the days of a leave."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.accounts.account import LARGEST_ID, Number
from api.accounts.answers import unit_names
from api.accounts.me import UNKEPT
from api.accounts.signed_in import PersonSignedIn
from api.administration.answers import DelegationAnswer, DelegationsAnswer, NamedUser
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Phrase, json_response
from api.http.bodies import json_object
from core.accounts.attempts import AttemptLane, count_attempt, take_back_attempt
from core.accounts.audited import audit_account
from core.accounts.user import User
from core.administration.delegating import (
    Delegation,
    Leave,
    delegate,
    delegations_of,
    end_delegation,
)
from core.audit.event import AuditEvent
from core.database.engine import transaction
from layers.days import today

router = APIRouter(route_class=Door, prefix="/api/account/delegations", tags=["account"])


class DelegationBody(BaseModel):
    """Which role, to whom, and from which day to which."""

    model_config = ConfigDict(extra="forbid")

    role: Annotated[int, Field(ge=1, le=LARGEST_ID, description="The `id` of one of your roles.")]
    to: Annotated[str, Field(min_length=1, max_length=320)]
    """By what the other signs in."""
    first_day: date = Field(alias="from")
    last_day: date = Field(alias="until")


@router.get(
    "", summary="Who stands in for you, and for whom you do", response_model=DelegationsAnswer
)
@costs(Cost.QUERY)
def list_delegations(person: PersonSignedIn) -> Response:
    """Those that last, or are still to come."""
    with person.changing() as (session, user, _):
        told = _answers(session, delegations_of(session, user))
    return json_response(DelegationsAnswer(delegations=told), headers=UNKEPT)


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    summary="Let somebody stand in for you",
    response_model=DelegationsAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def hand_on(body: DelegationBody, person: PersonSignedIn) -> Response:
    """All delegations; the role stays yours too, and what administers is not handed on."""
    lane = AttemptLane.of_login(f"delegating {person.caller.user_id}")
    with transaction(person.sessions) as session:
        count_attempt(session, [lane])
    with person.changing() as (session, user, _):
        leave = Leave(body.first_day, body.last_day, today(session))
        delegate(session, user, body.role, body.to, leave)
        take_back_attempt(session, lane)
        facts = {"role": body.role, "from": str(body.first_day), "until": str(body.last_day)}
        audit_account(session, person.caller, AuditEvent.DELEGATE, user.id, facts=facts)
        told = _answers(session, delegations_of(session, user))
    return json_response(DelegationsAnswer(delegations=told), HTTPStatus.CREATED, headers=UNKEPT)


@router.delete(
    "/{delegation}", status_code=HTTPStatus.NO_CONTENT, summary="End it before its last day"
)
@costs(Cost.SIGN_IN)
def end(delegation: Number, person: PersonSignedIn) -> Response:
    """End it, as either of the two."""
    with person.changing() as (session, user, _):
        end_delegation(session, user, delegation)
        facts = {"role": delegation}
        audit_account(session, person.caller, AuditEvent.END_ROLE, user.id, facts=facts)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _answers(session: Session, found: list[Delegation]) -> list[DelegationAnswer]:
    names = unit_names(session, {each.membership.scope for each in found})

    def written(each: Delegation) -> DelegationAnswer:
        member = each.membership
        return DelegationAnswer(
            id=member.id,
            role=member.role_id,
            title=Phrase.of(member.role.title),
            at=member.scope,
            at_name=names.get(member.scope),
            holder=_named(each.holder),
            deputy=_named(each.deputy),
            valid_from=member.valid_from.isoformat(),
            valid_to=member.valid_to.isoformat() if member.valid_to else "",
        )

    return [written(each) for each in found]


def _named(user: User) -> NamedUser:
    return NamedUser(id=user.id, name=user.name)
