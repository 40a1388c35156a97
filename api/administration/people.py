"""People: found, invited, given roles and shut out by those who administer where they are."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from api.accounts.account import LARGEST_ID, Number
from api.accounts.link_address import link_address
from api.accounts.me import UNKEPT
from api.accounts.role_notices import tell_role_ended
from api.accounts.signed_in import PersonSignedIn
from api.administration.administering import LARGEST_LIMIT, SearchText, codes_of, reach_of
from api.administration.answers import InvitedAnswer, PeoplePage, PersonAnswer
from api.administration.audited import audit_person, audit_role
from api.administration.invitations import (
    LONGEST_NAME,
    GivenRole,
    InvitationBody,
    Post,
    administering,
    give_and_audit,
    invite_person,
    require_may_give,
)
from api.administration.person_answers import person_answers
from api.http.addresses import base_of
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import WebLink, json_response
from api.http.bodies import json_object
from api.http.dependencies import (
    KnownCaller,
    LanguageOfRequest,
    ResourcesOfApp,
    SessionOfRequest,
)
from api.http.paging import limited_to
from core.accounts.one_time_links import Purpose
from core.accounts.roles import (
    RoleMember,
    UnknownMembershipError,
    end_role,
)
from core.accounts.users import AccountState, UserExistsError, find_user
from core.administration.organisation_book import organisation_of
from core.administration.people import (
    PeopleFilter,
    Person,
    close_person,
    keeping_administrator,
    people,
    person_of,
    shut_out,
)
from core.audit.event import AuditEvent

router = APIRouter(route_class=Door, prefix="/api/people", tags=["administration"])

PersonId = Annotated[int | None, Query(ge=1, le=LARGEST_ID)]


class PersonBody(BaseModel):
    """What is changed of a person; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=LONGEST_NAME, pattern=r"\S")] | None = None
    organisation: int | None = Field(default=None, description="Null for none.")


@router.get("", summary="People where you administer", response_model=PeoplePage)
@costs(Cost.QUERY)
def list_people(  # noqa: PLR0913, PLR0917 - FastAPI fills them in
    request: Request,
    session: SessionOfRequest,
    caller: KnownCaller,
    q: SearchText = None,
    role: SearchText = None,
    state: AccountState | None = None,
    organisation: PersonId = None,
    after: PersonId = None,
    limit: Annotated[int, Query(ge=1), limited_to(LARGEST_LIMIT)] = 50,
) -> Response:
    """A page of people by name, each with their roles; those after the person `after` follow."""
    reach = reach_of(session, caller)
    codes = codes_of(reach)
    asked = PeopleFilter(q, role, state, organisation)
    last = person_of(session, codes, after).user if after else None
    found = people(session, codes, asked, after=last, limit=limit + 1)
    page = PeoplePage(
        people=person_answers(session, reach, found[:limit]), links=_links(request, found, limit)
    )
    return json_response(page, headers=UNKEPT)


@router.get("/{person}", summary="One person", response_model=PersonAnswer)
@costs(Cost.QUERY)
def one_person(person: Number, session: SessionOfRequest, caller: KnownCaller) -> Response:
    """Somebody with their roles; 404 for people of other territories."""
    reach = reach_of(session, caller)
    found = person_of(session, codes_of(reach), person)
    return json_response(person_answers(session, reach, [found])[0], headers=UNKEPT)


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    summary="Invite somebody into a role",
    response_model=InvitedAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def invite(
    body: InvitationBody,
    request: Request,
    resources: ResourcesOfApp,
    signed_in: PersonSignedIn,
    language: LanguageOfRequest,
) -> Response:
    """The person, and the link by which they choose a password; it is told this once.

    Somebody who has an account keeps it and gets the role too; there is no link for whom the
    caller could not manage.
    """
    with administering(signed_in, Post.of(resources.settings, language)) as work:
        user, made_link = invite_person(work, body)
        answer = work.answer(user)
    secret, is_mailed = made_link or (None, False)
    link = link_address(resources.settings, secret, base_of(request)) if secret else None
    made = InvitedAnswer(**dict(answer), link=link, is_mailed=is_mailed)
    headers = UNKEPT | {"Location": f"{base_of(request)}/api/people/{user.id}"}
    return json_response(made, HTTPStatus.CREATED, headers=headers)


@router.patch(
    "/{person}",
    summary="Call somebody differently, or let them act for an organisation",
    response_model=PersonAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def change_person(person: Number, body: PersonBody, signed_in: PersonSignedIn) -> Response:
    """The person as changed."""
    with administering(signed_in) as work:
        user = work.managed(person)
        before = user.name, user.organisation_id
        if body.name is not None and body.name.strip() != user.name:
            _require_free(work.session, body.name.strip())
            user.name = body.name.strip()
        if "organisation" in body.model_fields_set:
            if body.organisation is not None:
                organisation_of(work.session, work.codes, body.organisation)
            user.organisation_id = body.organisation
        changes: dict[str, list[Any]] = {
            "name": [before[0], user.name],
            "organisation": [before[1], user.organisation_id],
        }
        caller = work.reach.caller
        audit_person(work.session, caller, AuditEvent.CHANGE_USER, user, changes)
        answer = work.answer(user)
    return json_response(answer, headers=UNKEPT)


@router.post(
    "/{person}/roles",
    status_code=HTTPStatus.CREATED,
    summary="Give somebody a role",
    response_model=PersonAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def give(person: Number, body: GivenRole, signed_in: PersonSignedIn) -> Response:
    """The person with the role; the caller has all that it allows there."""
    with administering(signed_in) as work:
        user = work.person(person)
        require_may_give(work, body)
        give_and_audit(work, user, body)
        answer = work.answer(user)
    return json_response(answer, HTTPStatus.CREATED, headers=UNKEPT)


@router.delete(
    "/{person}/roles/{membership}", summary="End a role of somebody", response_model=PersonAnswer
)
@costs(Cost.SIGN_IN)
def end(person: Number, membership: Number, signed_in: PersonSignedIn) -> Response:
    """The person without the role; it ends at once, also in sessions that are open."""
    with administering(signed_in) as work:
        user = work.person(person)
        member = work.session.get(RoleMember, membership)
        if member is None or member.user_id != user.id or member.ended_at is not None:
            raise UnknownMembershipError(membership, field="membership")
        work.reach.require(member.role.grants_at(member.scope), [member.scope])
        with keeping_administrator(work.session):
            end_role(work.session, [member.id], ended_by=signed_in.caller.user_id)
            tell_role_ended(work.session, user, member)
        role, scope = member.role_id, member.scope
        audit_role(work.session, signed_in.caller, AuditEvent.END_ROLE, user, role, scope)
        answer = work.answer(user)
    return json_response(answer, headers=UNKEPT)


@router.post(
    "/{person}/link", summary="Make a link to choose a password", response_model=InvitedAnswer
)
@costs(Cost.SIGN_IN)
def make_password_link(
    person: Number,
    request: Request,
    resources: ResourcesOfApp,
    signed_in: PersonSignedIn,
    language: LanguageOfRequest,
) -> Response:
    """The person, and the link, which is told this once and works once."""
    with administering(signed_in, Post.of(resources.settings, language)) as work:
        user = work.managed(person)
        purpose = Purpose.PASSWORD if user.password_hash else Purpose.INVITATION
        secret, is_mailed = work.link(user, purpose)
        audit_person(work.session, signed_in.caller, AuditEvent.MAKE_LINK, user)
        answer = work.answer(user)
    link = link_address(resources.settings, secret, base_of(request))
    made = InvitedAnswer(**dict(answer), link=link, is_mailed=is_mailed)
    return json_response(made, headers=UNKEPT)


@router.delete(
    "/{person}/sessions",
    summary="Sign somebody out everywhere",
    response_model=PersonAnswer,
)
@costs(Cost.SIGN_IN)
def sign_out(person: Number, signed_in: PersonSignedIn) -> Response:
    """The person, none of whose sessions, tokens and links works any more."""
    with administering(signed_in) as work:
        user = work.managed(person)
        shut_out(work.session, user)
        audit_person(work.session, signed_in.caller, AuditEvent.END_SESSIONS, user)
        answer = work.answer(user)
    return json_response(answer, headers=UNKEPT)


@router.post("/{person}/close", summary="Close an account", response_model=PersonAnswer)
@costs(Cost.SIGN_IN)
def close(person: Number, signed_in: PersonSignedIn) -> Response:
    """The person, whose roles have ended; what they have done stays theirs."""
    with administering(signed_in) as work:
        user = work.managed(person)
        # While the entry still belongs where the roles are.
        audit_person(work.session, signed_in.caller, AuditEvent.CLOSE_USER, user)
        close_person(work.session, user, closed_by=signed_in.caller.user_id)
        answer = work.answer(user)
    return json_response(answer, headers=UNKEPT)


def _require_free(session: Session, name: str) -> None:
    if find_user(session, name) is not None:
        raise UserExistsError(name, field="name")


def _links(request: Request, found: list[Person], limit: int) -> list[WebLink]:
    if len(found) <= limit:
        return []
    after = found[limit - 1].user.id
    following = str(request.url.include_query_params(after=after))
    return [WebLink(rel="next", href=following, type="application/json")]
