"""What a tile can be drawn from: every layer of the catalogue, and the regions."""

from dataclasses import dataclass
from functools import cached_property

from core.access.caller import STRANGER
from core.errors import NotFoundError
from core.text import Text
from layers.access import readable
from layers.materialized.tile_fields import tile_fields
from layers.model.field import FieldType
from layers.model.layer import Layer
from layers.model.vocabulary import Vocabulary
from layers.regions.generalised import RegionGeneralised
from layers.regions.region import Region
from layers.registry import Catalogue

COUNT = Text("Саны", "Количество", "Count")
REGIONS = "regions"
REGION_LABELS = "region_labels"
LAST_ZOOM_OF_REGIONS = 14
CODED = (FieldType.CODE, FieldType.CODES)


class NoTileLayerError(NotFoundError):
    """A tile cannot hold a layer of this name, or none was named."""

    phrase = Text(
        "Тайлда мұндай қабат жоқ: {value}",
        "В тайлах нет такого слоя: {value}",
        "Tiles have no such layer: {value}",
    )


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute that features carry in a tile."""

    name: str
    title: Text


@dataclass(frozen=True)
class TileLayer:
    """One MVT layer: its name, zooms and attributes, and the tables it is drawn from."""

    id: str
    title: Text
    description: Text
    min_zoom: int
    max_zoom: int
    attributes: tuple[Attribute, ...]
    tables: frozenset[str]
    layer: Layer | None = None
    """The catalogue's layer; None for the regions and their labels."""

    def is_shown_at(self, zoom: int) -> bool:
        """Whether tiles of the zoom hold the layer."""
        return self.min_zoom <= zoom <= self.max_zoom


def counts_of(layer: Layer) -> tuple[Attribute, ...]:
    """The attributes `<field>:<code>` of a layer's grid cells."""
    field = layer.state_field
    if field is None or field.vocabulary is None:
        return ()
    return tuple(
        Attribute(f"{field.name}:{term.code}", term.title) for term in field.vocabulary.terms
    )


def tile_layer_of(layer: Layer) -> TileLayer:
    """The tile layer of a catalogue's layer."""
    attributes = tuple(Attribute(field.name, field.title) for field in tile_fields(layer))
    if layer.tile.counts_below is not None:
        attributes += (Attribute("count", COUNT), *counts_of(layer))
    return TileLayer(
        id=layer.id,
        title=layer.title,
        description=layer.description,
        min_zoom=layer.tile.min_zoom,
        max_zoom=layer.tile.max_zoom,
        attributes=attributes,
        tables=frozenset({layer.table.__tablename__}),
        layer=layer,
    )


REGION_ATTRIBUTES = (
    Attribute("code", Text("КАТО коды", "Код КАТО", "KATO code")),
    Attribute("level", Text("Деңгейі", "Уровень", "Level")),
    Attribute("kind", Text("Түрі", "Вид", "Kind")),
    Attribute("parent_code", Text("Жоғары тұрған бірлік", "Вышестоящая единица", "Parent unit")),
    Attribute("name_kk", Text("Қазақша атауы", "Название на казахском", "Name in Kazakh")),
    Attribute("name_ru", Text("Орысша атауы", "Название на русском", "Name in Russian")),
    Attribute("name_en", Text("Ағылшынша атауы", "Название на английском", "Name in English")),
    Attribute(
        "approximate",
        Text("Шекарасы шамамен алынған", "Граница приблизительная", "Approximate boundary"),
    ),
)
REGION_TABLES = frozenset({Region.__tablename__, RegionGeneralised.__tablename__})
REGION_LAYERS = (
    TileLayer(
        id=REGIONS,
        title=Text("Өңірлер", "Регионы", "Regions"),
        description=Text(
            "Облыстар, аудандар және ауылдық округтер",
            "Области, районы и сельские округа",
            "Oblasts, districts and rural districts",
        ),
        min_zoom=0,
        max_zoom=LAST_ZOOM_OF_REGIONS,
        attributes=REGION_ATTRIBUTES,
        tables=REGION_TABLES,
    ),
    TileLayer(
        id=REGION_LABELS,
        title=Text("Өңір атаулары", "Названия регионов", "Region names"),
        description=Text(
            "Өңір атаулары тұратын нүктелер",
            "Точки подписей регионов",
            "The points at which regions are labelled",
        ),
        min_zoom=0,
        max_zoom=LAST_ZOOM_OF_REGIONS,
        attributes=REGION_ATTRIBUTES,
        tables=REGION_TABLES,
    ),
)


@dataclass(frozen=True)
class TileLayers:
    """Every tile layer, regions first, then the catalogue's in its order."""

    catalogue: Catalogue

    @cached_property
    def by_id(self) -> dict[str, TileLayer]:
        """The tile layers by id, in order."""
        layers = (tile_layer_of(layer) for layer in self.catalogue.layers)
        return {tile_layer.id: tile_layer for tile_layer in (*REGION_LAYERS, *layers)}

    def named(self, ids: str) -> tuple[TileLayer, ...]:
        """The layers of a comma-separated list, each once. Raises NoTileLayerError."""
        wanted = ids.split(",")
        for layer_id in wanted:
            if layer_id not in self.by_id:
                raise NoTileLayerError(layer_id, field="layers")
        return tuple(tile_layer for tile_layer in self.by_id.values() if tile_layer.id in wanted)


def vocabulary_fields(layer: Layer) -> dict[str, Vocabulary]:
    """The vocabularies of the coded fields by which everyone may filter a layer."""
    return {
        field.name: field.vocabulary
        for field in readable(layer, STRANGER).fields
        if field.vocabulary is not None and field.type in CODED
    }
