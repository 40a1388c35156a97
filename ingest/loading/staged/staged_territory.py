"""Staged rows that lie outside the territory of their loader; they wait."""

from collections.abc import Iterator

from sqlalchemy import FromClause, and_, column, false, not_, or_, select, table, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from core.access.caller import Caller, Territory
from core.access.grant import Action
from ingest.rows.row_problem import RowProblem
from ingest.staging.stage import StagingTable
from ingest.values.row_phrases import OUTSIDE_TERRITORY
from layers.access import writable
from layers.regions.region import REGION_COLUMNS
from layers.territory import unmet

CODES = tuple(REGION_COLUMNS.values())


def outside_territory(
    session: Session, stage: StagingTable, caller: Caller
) -> Iterator[RowProblem]:
    """The rows that the loader may not make, or not put where they are to lie.

    To be asked for when it is known which rows are objects that are there already. Such a row may
    lie elsewhere as long as it does not move.
    """
    room = stage.layer.access.room
    create, edit = (caller.territory(room, each) for each in (Action.CREATE, Action.EDIT))
    if create.everywhere and edit.everywhere:
        return
    staged = table(stage.table, *map(column, ("stage_row", "stage_state", "stage_key", *CODES)))
    known = table("ingest_known", column("stage_row"), column("feature_id"))
    feature = stage.layer.table.__table__
    stays = and_(*(feature.c[name].is_not_distinct_from(staged.c[name]) for name in CODES))
    is_new = known.c.feature_id.is_(None)
    may_write = or_(
        and_(is_new, lies_in(staged, create)),
        and_(
            not_(is_new),
            writable(stage.layer, caller, Action.EDIT),
            or_(stays, lies_in(staged, edit)),
        ),
    )
    found = session.execute(
        select(staged.c.stage_row, staged.c.stage_key)
        .select_from(
            staged.outerjoin(known, known.c.stage_row == staged.c.stage_row).outerjoin(
                feature, feature.c.id == known.c.feature_id
            )
        )
        .where(staged.c.stage_state == "good", unmet(may_write))
        .order_by(staged.c.stage_row)
    )
    for row, key in found.all():
        yield RowProblem(
            row, "key", key, OUTSIDE_TERRITORY, rejected=False, waiting=True,
            code="outside_territory",
        )  # fmt: skip


def lies_in(staged: FromClause, territory: Territory) -> ColumnElement[bool]:
    """The condition that a staged row will belong to the territory; its maker is the loader."""
    if territory.everywhere or territory.author_id is not None:
        return true()
    return or_(false(), *(staged.c[name].in_(territory.codes) for name in CODES if territory.codes))
