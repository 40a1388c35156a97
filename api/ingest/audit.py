"""What became of the rows of a run: problems, candidates on a map, the workbook, the mapping."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from api.http.admission.cost import Cost, Door, costs
from api.http.answers import GeoJsonResponse, WebLink, json_response
from api.http.dependencies import CatalogueOfApp, KnownCaller, LanguageOfRequest, SessionOfRequest
from api.http.negotiation import private
from api.http.paging import limited_to
from api.ingest.answers import XLSX, candidate_places, left_row_answer, problem_answer
from api.ingest.problem_answer import CandidatePlaces, ProblemsPage
from api.ingest.routes import LARGEST_ID, RunOfPath
from core.text import Language
from ingest.auditing.audit import problems_of
from ingest.auditing.audit_book import write_audit
from ingest.auditing.left_rows import left_rows
from ingest.loading.runs.run_access import require_content, visible_run
from ingest.proposal.mapping_file import SavedMapping
from ingest.proposal.mapping_text import mapping_text
from ingest.rows.file_order import FileOrder
from ingest.rows.outcome import Outcome
from ingest.staging.runs import Run

# ruff: noqa: PLR0913, PLR0917 - FastAPI fills the parameters of a route in

router = APIRouter(route_class=Door, prefix="/api/ingest", tags=["ingest"])

LARGEST_LIMIT = 1_000
MOST_PLACED = 5_000
"""Problems whose candidates are drawn at a time."""
PART_BYTES = 64 * 1024
YAML = "application/yaml"


def seen_run(
    number: RunOfPath, session: SessionOfRequest, catalogue: CatalogueOfApp, caller: KnownCaller
) -> Run:
    """The run that the path names, of which the caller may see the rows.

    Raises UnknownRunError, ForbiddenError.
    """
    run = visible_run(session, catalogue, caller, number)
    require_content(run, catalogue.layer(run.layer), caller)
    return run


SeenRun = Annotated[Run, Depends(seen_run)]


@router.get(
    "/{run}/problems",
    summary="The rows that wait, were rejected or were repaired",
    response_model=ProblemsPage,
)
@costs(Cost.QUERY)
def problems(
    request: Request,
    run: SeenRun,
    session: SessionOfRequest,
    catalogue: CatalogueOfApp,
    outcome: Annotated[tuple[Outcome, ...], Query()] = (),
    after: Annotated[int, Query(ge=0, le=LARGEST_ID)] = 0,
    limit: Annotated[int, Query(ge=1), limited_to(LARGEST_LIMIT)] = 100,
) -> Response:
    """A page of problems in the order in which they were found, and the rows that they are of.

    `outcome` may be given several times.
    """
    found = problems_of(session, run.id, outcome=outcome, after=after, limit=limit + 1)
    links = []
    if len(found) > limit:
        following = request.url.include_query_params(after=found[limit - 1].id)
        links.append(WebLink(rel="next", href=str(following), type="application/json"))
    layer, shown = catalogue.layer(run.layer), found[:limit]
    rows = left_rows(session, run, {each.row for each in shown})
    page = ProblemsPage(
        problems=[problem_answer(each, layer) for each in shown],
        rows=[left_row_answer(each) for each in rows],
        links=links,
    )
    return json_response(page, headers=private(request))


@router.get(
    "/{run}/places",
    summary="Where the waiting rows may lie",
    response_model=CandidatePlaces,
    response_class=GeoJsonResponse,
    response_description="The candidates.",
)
@costs(Cost.QUERY)
def places(request: Request, run: SeenRun, session: SessionOfRequest) -> Response:
    """The candidates of the first 5,000 waiting problems as GeoJSON points."""
    found = problems_of(session, run.id, outcome=Outcome.WAITING, limit=MOST_PLACED)
    return GeoJsonResponse(candidate_places(found), headers=private(request))


@router.get(
    "/{run}/audit.xlsx",
    summary="The audit as a workbook, to be corrected and uploaded again",
    response_class=StreamingResponse,
    responses={200: {"content": {XLSX: {}}}},
)
@costs(Cost.QUERY)
def audit(
    request: Request,
    run: SeenRun,
    session: SessionOfRequest,
    language: LanguageOfRequest,
    lang: Language | None = None,
) -> StreamingResponse:
    """The workbook in the language of `lang`, else of the request."""
    target = TemporaryFile()  # noqa: SIM115 - closed by `parts_of`
    write_audit(session, run, target, lang or language)
    target.seek(0)
    return StreamingResponse(
        parts_of(target),
        media_type=XLSX,
        headers={
            "Content-Disposition": attachment(f"{run.source} {run.id}.xlsx"),
            "Content-Language": lang or language,
            **private(request),
        },
    )


@router.get(
    "/{run}/mapping.yaml",
    summary="What was read from which column, for the next file of this kind",
    response_class=Response,
    responses={200: {"content": {YAML: {}}}},
)
@costs(Cost.HOT)
def mapping(request: Request, run: SeenRun, catalogue: CatalogueOfApp) -> Response:
    """The mapping as `tuganzher ingest --mapping` takes it."""
    order = FileOrder.from_json(run.order, catalogue)
    saved = SavedMapping.of_order(order, run.mapping.get("columns") or _proposed(run))
    headers = {"Content-Disposition": attachment(f"{run.source}.yaml"), **private(request)}
    return Response(mapping_text(saved.as_json()), media_type=YAML, headers=headers)


def parts_of(target: IO[bytes]) -> Iterator[bytes]:
    """The bytes of an open file, which is closed when they have been taken."""
    with target:
        while part := target.read(PART_BYTES):
            yield part


def attachment(name: str) -> str:
    """The header with which a browser saves the answer under a name (RFC 6266)."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


def _proposed(run: Run) -> dict[str, str]:
    columns = run.proposal.get("columns", ())
    return {each["field"]: each["column"] for each in columns if each["field"]}
