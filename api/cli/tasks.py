"""`tuganzher tasks`: what workers do, did and will do."""

from typing import Annotated, Any

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.cli.connection import opened_sessions
from api.cli.output.terminal import Terminal
from api.worker.task_kinds import KINDS
from core.codes import code_as_meant
from core.database.engine import transaction
from core.tasks.errors import UnknownTaskError
from core.tasks.states import STATES, TaskState
from core.tasks.stopping import stop_task
from core.tasks.task import Task
from core.text import Text


class TaskMessages:
    """What these commands say."""

    GROUP = Text(
        "Ұзаққа созылатын жұмыстар: файлдарды жүктеу, тайл мұрағаттарын жасау.",
        "Долгие работы: загрузка файлов, создание архивов тайлов.",
        "Work that takes long: loading files, making archives of tiles.",
    )
    LIST = Text(
        "Тапсырмаларды көрсетеді, жаңалары бірінші.",
        "Показывает задачи, новые сначала.",
        "Lists the tasks, newest first.",
    )
    SHOW = Text(
        "Бір тапсырма туралы бәрін айтады.", "Рассказывает всё об одной задаче.",
        "Tells all about one task.",
    )  # fmt: skip
    STOP = Text("Тапсырманы тоқтатады.", "Останавливает задачу.", "Stops a task.")
    TASK = Text("Тапсырманың коды.", "Код задачи.", "The task's id.")
    STATE = Text("Тек осы күйдегілер.", "Только в этом состоянии.", "Only those in this state.")
    LIMIT = Text("Ең көбі қанша.", "Сколько самое большее.", "How many at most.")
    JSON = Text("JSON түрінде шығару.", "Вывести как JSON.", "Print JSON.")
    NONE = Text("Тапсырма жоқ.", "Задач нет.", "There are no tasks.")
    LINE = Text(
        "{id}  {at}  {owner}  {title}: {state} {progress}",
        "{id}  {at}  {owner}  {title}: {state} {progress}",
        "{id}  {at}  {owner}  {title}: {state} {progress}",
    )
    WHY = Text("Себебі: {reason}", "Причина: {reason}", "Why: {reason}")
    STOPPED = Text(
        "{id} тапсырмасы тоқтатылды.", "Задача {id} остановлена.", "The task {id} is stopped."
    )


app = typer.Typer(help=TaskMessages.GROUP.en, no_args_is_help=True)

TaskId = Annotated[str, typer.Argument(metavar="ID", help=TaskMessages.TASK.en)]
AsJson = Annotated[bool, typer.Option("--json", help=TaskMessages.JSON.en)]


@app.command("list", help=TaskMessages.LIST.en)
def list_tasks(
    context: typer.Context,
    *,
    state: Annotated[TaskState | None, typer.Option(help=TaskMessages.STATE.en)] = None,
    limit: Annotated[int, typer.Option(min=1, help=TaskMessages.LIMIT.en)] = 20,
    as_json: AsJson = False,
) -> None:
    """Lists the tasks."""
    terminal: Terminal = context.obj
    query = select(Task).order_by(Task.number.desc()).limit(limit)
    if state is not None:
        query = query.where(Task.state == state)
    with opened_sessions(terminal.settings) as sessions, sessions() as session:
        tasks = list(session.scalars(query))
    if as_json:
        terminal.give([_facts(task) for task in tasks])
        return
    if not tasks:
        terminal.tell(TaskMessages.NONE)
    for task in tasks:
        _tell(terminal, task)


@app.command(help=TaskMessages.SHOW.en)
def show(context: typer.Context, task_id: TaskId, *, as_json: AsJson = False) -> None:
    """Tells of one task."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, sessions() as session:
        task = _task(session, task_id)
    if as_json:
        terminal.give(_facts(task))
        return
    _tell(terminal, task)
    if task.error:
        terminal.tell(TaskMessages.WHY, reason=task.error[terminal.language])


@app.command(help=TaskMessages.STOP.en)
def stop(context: typer.Context, task_id: TaskId, *, as_json: AsJson = False) -> None:
    """Stops a task, waiting or at work."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        task = _task(session, task_id)
        stop_task(session, task, KINDS.get(task.kind), terminal.settings.tasks)
    if as_json:
        terminal.give(_facts(task))
    else:
        terminal.tell(TaskMessages.STOPPED, id=task.id)


def _task(session: Session, task_id: str) -> Task:
    task = session.get(Task, code_as_meant(task_id))
    if task is None:
        raise UnknownTaskError(task_id, field="task")
    return task


def _tell(terminal: Terminal, task: Task) -> None:
    kind = KINDS.get(task.kind)
    terminal.tell(
        TaskMessages.LINE,
        id=task.id,
        at=f"{task.created_at:%Y-%m-%d %H:%M}",
        owner=task.owner_name or "-",
        title=kind.title.in_language(terminal.language) if kind else task.kind,
        state=STATES[TaskState(task.state)].in_language(terminal.language),
        progress=f"{task.done}/{task.total}" if task.total else "",
    )


def _facts(task: Task) -> dict[str, Any]:
    moments = {
        name: moment and moment.isoformat(timespec="seconds")
        for name in ("created_at", "started_at", "ended_at")
        for moment in [getattr(task, name)]
    }
    names = ("id", "kind", "state", "phase", "done", "total", "parameters", "result", "error")
    return {
        **{name: getattr(task, name) for name in names},
        "owner": task.owner_name,
        **moments,
        "attempt": task.attempt,
    }
