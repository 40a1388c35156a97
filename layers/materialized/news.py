"""News of changed tiles, on the channel `atlas_tiles`, sent when the transaction commits."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection, TextClause, text

from geo.grid import WORLD_BITS
from layers.materialized.part import ChangeBatch
from layers.materialized.row_values import ROW
from layers.materialized.row_values import box as box_of
from layers.model.layer import GeometryKind, Layer

CHANNEL = "atlas_tiles"
MOST_BYTES = 7_500
"""Of one message; PostgreSQL takes 8,000."""
MOST_TILES = 1_000
"""Of one batch; where more changed, coarser tiles stand for them."""
MOST_TILES_OF_CHANGE = 16
FINEST_ZOOM = 14
BUFFER_BITS = 6
"""Lines and areas are drawn into the next tile over a 64th of its edge."""
UNIT_BITS = 12
"""What is drawn is rounded to a 4096th of a tile's edge, and may so reach that much farther."""

Cell = tuple[int, int, int]
"""Zoom, column and row of a tile."""
Span = tuple[int, int, int, int]
"""First column and row, last column and row, of tiles or in world units."""

BOXES = (
    # Which boxes, in world units?
    "SELECT DISTINCT atlas_world_x(ST_XMin(box)) & mask, atlas_world_y(ST_YMax(box)) & mask,"
    " atlas_world_x(ST_XMax(box)) & mask, atlas_world_y(ST_YMin(box)) & mask"
    " FROM {source}, CAST(:mask AS integer) AS mask"
    " WHERE {condition} AND NOT ST_IsEmpty(box)"
)
CHANGED = text(
    BOXES.format(source="change_queue", condition="layer = :layer AND seq <= :last AND NOT hidden")
)


def notify_changed_tiles(connection: Connection, batch: ChangeBatch) -> None:
    """Tell whoever listens which tiles the batch changed."""
    _tell(connection, batch.layer, CHANGED, batch.values)


def tell_rows(connection: Connection, layer: Layer, ids: Collection[int]) -> None:
    """Tell whoever listens in which tiles rows of the layer are drawn anew."""
    if len(ids) > MOST_TILES:
        notify_all_tiles(connection, layer)
        return
    rows = f"(SELECT {ROW}.id, {box_of(layer)} AS box FROM {layer.table.__tablename__} AS {ROW})"  # noqa: S608 - names of the catalogue
    boxes = BOXES.format(source=f"{rows} AS placed", condition="id = ANY(:ids)")
    _tell(connection, layer, text(boxes), {"ids": list(ids)})


def notify_all_tiles(connection: Connection, layer: Layer) -> None:
    """Tell whoever listens that every tile of the layer may have changed."""
    _notify(connection, layer.id)


def _tell(
    connection: Connection, layer: Layer, boxes: TextClause, values: Mapping[str, object]
) -> None:
    """Tell whoever listens which tiles show what lies in the boxes."""
    has_points_alone = layer.geometry is GeometryKind.POINT
    mask = -(1 << WORLD_BITS - FINEST_ZOOM) if has_points_alone else -1
    tiles: set[Cell] = set()
    for left, top, right, bottom in connection.execute(boxes, {**values, "mask": mask}):
        box = (left, top, right, bottom)
        tiles.update(covering(box), () if has_points_alone else reached(box))
    for message in messages(layer.id, sorted(coarsened(tiles))):
        _notify(connection, message)


def covering(box: Span) -> Iterator[Cell]:
    """The finest tiles, at most sixteen, that cover a box in world units."""
    zoom = FINEST_ZOOM
    while _number(span := _span(box, zoom)) > MOST_TILES_OF_CHANGE:
        zoom -= 1
    yield from _tiles(zoom, span)


def reached(box: Span) -> Iterator[Cell]:
    """The tiles beside a box into which it is drawn over their edge.

    Finer ones than those that cover the box lie within them and their neighbours.
    """
    finest = next(covering(box))[0]
    for zoom in range(finest, 0, -1):
        buffer = (1 << WORLD_BITS - zoom - BUFFER_BITS) + (1 << WORLD_BITS - zoom - UNIT_BITS)
        left, top, right, bottom = box
        wide = _span((left - buffer, top - buffer, right + buffer, bottom + buffer), zoom)
        yield from set(_tiles(zoom, wide)).difference(_tiles(zoom, _span(box, zoom)))


def _span(box: Span, zoom: int) -> Span:
    """The tiles of a zoom from that of the north-western corner to the south-eastern one."""
    last = (1 << zoom) - 1
    left, top, right, bottom = (max(0, min(last, unit >> (WORLD_BITS - zoom))) for unit in box)
    return left, top, right, bottom


def _number(span: Span) -> int:
    left, top, right, bottom = span
    return (right - left + 1) * (bottom - top + 1)


def _tiles(zoom: int, span: Span) -> Iterator[Cell]:
    left, top, right, bottom = span
    return ((zoom, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


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
