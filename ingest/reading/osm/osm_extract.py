"""Extracts of OpenStreetMap (.osm.pbf): what a mapping takes for one layer, as a table."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import batched, chain
from pathlib import Path

import numpy as np
import osmium
from osmium import BaseFilter, osm
from osmium.filter import IdFilter, KeyFilter
from pyproj import CRS
from shapely import Point
from shapely.geometry.base import BaseGeometry

from core.text import Text
from ingest.reading.osm.osm_mapping import DEFAULT, OsmLayer, osm_layers
from ingest.reading.osm.osm_shapes import Position, relation_shape, way_shape
from ingest.reading.table.headed_table import as_cells
from ingest.rows.batch import ROWS_PER_BATCH, Batch
from ingest.rows.table import ChooseSheetError, UnreadableFileError
from layers.model.layer import GeometryKind

BROKEN_EXTRACT = Text(
    "бұл бүтін .osm.pbf емес: файл бүлінген немесе толық көшірілмеген",
    "это не целый .osm.pbf: файл повреждён или скопирован не полностью",
    "it is no whole .osm.pbf: it is damaged or was cut off",
)
WGS84 = CRS("EPSG:4326").to_wkt()
MAPPING_ENDING = ".yaml"
TAKE_POINTS = (GeometryKind.POINT, GeometryKind.POINT_OR_POLYGON)
BITS: dict[type, osm.osm_entity_bits] = {
    osm.Node: osm.NODE, osm.Way: osm.WAY, osm.Relation: osm.RELATION,
}  # fmt: skip

OsmRow = tuple[str, dict[str, str], BaseGeometry | None]
"""An object by its key, such as `node/123`, with its tags and its shape."""


@dataclass(frozen=True, slots=True)
class OsmTable:
    """The objects that the layer takes: nodes, then ways, then relations of ways.

    An object whose parts the extract lacks is a row without geometry; a node is no row of a layer
    of lines or areas. The extract is read several times over, and only the objects taken, with
    their parts, are held in memory.
    """

    path: Path
    kind: GeometryKind
    layer: OsmLayer = field(repr=False)
    has_geometry: bool = True
    crs: str | None = field(default=WGS84, repr=False)
    row_count: int | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the mapping names."""
        return self.layer.columns

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All objects, at most `size` at a time. Raises UnreadableFileError."""
        first = 1
        with _whole(self.path):
            for rows in batched(self._rows(), size):
                yield self._batch(rows, first)
                first += len(rows)

    def _batch(self, rows: tuple[OsmRow, ...], first: int) -> Batch:
        told = [self.layer.cells(osm_id, tags) for osm_id, tags, _ in rows]
        shapes = np.empty(len(rows), dtype=object)
        shapes[:] = [shape for _, _, shape in rows]
        return Batch(
            numbers=np.arange(first, first + len(rows), dtype=np.int64),
            cells={name: as_cells([cells[name] for cells in told]) for name in self.columns},
            geometry=shapes,
        )

    def _rows(self) -> Iterator[OsmRow]:
        if self.kind in TAKE_POINTS:
            for node in self._taken(osm.Node):
                yield f"node/{node.id}", dict(node.tags), Point(node.lon, node.lat)
        ways = {way.id: (dict(way.tags), _refs(way)) for way in self._taken(osm.Way)}
        relations = {
            each.id: (dict(each.tags), [part.ref for part in each.members if part.type == "w"])
            for each in self._taken(osm.Relation)
        }
        members = set(chain.from_iterable(parts for _, parts in relations.values()))
        nodes_of = {way: nodes for way, (_, nodes) in ways.items()} | self._nodes_of(members)
        positions = self._positions(set(chain.from_iterable(nodes_of.values())))
        for way_id, (tags, nodes) in ways.items():
            yield f"way/{way_id}", tags, way_shape(_known(nodes, positions), tags, self.kind)
        for relation_id, (tags, parts) in relations.items():
            lines = [_known(nodes_of.get(part, ()), positions) for part in parts]
            yield f"relation/{relation_id}", tags, relation_shape(lines, tags, self.kind)

    def _taken[Entity: (osm.Node, osm.Way, osm.Relation)](
        self, entity: type[Entity]
    ) -> Iterator[Entity]:
        """The objects that the layer takes; each only until the next one is asked for."""
        for each in _read(self.path, entity, KeyFilter(*self.layer.keys)):
            if self.layer.takes(dict(each.tags)):
                yield each

    def _nodes_of(self, ways: set[int]) -> dict[int, tuple[int, ...]]:
        """The nodes of each of the ways that the extract has."""
        return {way.id: _refs(way) for way in _read(self.path, osm.Way, IdFilter(ways))}

    def _positions(self, nodes: set[int]) -> dict[int, Position]:
        """Longitude and latitude of each of the nodes that the extract has."""
        found = _read(self.path, osm.Node, IdFilter(nodes))
        return {node.id: (node.lon, node.lat) for node in found}


def _read[Entity: (osm.Node, osm.Way, osm.Relation)](
    path: Path, entity: type[Entity], only: BaseFilter
) -> Iterator[Entity]:
    for each in osmium.FileProcessor(path, BITS[entity]).with_filter(only):
        if isinstance(each, entity):
            yield each


def _refs(way: osm.Way) -> tuple[int, ...]:
    return tuple(node.ref for node in way.nodes)


def osm_table(
    path: Path, kind: GeometryKind, sheet: str | None = None, mapping: Path | None = None
) -> OsmTable:
    """The table of the layer of the mapping that `sheet` names.

    The mapping is the one given, or one beside the extract (`almaty.osm.yaml`), or the atlas's own.
    Raises UnreadableFileError, ChooseSheetError, UnusableOsmMappingError.
    """
    with _whole(path), osmium.io.Reader(path) as reader:
        reader.header()
    layers = osm_layers(mapping or mapping_of(path))
    if sheet not in layers:
        raise ChooseSheetError(path.name, field="sheet", sheets=", ".join(layers))
    return OsmTable(path, kind, layers[sheet])


def mapping_of(path: Path) -> Path:
    """The mapping beside the extract, or the atlas's own."""
    beside = path.with_suffix(MAPPING_ENDING)
    return beside if beside.is_file() else DEFAULT


def _known(nodes: Iterable[int], positions: Mapping[int, Position]) -> list[Position]:
    return [positions[node] for node in nodes if node in positions]


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        yield
    except (RuntimeError, OSError, ValueError) as error:
        raise UnreadableFileError(path.name, BROKEN_EXTRACT) from error
