"""A table of rows into a layer: each row loaded, unchanged, waiting or rejected, none lost."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from ingest.mapping import ColumnMapping
from ingest.progress import CHECKING, Progress, silent
from ingest.row_phrases import AT_ODDS, IN_NO_REGION, NOT_STORABLE, REPEATED, TAKEN
from ingest.row_problem import RowProblem
from ingest.row_reading import UNKNOWN_TERM, RowRead, RowReader
from ingest.table import Table
from ingest.upsert import SourceRow, Upserted, upsert
from layers.definition import Layer

TOLD_EVERY = 500

UNIQUE_VIOLATION = "23505"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of the rows: `read` is the sum of the other four counts.

    `loaded` rows are new or changed. `unknown_values` counts the rows by field and value.
    """

    read: int
    loaded: int
    unchanged: int
    waiting: int
    rejected: int
    created: int
    mapping: ColumnMapping
    unknown_values: Mapping[tuple[str, str], int]
    problems: tuple[RowProblem, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every row is in the layer."""
        return not self.waiting and not self.rejected


def load_table(
    session: Session, table: Table, reader: RowReader, source: str, progress: Progress = silent
) -> Loaded:
    """What became of each row. Runs in the caller's transaction and commits nothing.

    Rows are found again by (source, key): loading them twice changes nothing. A waiting or
    rejected row leaves the feature of an earlier load as it is.
    """
    reads: list[RowRead] = []
    for done, row in enumerate(table.rows):
        if done % TOLD_EVERY == 0:
            progress(CHECKING, done, len(table.rows))
        reads.append(reader.read(row))
    problems = [problem for read in reads for problem in read.problems]
    good, repeated = _once_each(read for read in reads if read.source_row is not None)
    upserted, refused = _upserted(session, reader.layer, source, good)
    problems += [*repeated, *refused, *_in_no_region(session, reader.layer, source, good)]
    rejected = {problem.row for problem in problems if problem.rejected}
    waiting = {problem.row for problem in problems if problem.waiting} - rejected
    unknown = Counter(
        (problem.field, problem.value) for problem in problems if problem.code == UNKNOWN_TERM
    )
    return Loaded(
        read=len(table.rows),
        loaded=upserted.created + upserted.changed,
        unchanged=upserted.unchanged,
        waiting=len(waiting),
        rejected=len(rejected),
        created=upserted.created,
        mapping=reader.mapping,
        unknown_values=dict(unknown.most_common()),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
    )


def _once_each(reads: Iterable[RowRead]) -> tuple[dict[int, SourceRow], list[RowProblem]]:
    """The rows by number, one of each key: rows at odds over a key all wait, repetitions too."""
    by_key: dict[str, list[tuple[int, SourceRow]]] = defaultdict(list)
    for read in reads:
        if read.source_row is not None:
            by_key[read.source_row.key].append((read.number, read.source_row))
    good: dict[int, SourceRow] = {}
    problems: list[RowProblem] = []
    for key, rows in by_key.items():
        (number, first), *others = rows
        agree = all(row.values == first.values for _, row in others)
        if agree:
            good[number] = first
        late = others if agree else rows
        reason, code = (REPEATED, "repeated") if agree else (AT_ODDS, "at_odds")
        problems += [
            RowProblem(
                late_number, "key", key, reason, rejected=False, waiting=True, code=code
            )
            for late_number, _ in late
        ]  # fmt: skip
    return good, problems


def _upserted(
    session: Session, layer: Layer, source: str, rows: Mapping[int, SourceRow]
) -> tuple[Upserted, list[RowProblem]]:
    """What was written, and the rows that the database refuses; those are found by halving."""
    try:
        with session.begin_nested():
            return upsert(session, layer, source, rows.values()), []
    except (DataError, IntegrityError) as error:
        if len(rows) == 1:
            ((number, row),) = rows.items()
            return Upserted({}, 0, 0, 0), [_refusal(number, row, error)]
    items = list(rows.items())
    middle = len(items) // 2
    first, refused_first = _upserted(session, layer, source, dict(items[:middle]))
    second, refused_second = _upserted(session, layer, source, dict(items[middle:]))
    both = Upserted(
        first.ids | second.ids,
        first.created + second.created,
        first.changed + second.changed,
        first.unchanged + second.unchanged,
    )
    return both, [*refused_first, *refused_second]


def _in_no_region(
    session: Session, layer: Layer, source: str, rows: Mapping[int, SourceRow]
) -> list[RowProblem]:
    """The rows that the database has flagged: near the country, or in a gap of the boundaries."""
    table = layer.table
    flagged = select(table.source_key).where(table.source == source, table.outside)
    outside = set(session.scalars(flagged))
    return [
        RowProblem(
            number, "geometry", str(row.values["geom"].wkt)[:80], IN_NO_REGION,
            rejected=False, code="in_no_region",
        )
        for number, row in rows.items()
        if row.key in outside
    ]  # fmt: skip


def _refusal(number: int, row: SourceRow, error: DataError | IntegrityError) -> RowProblem:
    diagnosis = getattr(error.orig, "diag", None)
    constraint = str(getattr(diagnosis, "constraint_name", None) or "")
    names: Sequence[str] = [name for name in row.values if name in constraint]
    name = max(names, key=len, default="")
    is_taken = getattr(error.orig, "sqlstate", None) == UNIQUE_VIOLATION
    reason, code = (TAKEN, "taken") if is_taken else (NOT_STORABLE, "not_storable")
    return RowProblem(number, name, str(row.values.get(name, row.key)), reason, code=code)
