"""Runs of ingest and their problems as the API writes them."""

from collections.abc import Iterable
from typing import Any

from core.access.caller import Caller
from core.text import Language
from ingest.auditing.audit import reason_of
from ingest.auditing.left_rows import LeftRow
from ingest.loading.run_access import may_see_content
from ingest.loading.run_moves import ALLOWED_IN
from ingest.loading.undo import Undone
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


def run_json(run: Run, catalogue: Catalogue, caller: Caller, language: Language, base: str) -> Json:
    """One run as a caller who may write its layer sees it; `base` is the server's address."""
    sees_content = may_see_content(run, catalogue.layer(run.layer), caller)
    return {
        "id": run.id,
        "layer": run.layer,
        "source": run.source,
        "file": {"name": run.file_name, "bytes": run.file_bytes, "sha256": run.file_sha256},
        "state": run.state,
        "dry_run": run.dry_run,
        "by": run.by_name,
        "created_at": run.created_at,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "undone_at": run.undone_at,
        "follows": run.follows_run_id,
        "progress": {"done": run.staged_rows, "total": run.total_rows},
        "counts": None if run.read is None else {name: getattr(run, name) for name in COUNTS},
        "mapping": run.mapping,
        "proposal": (run.proposal or None) if sees_content else None,
        "error": _error(run, language),
        "may": {move: is_allowed(run) for move, is_allowed in ALLOWED_IN.items()},
        "links": _links(run, base) if sees_content else _links(run, base)[:1],
    }


def problem_json(problem: RunProblem, layer: Layer) -> Json:
    """One problem of a row; a suggested code also under its label."""
    return {
        "id": problem.id,
        "row": problem.row,
        "field": problem.field,
        "column": problem.column,
        "value": problem.value,
        "reason": reason_of(problem).as_dict(),
        "suggestion": problem.suggestion,
        "suggestion_title": _label(layer, problem),
        "code": problem.code,
        "outcome": problem.outcome,
        "candidates": problem.candidates,
    }


def _label(layer: Layer, problem: RunProblem) -> Json | None:
    """The label of a suggested code in three languages; None for any other suggestion."""
    field = next((each for each in layer.fields if each.name == problem.field), None)
    if field is None or field.vocabulary is None:
        return None
    terms = field.vocabulary.terms
    return next(
        (dict(each.title.as_dict()) for each in terms if each.code == problem.suggestion), None
    )


def left_row_json(left: LeftRow) -> Json:
    """A left row as a person knows it; long cells are cut, and so are very wide rows."""
    return {
        "row": left.row,
        "names": dict(left.names),
        "cells": [
            {"column": column, "value": _short(cell)}
            for column, cell in left.cells[:MOST_CELLS]
            if cell not in (None, "")
        ],
        "taken_up_by": left.taken_up_by,
    }


def _short(cell: Cell) -> str:
    text = str(cell)
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def undone_json(undone: Undone) -> Json:
    """What undoing a run came to; objects that its caller may not see in full are only counted."""
    return {
        "deleted": undone.deleted,
        "restored": undone.restored,
        "kept": [
            {"id": each.feature_id, "why": each.why, "fields": list(each.fields)}
            for each in undone.kept
        ],
        "secret": undone.secret,
    }


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


def _error(run: Run, language: Language) -> Json | None:
    if run.state != RunState.FAILED or not run.error:
        return None
    return {"code": run.error["code"], "message": run.error[language.value]}


def _links(run: Run, base: str) -> list[Json]:
    here = f"{base}/api/ingest/{run.id}"
    links = [{"rel": "self", "href": here, "type": "application/json"}]
    if run.proposal or run.mapping:
        links.append({"rel": "mapping", "href": f"{here}/mapping.yaml", "type": "application/yaml"})
    if run.read is not None:
        links += [
            {"rel": "problems", "href": f"{here}/problems", "type": "application/json"},
            {"rel": "places", "href": f"{here}/places", "type": "application/geo+json"},
            {"rel": "audit", "href": f"{here}/audit.xlsx", "type": XLSX},
        ]
    return links


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
