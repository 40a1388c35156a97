"""What was odd in a source, for a reader at the terminal or for a script."""

import re
from collections.abc import Sequence

import typer

from api.cli.output.terminal import Terminal
from core.errors import shown
from core.text import Language, Text
from ingest.auditing.audit import reason_of
from ingest.rows.row_problem import RowProblem
from ingest.staging.runs import RunProblem

ROW = Text(
    "{row}-жол, {field} «{value}»: {reason}",
    "строка {row}, {field} «{value}»: {reason}",
    "row {row}, {field} “{value}”: {reason}",
)
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Characters of a file that would move the terminal's cursor, or worse."""
SUGGESTED = Text("Мүмкін, {suggestion}.", "Возможно, {suggestion}.", "Perhaps {suggestion}.")


def tell_problems(terminal: Terminal, problems: Sequence[RowProblem]) -> None:
    """Write each problem on a line of standard error."""
    for problem in problems:
        typer.echo(problem_line(problem, terminal.language), err=True)


def as_facts(problems: Sequence[RowProblem]) -> list[dict[str, object]]:
    """The problems for JSON, each reason in the three languages."""
    return [
        {
            "row": problem.row,
            "field": problem.field,
            "value": problem.value,
            "reason": problem.reason.as_dict(),
            "suggestion": problem.suggestion,
            "rejected": problem.rejected,
            "waiting": problem.waiting,
            "code": problem.code,
        }
        for problem in problems
    ]


def problem_line(problem: RowProblem | RunProblem, language: Language) -> str:
    """The problem in one line."""
    reason = reason_of(problem) if isinstance(problem, RunProblem) else problem.reason
    line = ROW.in_language(
        language,
        row=problem.row,
        field=problem.field,
        value=UNSEEN.sub("�", shown(problem.value)),
        reason=reason.in_language(language),
    )
    if problem.suggestion is None:
        return line
    suggested = SUGGESTED.in_language(language, suggestion=problem.suggestion)
    return f"{line}. {suggested}"
