"""Writing features: every change is checked, versioned and remembered."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any

from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    delete,
    func,
    insert,
    inspect,
    literal_column,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import Action
from core.database.pipelining import ask, unawaited
from core.errors import ConflictError, InvalidValueError
from core.text import Text
from layers.access import readable, require
from layers.days import TODAY
from layers.model.feature import ChildRow, Feature
from layers.model.layer import Layer
from layers.model.marks import told_marks
from layers.reading.geometry import SHAPES_OF, checked_geometry
from layers.reading.queries import UnknownFeatureError
from layers.regions.country import check_in_country, deferred_within
from layers.writing.change_record import ChangedFeature, deferred_snapshot, remember, snapshot
from layers.writing.edit_permit import EditPermit
from layers.writing.marking import mark, with_marks
from layers.writing.permit import deferred_permit, refusal
from layers.writing.row_checks import RefusedRowError, RowCheck
from layers.writing.tied_rows import (
    NO_SUCH_OBJECT,
    LinkTargets,
    own_statement,
    releases_place,
)

SRID = 4326
FOREIGN_KEY_VIOLATION, UNIQUE_VIOLATION = "23503", "23505"
PROGRAM_LIMIT_EXCEEDED = "54000"
"""A key that is longer than an index takes."""
SAME_PLACE_DEGREES = 1e-6
"""Within it two places are the same: a tenth of a metre."""
ROUNDING_DEGREES = 5e-8
"""Half of the last decimal that a served place has."""

KEY_TOO_LONG = Text("Кілт тым ұзын.", "Слишком длинный ключ.", "The key is too long.")


class StaleVersionError(ConflictError):
    """The version named by the caller is no longer the row's."""


class AlreadyExistsError(ConflictError):
    """Another row holds a value that must be unique."""

    phrase = Text(
        "Мұндай жазба бар: {value}", "Такая запись уже есть: {value}", "Already exists: {value}"
    )


def create(
    session: Session, layer: Layer, caller: Caller, geometry: object, properties: Mapping[str, Any]
) -> int:
    """The id of a new feature. Raises ForbiddenError, RefusedRowError, AlreadyExistsError."""
    require(caller, layer, Action.CREATE)
    is_within = _deferred_within(session, layer, geometry)
    check = RowCheck(layer.id, layer.fields, deferred_today(session))
    place = check.caught(partial(_place, layer, geometry))
    values = check.new_row(properties)
    LinkTargets(session, caller, layer.links).check(values, check)
    if place is not None:
        own_m = values.get("accuracy_m")
        check.caught(partial(check_in_country, session, place, own_m, "geometry", is_within))
    check.finish()
    releases = releases_place(layer, caller, values)
    derived = layer.derive(values, check.today()) if layer.derive else {}
    stored, marked = told_marks(layer, {**values, **derived})
    row = layer.table(**stored, author_id=caller.user_id, geom=place and from_shape(place, SRID))
    with refusals(values):
        insert_unawaited(session, row)
        made = latest_id(layer.table)
        mark(session, marked, made)
        needed = [Action.CREATE, *([Action.READ_EXACT] if releases else [])]
        permits = [deferred_permit(session, layer, caller, each, made) for each in needed]
        feature_id, after = deferred_snapshot(session, layer, made)()
    for require_reach in permits:
        require_reach()
    remember(session, ChangedFeature(layer, feature_id, caller), "created", before={}, after=after)
    return feature_id


def edit(  # noqa: PLR0913 - who changes what of which row, how, and from which version
    session: Session,
    layer: Layer,
    caller: Caller,
    feature_id: int,
    body: Mapping[str, Any],
    *,
    whole: bool,
    versions: frozenset[int] | None = None,
) -> None:
    """Give the feature the body's `geometry` and `properties`.

    `whole` empties the fields that the body leaves out or gives as null, but for those that the
    caller may not read. `versions` are those on which the change may be based.

    Raises ForbiddenError, UnknownFeatureError, StaleVersionError, RefusedRowError or
    AlreadyExistsError.
    """
    require(caller, layer, Action.EDIT)
    is_within = _deferred_within(session, layer, body.get("geometry"))
    day = deferred_today(session)
    ends = LinkTargets(session, caller, layer.links)
    ends.ask(body.get("properties") or {})
    deferred_hold(session, layer, caller, feature_id)
    unseen_ends = ends.deferred_unseen(layer.table, feature_id)
    permit = EditPermit(session, layer, caller, feature_id)
    row, before = _locked_with_snapshot(session, layer, caller, feature_id, versions)
    permit.require_reach()
    is_secret = permit.hides_place_of(row)
    unseen = (readable(layer, caller).masked if is_secret else frozenset()) | unseen_ends()
    given = {
        name: value
        for name, value in _news(layer, with_marks(layer, body, before), before).items()
        if value is not None or name not in unseen
    }
    check = RowCheck(layer.id, layer.fields, day)
    values = check.given(given)
    if whole:
        seen = [field for field in readable(layer, caller).fields if field.name not in unseen]
        values |= check.left_out(given, seen)
    place = None
    if whole or "geometry" in body:
        place = check.caught(partial(_place, layer, body.get("geometry")))
    ends.check(values, check)
    check.finish()
    permit.require(row, values)
    if not whole:
        own_statement(row, values)
    if place is not None and _moves(layer, caller, row, place, is_secret=is_secret):
        own_m = values.get("accuracy_m", getattr(row, "accuracy_m", None))
        check.caught(partial(check_in_country, session, place, own_m, "geometry", is_within))
        check.finish()
        row.geom = from_shape(place, SRID)
    stored, marked = told_marks(layer, values)
    assign(row, stored)
    with refusals(values):
        update_unawaited(session, row)
        mark(session, marked, feature_id)
        require_reach = deferred_permit(session, layer, caller, Action.EDIT, feature_id)
        after = snapshot(session, layer, feature_id)
    require_reach()
    remember(
        session, ChangedFeature(layer, feature_id, caller), "edited", before=before, after=after
    )


def remove(
    session: Session,
    layer: Layer,
    caller: Caller,
    feature_id: int,
    versions: frozenset[int] | None = None,
) -> None:
    """Remove the feature with its child rows; its history stays."""
    require(caller, layer, Action.DELETE)
    deferred_hold(session, layer, caller, feature_id)
    require_reach = deferred_permit(session, layer, caller, Action.DELETE, feature_id)
    _, before = _locked_with_snapshot(session, layer, caller, feature_id, versions)
    require_reach()
    with unawaited():
        session.execute(delete(layer.table.__table__).where(layer.table.id == feature_id))  # type: ignore[arg-type]  # a table, which SQLAlchemy's types call any FROM
    remember(session, ChangedFeature(layer, feature_id, caller), "deleted", before=before, after={})


def locked(
    session: Session,
    layer: Layer,
    caller: Caller,
    feature_id: int,
    versions: frozenset[int] | None = None,
) -> Feature:
    """The row, held against other writers. Raises UnknownFeatureError, StaleVersionError."""
    query = select(layer.table).where(readable(layer, caller).rows, layer.table.id == feature_id)
    held = query.with_for_update().execution_options(populate_existing=True)
    row = session.scalars(held).one_or_none()
    if row is None:
        raise UnknownFeatureError(feature_id, layer=layer.id)
    if versions is not None and row.version not in versions:
        raise StaleVersionError(row.version, field="If-Match")
    return row


def _locked_with_snapshot(
    session: Session,
    layer: Layer,
    caller: Caller,
    feature_id: int,
    versions: frozenset[int] | None,
) -> tuple[Feature, dict[str, Any]]:
    """What `locked` gives, and the snapshot of the row, which `deferred_hold` is to hold before."""
    before = deferred_snapshot(session, layer, feature_id)
    return locked(session, layer, caller, feature_id, versions), before()[1]


def deferred_hold(
    session: Session, layer: Layer, caller: Caller, feature_id: int
) -> Callable[[], bool]:
    """What gives whether the caller knows the row; it is being held against other writers."""
    key = layer.table.id
    rows = ask(
        session,
        select(key).where(readable(layer, caller).rows, key == feature_id).with_for_update(),
    )
    return lambda: bool(rows())


def deferred_today(session: Session) -> Callable[[], date]:
    """What gives the database's day, which has been asked for."""
    rows = ask(session, select(TODAY))
    return lambda: rows()[0][0]


def _deferred_within(session: Session, layer: Layer, geometry: object) -> Callable[[], bool] | None:
    """What `deferred_within` gives; None where there is no sound place, of which others tell."""
    try:
        return deferred_within(session, _place(layer, geometry)) if geometry else None
    except InvalidValueError:
        return None


def latest_id(table: type[Feature | ChildRow]) -> ColumnElement[int]:
    """The id that the session has just given to a new row."""
    sequence = func.pg_get_serial_sequence(table.__tablename__, "id")
    return select(func.currval(sequence, type_=BigInteger)).scalar_subquery()


def insert_unawaited(session: Session, row: Feature | ChildRow) -> None:
    """Put the new row in; an error comes with a later answer."""
    given = _changes_of(row)
    with unawaited():
        session.execute(insert(row.__table__).values(given).inline())  # type: ignore[arg-type]  # a table, which SQLAlchemy's types call any FROM


def update_unawaited(session: Session, row: Feature | ChildRow) -> None:
    """Store what has changed of the row; an error comes with a later answer."""
    changes, number, table = _changes_of(row), row.id, row.__table__
    session.expire(row)
    if changes:
        with unawaited():
            session.execute(update(table).where(table.c.id == number).values(changes))  # type: ignore[arg-type]  # a table, which SQLAlchemy's types call any FROM


def _changes_of(row: Feature | ChildRow) -> dict[str, Any]:
    state: Any = inspect(row)
    return {
        name: state.attrs[name].value
        for name in state.mapper.columns.keys()  # noqa: SIM118 - a collection of columns
        if state.attrs[name].history.has_changes()
    }


def assign(row: Feature | ChildRow, values: Mapping[str, Any]) -> None:
    """Give the row the values, None standing for the column's default or NULL."""
    columns = row.__table__.c
    for name, value in values.items():
        is_reset = value is None and not columns[name].nullable
        setattr(row, name, literal_column("DEFAULT") if is_reset else value)


@contextmanager
def refusals(values: Mapping[str, Any]) -> Iterator[None]:
    """Turn what the database refuses into RefusedRowError or AlreadyExistsError."""
    try:
        yield
    except (IntegrityError, OperationalError) as error:
        sqlstate = getattr(error.orig, "sqlstate", None)
        constraint = str(getattr(error.orig, "diag", None) and error.orig.diag.constraint_name)  # type: ignore[union-attr]  # psycopg's
        name = max((name for name in values if name in constraint), key=len, default="")
        value = values.get(name, "")
        if sqlstate == FOREIGN_KEY_VIOLATION:
            missing = InvalidValueError(value, field=name, hint=NO_SUCH_OBJECT)
            raise RefusedRowError([missing]) from error
        if sqlstate == PROGRAM_LIMIT_EXCEEDED:
            name = max(values, key=lambda key: len(str(values[key])), default="")
            longest = InvalidValueError(values.get(name), field=name, hint=KEY_TOO_LONG)
            raise RefusedRowError([longest]) from error
        if sqlstate == UNIQUE_VIOLATION:
            raise AlreadyExistsError(value, field=name) from error
        raise


def _place(layer: Layer, geometry: object) -> BaseGeometry:
    return checked_geometry(geometry, SHAPES_OF[layer.geometry])


def _news(layer: Layer, given: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """The given values without those that the atlas wrote and that came back as they were."""
    written = {field.name for field in layer.fields if field.written_by_atlas}
    return {
        name: value
        for name, value in given.items()
        if not (name in written and before.get(name) == value)
    }


def _moves(
    layer: Layer, caller: Caller, row: Feature, place: BaseGeometry, *, is_secret: bool
) -> bool:
    """Whether the place is news; only who knows the exact place may set another one."""
    if not is_secret:
        return not to_shape(row.geom).equals_exact(place, ROUNDING_DEGREES)
    known = to_shape(row.public_geom)  # type: ignore[attr-defined]  # a sensitive layer's
    if known.equals_exact(place, SAME_PLACE_DEGREES):
        return False
    raise refusal(layer, caller, Action.READ_EXACT)
