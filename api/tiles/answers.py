"""What is answered about tiles."""

from typing import Annotated, Any, Literal

from pydantic import Field

from api.http.answers import Answer, Box, Phrase, RingDeclaration, WebLink
from layers.model.layer import GeometryKind, Role
from layers.model.vocabulary import Tone

Zoom = Annotated[int, Field(ge=0, le=24)]
Point = Annotated[list[float], Field(min_length=2, max_length=2)]


class TileMatrixSetItem(Answer):
    """A tile matrix set as a list names it."""

    id: str
    title: str
    uri: str
    links: list[WebLink]


class TileMatrixSets(Answer):
    """The tile matrix sets of the atlas."""

    tile_matrix_sets: list[TileMatrixSetItem] = Field(alias="tileMatrixSets")


class TileMatrix(Answer):
    """One level of a tile matrix set."""

    id: str
    scale_denominator: float = Field(alias="scaleDenominator")
    cell_size: float = Field(alias="cellSize", description="Metres of the reference system.")
    corner_of_origin: Literal["topLeft"] = Field(alias="cornerOfOrigin")
    point_of_origin: Point = Field(alias="pointOfOrigin")
    tile_width: int = Field(alias="tileWidth")
    tile_height: int = Field(alias="tileHeight")
    matrix_width: int = Field(alias="matrixWidth")
    matrix_height: int = Field(alias="matrixHeight")


class TileMatrixSet(Answer):
    """A tile matrix set (OGC 17-083r4)."""

    id: str
    title: str
    uri: str
    crs: str
    ordered_axes: list[str] = Field(alias="orderedAxes")
    well_known_scale_set: str = Field(alias="wellKnownScaleSet")
    tile_matrices: Annotated[list[TileMatrix], Field(min_length=1)] = Field(alias="tileMatrices")


class TileSetItem(Answer):
    """A tileset as a list names it."""

    title: str
    data_type: Literal["vector"] = Field(alias="dataType")
    crs: str
    tile_matrix_set_uri: str = Field(alias="tileMatrixSetURI")
    links: list[WebLink]


class TileSets(Answer):
    """The tilesets of a layer or of the atlas."""

    tilesets: list[TileSetItem]
    links: list[WebLink]


class TileMatrixLimits(Answer):
    """The rows and columns of a level in which something may lie."""

    tile_matrix: str = Field(alias="tileMatrix")
    min_tile_row: int = Field(alias="minTileRow")
    max_tile_row: int = Field(alias="maxTileRow")
    min_tile_col: int = Field(alias="minTileCol")
    max_tile_col: int = Field(alias="maxTileCol")


class TileSetBox(Answer):
    """The box around what a tileset holds."""

    crs: str
    lower_left: Point = Field(alias="lowerLeft")
    upper_right: Point = Field(alias="upperRight")


class TileSetCentre(Answer):
    """Where a map of the tiles may begin."""

    crs: str
    coordinates: Point
    tile_matrix: str = Field(alias="tileMatrix")


class AttributeTitle(Answer):
    """An attribute of the features in tiles."""

    title: str


class AttributesSchema(Answer):
    """The attributes of the features in tiles, by name."""

    type: Literal["object"]
    properties: dict[str, AttributeTitle]


class TileSetLayer(Answer):
    """A layer of the tiles."""

    id: str
    title: str
    description: str
    data_type: Literal["vector"] = Field(alias="dataType")
    geometry_dimension: int = Field(
        default=0,
        ge=0,
        le=2,
        alias="geometryDimension",
        description="0 for points to 2 for areas; absent where a layer mixes them.",
    )
    min_tile_matrix: str = Field(alias="minTileMatrix")
    max_tile_matrix: str = Field(alias="maxTileMatrix")
    properties_schema: AttributesSchema = Field(alias="propertiesSchema")


class TileSet(TileSetItem):
    """The metadata of a tileset."""

    description: str = ""
    tile_matrix_set_limits: list[TileMatrixLimits] = Field(alias="tileMatrixSetLimits")
    bounding_box: TileSetBox = Field(alias="boundingBox")
    center_point: TileSetCentre = Field(alias="centerPoint")
    layers: list[TileSetLayer]


class VectorLayer(Answer):
    """A layer of the tiles, as TileJSON lists it."""

    id: str
    description: str = ""
    minzoom: Zoom
    maxzoom: Zoom
    fields: dict[str, str]
    """What each attribute is called, or in an archive its type."""
    field_names: dict[str, str] = Field(
        default={}, description="What each attribute is called; in archives."
    )


class TileJson(Answer):
    """TileJSON 3.0.0."""

    tilejson: Literal["3.0.0"]
    name: str
    version: str
    scheme: Literal["xyz"]
    tiles: Annotated[list[str], Field(min_length=1)]
    """Templates of addresses."""
    minzoom: Zoom
    maxzoom: Zoom
    bounds: Box
    center: Annotated[list[float], Field(min_length=3, max_length=3)]
    """Longitude, latitude, zoom."""
    attribution: str
    vector_layers: list[VectorLayer]


class LegendTerm(Answer):
    """A code, and the colour and the icon that it is drawn in."""

    code: str
    title: Phrase
    tone: Tone | None = None
    dashed: bool = False
    colour: str
    icon: str | None = None
    """Its name in the sprite."""


class LegendEntry(Answer):
    """A layer in the legend."""

    layer: str
    title: Phrase
    role: Role
    geometry: GeometryKind
    colour: str
    icon: str | None
    """The name in the sprite of the icon of its points."""
    shown_at_start: bool
    field: str | None
    """The field whose terms have the colours."""
    ring: RingDeclaration | None
    terms: list[LegendTerm]
    counts: Phrase | None
    """What a circle with a number is."""


class StyleMetadata(Answer):
    """What the style says beyond MapLibre's specification."""

    language: str
    legend: list[LegendEntry]
    tones: dict[Tone, str]
    """The colour of every tone."""


class VectorSource(Answer):
    """Where the tiles of a layer are."""

    type: Literal["vector"]
    tiles: list[str]
    minzoom: Zoom
    maxzoom: Zoom
    attribution: str


class StyleLayer(Answer, extra="allow"):
    """A layer of the style, by MapLibre's specification of styles."""

    __pydantic_extra__: dict[str, Any]
    id: str
    type: str


class MapStyle(Answer):
    """The style of the map, for MapLibre."""

    version: Literal[8]
    name: str
    metadata: StyleMetadata
    center: Point
    zoom: float
    sprite: str
    """The address of the icons; `.json`, `.png`, `@2x.json` and `@2x.png` follow it."""
    sources: dict[str, VectorSource]
    layers: Annotated[list[StyleLayer], Field(min_length=1)]
