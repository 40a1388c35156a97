"""What became of a load, for a reader at the terminal or for a script."""

from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session

from api.cli.ingest.ingest_phrases import ResultMessages
from api.cli.output.problems import problem_line
from api.cli.output.terminal import Terminal
from core.text import Language
from ingest.auditing import audit_phrases
from ingest.auditing.audit import kinds_of_problems, problems_of, reason_of
from ingest.auditing.audit_book import write_audit
from ingest.mapping.mapping import folded
from ingest.rows.outcome import Outcome
from ingest.staging.runs import Run, RunProblem, RunState

LINES = 40
"""So many problems stand on the screen; the audit has all."""
MOST_PROBLEMS = 10_000
"""So many are given as JSON and counted by value; a file of wrong rows has no end of them."""
COUNTS = ("read", "loaded", "unchanged", "waiting", "rejected")
UNKNOWN_TERM = "unknown_term"


def facts_of(session: Session, run: Run) -> dict[str, Any]:
    """The run with its counts, mapping and problems, for JSON."""
    problems = _problems(session, run)
    mapping = run.mapping
    return {
        "run": run.id,
        "file": run.file_name,
        "layer": run.layer,
        "source": run.source,
        "state": run.state,
        "key": run.order["key_column"] or "name_and_place",
        "dry_run": run.dry_run,
        **{name: getattr(run, name) for name in COUNTS},
        "created": run.created,
        "columns": mapping.get("columns", {}),
        "constants": mapping.get("constants", {}),
        "near_columns": mapping.get("near", []),
        "unknown_columns": unread(run),
        "crs": mapping.get("crs"),
        "unknown_values": [
            {"field": field, "value": value, "rows": rows}
            for (field, value), rows in _unknown_values(problems).items()
        ],
        "problems": [_problem_facts(problem) for problem in problems],
        "error": run.error,
    }


def _problems(session: Session, run: Run) -> list[RunProblem]:
    found = problems_of(session, run.id, limit=MOST_PROBLEMS)
    return sorted(found, key=lambda problem: (problem.row, problem.id))


def _problem_facts(problem: RunProblem) -> dict[str, object]:
    return {
        "row": problem.row,
        "field": problem.field,
        "column": problem.column,
        "value": problem.value,
        "reason": reason_of(problem).as_dict(),
        "suggestion": problem.suggestion,
        "rejected": problem.outcome == Outcome.REJECTED,
        "waiting": problem.outcome == Outcome.WAITING,
        "code": problem.code,
        "candidates": problem.candidates,
    }


def tell(terminal: Terminal, session: Session, run: Run) -> None:
    """Show mapping, problems and the summary table on the screen."""
    if run.state == RunState.STOPPED:
        terminal.warn(ResultMessages.STOPPED)
        return
    if run.state == RunState.FAILED:
        terminal.warn_line(failure_of(run, terminal.language))
        return
    _tell_mapping(terminal, run)
    problems = _problems(session, run)
    for problem in problems[:LINES]:
        terminal.warn_line(problem_line(problem, terminal.language))
    if len(problems) > LINES:
        terminal.warn(ResultMessages.MORE, count=len(problems) - LINES, run=run.id)
    for (field, value), rows in _unknown_values(problems).items():
        terminal.warn(ResultMessages.UNKNOWN_VALUE, field=field, value=value, rows=rows)
    _tell_kinds(terminal, session, run)
    terminal.tell(ResultMessages.COUNTS, **{name: getattr(run, name) for name in COUNTS})
    if run.dry_run:
        terminal.tell(ResultMessages.NOTHING_WRITTEN)


def failure_of(run: Run, language: Language) -> str:
    """Why the run failed; an empty text where it did not."""
    return str((run.error or {}).get(language.value, ""))


def _tell_mapping(terminal: Terminal, run: Run) -> None:
    near = run.mapping.get("near", [])
    for field, column in run.mapping.get("columns", {}).items():
        phrase = ResultMessages.NEAR_COLUMN if field in near else ResultMessages.COLUMN
        terminal.tell(phrase, field=field, column=column)
    for field, value in run.mapping.get("constants", {}).items():
        terminal.tell(ResultMessages.CONSTANT, field=field, value=value)
    unknown = unread(run)
    if unknown:
        terminal.tell(ResultMessages.UNKNOWN_COLUMNS, columns=", ".join(unknown))
    if not run.order["key_column"]:
        terminal.tell(ResultMessages.BY_NAME_AND_PLACE)


def _tell_kinds(terminal: Terminal, session: Session, run: Run) -> None:
    """Show the summary table on the screen: how many rows each kind of problem has."""
    kinds = kinds_of_problems(session, run.id)
    if not kinds:
        return
    table = Table(show_edge=False, pad_edge=False)
    for title in (ResultMessages.KIND, ResultMessages.OUTCOME, ResultMessages.ROWS):
        right = title is ResultMessages.ROWS
        table.add_column(title.in_language(terminal.language), justify="right" if right else "left")
    for kind in kinds:
        outcome = audit_phrases.OUTCOMES[kind.outcome].in_language(terminal.language)
        table.add_row(kind.code, outcome, f"{kind.rows:,}")
    Console(highlight=False).print(table)


def unread(run: Run) -> list[str]:
    """The columns that were not read, not even as the key."""
    key = run.order["key_column"] or ""
    return [
        column for column in run.mapping.get("unknown", []) if folded(column) != folded(key)
    ]  # fmt: skip


def tell_table(terminal: Terminal, runs: list[Run]) -> None:
    """Show the counts of several files in one table."""
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("")
    for name in COUNTS:
        table.add_column(
            ResultMessages.COUNT_TITLES[name].in_language(terminal.language), justify="right"
        )
    for run in runs:
        table.add_row(run.file_name, *(str(getattr(run, name)) for name in COUNTS))
    Console(highlight=False).print(table)


def write_audit_file(terminal: Terminal, session: Session, run: Run, path: Path) -> None:
    """Write the audit into the file, and tell the person."""
    write_audit(session, run, path, terminal.language)
    terminal.warn(ResultMessages.AUDIT_WRITTEN, path=path)


def _unknown_values(problems: list[RunProblem]) -> dict[tuple[str, str], int]:
    counted = Counter(
        (problem.field, problem.value) for problem in problems if problem.code == UNKNOWN_TERM
    )
    return dict(counted.most_common())
