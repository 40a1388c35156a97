"""Who sees what: every read of a layer starts here, on every surface."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnClause,
    Double,
    Select,
    TableClause,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.elements import (
    ColumnElement,
    SQLColumnExpression,
    SQLCoreOperations,
)

from core.access.caller import Caller, Territory
from core.access.grant import Action
from core.database.engine import Base
from layers.kept_statements import kept
from layers.model.feature import Feature
from layers.model.field import Field, FieldType, fields_of
from layers.model.layer import Child, Layer, UnknownFieldError
from layers.model.links import Link
from layers.regions.region import REGION_COLUMNS
from layers.territory import Columns, either, is_always, unmet, within, within_columns

IMPRECISE_FIELDS = frozenset(
    {
        "original_coordinates", "address", "source_key", "source_url",
        "citation", "citation_kk", "citation_ru", "citation_en",
    }
)  # fmt: skip
"""Fields that would give away the exact place of a sensitive row, themselves or by what they cite;
without the permission they are empty on such rows."""

TIMES_OF_WRITING = frozenset({"created_at", "updated_at"})
"""Fields that would give away a sealed time: a row is often written at that very moment."""

AUTHORS = frozenset({"author_name", "author_contact"})
"""Fields that tell who made a row, where people make rows of a layer for themselves."""


@dataclass(frozen=True, slots=True, eq=False)
class Readable:
    """What one caller may read of one layer: rows, place and fields."""

    layer: Layer
    rows: ColumnElement[bool]
    """The condition that a row may be read."""
    place: SQLColumnExpression[object]
    """The geometry that the caller may know, EPSG:4326; filter and draw by it alone."""
    fields: tuple[Field, ...]
    knows_place: ColumnElement[bool] = field(default_factory=true)
    """The condition that the caller may know the exact place of a row, were it sensitive."""
    unsealed: ColumnElement[bool] = field(default_factory=true)
    """The condition that the caller may know the sealed fields of a row."""
    known_ends: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    """By link column, the condition that the caller may know of the object at the other end."""
    sees_hidden: bool = False
    """Whether `rows` takes in all hidden ones."""
    sees_some_hidden: bool = False
    """Whether `rows` takes in any hidden ones."""
    hides_places: bool = False
    """Whether there are rows of which the caller may not know the exact place."""
    sees_times: bool = True
    """Whether the time of a change may be told, or only its day."""
    sight: tuple[Territory, ...] = ()
    """Where the caller may see more than others, of this layer and of those it points to."""
    shown: ColumnElement[object] | None = None
    """What items draw in the place of `place`, where that would be more than they need."""

    @property
    def masked(self) -> frozenset[str]:
        """Names of the fields that the caller finds empty on sensitive rows of unknown places."""
        return IMPRECISE_FIELDS if self.hides_places else frozenset()

    @property
    def is_rounded(self) -> ColumnElement[bool]:
        """The condition that the place that the caller may know of a row is the generalised one."""
        if not self.hides_places:
            return false()
        is_sensitive = self.layer.table.__table__.columns["sensitive"]
        return and_(is_sensitive, unmet(self.knows_place))

    def select(self, *columns: SQLCoreOperations[Any]) -> Select[*tuple[Any, ...]]:
        """A select of columns from the readable rows."""
        return select(*columns).where(self.rows)

    def field(self, name: str) -> Field:
        """One readable field. Raises UnknownFieldError, also where the caller may not know it."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise UnknownFieldError(name, layer=self.layer.id)

    def column(self, name: str) -> ColumnElement[object]:
        """The value of a readable field as the caller may see it."""
        found = self.field(name)
        column: ColumnElement[object] = getattr(self.layer.table, found.name)
        if found.name in self.known_ends:
            return case((self.known_ends[found.name], column))
        if found.sealed and not is_always(self.unsealed):
            column = case((self.unsealed, column))
        if found.name not in self.masked:
            return column
        return case((self.is_rounded, None), else_=column)


def readable(layer: Layer, caller: Caller) -> Readable:
    """The only predicate that decides who sees what of a layer."""
    return _readable(layer, caller.as_reader())


@kept
def _readable(layer: Layer, caller: Caller) -> Readable:
    table = layer.table
    sight = hidden, sealed, exact = (
        caller.territory(layer.access.room, Action.READ_HIDDEN),
        caller.territory(layer.access.room, Action.READ_SEALED),
        caller.territory(layer.access.room, Action.READ_EXACT),
    )
    ends = [other for link in layer.links for other in linked_layers(link)]
    hides_places = layer.is_sensitive and not exact.everywhere
    sees_times = sealed.everywhere or not seals_a_time(layer)
    untold = frozenset() if sees_times else TIMES_OF_WRITING
    return Readable(
        layer=layer,
        rows=either(table.visibility == "public", within(layer, hidden)),
        place=_known_place(layer, exact) if hides_places else table.geom,
        fields=tuple(
            each for each in layer.fields if (sealed or not each.sealed) and each.name not in untold
        ),
        knows_place=within(layer, exact) if hides_places else true(),
        unsealed=within(layer, sealed),
        known_ends=_known_ends(layer.table.__table__.columns, layer.links, caller),
        sees_hidden=hidden.everywhere,
        sees_some_hidden=bool(hidden),
        hides_places=hides_places,
        sees_times=sees_times,
        sight=(*sight, *(_hidden_of(each, caller) for each in ends)),
    )


def public_place(layer: Layer) -> InstrumentedAttribute[object]:
    """The column with the geometry that everyone may know, EPSG:4326."""
    name = "public_geom" if layer.is_sensitive else "geom"
    column: InstrumentedAttribute[object] = getattr(layer.table, name)
    return column


def _known_place(layer: Layer, exact: Territory) -> SQLColumnExpression[object]:
    public = public_place(layer)
    return case((within(layer, exact), layer.table.geom), else_=public) if exact else public


def seals_a_time(layer: Layer) -> bool:
    """Whether a time of the layer is known to few, so that times of writing would tell it."""
    return any(each.sealed and each.type is FieldType.DATETIME for each in layer.fields)


def seals_authors(layer: Layer) -> bool:
    """Whether few may know who made a row of the layer, as of a citizen's report."""
    return any(each.sealed and each.name in AUTHORS for each in layer.fields)


def linked_layers(link: Link) -> list[Layer]:
    """The layers to which a link may point."""
    declared = (mapper.class_ for mapper in Base.registry.mappers)
    layers = (each.declared_by for each in declared if issubclass(each, Feature))
    return [
        layer for layer in layers if isinstance(layer, Layer) and link.target in (None, layer.id)
    ]


def _known_ends(
    columns: Columns, links: tuple[Link, ...], caller: Caller
) -> dict[str, ColumnElement[bool]]:
    """By link column, whether the row points to an object that the caller may read."""
    return {
        name: or_(*(_points_to(columns, link, layer, caller) for layer in linked_layers(link)))
        for link in links
        if not all(_hidden_of(layer, caller).everywhere for layer in linked_layers(link))
        for name in link.columns
    }


def _hidden_of(layer: Layer, caller: Caller) -> Territory:
    return caller.territory(layer.access.room, Action.READ_HIDDEN)


def _points_to(columns: Columns, link: Link, layer: Layer, caller: Caller) -> ColumnElement[bool]:
    # A few columns alone: an alias of the whole table makes a copy of each of its columns.
    names = {"id", "visibility", "author_id", *REGION_COLUMNS.values()}
    if layer.access.territory:
        names.add(layer.access.territory)
    target = TableClause(layer.table.__tablename__, *map(ColumnClause, sorted(names))).alias(
        "linked"
    )
    key = columns[link.key]
    hidden = within_columns(layer, _hidden_of(layer, caller), target.c)
    is_known = either(target.c.visibility == "public", hidden)
    named = select(target.c.id).where(target.c.id == key, is_known).correlate(key.table)
    is_there = exists(named)
    return and_(columns[link.layer_key] == layer.id, is_there) if link.layer_key else is_there


@dataclass(frozen=True, slots=True)
class ReadableChild:
    """What one caller may read of a child series; nothing where it has no fields."""

    child: Child
    fields: tuple[Field, ...]
    knows_place: ColumnElement[bool]
    unsealed: ColumnElement[bool]
    known_ends: Mapping[str, ColumnElement[bool]]

    def column(self, name: str) -> ColumnElement[Any]:
        """The value of a readable field as the caller may see it."""
        columns = self.child.table.__table__.c
        column: ColumnElement[Any] = columns[name]
        if name in self.known_ends:
            return case((self.known_ends[name], column))
        if not is_always(self.unsealed) and self._is_sealed(name):
            return case((self.unsealed, column))
        if not is_always(self.knows_place) and name in (self.child.place or ()):
            is_secret = and_(columns["sensitive"], unmet(self.knows_place))
            return case((is_secret, centre_of_cell(column)), else_=column)
        return column

    def _is_sealed(self, name: str) -> bool:
        return not self.child.public or any(
            each.sealed for each in self.fields if each.name == name
        )


def readable_child(layer: Layer, child: Child, caller: Caller) -> ReadableChild:
    """The only way in which the rows of a child series are read for a caller."""
    return ReadableChild(
        child=child,
        fields=readable_fields_of_child(layer, child, caller),
        knows_place=_of_parent(layer, child, caller, Action.READ_EXACT),
        unsealed=_of_parent(layer, child, caller, Action.READ_SEALED),
        known_ends=_known_ends(child.table.__table__.columns, child.links, caller),
    )


def _of_parent(layer: Layer, child: Child, caller: Caller, action: Action) -> ColumnElement[bool]:
    """The condition that the feature on which a child row hangs is within the caller's grant."""
    territory = caller.territory(layer.access.room, action)
    if territory.everywhere or not territory:
        return true() if territory else false()
    parent = layer.table.__table__.alias("parent")
    is_own = parent.c.id == child.table.__table__.c.feature_id
    return exists(
        select(parent.c.id)
        .where(is_own, within_columns(layer, territory, parent.c))
        .correlate(child.table.__table__)
    )


def centre_of_cell(degrees: ColumnElement[Any]) -> ColumnElement[Any]:
    """The middle of the 0.1° cell: what everyone may know of a sensitive place."""
    return cast(func.floor(degrees * 10) / 10 + 0.05, Double)


def readable_fields_of_child(layer: Layer, child: Child, caller: Caller) -> tuple[Field, ...]:
    """The fields of a child series that the caller may read; none where it is not public."""
    sees_sealed = caller.may(layer.access.room, Action.READ_SEALED)
    if not (child.public or sees_sealed):
        return ()
    return tuple(each for each in fields_of(child.table) if sees_sealed or not each.sealed)


def require(caller: Caller, layer: Layer, action: str) -> None:
    """Require that the caller may do it to some rows of the layer. Raises ForbiddenError."""
    caller.require(layer.access.room, action)


def writable(layer: Layer, caller: Caller, action: str) -> ColumnElement[bool]:
    """The only predicate that decides to which rows of a layer the caller may do something."""
    return within(layer, caller.territory(layer.access.room, action))
