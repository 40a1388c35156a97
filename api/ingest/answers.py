"""Runs of ingest and their problems as the API writes them."""

from collections.abc import Iterable
from typing import Any

from api.http.addresses import task_path
from api.http.answers import Phrase, WebLink
from api.ingest.problem_answer import LeftCell, RowProblemAnswer
from api.ingest.problem_answer import LeftRow as LeftRowAnswer
from api.ingest.run_answer import (
    KeptObject,
    RunAnswer,
    RunCounts,
    RunError,
    RunFile,
    RunMoves,
    RunProgress,
    UndoneRun,
    UndoneTraces,
)
from core.access.caller import Caller
from core.text import Language
from ingest.auditing.audit import reason_of
from ingest.auditing.left_rows import UnloadedRow
from ingest.loading.runs.run_access import may_see_content
from ingest.loading.runs.run_moves import ALLOWED_IN
from ingest.loading.undoing.undo import Undone
from ingest.rows.outcome import Outcome
from ingest.rows.table import Cell
from ingest.staging.runs import Run, RunProblem, RunState
from layers.model.layer import Layer
from layers.registry import Catalogue

Json = dict[str, Any]

MOST_CELLS = 60
LONGEST_CELL = 300
"""What an answer tells of a left row; the audit workbook has all of it."""

COUNTS = ("read", "loaded", "unchanged", "waiting", "rejected", "created")


def run_answer(
    run: Run, catalogue: Catalogue, caller: Caller, language: Language, base: str
) -> RunAnswer:
    """One run as a caller who may write its layer sees it; `base` is the server's address."""
    sees_content = may_see_content(run, catalogue.layer(run.layer), caller)
    return RunAnswer(
        id=run.id,
        layer=run.layer,
        source=run.source,
        file=RunFile(name=run.file_name, bytes=run.file_bytes, sha256=run.file_sha256),
        state=RunState(run.state),
        dry_run=run.dry_run,
        by=run.by_name,
        created_at=run.created_at,
        started_at=run.started_at,
        finished_at=run.finished_at,
        undone_at=run.undone_at,
        follows=run.follows_run_id,
        progress=RunProgress(done=run.staged_rows, total=run.total_rows),
        counts=_counts(run),
        mapping=run.mapping,
        proposal=(run.proposal or None) if sees_content else None,
        error=_error(run, language),
        task=run.task_id,
        may=RunMoves(**{move: is_allowed(run) for move, is_allowed in ALLOWED_IN.items()}),
        links=_links(run, base) if sees_content else _links(run, base)[:1],
    )


def undone_answer(run: RunAnswer, undone: Undone) -> UndoneRun:
    """The run and what undoing it came to; what its caller may not see in full is only counted."""
    traces = UndoneTraces(
        deleted=undone.deleted,
        restored=undone.restored,
        kept=[
            KeptObject(id=each.feature_id, why=each.why, fields=list(each.fields))
            for each in undone.kept
        ],
        secret=undone.secret,
    )
    return UndoneRun(**dict(run), undone=traces)


def problem_answer(problem: RunProblem, layer: Layer) -> RowProblemAnswer:
    """One problem of a row; a suggested code also under its label."""
    return RowProblemAnswer(
        id=problem.id,
        row=problem.row,
        field=problem.field,
        column=problem.column,
        value=problem.value,
        reason=Phrase.of(reason_of(problem)),
        suggestion=problem.suggestion,
        suggestion_title=_label(layer, problem),
        code=problem.code,
        outcome=Outcome(problem.outcome),
        candidates=problem.candidates,
    )


def _label(layer: Layer, problem: RunProblem) -> Phrase | None:
    """The label of a suggested code in three languages; None for any other suggestion."""
    field = next((each for each in layer.fields if each.name == problem.field), None)
    if field is None or field.vocabulary is None:
        return None
    terms = field.vocabulary.terms
    return next((Phrase.of(each.title) for each in terms if each.code == problem.suggestion), None)


def left_row_answer(left: UnloadedRow) -> LeftRowAnswer:
    """A left row as a person knows it; long cells are cut, and so are very wide rows."""
    return LeftRowAnswer(
        row=left.row,
        names=dict(left.names),
        cells=[
            LeftCell(column=column, value=_short(cell))
            for column, cell in left.cells[:MOST_CELLS]
            if cell not in (None, "")
        ],
        taken_up_by=left.taken_up_by,
    )


def _short(cell: Cell) -> str:
    text = str(cell)
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def candidate_places(problems: Iterable[RunProblem]) -> Json:
    """The places among which a person may choose for the waiting rows, EPSG:4326."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [each["lon"], each["lat"]]},
                "properties": {
                    "problem": problem.id,
                    "row": problem.row,
                    "field": problem.field,
                    **{name: fact for name, fact in each.items() if name not in {"lon", "lat"}},
                },
            }
            for problem in problems
            if problem.outcome == Outcome.WAITING
            for each in problem.candidates
            if each.get("lon") is not None and each.get("lat") is not None
        ],
    }


def _counts(run: Run) -> RunCounts | None:
    """What a run that is done came to."""
    return None if run.read is None else RunCounts(**{name: getattr(run, name) for name in COUNTS})


def _error(run: Run, language: Language) -> RunError | None:
    if run.state != RunState.FAILED or not run.error:
        return None
    return RunError(code=run.error["code"], message=run.error[language.value])


def _links(run: Run, base: str) -> list[WebLink]:
    here = f"{base}/api/ingest/{run.id}"
    links = [WebLink(rel="self", href=here, type="application/json")]
    if run.task_id is not None:
        task = f"{base}{task_path(run.task_id)}"
        links.append(WebLink(rel="task", href=task, type="application/json"))
    if run.proposal or run.mapping:
        links.append(WebLink(rel="mapping", href=f"{here}/mapping.yaml", type="application/yaml"))
    if run.read is not None:
        links += [
            WebLink(rel="problems", href=f"{here}/problems", type="application/json"),
            WebLink(rel="places", href=f"{here}/places", type="application/geo+json"),
            WebLink(rel="audit", href=f"{here}/audit.xlsx", type=XLSX),
        ]
    return links


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
