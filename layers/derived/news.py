"""News of changed tiles, on the channel `atlas_tiles`, sent when the transaction commits."""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, text

from layers.definition import Layer
from layers.derived.part import Batch

CHANNEL = "atlas_tiles"
MOST_BYTES = 7_500
"""Of one message; PostgreSQL takes 8,000."""
MOST_TILES = 1_000
"""Of one batch; where more changed, coarser tiles stand for them."""
MOST_TILES_OF_CHANGE = 16
FINEST_ZOOM = 14
BUFFER_SHARE = 64
"""Lines and areas are drawn into the next tile over a 64th of its edge."""

Cell = tuple[int, int, int]
"""Zoom, column and row of a tile."""

CHANGED = text(
    # Which tiles of zoom 14, first and last by column and row, did changes touch?
    "SELECT DISTINCT atlas_world_x(ST_XMin(box)) >> 14, atlas_world_y(ST_YMax(box)) >> 14,"
    " atlas_world_x(ST_XMax(box)) >> 14, atlas_world_y(ST_YMin(box)) >> 14"
    " FROM change_queue WHERE layer = :layer AND seq <= :last AND NOT hidden"
    " AND NOT ST_IsEmpty(box)"
)


def tell_batch(connection: Connection, batch: Batch) -> None:
    """Nothing; whoever listens learns which tiles the batch changed."""
    boxes = connection.execute(CHANGED, batch.values)
    tiles = coarsened({tile for box in boxes for tile in covering(*box)})
    for message in messages(batch.layer.id, sorted(tiles)):
        _notify(connection, message)


def tell_all(connection: Connection, layer: Layer) -> None:
    """Nothing; whoever listens learns that every tile of the layer may have changed."""
    _notify(connection, layer.id)


def covering(first_x: int, first_y: int, last_x: int, last_y: int) -> Iterator[Cell]:
    """The tiles, few enough, that cover those of zoom 14 from the first to the last."""
    zoom = FINEST_ZOOM
    while (last_x - first_x + 1) * (last_y - first_y + 1) > MOST_TILES_OF_CHANGE:
        zoom, first_x, first_y, last_x, last_y = (
            zoom - 1, first_x >> 1, first_y >> 1, last_x >> 1, last_y >> 1
        )  # fmt: skip
    for x in range(first_x, last_x + 1):
        for y in range(first_y, last_y + 1):
            yield zoom, x, y


def coarsened(tiles: set[Cell]) -> set[Cell]:
    """The tiles, or where they are too many, fewer coarser ones that hold them."""
    while len(tiles) > MOST_TILES:
        finest = max(zoom for zoom, _, _ in tiles)
        tiles = {
            (zoom - 1, x >> 1, y >> 1) if zoom == finest else (zoom, x, y) for zoom, x, y in tiles
        }
    return tiles


def messages(layer_id: str, tiles: Iterable[Cell]) -> Iterator[str]:
    """The payloads that name the tiles, each short enough."""
    message = layer_id
    for zoom, x, y in tiles:
        name = f" {zoom}/{x}/{y}"
        if len(message) + len(name) > MOST_BYTES:
            yield message
            message = layer_id
        message += name
    if message != layer_id:
        yield message


def _notify(connection: Connection, payload: str) -> None:
    connection.execute(
        text("SELECT pg_notify(:channel, :payload)"), {"channel": CHANNEL, "payload": payload}
    )
