"""What is due, overdue and on time: said once, for every table, map and list that counts it."""

from datetime import date

from sqlalchemy import ColumnElement, and_, false, not_

from layers.model.layer import Layer


def is_overdue(layer: Layer, on: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The condition that a row is still unsolved after its last day."""
    deadline = layer.deadline
    if deadline is None:
        return false()
    columns = layer.table.__table__.c
    return and_(columns[deadline.due] < on, columns["state"].in_(deadline.unsolved))


def is_due(
    layer: Layer, first: date | ColumnElement[date], last: date | ColumnElement[date]
) -> ColumnElement[bool]:
    """The condition that a row counts in the on-time share of a period, both days included."""
    deadline = layer.deadline
    if deadline is None:
        return false()
    columns = layer.table.__table__.c
    return and_(
        columns[deadline.due].between(first, last),
        columns["state"].not_in(deadline.uncounted),
    )


def is_on_time(layer: Layer) -> ColumnElement[bool]:
    """The condition that a row was solved by its last day and stands so: reopened ones do not."""
    deadline = layer.deadline
    if deadline is None:
        return false()
    columns = layer.table.__table__.c
    is_solved = columns["state"].in_(deadline.solved)
    return and_(is_solved, not_(columns[deadline.solved_on] > columns[deadline.due]))
