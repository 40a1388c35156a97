"""Whose tasks a caller may see and stop."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import Action
from core.codes import code_as_meant
from core.tasks.errors import UnknownTaskError
from core.tasks.task import Task

ROOM = "tasks"
"""Who administers it sees and stops the tasks of others."""


def visible_task(session: Session, caller: Caller, task_id: str) -> Task:
    """The task, of the caller or of anybody for those who administer. Raises UnknownTaskError."""
    query = select(Task).where(Task.id == code_as_meant(task_id))
    if not caller.territory(ROOM, Action.ADMINISTER).everywhere:
        query = query.where(Task.owner_id == caller.user_id)
    task = session.scalar(query.execution_options(populate_existing=True))
    if task is None:
        raise UnknownTaskError(task_id, field="task")
    return task
