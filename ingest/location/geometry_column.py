"""The column of a table that holds geometries as texts, found by what stands in it."""

from collections.abc import Iterator, Mapping

from ingest.mapping.column_evidence import ASKED, ColumnBy, ColumnEvidence, geometry_score
from ingest.mapping.mapping_names import LocationPart
from ingest.rows.batch import InputTable
from layers.model.layer import GeometryKind
from layers.reading.geometry import SHAPES_OF

PLACES = frozenset(
    {
        LocationPart.LATITUDE,
        LocationPart.LONGITUDE,
        LocationPart.X,
        LocationPart.Y,
        LocationPart.COORDINATES,
    }
)


def geometry_evidence(
    table: InputTable, kind: GeometryKind, known: Mapping[str, str]
) -> Iterator[ColumnEvidence]:
    """The columns whose cells are geometries, where no column is `known` to tell the place.

    Such cells cannot be taken for anything else, so that nobody has to confirm them.
    """
    if table.has_geometry or not PLACES.isdisjoint(known) or LocationPart.GEOMETRY in known:
        return
    batch = next(table.batches(), None)
    for name, cells in batch.cells.items() if batch else ():
        filled = [cell for cell in cells if cell != ""][:ASKED]
        if score := geometry_score(filled, SHAPES_OF[kind]):
            yield ColumnEvidence(name, LocationPart.GEOMETRY, ColumnBy.VALUE, score)
