"""Mapbox Vector Tiles (MVT 2.1) of one or several layers, encoded by PostGIS."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    ScalarSelect,
    Subquery,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.types import NullType

from core.access.caller import STRANGER
from geo.grid import half_pixel_m
from layers.access import readable
from layers.regions.region import Level
from tiles.request import TileRequest
from tiles.sql.density import is_dense, may_be_dense
from tiles.sql.feature_rows import feature_rows
from tiles.sql.filter_parameters import filter_values
from tiles.sql.filters import Filters, filters_of
from tiles.sql.generalise import form_of
from tiles.sql.kept_places import place_values
from tiles.sql.pyramid import cell_rows, has_kinds
from tiles.sql.region_rows import deepest_level, label_rows, region_rows
from tiles.sql.statement import EXTENT, Statement, compiled, tile_values
from tiles.tile_layer import REGIONS, TileLayer

StatementKey = tuple[object, ...]


MOST_STATEMENTS = 1_000
"""So many are kept, of some kilobytes each, those that were asked for last: layers and filters can
be combined in millions of ways."""


@dataclass(frozen=True)
class VectorTiles:
    """The statements that make tiles, compiled once as long as they are asked for."""

    _statements: OrderedDict[StatementKey, Statement] = field(default_factory=OrderedDict)

    def statement(self, request: TileRequest, region_level: Level | None) -> Statement:
        """The statement whose only value is the tile, empty where nothing is in it.

        One serves every tile of the same layers and zoom class that is filtered alike.
        """
        zoom = request.tile.z
        filters = filters_of(request, region_level)
        drawn_as = tuple(
            form_of(tile_layer.layer, zoom) if tile_layer.layer else None
            for tile_layer in request.shown
        )
        dense = tuple(
            tile_layer.layer is not None and may_be_dense(tile_layer.layer, zoom)
            for tile_layer in request.shown
        )
        key = (request.shown_ids, drawn_as, dense, has_kinds(zoom), filters)
        statements = self._statements
        if key in statements:
            statements.move_to_end(key)
        else:
            statements[key] = _compiled(request, filters)
            if len(statements) > MOST_STATEMENTS:
                statements.popitem(last=False)
        return statements[key]


def values_of(request: TileRequest, on: date) -> Mapping[str, object]:
    """The values of every parameter that a statement may have; regions are those of the day."""
    tile = request.tile
    return {
        **tile_values(tile),
        **place_values(tile),
        "tolerance_m": half_pixel_m(tile.z),
        "zoom": tile.z,
        "deepest_level": int(deepest_level(tile.z)),
        "on": on,
        **filter_values(request),
    }


def _compiled(request: TileRequest, filters: Filters) -> Statement:
    tile: ColumnElement[bytes] = literal(b"", LargeBinary)
    for tile_layer in request.shown:
        tile = tile.op("||")(_layer_of_tile(tile_layer, filters, request.tile.z))
    return compiled(select(tile))


def _layer_of_tile(tile_layer: TileLayer, filters: Filters, zoom: int) -> ColumnElement[bytes]:
    """One MVT layer; PostgreSQL works out only the one of two ways that the case takes."""
    if tile_layer.layer is None:
        return _encoded(tile_layer.id, region_rows() if tile_layer.id == REGIONS else label_rows())
    layer = readable(tile_layer.layer, STRANGER)
    features = _encoded(tile_layer.id, feature_rows(layer, filters, zoom))
    if not may_be_dense(tile_layer.layer, zoom):
        return features
    counted = _encoded(tile_layer.id, cell_rows(layer, filters, zoom))
    return case((is_dense(layer, filters), counted), else_=features)


def _encoded(layer_id: str, rows: Subquery) -> ScalarSelect[bytes]:
    """The rows as one MVT layer; no bytes at all for no rows."""
    row = rows.table_valued()
    encoded = func.ST_AsMVT(row, layer_id, EXTENT, "mvt", "id", type_=NullType())
    return select(cast(encoded, LargeBinary)).select_from(rows).scalar_subquery()
