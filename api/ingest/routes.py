"""Files into layers: uploaded, looked at, confirmed, loaded, stopped, undone."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from sqlalchemy.orm import Session

from api.http.addresses import base_of
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Answer, WebLink, json_response
from api.http.bodies import json_object
from api.http.dependencies import (
    CatalogueOfApp,
    KnownCaller,
    LanguageOfRequest,
    ResourcesOfApp,
    SessionOfRequest,
    SessionsOfApp,
)
from api.http.negotiation import private
from api.http.paging import limited_to
from api.http.parameters import LONGEST_NUMBER
from api.ingest.answers import run_answer, undone_answer
from api.ingest.bodies import ConfirmBody, DecisionsBody
from api.ingest.confirmation import confirm_run
from api.ingest.run_answer import RunAnswer, RunsPage, StartedRuns, UndoneRun
from api.ingest.upload import runs_of_upload
from api.openapi.writing import UPLOAD_FORM
from core.audit.event import AuditEvent
from core.database.engine import transaction
from ingest.loading.runs import run_moves
from ingest.loading.runs.run_access import (
    require_content,
    require_loader,
    require_writer,
    visible_run,
    visible_runs,
)
from ingest.loading.runs.run_audit import audit_run
from ingest.loading.runs.run_errors import UnknownRunError
from ingest.loading.undoing.undo import undo as undo_run
from ingest.rows.file_order import FileOrder
from ingest.staging.runs import Run

# ruff: noqa: PLR0913, PLR0917 - FastAPI fills the parameters of a route in

router = APIRouter(route_class=Door, prefix="/api/ingest", tags=["ingest"])

UPLOAD = ("POST", "/api/ingest")
"""The address that takes more than a small body."""
LARGEST_LIMIT = 100
LARGEST_ID = 2**63 - 1


def run_number(run: str) -> int:
    """The number of the run that the path names. Raises UnknownRunError."""
    if not (run.isascii() and run.isdigit() and len(run) <= LONGEST_NUMBER):
        raise UnknownRunError(run, field="run")
    return int(run)


RunOfPath = Annotated[int, Depends(run_number)]


class Answers:
    """How the request's runs are answered: as its caller may see them, in its language."""

    def __init__(
        self,
        request: Request,
        catalogue: CatalogueOfApp,
        caller: KnownCaller,
        language: LanguageOfRequest,
        resources: ResourcesOfApp,
    ) -> None:
        self.request = request
        self.limits = resources.settings.tasks
        self.catalogue = catalogue
        self.caller = caller
        self.language = language

    def of(self, run: Run) -> RunAnswer:
        """One run."""
        base = base_of(self.request)
        return run_answer(run, self.catalogue, self.caller, self.language, base)

    def one(self, run: Run, status: int = 200) -> Response:
        """One run as the whole answer."""
        return self.json(self.of(run), status)

    def json(self, answer: Answer, status: int = 200) -> Response:
        """An answer that is for this caller only."""
        return json_response(answer, status, headers=private(self.request))


AnswersOfRequest = Annotated[Answers, Depends(Answers)]


@router.post(
    "",
    status_code=202,
    summary="Upload files for a layer",
    response_model=StartedRuns,
    openapi_extra=UPLOAD_FORM,
)
@costs(Cost.UPLOAD)
async def upload(
    request: Request, resources: ResourcesOfApp, caller: KnownCaller, answers: AnswersOfRequest
) -> Response:
    """The new runs, one a file; each is looked at first, or loaded at once with `confirm`."""
    runs = await runs_of_upload(request, resources, caller)
    return answers.json(StartedRuns(runs=[answers.of(run) for run in runs]), 202)


@router.get(
    "", summary="The runs of the layers that you may write, newest first", response_model=RunsPage
)
@costs(Cost.QUERY)
def list_runs(
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
    answers: AnswersOfRequest,
    layer: str | None = None,
    after: Annotated[int | None, Query(ge=1, le=LARGEST_ID)] = None,
    limit: Annotated[int, Query(ge=1), limited_to(LARGEST_LIMIT)] = 20,
) -> Response:
    """A page of runs; those after the number `after` are older."""
    require_writer(catalogue, caller)
    query = visible_runs(catalogue, caller)
    if layer is not None:
        require_loader(caller, catalogue.layer(layer))
        query = query.where(Run.layer == layer)
    if after is not None:
        query = query.where(Run.id < after)
    runs = list(session.scalars(query.order_by(Run.id.desc()).limit(limit + 1)))
    links = []
    if len(runs) > limit:
        following = answers.request.url.include_query_params(after=runs[limit - 1].id)
        links.append(WebLink(rel="next", href=str(following), type="application/json"))
    return answers.json(RunsPage(runs=[answers.of(run) for run in runs[:limit]], links=links))


@router.get("/{run}", summary="One run", response_model=RunAnswer)
@costs(Cost.HOT)
def one_run(
    run: RunOfPath,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
    answers: AnswersOfRequest,
) -> Response:
    """How far the run is, what it came to, and what may be done with it."""
    return answers.one(visible_run(session, catalogue, caller, run))


@router.post(
    "/{run}/confirm", status_code=202, summary="Load a file as proposed, or as told",
    response_model=RunAnswer, dependencies=[Depends(json_object)],
)  # fmt: skip
@costs(Cost.WRITE)
def confirm(
    run: RunOfPath,
    body: ConfirmBody,
    sessions: SessionsOfApp,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
    answers: AnswersOfRequest,
) -> Response:
    """The run, which waits for a worker; 409 where it has been confirmed before."""

    def move(session: Session, found: Run) -> None:
        require_content(found, catalogue.layer(found.layer), caller)
        run_moves.require_allowed(found, "confirm")
        confirm_run(session, found, body, catalogue, caller, answers.limits)
        audit_run(session, caller, AuditEvent.CONFIRM_FILE, found)

    return answers.one(_moved(sessions, answers, run, move), 202)


@router.post("/{run}/stop", status_code=202, summary="Stop a run", response_model=RunAnswer)
@costs(Cost.WRITE)
def stop(run: RunOfPath, sessions: SessionsOfApp, answers: AnswersOfRequest) -> Response:
    """The run; one at work stops a little later, and nothing of it is in the layer."""

    def move(session: Session, found: Run) -> None:
        run_moves.stop(session, found, answers.limits)
        audit_run(session, answers.caller, AuditEvent.STOP_LOAD, found)

    return answers.one(_moved(sessions, answers, run, move), 202)


@router.post(
    "/{run}/resume",
    status_code=202,
    summary="Go on with a stopped or failed run",
    response_model=RunAnswer,
)
@costs(Cost.WRITE)
def resume(
    run: RunOfPath, sessions: SessionsOfApp, catalogue: CatalogueOfApp, answers: AnswersOfRequest
) -> Response:
    """The run, which waits for a worker."""

    def move(session: Session, found: Run) -> None:
        order = FileOrder.from_json(found.order, catalogue)
        run_moves.resume(session, found, order, answers.limits)

    return answers.one(_moved(sessions, answers, run, move), 202)


@router.post("/{run}/undo", summary="Undo a run", response_model=UndoneRun)
@costs(Cost.WRITE)
def undo(
    run: RunOfPath,
    sessions: SessionsOfApp,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
    answers: AnswersOfRequest,
) -> Response:
    """The run, and in `undone` how much went, came back, or stays because it changed since."""
    with transaction(sessions) as session:
        found = visible_run(session, catalogue, caller, run, lock=True)
        run_moves.require_allowed(found, "undo")
        undone = undo_run(session, found.id, catalogue, caller)
        session.refresh(found)
    return answers.json(undone_answer(answers.of(found), undone))


@router.post(
    "/{run}/decisions", status_code=202, summary="Decide on rows that wait",
    response_model=RunAnswer, dependencies=[Depends(json_object)],
)  # fmt: skip
@costs(Cost.WRITE)
def decide(
    run: RunOfPath,
    body: DecisionsBody,
    sessions: SessionsOfApp,
    catalogue: CatalogueOfApp,
    caller: KnownCaller,
    answers: AnswersOfRequest,
) -> Response:
    """A new run over the decided rows."""
    with transaction(sessions) as session:
        found = visible_run(session, catalogue, caller, run, lock=True)
        layer = catalogue.layer(found.layer)
        require_content(found, layer, caller)
        decisions = {each.row: each.decision(layer) for each in body.decisions}
        following = run_moves.decide(session, found, decisions, catalogue, caller, answers.limits)
    return answers.one(following, 202)


def _moved(
    sessions: SessionsOfApp, answers: Answers, number: int, move: Callable[[Session, Run], None]
) -> Run:
    """The run after the move, during which nobody else could move it."""
    with transaction(sessions) as session:
        run = visible_run(session, answers.catalogue, answers.caller, number, lock=True)
        move(session, run)
        session.flush()
        session.refresh(run)
    return run
