"""What may be done with a run in which state: confirm, stop, resume, undo, decide."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.errors import AtlasError, ConflictError
from core.settings import MEBIBYTE, UploadLimits
from core.task_limits import USUAL_LIMITS, TaskLimits
from core.tasks.quotas import check_quota
from core.text import Language, Text
from ingest.loading.runs.run import order_run, take_up_waiting
from ingest.loading.runs.run_tasks import (
    LOAD_FILE,
    SURVEY_FILE,
    WORKING,
    order_run_task,
    stop_run_task,
)
from ingest.rows.file_order import Decision, FileOrder
from ingest.rows.storable import storable_json
from ingest.staging.runs import Run, RunState
from layers.registry import Catalogue

CONFIRMED = "confirmed"
"""Stands in the order of a run that a person has confirmed, so that it is loaded when resumed."""
ACCEPTED = "accepted"
"""Stands in the order of a proposed run: the order of a person who confirms all of it."""

UNFINISHED = frozenset({RunState.QUEUED, RunState.PROPOSED, *WORKING})
RETRY_AFTER_S = 60

STATES: dict[RunState, Text] = {
    RunState.QUEUED: Text("кезекте", "в очереди", "waiting its turn"),
    RunState.PROPOSED: Text("растауды күтуде", "ждёт подтверждения", "waiting to be confirmed"),
    RunState.READING: Text("оқылуда", "читается", "being read"),
    RunState.WRITING: Text("жазылуда", "записывается", "being written"),
    RunState.STOPPED: Text("тоқтатылған", "остановлена", "stopped"),
    RunState.FAILED: Text("орындалмады", "не удалась", "failed"),
    RunState.DONE: Text("аяқталған", "завершена", "done"),
    RunState.UNDONE: Text("қайтарылған", "отменена", "undone"),
}

ALLOWED_IN: dict[str, Callable[[Run], bool]] = {
    "confirm": lambda run: run.state == RunState.PROPOSED,
    "stop": lambda run: run.state in UNFINISHED,
    "resume": lambda run: run.state in {RunState.STOPPED, RunState.FAILED},
    "undo": lambda run: run.state == RunState.DONE and not run.dry_run,
    "decide": lambda run: (
        run.state == RunState.DONE and not run.dry_run and bool(run.waiting or run.rejected)
    ),
}
"""The moves, and whether the state of a run allows each."""


class RunStateError(ConflictError):
    """The state of the run does not allow the move."""

    def __init__(self, run: Run) -> None:
        self.title = STATES[RunState(run.state)]
        super().__init__(run.id, field="state")

    def message(self, language: Language) -> str:
        """The phrase with the state in the same language."""
        return self.phrase.in_language(
            language, value=self.value, state=self.title.in_language(language)
        )

    phrase = Text(
        "№ {value} жүктеу қазір бұл күйде: {state}. Бұл әрекет мүмкін емес.",
        "Загрузка № {value} сейчас в состоянии: {state}. Это действие невозможно.",
        "Load no. {value} is {state}; this cannot be done now.",
    )


class FileGoneError(ConflictError):
    """The uploaded file is no longer kept, so that the run cannot go on."""

    phrase = Text(
        "«{value}» файлы енді сақталмаған; оны қайта жүктеңіз.",
        "Файл «{value}» больше не хранится; загрузите его снова.",
        "The file “{value}” is no longer kept; upload it again.",
    )


class TooManyRunsError(AtlasError):
    """The caller has as many unfinished runs as the operator allows."""

    retry_after_s = RETRY_AFTER_S
    phrase = Text(
        "Аяқталмаған жүктеулеріңіз тым көп: {value}, ең көбі {most}. Күтіңіз немесе тоқтатыңыз.",
        "У вас слишком много незавершённых загрузок: {value}, можно {most}. Подождите или "
        "остановите их.",
        "You have too many unfinished loads: {value}, at most {most}. Wait for them or stop some.",
    )


class TooMuchUploadedError(TooManyRunsError):
    """The caller's files that are kept take as much of the disk as the operator allows."""

    phrase = Text(
        "Сақталған файлдарыңыз {value} МБ болады, ең көбі {most} МБ. Жүктеулерді аяқтаңыз немесе "
        "ескілерінің файлдары өшкенше күтіңіз.",
        "Ваши хранимые файлы заняли бы {value} МБ, можно {most} МБ. Завершите загрузки или "
        "дождитесь, пока файлы старых удалятся.",
        "Your files that are kept would take {value} MB, at most {most} MB. Finish your loads, or "
        "wait until the files of old ones are removed.",
    )


def check_run_quotas(
    session: Session, caller: Caller, limits: UploadLimits, *, more: int = 1, more_bytes: int = 0
) -> None:
    """Require that the caller may have so many `more` runs with files of so many bytes.

    Raises TooManyRunsError, TooMuchUploadedError.
    """
    by_caller = Run.by_user_id == caller.user_id
    check_quota(
        session,
        caller.user_id,
        select(func.count()).where(by_caller, Run.state.in_(UNFINISHED)),
        limits.unfinished_runs,
        lambda count: TooManyRunsError(count, field="file", most=limits.unfinished_runs),
        more=more,
    )
    kept = select(func.sum(Run.file_bytes)).where(
        by_caller,
        Run.state.in_({*UNFINISHED, RunState.STOPPED, RunState.FAILED}),
        Run.follows_run_id.is_(None),
        Run.created_at > func.now() - timedelta(days=limits.kept_days),
    )
    check_quota(
        session,
        caller.user_id,
        kept,
        limits.person_bytes,
        lambda used: TooMuchUploadedError(
            -(-(used + more_bytes) // MEBIBYTE),
            field="file",
            most=limits.person_bytes // MEBIBYTE,
        ),
        more=more_bytes,
    )


def submit(  # noqa: PLR0913 - what, for whom, how, within what limits
    session: Session, order: FileOrder, caller: Caller, *, confirmed: bool, dry_run: bool,
    limits: TaskLimits = USUAL_LIMITS,
) -> Run:  # fmt: skip
    """The new run; a worker proposes how to read its file, or loads it where it is `confirmed`."""
    run = order_run(session, order, caller, dry_run=dry_run)
    if confirmed:
        _load(session, run, order, limits)
    else:
        order_run_task(session, SURVEY_FILE, run, limits)
    return run


def propose(run: Run, proposal: Mapping[str, Any], accepted: FileOrder) -> None:
    """Ask a person to confirm the proposal, unless the run was stopped meanwhile."""
    if run.state == RunState.QUEUED:
        run.state, run.proposal = RunState.PROPOSED, storable_json(proposal)
        run.order = {**run.order, ACCEPTED: storable_json(accepted.as_json())}


def proposed_order(run: Run, catalogue: Catalogue) -> FileOrder:
    """The order that is loaded where a person confirms all that was proposed."""
    return FileOrder.from_json(run.order.get(ACCEPTED) or run.order, catalogue)


def confirm(
    session: Session, run: Run, order: FileOrder, *, dry_run: bool,
    limits: TaskLimits = USUAL_LIMITS,
) -> None:  # fmt: skip
    """Let the file be loaded by this order. Raises RunStateError, FileGoneError."""
    require_allowed(run, "confirm")
    _require_file(run, order.path)
    run.state, run.source, run.dry_run = RunState.QUEUED, order.source_name, dry_run
    _load(session, run, order, limits)


def stop(session: Session, run: Run, limits: TaskLimits = USUAL_LIMITS) -> None:
    """Stop a waiting run at once, and let one at work stop soon. Raises RunStateError."""
    require_allowed(run, "stop")
    stop_run_task(session, run, limits)
    if run.state not in WORKING:
        run.state = RunState.STOPPED


def resume(session: Session, run: Run, order: FileOrder, limits: TaskLimits = USUAL_LIMITS) -> None:
    """Let the run go on from where it is. Raises RunStateError, FileGoneError."""
    require_allowed(run, "resume")
    is_confirmed = bool(run.order.get(CONFIRMED))
    if run.follows_run_id is None:
        _require_file(run, order.path)
    run.state, run.error = RunState.QUEUED, None
    if is_confirmed or run.follows_run_id is not None:
        order_run_task(session, LOAD_FILE, run, limits)
    else:
        run.proposal = {}
        order_run_task(session, SURVEY_FILE, run, limits)


def decide(  # noqa: PLR0913, PLR0917 - on what, what, by whom, within what limits
    session: Session,
    run: Run,
    decisions: Mapping[int, Decision],
    catalogue: Catalogue,
    caller: Caller,
    limits: TaskLimits = USUAL_LIMITS,
) -> Run:
    """A new run over the decided rows. Raises RunStateError, NotLeftRowError."""
    require_allowed(run, "decide")
    following = take_up_waiting(session, run.id, decisions, catalogue, caller)
    order_run_task(session, LOAD_FILE, following, limits)
    return following


def require_allowed(run: Run, move: str) -> None:
    """Require that the state of the run allows the move. Raises RunStateError."""
    if not ALLOWED_IN[move](run):
        raise RunStateError(run)


def _load(session: Session, run: Run, order: FileOrder, limits: TaskLimits) -> None:
    run.order = {**order.as_json(), CONFIRMED: True}
    order_run_task(session, LOAD_FILE, run, limits)


def _require_file(run: Run, path: Path) -> None:
    if not path.is_file():
        raise FileGoneError(run.file_name, field="file")
