"""Writing the rows that hang on a feature; the feature's version grows with each change."""

from collections.abc import Callable, Mapping
from functools import partial
from math import isfinite
from typing import Any

from shapely import Point
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core.access.grant import Action
from core.database.pipelining import ask, unawaited
from core.errors import ConflictError
from core.text import Text
from layers.access import require
from layers.model.feature import ChildRow
from layers.model.field import fields_of
from layers.model.layer import Child
from layers.reading.queries import UnknownFeatureError
from layers.regions.country import check_in_country, deferred_within
from layers.writing.change_record import (
    ChangedFeature,
    Json,
    deferred_child_snapshot,
    remember_child,
)
from layers.writing.features import (
    assign,
    deferred_hold,
    deferred_today,
    insert_unawaited,
    latest_id,
    refusals,
    update_unawaited,
)
from layers.writing.marking import require_other_marks
from layers.writing.media_fields import check_media, link_media, unlink_media
from layers.writing.permit import deferred_permit, deferred_reach, refusal
from layers.writing.row_checks import RowCheck
from layers.writing.tied_rows import LinkTargets, own_statement, with_known_place


class AppendOnlyError(ConflictError):
    """Rows of the series are only ever added."""

    phrase = Text(
        "«{value}» жазбалары тек қосылады: өзгертуге де, өшіруге де болмайды.",
        "Записи «{value}» только добавляются: изменить или удалить их нельзя.",
        "Records of “{value}” are only ever added: they cannot be changed or deleted.",
    )


def add_child(
    session: Session, subject: ChangedFeature, child: Child, given: Mapping[str, Any]
) -> int:
    """The id of the new row. Raises ForbiddenError, UnknownFeatureError, RefusedRowError."""
    require(subject.caller, subject.layer, Action.EDIT)
    check = _check(session, subject, child)
    ends = LinkTargets(session, subject.caller, child.links)
    ends.ask(given)
    place = OwnPlace(session, child, given)
    require_known = _hold(session, subject)
    require_reach, knows_place = _deferred_permit(session, subject)
    require_known()
    require_reach()
    values = check.new_row(given)
    ends.check(values, check)
    place.check(values, check)
    check_media(session, subject, child, values, check)
    check.finish()
    if values.get("place_released") and not knows_place():
        raise refusal(subject.layer, subject.caller, Action.READ_EXACT)
    with refusals(values):
        insert_unawaited(session, child.table(feature_id=subject.feature_id, **values))
        after = deferred_child_snapshot(session, child, latest_id(child.table))()
    row_id: int = after["id"]
    link_media(session, subject, child, row_id, values)
    remember_child(session, subject, child, before=None, after=after)
    _touch(session, subject)
    return row_id


def edit_child(
    session: Session, subject: ChangedFeature, child: Child, row_id: int, given: Mapping[str, Any]
) -> None:
    """Give the row the given values. Raises AppendOnlyError and those of `add_child`."""
    require(subject.caller, subject.layer, Action.EDIT)
    check = _check(session, subject, child)
    ends = LinkTargets(session, subject.caller, child.links)
    ends.ask(given)
    place = OwnPlace(session, child, given)
    row, before, knows_place = _held_row(session, subject, child, row_id)
    values = check.given(given)
    ends.check(values, check)
    if child.place and not values.keys().isdisjoint(child.place):
        place.check({**{name: getattr(row, name) for name in child.place}, **values}, check)
    check_media(session, subject, child, values, check)
    check.finish()
    values = with_known_place(
        subject.layer, child, subject.caller, row, values, knows_place=knows_place
    )
    own_statement(row, values)
    assign(row, values)
    with refusals(values):
        update_unawaited(session, row)
        after = deferred_child_snapshot(session, child, row_id)()
    link_media(session, subject, child, row_id, values)
    remember_child(session, subject, child, before=before, after=after)
    _touch(session, subject)


def remove_child(session: Session, subject: ChangedFeature, child: Child, row_id: int) -> None:
    """Remove the row. Raises AppendOnlyError, LastMarkError and those of `add_child`."""
    require(subject.caller, subject.layer, Action.EDIT)
    _, before, _ = _held_row(session, subject, child, row_id)
    require_other_marks(session, subject.layer, child, row_id)
    unlink_media(session, subject, child, row_id)
    with unawaited():
        session.execute(delete(child.table.__table__).where(child.table.id == row_id))  # type: ignore[arg-type]  # a table, which SQLAlchemy's types call any FROM
    remember_child(session, subject, child, before=before, after=None)
    _touch(session, subject)


def _hold(session: Session, subject: ChangedFeature) -> Callable[[], None]:
    """What raises UnknownFeatureError where the caller does not know the feature; it is held."""
    is_known = deferred_hold(session, subject.layer, subject.caller, subject.feature_id)

    def require_known() -> None:
        if not is_known():
            raise UnknownFeatureError(subject.feature_id, layer=subject.layer.id)

    return require_known


def _deferred_permit(
    session: Session, subject: ChangedFeature
) -> tuple[Callable[[], None], Callable[[], bool]]:
    """What raises OutsideTerritoryError, and what gives whether exact places may be known."""
    reach = session, subject.layer, subject.caller
    is_exact_known = deferred_reach(*reach, Action.READ_EXACT, subject.feature_id)
    return deferred_permit(*reach, Action.EDIT, subject.feature_id), is_exact_known


def _check(session: Session, subject: ChangedFeature, child: Child) -> RowCheck:
    fields = fields_of(child.table)
    return RowCheck(f"{subject.layer.id}/{child.id}", fields, deferred_today(session))


class OwnPlace:
    """The place of its own that a row may have, of which is asked before the row is checked."""

    def __init__(self, session: Session, child: Child, given: Mapping[str, Any]) -> None:
        self._session = session
        self._child = child
        self._point = self._point_of(given)
        self._is_within = None if self._point is None else deferred_within(session, self._point)

    def check(self, values: Mapping[str, Any], check: RowCheck) -> None:
        """Keep the error of a row whose place lies outside the country."""
        point = self._point_of(values)
        if point is not None and self._child.place is not None:
            is_within = self._is_within if point == self._point else None
            field = self._child.place[0]
            check.caught(partial(check_in_country, self._session, point, None, field, is_within))

    def _point_of(self, values: Mapping[str, Any]) -> Point | None:
        """The place that the values say; None where they say none that is sound."""
        degrees: list[Any] = [values.get(name) for name in self._child.place or ()]
        is_sound = degrees and all(
            type(each) in {int, float} and isfinite(each) for each in degrees
        )
        return Point(degrees) if is_sound else None


def _held_row(
    session: Session, subject: ChangedFeature, child: Child, row_id: int
) -> tuple[ChildRow, Json, bool]:
    """The row, held with its feature against other writers, and its snapshot.

    Third comes whether the caller may know its exact place.
    """
    require_known = _hold(session, subject)
    require_reach, knows_place = _deferred_permit(session, subject)
    table = child.table
    own = table.id == row_id, table.feature_id == subject.feature_id
    ask(session, select(table.id).where(*own).with_for_update())
    before = deferred_child_snapshot(session, child, row_id)
    query = select(table).where(*own).execution_options(populate_existing=True)
    row = session.scalars(query).one_or_none()
    require_known()
    require_reach()
    if child.append_only:
        raise AppendOnlyError(child.id, field=child.id)
    if row is None:
        raise UnknownFeatureError(row_id, layer=f"{subject.layer.id}/{child.id}")
    return row, before(), knows_place()


def _touch(session: Session, subject: ChangedFeature) -> None:
    """Give the feature a new version, so that nobody keeps an old copy of it."""
    table = subject.layer.table
    with unawaited():
        session.execute(
            update(table).where(table.id == subject.feature_id).values(outside=table.outside),
            execution_options={"synchronize_session": False},
        )
