"""The texts of messages, for those who administer them: read, changed, tried."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from api.accounts.me import UNKEPT
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Phrase, json_response
from api.http.bodies import json_object
from api.http.dependencies import KnownCaller, ResourcesOfApp, SessionOfRequest, SessionsOfApp
from api.messages.answers import (
    PreviewAnswer,
    TemplateAnswer,
    TemplatesAnswer,
    template_members,
)
from core.access.grant import Action
from core.audit.event import AuditEvent
from core.audit.recording import AuditSubject, record
from core.database.engine import transaction
from core.messages.kinds import KINDS, kind_named
from core.messages.preview import previewed
from core.messages.templates import MessageTemplate, all_templates, save_template, template_of
from core.text import Language

router = APIRouter(route_class=Door, prefix="/api/messages", tags=["messages"])

ROOM = "messages"
LONGEST_SUBJECT, LONGEST_BODY, LONGEST_KIND = 200, 10_000, 64
Kind = Annotated[str, Field(max_length=LONGEST_KIND)]


class TemplateBody(BaseModel):
    """How a message is to read."""

    model_config = ConfigDict(extra="forbid")

    subject: Annotated[str, Field(max_length=LONGEST_SUBJECT)]
    body: Annotated[str, Field(max_length=LONGEST_BODY)]


class PreviewBody(BaseModel):
    """Which message is to be looked at; its texts may be others than those that are kept."""

    model_config = ConfigDict(extra="forbid")

    kind: Kind
    language: Language
    subject: Annotated[str, Field(max_length=LONGEST_SUBJECT)] | None = None
    body: Annotated[str, Field(max_length=LONGEST_BODY)] | None = None


@router.get("/templates", summary="The texts of messages", response_model=TemplatesAnswer)
@costs(Cost.QUERY)
def list_templates(caller: KnownCaller, session: SessionOfRequest) -> Response:
    """Every template, in the order of the kinds."""
    caller.require_everywhere(ROOM, Action.ADMINISTER)
    found = [_answer(each) for each in all_templates(session)]
    return json_response(TemplatesAnswer(templates=found), headers=UNKEPT)


@router.put(
    "/templates/{kind}/{language}",
    summary="Change the text of a message",
    response_model=TemplateAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.WRITE)
def change_template(
    kind: str,
    language: Language,
    body: TemplateBody,
    caller: KnownCaller,
    sessions: SessionsOfApp,
) -> Response:
    """The template as it is now; a placeholder that the kind does not have is refused."""
    caller.require_everywhere(ROOM, Action.ADMINISTER)
    meant = kind_named(kind)
    with transaction(sessions) as session:
        changed = save_template(
            session, meant, language, body.subject, body.body, changed_by=caller.user_id
        )
        about = AuditSubject(ROOM, f"{kind}/{language}")
        record(session, caller, AuditEvent.EDIT_TEMPLATE, about)
        session.refresh(changed)
        answer = _answer(changed)
    return json_response(answer, headers=UNKEPT)


@router.post(
    "/preview",
    summary="Look at a message with made-up values",
    response_model=PreviewAnswer,
    dependencies=[Depends(json_object)],
)
@costs(Cost.QUERY)
def preview(
    body: PreviewBody, caller: KnownCaller, session: SessionOfRequest, resources: ResourcesOfApp
) -> Response:
    """The message as it would be read; nothing is kept or sent."""
    caller.require_everywhere(ROOM, Action.ADMINISTER)
    kind = kind_named(body.kind)
    kept = template_of(session, kind, body.language)
    subject = kept.subject if body.subject is None else body.subject
    text = kept.body if body.body is None else body.body
    message = previewed(kind, body.language, subject, text, resources.settings.public_address)
    return json_response(PreviewAnswer(subject=message.subject, body=message.body), headers=UNKEPT)


def _answer(template: MessageTemplate) -> TemplateAnswer:
    kind = KINDS[template.kind]
    return TemplateAnswer(
        **template_members(template),
        title=Phrase.of(kind.title),
        placeholders=sorted(kind.placeholders),
        is_security=kind.is_security,
    )
