"""Writing the rows that hang on a feature; the feature's version grows with each change."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from shapely import Point
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.errors import ConflictError
from core.text import Text
from layers.access import require
from layers.change_record import Subject, child_snapshot, remember_child
from layers.country import check_in_country
from layers.days import today
from layers.definition import Child, fields_of
from layers.feature import ChildRow
from layers.queries import UnknownFeatureError
from layers.row_checks import RowCheck
from layers.tied_rows import check_links, own_statement, require_release, with_known_place
from layers.writing import assign, flush, locked


class AppendOnlyError(ConflictError):
    """Rows of the series are only ever added."""

    phrase = Text(
        "«{value}» жазбалары тек қосылады: өзгертуге де, өшіруге де болмайды.",
        "Записи «{value}» только добавляются: изменить или удалить их нельзя.",
        "Records of “{value}” are only ever added: they cannot be changed or deleted.",
    )


def add_child(session: Session, subject: Subject, child: Child, given: Mapping[str, Any]) -> int:
    """The id of the new row. Raises ForbiddenError, UnknownFeatureError, RefusedRowError."""
    _hold(session, subject)
    check = _check(session, subject, child)
    values = check.new_row(given)
    check_links(session, subject.caller, child.links, values, check)
    _check_place(session, child, check, values)
    check.finish()
    require_release(subject.layer, subject.caller, values)
    row = child.table(feature_id=subject.feature_id, **values)
    session.add(row)
    flush(session, values)
    after = child_snapshot(session, child, row.id)
    remember_child(session, subject, child, before=None, after=after)
    _touch(session, subject)
    return row.id


def edit_child(
    session: Session, subject: Subject, child: Child, row_id: int, given: Mapping[str, Any]
) -> None:
    """Nothing; the row has the given values. Raises AppendOnlyError and those of `add_child`."""
    row = _held_row(session, subject, child, row_id)
    check = _check(session, subject, child)
    values = check.given(given)
    check_links(session, subject.caller, child.links, values, check)
    if child.place and not values.keys().isdisjoint(child.place):
        stored = {name: getattr(row, name) for name in child.place}
        _check_place(session, child, check, {**stored, **values})
    check.finish()
    values = with_known_place(subject.layer, child, subject.caller, row, values)
    own_statement(row, values)
    before = child_snapshot(session, child, row_id)
    assign(row, values)
    flush(session, values)
    after = child_snapshot(session, child, row_id)
    remember_child(session, subject, child, before=before, after=after)
    _touch(session, subject)


def remove_child(session: Session, subject: Subject, child: Child, row_id: int) -> None:
    """Nothing; the row is gone. Raises AppendOnlyError and those of `add_child`."""
    row = _held_row(session, subject, child, row_id)
    before = child_snapshot(session, child, row_id)
    session.delete(row)
    session.flush()
    remember_child(session, subject, child, before=before, after=None)
    _touch(session, subject)


def _hold(session: Session, subject: Subject) -> None:
    require(subject.caller, subject.layer.access.write)
    locked(session, subject.layer, subject.caller, subject.feature_id)


def _check(session: Session, subject: Subject, child: Child) -> RowCheck:
    return RowCheck(
        f"{subject.layer.id}/{child.id}", fields_of(child.table), partial(today, session)
    )


def _check_place(
    session: Session, child: Child, check: RowCheck, values: Mapping[str, Any]
) -> None:
    """Keep the error of a row whose own place lies outside the country."""
    if child.place is None:
        return
    longitude, latitude = (values.get(name) for name in child.place)
    if longitude is not None and latitude is not None:
        place = Point(longitude, latitude)
        check.caught(partial(check_in_country, session, place, None, child.place[0]))


def _held_row(session: Session, subject: Subject, child: Child, row_id: int) -> ChildRow:
    _hold(session, subject)
    if child.append_only:
        raise AppendOnlyError(child.id, field=child.id)
    table = child.table
    query = select(table).where(table.id == row_id, table.feature_id == subject.feature_id)
    row = session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        raise UnknownFeatureError(row_id, layer=f"{subject.layer.id}/{child.id}")
    return row


def _touch(session: Session, subject: Subject) -> None:
    """Nothing; the feature has a new version, so that nobody keeps an old copy of it."""
    table = subject.layer.table
    session.execute(
        update(table).where(table.id == subject.feature_id).values(outside=table.outside),
        execution_options={"synchronize_session": False},
    )
