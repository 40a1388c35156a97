"""What an archive tells of itself: the metadata and the header's place and zooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pmtiles.tile import Compression, TileType

from core.text import Language, Text
from core.title import ATLAS
from geo.grid import Bounds
from layers.days import day_of
from layers.model.field import FieldType
from layers.writing.protection import Marks
from tiles.pmtiles.area import Area
from tiles.pmtiles.order import ArchiveOrder
from tiles.tile_layer import Attribute, TileLayer

E7 = 10_000_000
"""Headers hold degrees times ten million."""
MVT_TYPES = {
    FieldType.INTEGER: "Number",
    FieldType.NUMBER: "Number",
    FieldType.BOOLEAN: "Boolean",
}
REGION_TYPES = {"level": "Number", "approximate": "Boolean"}
NAME = Text("{atlas}: {region}", "{atlas}: {region}", "{atlas}: {region}")
WHOLE_TILES = Text(
    "Өңірге тиетін тайлдар, әрқайсысы бүкіл мазмұнымен.",
    "Тайлы, касающиеся региона, каждый со всем содержимым.",
    "The tiles that touch the region, each with all that it holds.",
)


@dataclass(frozen=True, slots=True)
class HeaderAndMetadata:
    """The library's header fields that do not follow from the tiles, and the JSON metadata."""

    header: dict[str, Any]
    metadata: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ArchiveMetadata:
    """The order of an archive, its layers and place, and when its tiles were begun."""

    order: ArchiveOrder
    tile_layers: tuple[TileLayer, ...]
    area: Area
    begun_at: datetime
    licence: str | None
    marks: Marks
    """Of what was secret before the first tile was made."""

    def header_and_metadata(self, bounds: Bounds) -> HeaderAndMetadata:
        """All that the archive tells; bounds in degrees."""
        return HeaderAndMetadata(self._header(bounds), self._metadata())

    def _metadata(self) -> dict[str, Any]:
        """The usual members of an archive's metadata, and beside them facts of the atlas."""
        language = self.order.language
        titles = {each.id: each.title for each in self.tile_layers}
        return {
            "name": self._name.in_language(language),
            "names": _in_all(self._name),
            "description": WHOLE_TILES.in_language(language),
            "type": "overlay",
            "version": day_of(self.begun_at).isoformat(),
            "attribution": ATLAS.in_language(language),
            "licence": self.licence,
            "date": self.begun_at.isoformat(timespec="seconds"),
            "protections": dict(self.marks),
            "language": language,
            "region": self.order.region,
            "region_names": _in_all(self.area.name),
            "region_approximate": self.area.approximate,
            "layers": {layer: _in_all(title) for layer, title in titles.items()},
            "vector_layers": [self._vector_layer(tile_layer) for tile_layer in self.tile_layers],
        }

    def _header(self, bounds: Bounds) -> dict[str, Any]:
        west, south, east, north = bounds
        return {
            "tile_type": TileType.MVT,
            "tile_compression": Compression.GZIP,
            "min_lon_e7": round(west * E7),
            "min_lat_e7": round(south * E7),
            "max_lon_e7": round(east * E7),
            "max_lat_e7": round(north * E7),
            "center_zoom": (self.order.min_zoom + self.order.max_zoom) // 2,
            "center_lon_e7": round((west + east) / 2 * E7),
            "center_lat_e7": round((south + north) / 2 * E7),
        }

    @property
    def _name(self) -> Text:
        if self.order.region is None:
            return self.area.name
        told = {
            each: NAME.in_language(
                each, atlas=ATLAS.in_language(each), region=self.area.name.in_language(each)
            )
            for each in Language
        }
        return Text(told[Language.KK], told[Language.RU], told[Language.EN])

    def _vector_layer(self, tile_layer: TileLayer) -> dict[str, Any]:
        """The layer as TileJSON 3 has it; fields by type, which is what GDAL and QGIS look for."""
        language = self.order.language
        return {
            "id": tile_layer.id,
            "description": tile_layer.description.in_language(language),
            "minzoom": max(tile_layer.min_zoom, self.order.min_zoom),
            "maxzoom": min(tile_layer.max_zoom, self.order.max_zoom),
            "fields": {each.name: _type_of(each, tile_layer) for each in tile_layer.attributes},
            "field_names": {
                each.name: each.title.in_language(language) for each in tile_layer.attributes
            },
        }


def bounds_of(edges: Sequence[Bounds]) -> Bounds:
    """The box around some boxes."""
    west, south, east, north = zip(*edges, strict=True)
    return min(west), min(south), max(east), max(north)


def _type_of(attribute: Attribute, tile_layer: TileLayer) -> str:
    if tile_layer.layer is None:
        return REGION_TYPES.get(attribute.name, "String")
    fields = {field.name: field for field in tile_layer.layer.fields}
    if attribute.name not in fields:
        return "Number"
    return MVT_TYPES.get(fields[attribute.name].type, "String")


def _in_all(text: Text) -> dict[str, str]:
    return {language: text.in_language(language) for language in Language}
