"""A run's audit as an Excel workbook: what to correct is marked, and it can be uploaded again.

The first sheet has the rows that were left, under the columns of the file, so that an officer
corrects the marked cells and uploads the workbook as it is. The other sheets are for reading.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from sqlalchemy.orm import Session

from core.text import Language, Text
from ingest.auditing import audit_phrases as say
from ingest.auditing.audit import left_rows_of, problems_by_row, reason_of
from ingest.auditing.audit_places import place_cells, place_columns
from ingest.auditing.audit_return import mark_of
from ingest.loading.runs.stored_rows import surplus_of
from ingest.rows.outcome import Outcome
from ingest.staging.runs import Run, RunProblem, RunRow

MOST_ROWS = 1_000_000
"""Excel has 1,048,576 rows to a sheet."""
LONGEST_CELL = 32_000
"""Characters; Excel takes 32,767."""
FILLS = {
    Outcome.REJECTED: PatternFill("solid", fgColor="F4B6B0"),
    Outcome.WAITING: PatternFill("solid", fgColor="FFE08A"),
    Outcome.NOTED: PatternFill("solid", fgColor="CFE3F7"),
}
"""The gravest first."""
HEAD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
WIDTHS_TOLD = (8, 14, 22, 28, 60, 26, 60)


@dataclass
class _Book:
    """The workbook while it is being written, in the reader's language."""

    language: Language
    book: Workbook = field(default_factory=lambda: Workbook(write_only=True))

    def sheet(self, title: Text, widths: Iterable[int]) -> WriteOnlyWorksheet:
        page: WriteOnlyWorksheet = self.book.create_sheet(title.in_language(self.language))
        page.freeze_panes = "A2"
        for number, width in enumerate(widths, start=1):
            page.column_dimensions[get_column_letter(number)].width = width  # type: ignore[attr-defined]  # the stubs leave it out
        return page

    def say(self, phrase: Text, **facts: object) -> str:
        return phrase.in_language(self.language, **facts)


def write_audit(
    session: Session, run: Run, target: Path | BinaryIO | BytesIO, language: Language
) -> None:
    """Write the workbook into `target`. Rows beyond a million are only counted."""
    book = _Book(language)
    _write_left(session, run, book)
    _write_problems(session, run, book)
    _write_summary(run, book)
    book.book.properties.identifier = mark_of(run)
    book.book.save(target)


def _write_left(session: Session, run: Run, book: _Book) -> None:
    """The sheet to correct: the file's columns, and a last one that says what to correct.

    Cells that a row has beyond the last column stand beyond it here too, until somebody has seen
    to them.
    """
    columns = columns_of(session, run)
    places = place_columns(run)
    page = book.sheet(say.LEFT, [*(18 for _ in (*columns, *places)), 60])
    page.append([_head(page, name) for name in (*columns, *places, book.say(say.TO_CORRECT))])
    explained = problems_by_row(session, run.id)
    number, problems = next(explained, (None, []))
    for count, left in enumerate(left_rows_of(session, run.id)):
        if count == MOST_ROWS:
            break
        while number is not None and number < left.row:
            number, problems = next(explained, (None, []))
        told = problems if number == left.row else []
        page.append(_left_row(page, book, columns, left, told, place_cells(run, left)))


def columns_of(session: Session, run: Run) -> tuple[str, ...]:
    """The columns of the file in its order; those of the first left row where none are kept."""
    kept = run.mapping.get("file_columns")
    if kept:
        return tuple(kept)
    first = next(left_rows_of(session, run.id), None)
    return tuple(first.cells) if first else ()


def _left_row(  # noqa: PLR0913, PLR0917 - a row is all of this
    page: WriteOnlyWorksheet,
    book: _Book,
    columns: Sequence[str],
    left: RunRow,
    problems: Sequence[RunProblem],
    place: Sequence[object],
) -> list[Cell]:
    marks: dict[str, list[RunProblem]] = {}
    for problem in problems:
        for column in _columns_told(problem):
            marks.setdefault(column, []).append(problem)
    cells = [_cell(page, left.cells.get(name, ""), marks.get(name, ()), book) for name in columns]
    cells += [_cell(page, each, (), book) for each in place]
    told = _cell(page, "\n".join(_sentence(book, problem) for problem in problems), (), book)
    told.alignment = WRAPPED
    return [*cells, told, *(_cell(page, cell, (), book) for cell in surplus_of(left))]


def _columns_told(problem: RunProblem) -> list[str]:
    """The file's columns that a problem speaks of; a place may stand in two."""
    return [name for name in (problem.column or "").split("\n") if name]


def _cell(
    page: WriteOnlyWorksheet, value: object, problems: Iterable[RunProblem], book: _Book
) -> Cell:
    """A cell that is never a formula, marked with the gravest of its problems."""
    cell: Cell = WriteOnlyCell(page)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
        cell.data_type = "s"
    else:
        cell.value = value  # type: ignore[assignment]  # a number or a truth value
    for outcome, fill in FILLS.items():
        told = [problem for problem in problems if problem.outcome == outcome]
        if told:
            cell.fill = fill
            cell.comment = Comment(
                "\n".join(_sentence(book, each) for each in told), book.say(say.ATLAS)
            )
            break
    return cell


def _head(page: WriteOnlyWorksheet, title: str) -> Cell:
    cell = _cell(page, title, (), _Book(Language.EN))
    cell.font = HEAD
    return cell


def _sentence(book: _Book, problem: RunProblem) -> str:
    reason = reason_of(problem).in_language(book.language).rstrip(".")
    where = problem.column.replace("\n", ", ") if problem.column else problem.field
    sentence = book.say(say.SENTENCE, where=where, value=problem.value[:200], reason=reason)
    if problem.suggestion is None:
        return sentence
    return f"{sentence} {book.say(say.PERHAPS, suggestion=problem.suggestion)}"


def _write_problems(session: Session, run: Run, book: _Book) -> None:
    """One line a problem, also of rows that were taken."""
    page = book.sheet(say.PROBLEMS, WIDTHS_TOLD)
    page.append([_head(page, book.say(title)) for title in say.PROBLEM_COLUMNS])
    written = 0
    for row, problems in problems_by_row(session, run.id):
        for problem in problems:
            if written == MOST_ROWS:
                return
            written += 1
            texts = (
                row,
                book.say(say.OUTCOMES[Outcome(problem.outcome)]),
                (problem.column or problem.field).replace("\n", ", "),
                problem.value,
                reason_of(problem).in_language(book.language),
                problem.suggestion or "",
                "; ".join(_candidate(book, each) for each in problem.candidates),
            )
            page.append([_cell(page, each, (), book) for each in texts])


def _candidate(book: _Book, candidate: Mapping[str, Any]) -> str:
    match candidate.get("kind"):
        case "place":
            return book.say(
                say.PLACE, system=candidate["crs"], lat=candidate["lat"], lon=candidate["lon"]
            )
        case "row":
            return book.say(
                say.OTHER_ROW,
                row=candidate["row"],
                name=candidate["name"],
                score=candidate["score"],
            )
        case _:
            return book.say(
                say.OBJECT,
                id=candidate["id"],
                name=candidate["name"],
                score=candidate["score"],
            )


def _write_summary(run: Run, book: _Book) -> None:
    page = book.sheet(say.SUMMARY, (34, 70))
    for title, value in _facts(run, book):
        page.append([_head(page, title), _cell(page, value, (), book)])


def _facts(run: Run, book: _Book) -> Iterator[tuple[str, object]]:
    """What a person wants to know of the run, each with its title."""
    crs = run.mapping.get("crs") or {}
    for title, value in (
        (say.FILE, run.file_name),
        (say.SHA256, run.file_sha256),
        (say.LAYER, run.layer),
        (say.SOURCE, run.source),
        (say.BY, run.by_name),
        (say.STARTED, run.started_at.isoformat(timespec="seconds") if run.started_at else ""),
        (say.FINISHED, run.finished_at.isoformat(timespec="seconds") if run.finished_at else ""),
        (say.SYSTEM, crs.get("code") or ""),
        (say.OPERATION, crs.get("operation") or ""),
        (say.READ, run.read),
        (say.LOADED, run.loaded),
        (say.UNCHANGED, run.unchanged),
        (say.WAITING, run.waiting),
        (say.REJECTED, run.rejected),
    ):
        yield book.say(title), "" if value is None else value
    for name, column in (run.mapping.get("columns") or {}).items():
        yield book.say(say.MAPPED, field=name), column
    for column in run.mapping.get("unknown") or ():
        yield book.say(say.UNREAD), column
