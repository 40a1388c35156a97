"""GET /api/audit: a page of entries; /api/audit/file: all that are asked for, as a file."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.audit.answers import (
    AuditEventAnswer,
    AuditEventsAnswer,
    AuditPage,
    entry_answer,
)
from api.audit.files import AuditFile
from api.audit.filters import AskedAsFile, AskedOfAudit, AuditFormat, entries_query
from api.audit.view import AuditView
from api.http.admission.cost import Cost, Door, costs
from api.http.answers import Phrase, WebLink, json_response
from api.http.dependencies import (
    CatalogueOfApp,
    KnownCaller,
    LanguageOfRequest,
    SessionOfRequest,
    SessionsOfApp,
)
from core.audit.event import AuditEvent
from core.audit.recording import record
from core.database.engine import transaction

# ruff: noqa: PLR0913, PLR0917 - FastAPI fills the parameters of a route in

router = APIRouter(route_class=Door, prefix="/api/audit", tags=["audit"])

UNKEPT = {"Cache-Control": "no-store"}


MEDIA_TYPES = {
    AuditFormat.CSV: "text/csv; charset=utf-8",
    AuditFormat.NDJSON: "application/x-ndjson",
}


@router.get("", summary="Who did what, the newest first", response_model=AuditPage)
@costs(Cost.QUERY)
def list_entries(
    request: Request,
    asked: AskedOfAudit,
    session: SessionOfRequest,
    caller: KnownCaller,
    catalogue: CatalogueOfApp,
    language: LanguageOfRequest,
) -> Response:
    """Entries of the units whose accounts the caller administers; 403 for who administers none."""
    view = AuditView(session, caller)
    view.require()
    rows = session.execute(entries_query(session, view, asked).limit(asked.limit + 1)).all()
    shown = rows[: asked.limit]
    links = []
    if len(rows) > asked.limit:
        following = str(request.url.include_query_params(after=shown[-1][0].id))
        links.append(WebLink(rel="next", href=following, type="application/json"))
    entries = [entry_answer(row, view, catalogue, language) for row in shown]
    return json_response(AuditPage(entries=entries, links=links), headers=UNKEPT)


@router.get("/events", summary="Every kind of event, by its name", response_model=AuditEventsAnswer)
@costs(Cost.QUERY)
def list_events(caller: KnownCaller, session: SessionOfRequest) -> Response:
    """What the audit knows of, with titles in three languages."""
    AuditView(session, caller).require()
    events = [
        AuditEventAnswer(event=each.value, title=Phrase.of(each.phrase)) for each in AuditEvent
    ]
    return json_response(AuditEventsAnswer(events=events), headers=UNKEPT)


@router.get(
    "/file",
    summary="Entries as a file: CSV or a line of JSON each",
    response_class=Response,
    responses={200: {"content": {each: {} for each in MEDIA_TYPES.values()}}},
)
@costs(Cost.DOWNLOAD)
def give_file(
    asked: AskedAsFile,
    sessions: SessionsOfApp,
    caller: KnownCaller,
    catalogue: CatalogueOfApp,
    language: LanguageOfRequest,
) -> Response:
    """All that are asked for, whatever the limit; that they were is an entry too."""
    told = asked.model_dump(mode="json", exclude_none=True, exclude={"limit", "f"})
    with transaction(sessions) as session:
        AuditView(session, caller).require()
        entries_query(session, AuditView(session, caller), asked)
        record(session, caller, AuditEvent.EXPORT_AUDIT, facts={"format": asked.f, "asked": told})
    made = AuditFile(sessions, caller, asked, catalogue, language)
    lines = made.table() if asked.f is AuditFormat.CSV else made.ndjson()
    headers = {**UNKEPT, "Content-Disposition": f'attachment; filename="audit.{asked.f}"'}
    return StreamingResponse(lines, media_type=MEDIA_TYPES[asked.f], headers=headers)
