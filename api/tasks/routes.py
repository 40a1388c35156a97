"""Tasks: one of them, the caller's own, and stopping one."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from sqlalchemy import select

from api.http.addresses import base_of
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import WebLink, json_response
from api.http.dependencies import (
    KnownCaller,
    LanguageOfRequest,
    ResourcesOfApp,
    SessionOfRequest,
    SessionsOfApp,
)
from api.http.negotiation import private
from api.http.paging import AFTER_HINT, limited_to
from api.tasks.answers import TaskAnswer, TaskPage, task_answer
from api.tasks.event_stream import EVENT_STREAM, EventStream, Watcher
from api.tasks.visible import ROOM, visible_task
from api.worker.task_kinds import KINDS
from core.access.grant import Action
from core.codes import code_as_meant
from core.database.engine import transaction
from core.errors import InvalidValueError
from core.tasks.states import TaskState
from core.tasks.stopping import stop_task
from core.tasks.task import Task

# ruff: noqa: PLR0913, PLR0917 - FastAPI fills the parameters of a route in

ONE_EVENT = {
    "description": "One event of the stream; `data` is the task as JSON text.",
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "event": {"type": "string", "enum": ["state", "progress"]},
        "data": {"type": "string"},
    },
    "required": ["id", "event", "data"],
}

router = APIRouter(route_class=Door, prefix="/api/tasks", tags=["tasks"])

LARGEST_LIMIT = 100
LONGEST_ID = 64
LONGEST_VERSION = 18
"""Digits."""
EVENTS = {
    "parameters": [
        {
            "name": "Last-Event-ID",
            "in": "header",
            "required": False,
            "description": "The id of the last event that the caller has.",
            "schema": {"type": "string"},
        }
    ],
    "responses": {
        "200": {
            "description": "Events with the task in their data.",
            "content": {EVENT_STREAM: {"schema": ONE_EVENT}},
        },
        "204": {"description": "The task has ended, and the caller has its last event."},
        "429": {"description": "The caller watches too many tasks at a time."},
    },
}


@router.get("", summary="Your tasks, newest first", response_model=TaskPage)
@costs(Cost.QUERY)
def list_tasks(
    request: Request,
    session: SessionOfRequest,
    caller: KnownCaller,
    language: LanguageOfRequest,
    after: Annotated[str | None, Query(max_length=LONGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1), limited_to(LARGEST_LIMIT)] = 20,
    of_all: Annotated[  # noqa: FBT002 - FastAPI fills it in by its name
        bool, Query(alias="all", description="Those of everybody, for who administers tasks.")
    ] = False,
    state: TaskState | None = None,
) -> Response:
    """A page of the caller's tasks; those after the task `after` are older."""
    own = select(Task)
    if of_all:
        caller.require_everywhere(ROOM, Action.ADMINISTER)
    else:
        own = own.where(Task.owner_id == caller.user_id)
    if state is not None:
        own = own.where(Task.state == state)
    query = own
    if after is not None:
        last = session.scalar(own.where(Task.id == code_as_meant(after)))
        if last is None:
            raise InvalidValueError(after, field="after", hint=AFTER_HINT)
        query = own.where(Task.number < last.number)
    tasks = list(session.scalars(query.order_by(Task.number.desc()).limit(limit + 1)))
    links = []
    if len(tasks) > limit:
        following = str(request.url.include_query_params(after=tasks[limit - 1].id))
        links.append(WebLink(rel="next", href=following, type="application/json"))
    base = base_of(request)
    page = TaskPage(
        tasks=[task_answer(task, language, base, tells_owner=of_all) for task in tasks[:limit]],
        links=links,
    )
    return json_response(page, headers=private(request))


@router.get("/{task}", summary="One task", response_model=TaskAnswer)
@costs(Cost.HOT)
def one_task(
    request: Request,
    task: str,
    session: SessionOfRequest,
    caller: KnownCaller,
    language: LanguageOfRequest,
) -> Response:
    """How far the task is, and what came of it; 404 for those of others."""
    found = visible_task(session, caller, task)
    answer = task_answer(found, language, base_of(request))
    return json_response(answer, headers=private(request))


@router.get(
    "/{task}/events",
    summary="Watch a task",
    response_class=Response,
    openapi_extra=EVENTS,
)
@costs(Cost.HOT)
def events(
    request: Request,
    task: str,
    sessions: SessionsOfApp,
    caller: KnownCaller,
    language: LanguageOfRequest,
    last_event_id: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Response:
    """Server-sent events till the task has ended, each with the task as `GET` answers it.

    They are called `state` when it has come to another state, and `progress` between.
    """
    with sessions() as session:
        found = visible_task(session, caller, task)
    since = seen_version(last_event_id)
    if found.has_ended and since >= found.version:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    base = base_of(request)

    def written(changed: Task) -> str:
        return task_answer(changed, language, base).model_dump_json(exclude_unset=True)

    state = request.app.state
    watcher = Watcher(found.id, caller.user_id or 0, since, written)
    return EventStream(state.task_news, state.task_streams, watcher)


@router.post("/{task}/stop", summary="Stop a task", response_model=TaskAnswer)
@costs(Cost.WRITE)
def stop(
    request: Request,
    task: str,
    sessions: SessionsOfApp,
    resources: ResourcesOfApp,
    caller: KnownCaller,
    language: LanguageOfRequest,
) -> Response:
    """The stopped task; 409 where it had ended otherwise. A worker lets go of it soon."""
    with transaction(sessions) as session:
        found = visible_task(session, caller, task)
        stop_task(session, found, KINDS.get(found.kind), resources.settings.tasks)
    answer = task_answer(found, language, base_of(request))
    return json_response(answer, headers=private(request))


def seen_version(last_event_id: str | None) -> int:
    """The version of the task that the caller has; 0 for what no event has as its id."""
    told = last_event_id or ""
    is_number = told.isascii() and told.isdigit() and len(told) <= LONGEST_VERSION
    return int(told) if is_number else 0
