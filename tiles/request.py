"""What a caller asks for: the layers, the tile and the filters of one URL, all checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from geo.grid import Tile, TileOutOfRangeError, parse_tile
from layers.materialized.dimensions import dimensions_of
from layers.model.layer import Layer
from layers.model.vocabulary import UnknownTermError
from layers.reading.conditions import TimeInterval, period
from layers.regions.region import Region
from tiles.errors import NoTileError, UnknownTileParameterError
from tiles.tile_layer import TileLayer, TileLayers, vocabulary_fields

SUFFIXES = (".mvt", ".pbf")
REGION = "region"
DATETIME = "datetime"
MOST_PARAMETERS = 30

Codes = tuple[tuple[str, tuple[str, ...]], ...]
"""The wanted codes by field, both in order."""


@dataclass(frozen=True, slots=True)
class TileRequest:
    """One tile of some layers; equal requests have equal answers."""

    tile_layers: tuple[TileLayer, ...]
    tile: Tile
    region: str | None = None
    codes: Codes = ()
    period: TimeInterval | None = None

    @property
    def shown(self) -> tuple[TileLayer, ...]:
        """The layers that the tile's zoom shows."""
        return tuple(
            tile_layer for tile_layer in self.tile_layers if tile_layer.is_shown_at(self.tile.z)
        )

    @property
    def shown_ids(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(tile_layer.id for tile_layer in self.shown)

    @property
    def key(self) -> tuple[object, ...]:
        """What tells this request from every other."""
        ids = tuple(tile_layer.id for tile_layer in self.tile_layers)
        return ids, self.tile, self.region, self.codes, self.period

    @property
    def tables(self) -> frozenset[str]:
        """The tables that the answer depends on."""
        of_region = {Region.__tablename__} if self.region is not None else set()
        return frozenset(of_region).union(*(tile_layer.tables for tile_layer in self.tile_layers))


def parse_request(
    tile_layers: TileLayers, layers: str, place: tuple[str, ...], query: str
) -> TileRequest:
    """The request of a path and a query string.

    Raises NoTileLayerError, NoTileError, or what parse_filters raises.
    """
    named = tile_layers.named(layers)
    z, x, y = place
    for suffix in SUFFIXES:
        y = y.removesuffix(suffix)
    try:
        tile = parse_tile(z, x, y)
    except TileOutOfRangeError as error:
        raise NoTileError(str(error), field="tile") from error
    if tile.z > max(tile_layer.max_zoom for tile_layer in named):
        raise NoTileError(str(tile), field="tile")
    return TileRequest(named, tile, *parse_filters(named, query))


def parse_filters(
    named: Iterable[TileLayer], query: str
) -> tuple[str | None, Codes, TimeInterval | None]:
    """The region, the wanted codes and the period of a query string.

    A field filters every layer that has it, the period every layer with a time; a region filters
    objects, never the regions. Raises UnknownTileParameterError for a parameter that says nothing
    to any layer, UnknownTermError for a code that no vocabulary of its field has, and
    InvalidValueError for no period.
    """
    given: dict[str, str] = {}
    for name, value in _parameters(query):
        if name in given:
            raise UnknownTileParameterError(value, field=name)
        given[name] = value
    layers = [tile_layer.layer for tile_layer in named if tile_layer.layer is not None]
    region, moments = given.pop(REGION, None) or None, given.pop(DATETIME, None) or None
    if moments is not None and not any(dimensions_of(layer).day for layer in layers):
        raise UnknownTileParameterError(moments, field=DATETIME)
    codes = tuple((name, _codes(layers, name, given[name])) for name in sorted(given))
    return (region if layers else None), codes, period(moments) if moments is not None else None


def _codes(layers: Iterable[Layer], name: str, value: str) -> tuple[str, ...]:
    """The wanted codes of a field, in order."""
    vocabularies = [
        vocabulary for layer in layers if (vocabulary := vocabulary_fields(layer).get(name))
    ]
    if not vocabularies:
        raise UnknownTileParameterError(value, field=name)
    codes = tuple(sorted(set(value.split(","))))
    for code in codes:
        if not any(code in vocabulary.codes for vocabulary in vocabularies):
            raise UnknownTermError(code, field=name, vocabulary=vocabularies[0])
    return codes


def _parameters(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError as error:
        raise UnknownTileParameterError(query[:MOST_PARAMETERS], field="query") from error
