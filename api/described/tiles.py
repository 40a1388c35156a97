"""Tiles, their metadata and the style."""

from api.described.parts import IF_NONE_MATCH, LANG, Json, json_answer, parameter
from tiles.tileset import TILE_TYPE

F_JSON = parameter("f", "Form of the answer.", {"type": "string", "enum": ["json"]})
TILE_MATRIX_SETS: Json = {
    "parameters": [F_JSON, LANG],
    "responses": json_answer("The tile matrix sets.", "TileMatrixSets"),
}
TILE_MATRIX_SET: Json = {
    "parameters": [F_JSON, LANG],
    "responses": json_answer("The definition.", "TileMatrixSet"),
}
TILESETS: Json = {
    "parameters": [F_JSON, LANG],
    "responses": json_answer("The tilesets.", "TileSets"),
}
TILESET: Json = {
    "parameters": [F_JSON, LANG],
    "responses": json_answer("The metadata.", "TileSet"),
}
COLLECTION_TILE: Json = {
    "parameters": [
        parameter("f", "Form of the tile.", {"type": "string", "enum": ["mvt", "pbf"]}),
        parameter("region", "KATO code of any level.", {"type": "string"}),
        IF_NONE_MATCH,
    ],
    "responses": {
        "200": {
            "description": "The tile.",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {TILE_TYPE: {"schema": {"type": "string", "format": "binary"}}},
        },
        "204": {"description": "Nothing lies in the tile."},
        "304": {"description": "The caller has it already."},
    },
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
