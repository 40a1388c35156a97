"""What is known of a source's rows being, or not being, objects of the atlas."""

from collections.abc import Iterable, Mapping

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    TableClause,
    Text,
    and_,
    any_,
    cast,
    column,
    exists,
    false,
    func,
    literal,
    select,
    table,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert
from sqlalchemy.orm import Session

from ingest.matching.match_candidates import is_known_by_key
from ingest.matching.match_phrases import NAMED_TWICE, UNAVAILABLE
from ingest.rows.file_order import FileOrder
from ingest.rows.row_problem import RowProblem
from ingest.staging.runs import Run, RunProblem, SameAs
from ingest.staging.stage import StagingTable
from layers.access import Readable

UNAVAILABLE_CODE = "same_as_unavailable"
NAMED_TWICE_CODE = "seems_same"


def settle_known(
    session: Session, stage: StagingTable, order: FileOrder, access: Readable
) -> tuple[RowProblem, ...]:
    """Why rows wait of which somebody said which object they are; the others have their target.

    What is decided on a row now stands before what was decided on its source and key earlier. An
    object that is gone and one that the caller may not see are told in the same words. Of a row
    that is called new now it is forgotten what object it was.
    """
    _forget_same(session, order, _told_new(stage, order))
    named = {**_remembered(session, stage, order), **_decided(session, stage, order)}
    wanted = sorted({feature_id for _, feature_id in named.values()})
    feature = order.layer.table
    may_be = access.select(feature.id).where(feature.id == any_(_numbers(wanted)))
    available = set(session.scalars(may_be))
    first_of: dict[int, int] = {}
    problems: list[RowProblem] = []
    for row, (key, feature_id) in sorted(named.items()):
        if feature_id not in available:
            problems.append(_waits(row, key, unavailable=True))
        elif feature_id in first_of:
            problems.append(_waits(row, key, unavailable=False))
        else:
            first_of[feature_id] = row
    set_targets(session, stage, {row: feature_id for feature_id, row in first_of.items()})
    return tuple(problems)


def set_targets(session: Session, stage: StagingTable, targets: Mapping[int, int]) -> None:
    """Tell the stage that the rows are the objects with these ids."""
    if not targets:
        return
    given = (
        func.unnest(_numbers(targets.keys()), _numbers(targets.values()))
        .table_valued(column("number", BigInteger), column("target", BigInteger), name="given")
        .render_derived()
    )
    staged = _staged(stage)
    session.execute(
        update(staged)
        .values(stage_target=given.c.target)
        .where(staged.c.stage_row == given.c.number)
    )


def told_apart(
    session: Session, stage: StagingTable, order: FileOrder
) -> frozenset[tuple[int, int]]:
    """Pairs of a staged row and the id of an object that a person said it is not."""
    pairs = _known(stage, order, is_same=False)
    return frozenset((found.stage_row, found.feature_id) for found in session.execute(pairs))


def remember_decisions(
    session: Session, run_id: int, stage: StagingTable, order: FileOrder, by_name: str
) -> None:
    """Remember what was decided on the run's rows for when their source comes again.

    Remembered are the rows that went into an object of another source, and for each row that a
    person called new that it is none of the objects they were shown. A later word on a row of a
    source replaces the earlier. To be called while the stage still holds the rows.
    """
    told_new = [row for row, decision in order.decisions.items() if decision.is_new]
    staged = _staged(stage)
    merged = select(staged.c.stage_key, staged.c.stage_target, true()).where(
        staged.c.stage_target.is_not(None),
        staged.c.stage_state == "good",
        ~_is_remembered(order, staged),
    )
    _forget_same(session, order, merged.with_only_columns(staged.c.stage_key))
    _write(session, run_id, order, by_name, merged)
    if told_new:
        _write(session, run_id, order, by_name, _shown(run_id, stage, told_new))


def _remembered(
    session: Session, stage: StagingTable, order: FileOrder
) -> dict[int, tuple[str, int]]:
    decided = {
        row
        for row, decision in order.decisions.items()
        if decision.is_new or decision.same_as is not None
    }
    return {
        found.stage_row: (found.stage_key, found.feature_id)
        for found in session.execute(_known(stage, order, is_same=True))
        if found.stage_row not in decided
    }


def _decided(session: Session, stage: StagingTable, order: FileOrder) -> dict[int, tuple[str, int]]:
    named = {
        row: decision.same_as
        for row, decision in order.decisions.items()
        if decision.same_as is not None
    }
    staged = _staged(stage)
    rows = select(staged.c.stage_row, staged.c.stage_key).where(
        staged.c.stage_row == any_(_numbers(named)), *_open(staged, order)
    )
    return {row: (key, named[row]) for row, key in session.execute(rows)}


def _known(stage: StagingTable, order: FileOrder, *, is_same: bool) -> Select[tuple[int, str, int]]:
    staged = _staged(stage)
    return (
        select(staged.c.stage_row, staged.c.stage_key, SameAs.feature_id)
        .join_from(staged, SameAs, SameAs.source_key == staged.c.stage_key)
        .where(*_of(order), SameAs.is_same.is_(is_same), *_open(staged, order))
    )


def _told_new(stage: StagingTable, order: FileOrder) -> Select[tuple[str]]:
    """The keys of the rows that a person called new."""
    staged = _staged(stage)
    rows = [row for row, decision in order.decisions.items() if decision.is_new]
    return select(staged.c.stage_key).where(staged.c.stage_row == any_(_numbers(rows)))


def _shown(run_id: int, stage: StagingTable, rows: Iterable[int]) -> Select[tuple[str, int, bool]]:
    """The keys of these rows, each with every object that the run before proposed for it."""
    staged = _staged(stage)
    before = select(Run.follows_run_id).where(Run.id == run_id).scalar_subquery()
    proposed = func.jsonb_array_elements(RunProblem.candidates).table_valued(
        column("value", JSONB), name="proposed"
    )
    asked = and_(RunProblem.row == staged.c.stage_row, RunProblem.run_id == before)
    return (
        select(staged.c.stage_key, cast(proposed.c.value["id"].astext, BigInteger), false())
        .join_from(staged, RunProblem, asked)
        .join(proposed, true())
        .where(
            staged.c.stage_row == any_(_numbers(rows)),
            proposed.c.value["kind"].astext == "feature",
        )
    )


def _write(
    session: Session,
    run_id: int,
    order: FileOrder,
    by_name: str,
    known: Select[tuple[str, int, bool]],
) -> None:
    key, feature_id, is_same = known.distinct().subquery("known").c
    rows = select(
        literal(order.layer.id), literal(order.source_name), key, feature_id, is_same,
        literal(by_name), literal(run_id),
    )  # fmt: skip
    names = ["layer", "source", "source_key", "feature_id", "is_same", "by_name", "run_id"]
    written = insert(SameAs).from_select(names, rows)
    later = {name: written.excluded[name] for name in ("is_same", "by_name", "run_id")}
    session.execute(
        written.on_conflict_do_update(
            index_elements=["layer", "source", "source_key", "feature_id"],
            set_={**later, "at": func.now()},
        )
    )


def _forget_same(session: Session, order: FileOrder, keys: Select[tuple[str]]) -> None:
    """Record that the rows with these keys are not any longer what they were said to be."""
    session.execute(
        update(SameAs)
        .where(*_of(order), SameAs.is_same, SameAs.source_key.in_(keys))
        .values(is_same=False)
        .execution_options(synchronize_session=False)
    )


def _is_remembered(order: FileOrder, staged: TableClause) -> ColumnElement[bool]:
    return exists().where(
        *_of(order),
        SameAs.is_same,
        SameAs.source_key == staged.c.stage_key,
        SameAs.feature_id == staged.c.stage_target,
    )


def _of(order: FileOrder) -> tuple[ColumnElement[bool], ...]:
    return SameAs.layer == order.layer.id, SameAs.source == order.source_name


def _open(staged: TableClause, order: FileOrder) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a row is good and its object not yet known by its key."""
    return staged.c.stage_state == "good", ~is_known_by_key(order, staged.c.stage_key)


def _staged(stage: StagingTable) -> TableClause:
    return table(
        stage.table,
        column("stage_row", BigInteger),
        column("stage_key", Text),
        column("stage_state", Text),
        column("stage_target", BigInteger),
    )


def _numbers(numbers: Iterable[int]) -> ColumnElement[list[int]]:
    return literal(list(numbers), ARRAY(BigInteger))


def _waits(row: int, key: str, *, unavailable: bool) -> RowProblem:
    reason, code = (
        (UNAVAILABLE, UNAVAILABLE_CODE) if unavailable else (NAMED_TWICE, NAMED_TWICE_CODE)
    )
    return RowProblem(row, "key", key, reason, rejected=False, waiting=True, code=code)
