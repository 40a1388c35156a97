"""Roles: what each allows, and how that is changed."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.known_grants import require_known
from api.accounts.me import UNKEPT
from api.accounts.signed_in import PersonSignedIn
from api.administration.administering import may_give, reach_of
from api.administration.answers import ActionAnswer, UserRoleAnswer, UserRolesAnswer
from api.administration.audited import audit_record
from api.administration.invitations import administering
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Phrase, json_response
from api.http.bodies import json_object
from api.http.dependencies import CatalogueOfApp, KnownCaller, SessionOfRequest
from core.access.grant import COUNTRY
from core.accounts.roles import UserRole, all_roles
from core.administration.reach import Reach
from core.administration.role_editing import (
    RoleDescription,
    add_role,
    change_role,
    members_by_role,
    remove_role,
    role_grants,
)
from core.audit.event import AuditEvent
from core.errors import NotFoundError
from core.text import Text

router = APIRouter(route_class=Door, prefix="/api/roles", tags=["administration"])

LONGEST_TITLE = 120
MOST_ACTIONS = 200
Word = Annotated[str, Path(max_length=40, pattern=r"^[a-z][a-z_]*$")]
Title = Annotated[str, Field(max_length=LONGEST_TITLE, pattern=r"\S")]


class TitleBody(BaseModel):
    """What a role is called."""

    model_config = ConfigDict(extra="forbid")

    kk: Title
    ru: Title
    en: Title


class UserRoleBody(BaseModel):
    """A role: what it is called, and what it allows, such as `monuments:edit`."""

    model_config = ConfigDict(extra="forbid")

    title: TitleBody
    actions: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=MOST_ACTIONS)]

    @property
    def description(self) -> RoleDescription:
        """The same for the rooms below."""
        title = Text(self.title.kk.strip(), self.title.ru.strip(), self.title.en.strip())
        return RoleDescription(title, tuple(self.actions))


@router.get("", summary="Roles and what they allow", response_model=UserRolesAnswer)
@costs(Cost.QUERY)
def list_roles(session: SessionOfRequest, caller: KnownCaller) -> Response:
    """Every role, for those who administer somewhere."""
    reach = reach_of(session, caller)
    reach.require_somewhere()
    counts = members_by_role(session)
    told = [_answer(reach, each, counts.get(each.id, 0)) for each in all_roles(session)]
    return json_response(UserRolesAnswer(roles=told), headers=UNKEPT)


@router.put(
    "/{role}",
    summary="Change a role, or make one",
    response_model=UserRoleAnswer,
    responses={HTTPStatus.CREATED: {"model": UserRoleAnswer}},
    dependencies=[Depends(json_object)],
)
@costs(Cost.SIGN_IN)
def put_role(
    role: Word, body: UserRoleBody, signed_in: PersonSignedIn, catalogue: CatalogueOfApp
) -> Response:
    """The role as it is now, for all who have it; 201 where it is new."""
    with administering(signed_in) as work:
        require_known(work.session, catalogue, role_grants(body.actions))
        found = work.session.get(UserRole, role)
        before = sorted(f"{each.room}:{each.action}" for each in found.granted) if found else []
        if found is None:
            found = add_role(work.session, work.reach, role, body.description)
            event = AuditEvent.CREATE_ROLE
            status = HTTPStatus.CREATED
        else:
            change_role(work.session, work.reach, found, body.description)
            event = AuditEvent.EDIT_ROLE
            status = HTTPStatus.OK
        actions = [before, sorted(body.actions)]
        caller = signed_in.caller
        audit_record(work.session, caller, event, "roles", role, actions=actions)
        answer = _answer(work.reach, found, members_by_role(work.session).get(role, 0))
    return json_response(answer, status, headers=UNKEPT)


@router.delete(
    "/{role}", status_code=HTTPStatus.NO_CONTENT, summary="Remove a role that nobody ever had"
)
@costs(Cost.SIGN_IN)
def delete_role(role: Word, signed_in: PersonSignedIn) -> Response:
    """Remove it."""
    with administering(signed_in) as work:
        found = work.session.get(UserRole, role)
        if found is None:
            raise NotFoundError(role, field="role")
        remove_role(work.session, work.reach, found)
        audit_record(work.session, signed_in.caller, AuditEvent.DELETE_ROLE, "roles", role)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _answer(reach: Reach, role: UserRole, members: int) -> UserRoleAnswer:
    everywhere = role.grants_at(COUNTRY)
    actions = sorted((each.room, each.action, each.is_own) for each in role.granted)
    return UserRoleAnswer(
        role=role.id,
        title=Phrase.of(role.title),
        actions=[ActionAnswer(room=room, action=action, own=own) for room, action, own in actions],
        members=members,
        may_give=may_give(reach, role),
        may_change=reach.administers(COUNTRY) and all(map(reach.holds, everywhere)),
    )
