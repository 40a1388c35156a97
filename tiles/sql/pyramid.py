"""Points counted per grid cell: 64 × 64 cells a tile, each known by its Morton key."""

from collections.abc import Iterator
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    Double,
    Label,
    Select,
    SQLColumnExpression,
    Subquery,
    Table,
    case,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql.elements import ColumnElement

from geo.grid import CELL_BITS
from layers.access import Readable
from layers.materialized.cells import ALL_KINDS, LAST_ZOOM_OF_KINDS, Cells, cell_zooms, cells_table
from layers.materialized.dimensions import Dimensions, dimensions_of
from layers.materialized.points import points_table
from layers.materialized.tile_fields import tile_fields
from tiles.sql.filter_parameters import is_wanted, kept_column, number_parameter, numbers_parameter
from tiles.sql.filters import Filters, wanted_points
from tiles.sql.kept_places import (
    CELL_ZOOM,
    FIRST_CELL,
    KEY_BITS_OF_CELL,
    LAST_CELL,
    drawn_at,
    in_key_range,
)
from tiles.sql.point_rows import term_of
from tiles.sql.statement import computed_once

Counts = dict[str, ColumnElement[Any]]
"""The number of a cell's objects by the code of their state."""


def has_kinds(zoom: int) -> bool:
    """Whether the cells of the zoom's tiles are also kept by kind."""
    return zoom <= LAST_ZOOM_OF_KINDS


def cell_rows(layer: Readable, filters: Filters, zoom: int) -> Subquery:
    """The rows of a tile's cells, by Morton key.

    They are `mvt`, `count`, `<field>:<code>` for each state that occurs, and for a cell with a
    single object its `id`, kind, state and whether it is synthetic. Where the kept cells answer a
    filter by state, a cell stands at the mean place of all its objects, and its `id` and kind are
    told only if there is no other.
    """
    axes = dimensions_of(layer.layer)
    if _are_kept(layer, axes, filters, zoom):
        summed = _kept(layer, axes, filters)
    else:
        summed = _counted(layer, axes, filters)
    cells, counts = _with_counts(summed, axes, filters)
    return select(
        drawn_at(_mean(cells.c.sum_x, cells), _mean(cells.c.sum_y, cells)),
        case((cells.c.total == 1, cells.c.sum_id)).label("id"),
        cells.c.count,
        *_of_single(layer, axes, cells, counts),
        *(
            func.nullif(count, 0).label(f"{axes.state.name}:{code}")
            for code, count in counts.items()
            if axes.state
        ),
    ).subquery()


def _are_kept(layer: Readable, axes: Dimensions, filters: Filters, zoom: int) -> bool:
    """Whether the kept cells can answer the filters: they know kinds and states alone."""
    columns = {kept_column(axes, name) for name in filters.fields_of(layer.layer)}
    return (
        Cells().is_kept_for(layer.layer)
        and zoom + CELL_BITS in cell_zooms(layer.layer)
        and filters.region_level is None
        and not (filters.in_time and axes.day)
        and columns <= ({"kind", "state"} if has_kinds(zoom) else {"state"})
    )


def _kept(layer: Readable, axes: Dimensions, filters: Filters) -> Select[*tuple[Any, ...]]:
    """The sums of the kept cells: one range of the primary key for all kinds or for one."""
    cells = cells_table(layer.layer)
    fields = filters.fields_of(layer.layer)
    in_tile = (cells.c.zoom == CELL_ZOOM, cells.c.key.between(FIRST_CELL, LAST_CELL))
    counts: Counts = {
        code: cells.c.states[literal_column(str(number))]
        for code, number in axes.state_numbers.items()
    }
    if axes.state and axes.state.name in fields:
        numbers = axes.state_numbers
        counts = {code: n * is_wanted(layer.layer, numbers[code]) for code, n in counts.items()}
    if axes.kind is None or axes.kind.name not in fields:
        return _each(cells, counts).where(cells.c.kind == ALL_KINDS, *in_tile)
    if axes.kind.name in filters.single:
        only = number_parameter(layer.layer, axes.kind.name)
        return _each(cells, counts).where(cells.c.kind == only, *in_tile)
    wanted = numbers_parameter(layer.layer, axes.kind.name)
    return _together(cells, counts).where(cells.c.kind == func.any(wanted), *in_tile)


def _each(cells: Table, counts: Counts) -> Select[*tuple[Any, ...]]:
    """The sums of each kept cell."""
    names = ("key", "sum_x", "sum_y", "sum_id", "sum_kind", "synthetic")
    columns = (cells.c[name] for name in names)
    return select(*columns, cells.c.count.label("total"), *_named(counts)).order_by(cells.c.key)


def _together(cells: Table, counts: Counts) -> Select[*tuple[Any, ...]]:
    """The sums of the kept cells of several kinds."""
    sums = (func.sum(cast(cells.c[name], Double)).label(name) for name in ("sum_x", "sum_y"))
    of_single = (func.min(cells.c[name]).label(name) for name in ("sum_id", "sum_kind"))
    return (
        select(
            cells.c.key,
            *sums,
            *of_single,
            func.sum(cells.c.synthetic).label("synthetic"),
            func.sum(cells.c.count).label("total"),
            *_named({code: func.sum(count) for code, count in counts.items()}),
        )
        .group_by(cells.c.key)
        .order_by(cells.c.key)
    )


def _counted(layer: Readable, axes: Dimensions, filters: Filters) -> Select[*tuple[Any, ...]]:
    """The sums of the cells of the wanted points, counted as they are asked for.

    The cell is computed before: PostgreSQL would take each key for a cell of its own and sort all
    points; of a column that is computed it expects few values, and hashes.
    """
    kept = points_table(layer.layer)
    cell = kept.c.key.op(">>")(KEY_BITS_OF_CELL).label("cell")
    points = computed_once(
        select(
            cell, kept.c.id, kept.c.x, kept.c.y, kept.c.kind, kept.c.state, kept.c.synthetic
        ).where(in_key_range(kept), wanted_points(layer, filters, kept))
    )
    counts: Counts = {
        code: func.count().filter(points.c.state == literal_column(str(number)))
        for code, number in axes.state_numbers.items()
    }
    return (
        select(
            points.c.cell.label("key"),
            func.sum(points.c.x).label("sum_x"),
            func.sum(points.c.y).label("sum_y"),
            func.min(points.c.id).label("sum_id"),
            func.min(points.c.kind).label("sum_kind"),
            func.count().filter(points.c.synthetic).label("synthetic"),
            func.count().label("total"),
            *_named(counts),
        )
        .group_by(points.c.cell)
        .order_by(points.c.cell)
    )


def _with_counts(
    summed: Select[*tuple[Any, ...]], axes: Dimensions, filters: Filters
) -> tuple[Subquery, Counts]:
    """The cells with the `count` of their wanted objects, and that of each state."""
    sums = computed_once(summed)
    counts: Counts = {code: sums.c[_name(code)] for code in axes.state_numbers}
    if axes.state is None or axes.state.name not in filters.fields:
        cells = select(sums, sums.c.total.label("count")).subquery()
    else:
        count = reduce(add, counts.values())
        cells = select(sums, count.label("count")).where(count > 0).subquery()
    return cells, {code: cells.c[_name(code)] for code in counts}


def _of_single(
    layer: Readable, axes: Dimensions, cells: Subquery, counts: Counts
) -> Iterator[Label[Any]]:
    """The tile fields of the only object of a cell."""
    names = {field.name for field in tile_fields(layer.layer)}
    is_alone = cells.c.total == 1
    if axes.kind and axes.kind.name in names:
        kind = term_of(axes.kind, cells.c.sum_kind)
        yield case((is_alone, kind)).label(axes.kind.name)
    if axes.state and axes.state.name in names:
        state = case(*((count == 1, code) for code, count in counts.items()))
        yield case((cells.c.count == 1, state)).label(axes.state.name)
    if "synthetic" in names:
        yield case((is_alone, cells.c.synthetic == 1)).label("synthetic")


def _mean(total: SQLColumnExpression[Any], cells: Subquery) -> ColumnElement[Any]:
    return cast(total, Double) / cast(cells.c.total, Double)


def _named(counts: Counts) -> Iterator[Label[Any]]:
    return (count.label(_name(code)) for code, count in counts.items())


def _name(code: str) -> str:
    return f"of_{code}"
