"""Tasks as the API answers them."""

from typing import Annotated

from pydantic import Field

from api.http.addresses import task_path
from api.http.answers import Answer, DescribedBy, Json, Moment, ProgressAnswer, WebLink
from api.worker.task_kinds import KINDS
from core.tasks.states import STATES, UNFINISHED, TaskState
from core.tasks.task import Task
from core.text import Language


class TaskProgress(ProgressAnswer):
    """How far a task is; `total` is 0 as long as nobody knows it."""

    phase: str | None = Field(description="What is being done, in the caller's language.")
    total: int


class TaskProblem(Answer):
    """Why a task failed or expired."""

    type: str = Field(description="urn:tuganzher:problem: and the kind of failure.")
    detail: str = Field(description="In the caller's language.")


class MadeArchive(Answer):
    """What the making of an archive of tiles came to."""

    archive: str
    """Its name."""
    bytes: int
    """Of its tiles."""
    tiles: int


class EndedRun(Answer):
    """What a look at a file, or its load, came to: the run tells."""

    run: int


class TaskAnswer(Answer):
    """One task."""

    id: str
    kind: str = Field(description="<room>.<verb_noun>")
    title: str
    owner: str | None = Field(
        default=None, description="Who ordered it, for who administers tasks and asked for `all`."
    )
    state: TaskState
    state_title: str
    progress: TaskProgress
    created_at: Moment
    started_at: Moment | None
    ended_at: Moment | None
    result: Annotated[Json | None, DescribedBy(MadeArchive | EndedRun | None)]
    """What came of it, by its kind; null before it is done."""
    error: TaskProblem | None
    links: list[WebLink]


class TaskPage(Answer):
    """Tasks of the caller, newest first."""

    tasks: list[TaskAnswer]
    links: list[WebLink]


def task_answer(
    task: Task, language: Language, base: str, *, tells_owner: bool = False
) -> TaskAnswer:
    """The task in the language; `base` is the server's address."""
    state = TaskState(task.state)
    kind = KINDS.get(task.kind)
    return TaskAnswer(
        id=task.id,
        kind=task.kind,
        title=kind.title.in_language(language) if kind else task.kind,
        state=state,
        state_title=STATES[state].in_language(language),
        progress=TaskProgress(
            phase=task.phase and task.phase[language], done=task.done, total=task.total
        ),
        created_at=task.created_at,
        started_at=task.started_at,
        ended_at=task.ended_at,
        result=task.result,
        error=_problem(task, language),
        links=_links(task, f"{base}{task_path(task.id)}"),
        **({"owner": task.owner_name} if tells_owner else {}),
    )


def _problem(task: Task, language: Language) -> TaskProblem | None:
    if not task.error:
        return None
    kind = str(task.error["code"]).replace("_", "-")
    return TaskProblem(type=f"urn:tuganzher:problem:{kind}", detail=task.error[language])


def _links(task: Task, here: str) -> list[WebLink]:
    links = [WebLink(rel="self", href=here, type="application/json")]
    if task.state in UNFINISHED:
        links.append(WebLink(rel="events", href=f"{here}/events", type="text/event-stream"))
        links.append(WebLink(rel="stop", href=f"{here}/stop", type="application/json"))
    return links
