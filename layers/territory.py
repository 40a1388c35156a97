"""Whose a row is: territories of grants as conditions on rows."""

from typing import Any

from sqlalchemy import ARRAY, Select, String, any_, false, literal, or_, select, true, union
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import CollectionAggregate, ColumnElement, False_, True_

from core.access.caller import Territory
from layers.model.layer import Layer
from layers.regions.region import REGION_COLUMNS, Region

Columns = ReadOnlyColumnCollection[str, Any]


def within(layer: Layer, territory: Territory) -> ColumnElement[bool]:
    """The condition that a row of the layer belongs to the territory."""
    return within_columns(layer, territory, layer.table.__table__.columns)


def within_columns(layer: Layer, territory: Territory, columns: Columns) -> ColumnElement[bool]:
    """The condition of `within` on the columns of a table or alias with the layer's names.

    A row belongs to the units of its codes, or, where the layer names one column for it, to the
    unit of that code and all above it.
    """
    if territory.everywhere:
        return true()
    found: list[ColumnElement[bool]] = []
    if territory.author_id is not None and "author_id" in columns:
        found.append(columns["author_id"] == territory.author_id)
    if territory.codes:
        codes = any_(literal(list(territory.codes), ARRAY(String)))
        if layer.access.territory:
            found.append(columns[layer.access.territory].in_(units_within(codes)))
        else:
            found += [columns[name] == codes for name in REGION_COLUMNS.values()]
    return or_(false(), *found)


def unmet(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that another one is not met, or cannot be told where a value is missing."""
    return condition.is_not(true())


def units_within(codes: CollectionAggregate[Any]) -> Select[tuple[str]]:
    """A select of the codes of any of the units and of all that lie in them, of every period."""
    named = select(Region.code).where(Region.code == codes)
    below = select(Region.code).where(Region.parent_code == codes)
    parent = aliased(Region)
    lowest = (
        select(Region.code)
        .join(parent, parent.code == Region.parent_code)
        .where(parent.parent_code == codes)
    )
    every = union(named, below, lowest).subquery("units_within")
    return select(every.c.code)


def units_above(session: Session, code: str) -> frozenset[str]:
    """The codes of a unit and of all units in which it lies or ever lay."""
    parents = select(Region.parent_code).where(Region.code == code, Region.parent_code.is_not(None))
    grandparents = select(Region.parent_code).where(
        Region.code.in_(parents), Region.parent_code.is_not(None)
    )
    return frozenset({code, *session.scalars(union(parents, grandparents))})


def either(one: ColumnElement[bool], other: ColumnElement[bool]) -> ColumnElement[bool]:
    """Either condition, without a trace of one that is always or never met."""
    if is_always(other):
        return true()
    return one if isinstance(other, False_) else or_(one, other)


def is_always(condition: ColumnElement[bool]) -> bool:
    """Whether the condition is met by every row."""
    return isinstance(condition, True_)
