"""Rows of a source into a layer, so that loading the same rows again changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from geoalchemy2 import WKBElement
from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import delete, func, insert, inspect, select, text, update
from sqlalchemy.orm import Session

from layers.history import History
from layers.model.feature import Feature
from layers.model.layer import Child, Layer
from layers.writing.history import Entry, append

Values = Mapping[str, Any]
"""Column values by name; `geom` is a shapely geometry in EPSG:4326."""

PLACE = "geom"
"""The column of what the history of a person's edit calls the geometry."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One feature as its source gives it.

    `values` are kept equal to the source; `at_creation` are only set on a new row, because
    later a flow owns them. `children` holds the whole series of each child that it names;
    `first_children` are the first rows of series that people add to afterwards.
    """

    key: str
    values: Values
    at_creation: Values = field(default_factory=dict)
    children: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    first_children: Mapping[str, Sequence[Values]] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the history keeps of where the row came from."""


@dataclass(frozen=True, slots=True)
class Upserted:
    """What became of the rows: their ids by key, and how many were new, changed or as before."""

    ids: dict[str, int]
    created: int
    changed: int
    unchanged: int


def upsert(session: Session, layer: Layer, source: str, rows: Iterable[SourceRow]) -> Upserted:
    """What became of the rows, each found again by (source, key).

    A field that a person has edited since stays as that person left it. Rows that the source no
    longer has are left alone. Two loads of one source wait for each other.
    """
    lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:source, 0))")
    session.execute(lock, {"source": f"{source}/{layer.id}"})
    table = layer.table
    known = {row.source_key: row for row in session.scalars(select(table).filter_by(source=source))}
    edited = _edited_by_people(session, layer, [row.id for row in known.values()])
    ids: dict[str, int] = {}
    created = changed = 0
    for row in rows:
        found = known.get(row.key)
        if found is None:
            ids[row.key] = _create(session, layer, source, row)
            created += 1
        else:
            ids[row.key] = found.id
            changed += _change(session, layer, found, row, edited.get(found.id, frozenset()))
    session.flush()
    return Upserted(ids, created, changed, len(ids) - created - changed)


def _create(session: Session, layer: Layer, source: str, row: SourceRow) -> int:
    values = {**row.values, **row.at_creation, "source": source, "source_key": row.key}
    stored = {name: _stored(value) for name, value in values.items()}
    made = insert(layer.table).values(stored).returning(layer.table.id)
    feature_id: int = session.scalars(made).one()
    for child_id, series in (*row.children.items(), *row.first_children.items()):
        _add_children(session, layer.child(child_id), feature_id, series)
    state = values.get("state")
    append(session, Entry(layer.id, feature_id, "created", to_state=state, facts=row.facts))
    return feature_id


def _change(
    session: Session, layer: Layer, found: Feature, row: SourceRow, edited: frozenset[str]
) -> bool:
    """Whether anything of the row or its children differed and was brought up to the source."""
    changes = {
        name: [_written(getattr(found, name)), _written(value)]
        for name, value in row.values.items()
        if name not in edited and not _is_same(getattr(found, name), value)
    }
    for child_id, series in row.children.items():
        before = _replace_children(session, layer.child(child_id), found.id, series)
        if before is not None:
            changes[child_id] = [before, len(series)]
    if not changes:
        return False
    stored = {name: _stored(row.values[name]) for name in changes if name in row.values}
    # Even where only children changed the update is made, for it raises the version.
    stored = stored or {"updated_at": func.now()}
    session.execute(update(layer.table).where(layer.table.id == found.id).values(stored))
    append(session, Entry(layer.id, found.id, "edited", facts=row.facts, changes=changes))
    return True


def _edited_by_people(
    session: Session, layer: Layer, feature_ids: Sequence[int]
) -> dict[int, frozenset[str]]:
    """By feature, the columns that a signed-in person has edited, not by loading a file."""
    edits = session.execute(
        select(History.feature_id, History.changes).where(
            History.layer == layer.id,
            History.feature_id.in_(feature_ids),
            History.action == "edited",
            History.by_user_id.is_not(None),
            History.run_id.is_(None),
        )
    )
    fields: dict[int, frozenset[str]] = {}
    for feature_id, changes in edits:
        edited = {PLACE if name == "geometry" else name for name in changes}
        fields[feature_id] = fields.get(feature_id, frozenset()) | edited
    return fields


def _add_children(
    session: Session, child: Child, feature_id: int, series: Sequence[Values]
) -> None:
    if series:
        rows = [{**values, "feature_id": feature_id} for values in series]
        session.execute(insert(child.table), rows)


def _replace_children(
    session: Session, child: Child, feature_id: int, series: Sequence[Values]
) -> int | None:
    """How many rows the series had if it differed and was replaced, None if it was the same."""
    table = child.table
    of_feature = table.feature_id == feature_id
    found = session.scalars(select(table).where(of_feature).order_by(table.id)).all()
    names = list(inspect(table).columns.keys())
    same = len(found) == len(series) and all(
        getattr(row, name) == values.get(name)
        for row, values in zip(found, series, strict=True)
        for name in names
        if name in values
    )
    if same:
        return None
    session.execute(delete(table).where(of_feature))
    _add_children(session, child, feature_id, series)
    return len(found)


def _stored(value: object) -> object:
    return from_shape(value, srid=4326) if isinstance(value, BaseGeometry) else value


def _is_same(stored: object, wanted: object) -> bool:
    return (to_shape(stored) if isinstance(stored, WKBElement) else stored) == wanted


def _written(value: object) -> object:
    """The value as the history writes it: a geometry as WKT, a day or time in ISO 8601."""
    if isinstance(value, WKBElement):
        value = to_shape(value)
    if isinstance(value, BaseGeometry):
        return value.wkt
    return value.isoformat() if isinstance(value, date) else value
