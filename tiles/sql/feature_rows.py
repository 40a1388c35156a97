"""The rows of a catalogue layer in one tile, as every reader may see them."""

from sqlalchemy import Subquery, select

from layers.access import Readable
from layers.materialized.tile_fields import attribute, tile_fields
from tiles.sql.filters import Filters, wanted_rows
from tiles.sql.generalise import Generalisation, form_of, mercator
from tiles.sql.point_rows import point_rows
from tiles.sql.pyramid import cell_rows
from tiles.sql.shape_rows import shape_rows
from tiles.sql.statement import SURROUNDINGS, computed_once, in_tile


def feature_rows(layer: Readable, filters: Filters, zoom: int) -> Subquery:
    """The rows `mvt`, `id` and attributes of the wanted features in the tile."""
    match form_of(layer.layer, zoom):
        case Generalisation.COUNTED:
            return cell_rows(layer, filters, zoom)
        case Generalisation.POINTED:
            return point_rows(layer, filters)
        case Generalisation.SIMPLIFIED:
            return shape_rows(layer, wanted_rows(layer, filters))
        case Generalisation.WHOLE:
            return _whole_rows(layer, filters)


def _whole_rows(layer: Readable, filters: Filters) -> Subquery:
    """The rows of areas and points as they are, by id."""
    rows = computed_once(
        layer.select(
            layer.layer.table.id,
            in_tile(mercator(layer.place)).label("mvt"),
            *(attribute(layer, field) for field in tile_fields(layer.layer)),
        )
        .where(layer.place.op("&&")(SURROUNDINGS), wanted_rows(layer, filters))
        .order_by(layer.layer.table.id)
    )
    return select(rows).where(rows.c.mvt.is_not(None)).subquery()
