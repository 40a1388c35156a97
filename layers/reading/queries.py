"""Reading features: pages, single items, counts and extents, as GeoJSON text made by PostGIS."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Boolean, Row, Select, String, case, cast, func, literal, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement, ColumnElement, SQLCoreOperations
from sqlalchemy.sql.expression import Executable

from core.database.pipelining import ask
from core.errors import NotFoundError
from core.text import Language, Text
from layers.access import Readable
from layers.kept_statements import ITEM, kept
from layers.model.layer import GeometryKind
from layers.reading.conditions import holding
from layers.reading.labels import described_columns
from layers.reading.sorting import SortKey, beyond

Conditions = tuple[ColumnElement[bool], ...]
Box = tuple[float, float, float, float]
"""West, south, east, north, EPSG:4326."""


@dataclass(frozen=True, slots=True)
class Projection:
    """How places are written: `definition` is an EPSG code or a PROJ string.

    `north_first` turns each coordinate round after the transformation. A place beyond `domain`,
    in degrees, is left out of the answer, for it cannot be transformed.
    """

    definition: int | str = 4326
    north_first: bool = False
    decimals: int = 7
    domain: Box = (-180, -90, 180, 90)


DEGREES = Projection()
DEAREST_COUNT = 250_000
"""In the planner's units of cost: a count within it took up to some 50 ms."""


class Explained(Executable, ClauseElement):
    """The plan of a query as JSON, instead of its rows."""

    inherit_cache = False

    def __init__(self, query: Select[*tuple[Any, ...]]) -> None:
        self.query = query


@compiles(Explained)
def _explained(element: Explained, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's
    return f"EXPLAIN (FORMAT JSON) {compiler.process(element.query, **options)}"


@dataclass(frozen=True, slots=True)
class FeaturePage:
    """Some features in the order of their ids, and whether more follow.

    `features` are so many as `returned` tells: members of a JSON array as PostgreSQL wrote them,
    one text for all, since thousands of texts cost more to fetch than to write.
    """

    features: str
    returned: int
    last_id: int | None
    more_follow: bool
    last_keyset: tuple[object, ...] = ()
    """The values of the last feature by which the page is sorted."""

    def parsed(self) -> list[dict[str, Any]]:
        """The features one by one."""
        found: list[dict[str, Any]] = json.loads(f"[{self.features}]")
        return found


@dataclass(frozen=True, slots=True)
class FeatureText:
    """One feature as GeoJSON text, with its version."""

    id: int
    version: int
    geojson: str


class UnknownFeatureError(NotFoundError):
    """The layer has no such feature, or the caller may not know that it does."""

    phrase = Text(
        "«{layer}» қабатында {value} нөмірлі нысан жоқ.",
        "В слое «{layer}» нет объекта {value}.",
        "The layer “{layer}” has no feature {value}.",
    )

    def __init__(self, feature_id: object, *, layer: str) -> None:
        super().__init__(feature_id, field="id", layer=layer)


def features_page(  # noqa: PLR0913 - which features, how many, from where, in which system
    session: Session,
    access: Readable,
    conditions: Conditions,
    *,
    limit: int,
    after: int | None = None,
    offset: int = 0,
    order: tuple[SortKey, ...] = (),
    keyset: tuple[object, ...] = (),
    projection: Projection = DEGREES,
    labels: Language | None = None,
) -> FeaturePage:
    """Up to `limit` features with an id above `after`, so that any page costs alike.

    `offset` passes over so many; each of them is read. With an `order` they are sorted by it and
    begin after `keyset`, values of its keys, instead; then all that meet the conditions are read.
    Where a language is given, coded values are repeated in its words.
    """
    if order:
        rows_of_all = geojson_rows(access, projection, labels).where(*conditions)
        query = sorted_rows(rows_of_all, order, keyset)
        rows = session.execute(query.limit(limit + 1).offset(offset or None)).all()
        return _sorted_page(rows, limit, len(order))
    key = access.layer.table.id
    query = (
        geojson_rows(access, projection, labels).where(*conditions).order_by(key).limit(limit + 1)
    )
    if after is not None:
        query = query.where(key > after)
    if offset:
        query = query.offset(offset)
    return _whole_page(session, query, limit)


def sorted_rows(
    rows: Select[*tuple[Any, ...]], order: tuple[SortKey, ...], keyset: tuple[object, ...]
) -> Select[*tuple[Any, ...]]:
    """The rows in an order, after the values of its keys, each with its own."""
    beginning = rows.where(beyond(order, keyset)) if keyset else rows
    values = (key.value for key in order)
    return beginning.add_columns(*values).order_by(*(key.order for key in order))


def _whole_page(session: Session, rows: Select[*tuple[Any, ...]], limit: int) -> FeaturePage:
    """The page of all rows but the one beyond the limit; they come in the order of their ids."""
    ordered = rows.subquery("ordered")
    place = func.row_number().over(order_by=ordered.c.id).label("place")
    placed = select(ordered.c.id, ordered.c.geojson, place).subquery("placed")
    is_shown = placed.c.place <= limit
    joined = func.string_agg(placed.c.geojson, ",").filter(is_shown)
    last_id = func.max(placed.c.id).filter(is_shown)
    features, last, count = session.execute(select(joined, last_id, func.count())).one()
    return FeaturePage(features or "", min(count, limit), last, more_follow=count > limit)


def _sorted_page(rows: Sequence[Row[*tuple[Any, ...]]], limit: int, keys: int) -> FeaturePage:
    shown = rows[:limit]
    return FeaturePage(
        features=",".join(row.geojson for row in shown),
        returned=len(shown),
        last_id=shown[-1].id if shown else None,
        more_follow=len(rows) > limit,
        last_keyset=tuple(shown[-1])[len(shown[-1]) - keys :] if shown else (),
    )


def feature(
    session: Session,
    access: Readable,
    feature_id: int,
    projection: Projection = DEGREES,
    labels: Language | None = None,
) -> FeatureText:
    """One feature that the caller may read. Raises UnknownFeatureError."""
    return deferred_feature(session, access, feature_id, projection, labels)()


def deferred_feature(
    session: Session,
    access: Readable,
    feature_id: int | ColumnElement[int],
    projection: Projection = DEGREES,
    labels: Language | None = None,
) -> Callable[[], FeatureText]:
    """What gives the feature of `feature`, which has been asked for."""
    if access.shown is None and isinstance(feature_id, int):
        rows = ask(session, _kept_item(access, projection, labels), {ITEM.key: feature_id})
    else:
        rows = ask(session, _item(access, projection, labels, feature_id))

    def found() -> FeatureText:
        for number, version, geojson in rows():
            return FeatureText(number, version, geojson)
        raise UnknownFeatureError(feature_id, layer=access.layer.id)

    return found


def _item(
    access: Readable,
    projection: Projection,
    labels: Language | None,
    feature_id: int | ColumnElement[int],
) -> Select[*tuple[Any, ...]]:
    query = geojson_rows(access, projection, labels).where(access.layer.table.id == feature_id)
    if access.layer.holds_between is None:
        return query
    return query.where(holding(access, *access.layer.holds_between, None))


@kept
def _kept_item(
    access: Readable, projection: Projection, labels: Language | None
) -> Select[*tuple[Any, ...]]:
    return _item(access, projection, labels, ITEM)


def count_up_to(
    session: Session, access: Readable, conditions: Conditions, most: int
) -> int | None:
    """How many readable features meet the conditions; None where there are more than `most`.

    None also where PostgreSQL expects the counting to take longer than a page of features.
    """
    some = access.select(literal(1)).select_from(access.layer.table).where(*conditions)
    counted = select(func.count()).select_from(some.limit(most + 1).subquery())
    if _expected_cost(session, counted) > DEAREST_COUNT:
        return None
    count = session.scalars(counted).one()
    return count if count <= most else None


def _expected_cost(session: Session, query: Select[*tuple[Any, ...]]) -> float:
    """What PostgreSQL's planner expects the query to cost, in its own units."""
    plan = session.execute(Explained(query)).scalar_one()
    return float(plan[0]["Plan"]["Total Cost"])


def within_box(access: Readable, box: Box) -> ColumnElement[bool]:
    """The condition that the place which the caller may know meets the box."""
    found: ColumnElement[bool] = func.ST_Intersects(access.place, shape_of(box), type_=Boolean)
    return found


def shape_of(box: Box) -> SQLCoreOperations[Any]:
    """The box as PostGIS knows it; one without height or width is a line or a point."""
    return func.ST_Envelope(func.ST_MakeEnvelope(*box, 4326))


def geojson_rows(
    access: Readable, projection: Projection = DEGREES, labels: Language | None = None
) -> Select[*tuple[Any, ...]]:
    """A select of the columns `id`, `version` and `geojson`, one row a readable feature."""
    table = access.layer.table
    named = described_columns(access, labels)
    properties = select(*named).correlate(table).lateral("properties")
    geojson = func.json_build_object(
        "type",
        "Feature",
        "id",
        table.id,
        "geometry",
        _geojson_of(_wound(access), projection),
        "properties",
        func.row_to_json(properties.table_valued()),
    )
    chosen = access.select(table.id, table.version, cast(geojson, String).label("geojson"))
    return chosen.select_from(table).join(properties, true())


def _wound(access: Readable) -> SQLCoreOperations[Any]:
    """The place, the outer rings of areas counterclockwise (RFC 7946 §3.1.6)."""
    holds_areas = access.layer.geometry in {GeometryKind.POLYGON, GeometryKind.POINT_OR_POLYGON}
    shown = access.place if access.shown is None else access.shown
    return func.ST_ForcePolygonCCW(shown) if holds_areas else shown


def projected(place: SQLCoreOperations[Any], projection: Projection) -> SQLCoreOperations[Any]:
    """The place in the system of the projection; null beyond its domain."""
    if projection.definition != DEGREES.definition:
        inside = place.op("@")(func.ST_MakeEnvelope(*projection.domain, 4326))
        place = case((inside, func.ST_Transform(place, projection.definition)))
    return func.ST_FlipCoordinates(place) if projection.north_first else place


def _geojson_of(place: SQLCoreOperations[Any], projection: Projection) -> ColumnElement[Any]:
    written = func.ST_AsGeoJSON(projected(place, projection), projection.decimals, 0)
    return cast(written, JSON)


def deferred_existence(session: Session, access: Readable, feature_id: int) -> Callable[[], bool]:
    """What gives whether the caller may know of a feature with this id, which has been asked."""
    table = access.layer.table
    rows = ask(session, access.select(table.id).where(table.id == feature_id))
    return lambda: bool(rows())
