"""`tuganzher ingest runs | audit | undo`: what became of earlier loads."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from api.cli.connection import opened_sessions, writing_sessions
from api.cli.ingest.ingest_file import operator
from api.cli.ingest.ingest_phrases import FileMessages, RunMessages
from api.cli.ingest.ingest_result import COUNTS, write_audit_file
from api.cli.output.terminal import Terminal  # noqa: TC001 - typer reads the annotations
from core.database.engine import transaction
from ingest.loading.runs.run import run_of
from ingest.loading.undoing.undo import undo
from ingest.staging.runs import Run
from layers.registry import load_catalogue

AsJson = Annotated[bool, typer.Option("--json", help=FileMessages.JSON.en)]
RunNumber = Annotated[int, typer.Argument(metavar="RUN", help=RunMessages.RUN.en)]


def list_runs(
    context: typer.Context,
    *,
    layer: Annotated[str | None, typer.Option(help=RunMessages.LAYER.en)] = None,
    limit: Annotated[int, typer.Option(min=1, help=RunMessages.LIMIT.en)] = 20,
    as_json: AsJson = False,
) -> None:
    """Lists the earlier loads."""
    terminal: Terminal = context.obj
    query = select(Run).order_by(Run.id.desc()).limit(limit)
    if layer is not None:
        query = query.where(Run.layer == layer)
    with opened_sessions(terminal.settings) as sessions, sessions() as session:
        runs = list(session.scalars(query))
    if as_json:
        terminal.give([_facts(run) for run in runs])
        return
    if not runs:
        terminal.tell(RunMessages.NO_RUNS)
    for run in runs:
        facts = _facts(run)
        counts = " ".join(f"{name}={facts[name]}" for name in COUNTS if facts[name] is not None)
        terminal.tell(
            RunMessages.LINE,
            run=run.id,
            at=f"{run.created_at:%Y-%m-%d %H:%M}",
            layer=run.layer,
            file=run.file_name,
            state=run.state,
            counts=counts,
        )


def _facts(run: Run) -> dict[str, object]:
    return {
        "run": run.id,
        "created_at": run.created_at.isoformat(timespec="seconds"),
        "layer": run.layer,
        "source": run.source,
        "file": run.file_name,
        "sha256": run.file_sha256,
        "by": run.by_name,
        "state": run.state,
        "dry_run": run.dry_run,
        **{name: getattr(run, name) for name in COUNTS},
    }


def audit(
    context: typer.Context,
    number: RunNumber,
    *,
    to: Annotated[Path, typer.Option(help=RunMessages.TO.en)],
) -> None:
    """Writes a load's audit to an XLSX file."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, sessions() as session:
        write_audit_file(terminal, session, run_of(session, number), to)


def undo_run(context: typer.Context, number: RunNumber, *, as_json: AsJson = False) -> None:
    """Undoes a load."""
    terminal: Terminal = context.obj
    catalogue = load_catalogue()
    writing = writing_sessions(terminal.settings, catalogue)
    with writing as sessions, transaction(sessions) as session:
        undone = undo(session, number, catalogue, operator())
    facts = {"run": number, "removed": undone.deleted, "restored": undone.restored}
    kept = [{"id": each.feature_id, "why": each.why, "fields": each.fields} for each in undone.kept]
    if as_json:
        terminal.give({**facts, "kept": kept})
        return
    terminal.tell(RunMessages.UNDONE, **facts, kept=len(kept))
    for each in undone.kept:
        terminal.tell(RunMessages.KEPT[each.why], id=each.feature_id, fields=", ".join(each.fields))
