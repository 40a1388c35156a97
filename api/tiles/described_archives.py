"""Archives of tiles."""

from api.openapi.parts import IF_NONE_MATCH, UNCHANGED, Json, binary, described
from api.tiles.archive_bodies import PMTILES
from tiles.metadata.tileset import TILE_TYPE

RANGE: Json = {
    "name": "Range",
    "in": "header",
    "required": False,
    "description": "One range of bytes, such as bytes=0-16383.",
    "schema": {"type": "string"},
}
GONE: Json = {"410": {"description": "Something in it has become secret since it was made."}}
ARCHIVES: Json = {"responses": described("The archives.")}
ARCHIVE: Json = {"responses": described("The archive, or how far it is.")}
ORDERED_ARCHIVE: Json = {
    "responses": {
        "202": {
            "description": "The order, which waits for a worker.",
            "headers": {
                "Location": {
                    "description": "The task that makes the archive.",
                    "schema": {"type": "string"},
                }
            },
        },
        "429": {"description": "Too many orders of the caller wait or are being made."},
    }
}
WHOLE_ARCHIVE: Json = {
    "parameters": [RANGE, IF_NONE_MATCH],
    "responses": {
        "200": binary(
            "The file.", PMTILES, ETag="Tells this state of the file from others.",
            Accept_Ranges="bytes",
        ),
        "206": binary("The wanted bytes.", PMTILES, Content_Range="Which of how many they are."),
        **GONE,
        **UNCHANGED,
    },
}  # fmt: skip
ARCHIVE_TILEJSON: Json = {"responses": {**described("TileJSON 3.0.0."), **GONE}}
ARCHIVE_TILE: Json = {
    "parameters": [IF_NONE_MATCH],
    "responses": {
        "200": binary("The tile.", TILE_TYPE, ETag="Tells this tile from others."),
        "204": {"description": "Nothing lies in the tile."},
        **GONE,
        **UNCHANGED,
    },
}
