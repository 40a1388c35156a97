"""Shapes as points and short pieces of edges, for searches of what is nearest; EPSG:4326.

An edge is an arc of a great circle over longitude and latitude, as PostGIS understands that of a
`geography`, and not the straight line of a map.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.distance.geodesic import Places

LONGEST_PIECE_M = 2000
EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of WGS 84 (Moritz 2000)."""
FIRST_COLLECTION = 4
"""GEOS numbers single shapes below, shapes of several parts from here on."""

Shapes = NDArray[np.object_]
"""Shapely geometries, shape (n,)."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of edges, each from `starts` to `ends`; the two are one for a point."""

    starts: Places
    ends: Places


@dataclass(frozen=True, slots=True)
class Areas:
    """Rings as polygons, and which polygon each is of: what lies in an odd number of them is in."""

    rings: Shapes
    owners: NDArray[np.intp]

    def hold(self, places: Places) -> NDArray[np.bool_]:
        """Whether each place lies in one of the polygons."""
        tree = shapely.STRtree(self.rings)
        place, ring = tree.query(shapely.points(places), predicate="intersects")
        pairs = np.column_stack((place, self.owners[ring]))
        inside, times = np.unique(pairs, axis=0, return_counts=True)
        held = np.zeros(len(places), dtype=bool)
        held[inside[times % 2 == 1, 0]] = True
        return held


def parts_of(shapes: Shapes) -> Shapes:
    """The single points, lines and polygons of which the shapes consist; missing ones have none."""
    while (shapely.get_type_id(shapes) >= FIRST_COLLECTION).any():
        shapes = shapely.get_parts(shapes)
    return shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]


def pieces_of(parts: Shapes) -> tuple[Pieces, Areas]:
    """The points and edges of single shapes, and their areas.

    Edges are at most two kilometres long; points that fall together are one.
    """
    kinds = shapely.get_type_id(parts)
    points = parts[kinds == shapely.GeometryType.POINT]
    is_line = np.isin(kinds, (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING))
    polygons = parts[kinds == shapely.GeometryType.POLYGON]
    rings, owners = shapely.get_rings(polygons, return_index=True)
    vertices, ring = _cut(rings)
    spots = _distinct(shapely.get_coordinates(points))
    edges = (_consecutive(*_cut(parts[is_line])), _consecutive(vertices, ring))
    pieces = Pieces(
        np.concatenate((spots, *(each.starts for each in edges))),
        np.concatenate((spots, *(each.ends for each in edges))),
    )
    return pieces, Areas(_filled(vertices, ring), owners)


def _distinct(spots: Places) -> Places:
    """Each of the places once.

    As complex numbers they are sorted four times as fast, and nobody waits for Python meanwhile.
    """
    pairs: Places = np.ascontiguousarray(spots).view(np.complex128)
    return np.unique(pairs).view(np.float64).reshape(-1, 2)


def _filled(vertices: Places, ring: NDArray[np.intp]) -> Shapes:
    """Each ring as a polygon."""
    filled = np.empty(int(ring[-1]) + 1 if len(ring) else 0, dtype=object)
    if len(filled):
        filled[:] = shapely.polygons(shapely.linearrings(vertices, indices=ring))
    return filled


def points_between(starts: Places, ends: Places, shares: NDArray[np.float64]) -> Places:
    """The points that lie on the arcs from start to end at a share of the way, 0-1."""
    first, last = _unit_vectors(starts), _unit_vectors(ends)
    angle = _angle(first, last)[:, None]
    share = shares[:, None]
    sine = np.sin(angle)
    arcs = sine[:, 0] > 0
    sine = np.where(sine > 0, sine, 1.0)
    along = (np.sin((1 - share) * angle) * first + np.sin(share * angle) * last) / sine
    longitude = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    latitude = np.degrees(np.arctan2(along[:, 2], np.hypot(along[:, 0], along[:, 1])))
    between = np.column_stack((longitude, latitude))
    # What begins or ends the arc is given as it stands, not rounded by sines.
    between = np.where(arcs[:, None] & (share > 0), between, starts)
    return np.where(share >= 1, ends, between)


def _cut(lines: Shapes) -> tuple[Places, NDArray[np.intp]]:
    """The vertices of the lines, and more of them on long edges, with the number of their line."""
    vertices, line = shapely.get_coordinates(lines, return_index=True)
    whole = _consecutive(vertices, line)
    edge = np.flatnonzero(line[:-1] == line[1:])
    metres = EARTH_RADIUS_M * _angle(_unit_vectors(whole.starts), _unit_vectors(whole.ends))
    counts = np.ones(len(vertices), dtype=np.intp)
    counts[edge] = np.maximum(np.ceil(metres / LONGEST_PIECE_M), 1)
    first = np.cumsum(counts) - counts
    source = np.repeat(np.arange(len(vertices)), counts)
    shares = (np.arange(len(source)) - first[source]) / counts[source]
    following = np.minimum(source + 1, len(vertices) - 1)
    return points_between(vertices[source], vertices[following], shares), line[source]


def _consecutive(vertices: Places, line: NDArray[np.intp]) -> Pieces:
    edge = np.flatnonzero(line[:-1] == line[1:])
    return Pieces(vertices[edge], vertices[edge + 1])


def _unit_vectors(places: Places) -> NDArray[np.float64]:
    longitude, latitude = np.radians(places).T
    across = np.cos(latitude)
    return np.column_stack(
        (across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude))
    )


def _angle(first: NDArray[np.float64], last: NDArray[np.float64]) -> NDArray[np.float64]:
    """The angle between unit vectors in radians, exact for small ones too."""
    chord = np.linalg.norm(first - last, axis=1)
    angle: NDArray[np.float64] = 2 * np.arcsin(np.clip(chord / 2, 0, 1))
    return angle
