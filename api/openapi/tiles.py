"""Tiles, their metadata and the style of the map."""

from api.http.negotiation import JSON_TYPE
from api.openapi.parts import (
    IF_NONE_MATCH,
    LANG,
    UNCHANGED,
    Json,
    binary,
    described,
    in_path,
    json_answer,
    parameter,
)
from tiles.metadata.tileset import TILE_TYPE

THEME = parameter(
    "theme", "Colours for a light or a dark page.", {"type": "string", "enum": ["light", "dark"]}
)
F_JSON = parameter("f", "Form of the answer.", {"type": "string", "enum": ["json"]})
TILE_MATRIX_SETS: Json = {
    "parameters": [F_JSON, LANG],
    "responses": described("The tile matrix sets."),
}
TILE_MATRIX_SET: Json = {
    "parameters": [F_JSON, LANG],
    "responses": described("The definition."),
}
TILESETS: Json = {
    "parameters": [F_JSON, LANG],
    "responses": described("The tilesets."),
}
TILESET: Json = {
    "parameters": [F_JSON, LANG],
    "responses": described("The metadata."),
}

FILTERS: list[Json] = [
    parameter("region", "KATO code of any level: what lies in the region.", {"type": "string"}),
    parameter(
        "datetime",
        "A date, a time, or an interval with open ends: 2026-01-01/.. ; of layers whose objects "
        "have a day.",
        {"type": "string"},
    ),
    {
        "name": "fields",
        "in": "query",
        "description": "Any field with a vocabulary, such as kind, topic or state, by its name: a "
        "code, or several separated by commas. Layers without the field are drawn whole.",
        "style": "form",
        "explode": True,
        "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    },
]
TILE_ANSWERS: Json = {
    "200": binary("The tile.", TILE_TYPE, ETag="Tells this state of the tile from others."),
    "204": {"description": "Nothing lies in the tile."},
    **UNCHANGED,
}
COLLECTION_TILE: Json = {
    "parameters": [
        parameter("f", "Form of the tile.", {"type": "string", "enum": ["mvt", "pbf"]}),
        *FILTERS,
        IF_NONE_MATCH,
    ],
    "responses": TILE_ANSWERS,
}
DATASET_TILE: Json = {
    **COLLECTION_TILE,
    "parameters": [
        parameter(
            "collections",
            "Ids of the layers in the tile; all without it.",
            {"type": "array", "minItems": 1, "items": {"type": "string"}},
        ),
        *COLLECTION_TILE["parameters"],
    ],
}

LAYERS = in_path("layers", "Ids of layers and `regions`, by commas.", {"type": "string"})
PLACE = [
    in_path("z", "The zoom.", {"type": "integer", "minimum": 0, "maximum": 22}),
    in_path("x", "The column, from the west.", {"type": "integer", "minimum": 0}),
    in_path("y", "The row, from the north; .mvt or .pbf may follow it.", {"type": "string"}),
]
SPRITE_FILE = in_path(
    "file",
    "The name of the file.",
    {"type": "string", "enum": ["atlas.json", "atlas.png", "atlas@2x.json", "atlas@2x.png"]},
)
IN_PIXELS: Json = {"type": "integer", "minimum": 0}
SPRITE_INDEX: Json = {
    "type": "object",
    "description": "By its name, where an icon stands in the picture; it may be coloured (sdf).",
    "additionalProperties": {
        "type": "object",
        "required": ["x", "y", "width", "height", "pixelRatio", "sdf"],
        "properties": {
            **dict.fromkeys(("x", "y", "width", "height"), IN_PIXELS),
            "pixelRatio": {"type": "integer", "enum": [1, 2]},
            "sdf": {"type": "boolean"},
        },
    },
}
SPRITE_ANSWER: Json = {
    "description": "The file.",
    "content": {
        JSON_TYPE: {"schema": SPRITE_INDEX},
        "image/png": {"schema": {"type": "string", "format": "binary"}},
    },
}
MAP_TILES: Json = {
    "/tiles/{layers}/{z}/{x}/{y}": {
        "tags": ["tiles"],
        "summary": "A tile of some layers, by column before row",
        "operationId": "map_tile",
        "parameters": [LAYERS, *PLACE, *FILTERS, IF_NONE_MATCH],
        "responses": TILE_ANSWERS,
    },
    "/tiles/{layers}/tilejson.json": {
        "tags": ["tiles"],
        "summary": "The TileJSON of some layers",
        "operationId": "map_tilejson",
        "description": "Its tiles have the filters with which it is asked for.",
        "parameters": [LAYERS, *FILTERS, LANG, IF_NONE_MATCH],
        "responses": json_answer("TileJSON 3.0.0.", "TileJson") | UNCHANGED,
    },
    "/tiles/style.json": {
        "tags": ["tiles"],
        "summary": "The style of the map, for MapLibre",
        "operationId": "map_style",
        "parameters": [LANG, THEME, IF_NONE_MATCH],
        "responses": json_answer("The style, with the legend in its metadata.", "MapStyle")
        | UNCHANGED,
    },
    "/tiles/sprites/{file}": {
        "tags": ["tiles"],
        "summary": "The icons of the map, for MapLibre",
        "operationId": "map_sprite",
        "description": "An index and a picture of signed distance fields, in two densities.",
        "parameters": [SPRITE_FILE, IF_NONE_MATCH],
        "responses": {"200": SPRITE_ANSWER, **UNCHANGED},
    },
}
"""By path, what the application answers ahead of its routes."""
