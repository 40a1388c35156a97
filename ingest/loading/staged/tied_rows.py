"""Staged rows that say of ties and places what their loader may not say; they wait."""

from collections.abc import Iterator

from sqlalchemy import String, TableClause, and_, cast, column, or_, select, table
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from core.access.caller import Caller
from core.access.grant import Action
from core.text import Text
from ingest.loading.staged.staged_territory import lies_in
from ingest.rows.row_problem import RowProblem
from ingest.staging.stage import StagingTable
from ingest.values.row_phrases import NO_SUCH_OBJECT, NOT_TO_RELEASE
from layers.access import linked_layers, readable
from layers.model.links import Link
from layers.regions.region import REGION_COLUMNS
from layers.territory import unmet

PLACE_RELEASED = "place_released"


def unfit_ties(session: Session, stage: StagingTable, caller: Caller) -> Iterator[RowProblem]:
    """The rows tied to nothing that the loader may know, or releasing a place it may not see."""
    names = ["stage_row", "stage_state", *REGION_COLUMNS.values(), *stage.columns]
    staged = table(stage.table, *(column(name) for name in names))
    for link in stage.layer.links:
        if link.key in stage.columns:
            unknown = ~_is_known(staged, link, caller)
            yield from _problems(session, staged, link.key, unknown, NO_SUCH_OBJECT)
    exact = caller.territory(stage.layer.access.room, Action.READ_EXACT)
    if PLACE_RELEASED in stage.columns and not exact.everywhere:
        released = staged.c[PLACE_RELEASED].is_(True) & unmet(lies_in(staged, exact))
        yield from _problems(session, staged, PLACE_RELEASED, released, NOT_TO_RELEASE)


def _is_known(staged: TableClause, link: Link, caller: Caller) -> ColumnElement[bool]:
    """Whether a staged row points to a feature that the loader may know."""
    key = staged.c[link.key]
    ends = []
    for layer in linked_layers(link):
        known = readable(layer, caller).select(layer.table.id).where(layer.table.id == key)
        is_named = staged.c[link.layer_key] == layer.id if link.layer_key else key.is_not(None)
        ends.append(and_(is_named, known.correlate(staged).exists()))
    return or_(*ends)


def _problems(
    session: Session, staged: TableClause, name: str, condition: ColumnElement[bool], why: Text
) -> Iterator[RowProblem]:
    value = staged.c[name]
    query = select(staged.c.stage_row, cast(value, String)).where(
        staged.c.stage_state == "good", value.is_not(None), condition
    )
    for row, written in session.execute(query.order_by(staged.c.stage_row)).all():
        yield RowProblem(row, name, written, why, rejected=False, waiting=True, code="unfit_tie")
