"""Mapbox Vector Tiles (MVT 2.1) of one or several layers, encoded by PostGIS."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    ScalarSelect,
    Subquery,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.types import NullType

from core.permissions import STRANGER
from geo.grid import half_pixel_m
from layers.access import readable
from layers.region_generalised import band_of
from layers.regions import Level
from tiles.feature_rows import codes_parameter, feature_rows, wanted_rows
from tiles.generalise import form_of
from tiles.pyramid import CountedOnTheFly, Pyramid, cell_values
from tiles.region_rows import deepest_level, label_rows, region_rows
from tiles.request import TileRequest
from tiles.source import REGIONS, Source
from tiles.statement import EXTENT, Statement, compiled, tile_values

StatementKey = tuple[object, ...]


@dataclass(frozen=True)
class VectorTiles:
    """The statements that make tiles, each compiled once."""

    pyramid: Pyramid = field(default_factory=CountedOnTheFly)
    _statements: dict[StatementKey, Statement] = field(default_factory=dict)

    def statement(self, request: TileRequest, region_level: Level | None) -> Statement:
        """The statement whose only value is the tile, empty where nothing is in it.

        One serves every tile of the same layers, zoom class and filtered fields.
        """
        zoom = request.tile.z
        fields = tuple(name for name, _ in request.codes)
        drawn_as = tuple(
            form_of(source.layer, zoom) if source.layer else band_of(zoom) is not None
            for source in request.shown
        )
        key = (request.shown_ids, drawn_as, region_level, fields)
        if key not in self._statements:
            self._statements[key] = self._compiled(request, region_level, fields)
        return self._statements[key]

    def _compiled(
        self, request: TileRequest, region_level: Level | None, fields: tuple[str, ...]
    ) -> Statement:
        tile: ColumnElement[bytes] = literal(b"", LargeBinary)
        for source in request.shown:
            rows = self._rows(source, request.tile.z, region_level, fields)
            tile = tile.op("||")(_encoded(source.id, rows))
        return compiled(select(tile))

    def _rows(
        self, source: Source, zoom: int, region_level: Level | None, fields: tuple[str, ...]
    ) -> Subquery:
        if source.layer is not None:
            layer = readable(source.layer, STRANGER)
            wanted = wanted_rows(layer, region_level, fields)
            return feature_rows(layer, form_of(source.layer, zoom), wanted, self.pyramid)
        if source.id == REGIONS:
            return region_rows(generalised=band_of(zoom) is not None)
        return label_rows()


def values_of(request: TileRequest, on: date) -> Mapping[str, object]:
    """The values of every parameter that a statement may have; regions are those of the day."""
    tile = request.tile
    band = band_of(tile.z)
    return {
        **tile_values(tile),
        **cell_values(tile),
        "tolerance_m": half_pixel_m(tile.z),
        "band": band.last_zoom if band else None,
        "deepest_level": int(deepest_level(tile.z)),
        "on": on,
        "region": request.region,
        **{codes_parameter(name): list(codes) for name, codes in request.codes},
    }


def _encoded(layer_id: str, rows: Subquery) -> ScalarSelect[bytes]:
    """The rows as one MVT layer; no bytes at all for no rows."""
    row = rows.table_valued()
    encoded = func.ST_AsMVT(row, layer_id, EXTENT, "mvt", "id", type_=NullType())
    return select(cast(encoded, LargeBinary)).select_from(rows).scalar_subquery()
