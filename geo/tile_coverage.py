"""Polygons simplified for a zoom as one coverage, on the grid of its tiles.

Every vertex lies on a whole tile unit, so that writing a tile rounds nothing: neighbours that share
a border here share it in the tile, vertex by vertex.
"""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geo.grid import half_pixel_m, tile_size_m
from geo.repair import valid_polygons

UNITS_OF_TILE = 4096
"""Tile units along a tile's edge (the extent of MVT)."""


def tile_coverage(polygons: Sequence[BaseGeometry], zoom: int) -> list[MultiPolygon]:
    """The polygons as a zoom can show them, EPSG:3857, in their order; empty where too small.

    Shared edges are simplified once (Visvalingam-Whyatt, half a pixel) and rounded once, so valid
    coverages stay valid. Where they overlap, each keeps what it covers.
    """
    if not polygons:
        return []
    unit = tile_size_m(zoom) / UNITS_OF_TILE
    simplified = shapely.coverage_simplify(np.asarray(polygons), half_pixel_m(zoom))
    rounded = _rounded(shapely.transform(simplified, lambda xy: xy / unit))
    in_metres = shapely.transform(rounded, lambda xy: xy * unit)
    return [_multi(polygon) for polygon in in_metres]


def _rounded(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """The polygons on whole numbers, valid and with the borders that they share.

    Each vertex goes to the nearest whole place. Where this closes a narrow part or lays borders
    across each other, the polygons around are noded there together; all of them, where that does
    not fit the others.
    """
    rounded = shapely.transform(polygons, np.round)
    broken = _broken(rounded)
    if broken.any():
        near = _around(polygons, broken)
        far = np.flatnonzero(_around(polygons, near))
        noded = np.asarray(_snap_rounded(polygons[far]))
        rounded[near] = noded[near[far]]
        if _broken(rounded).any():
            rounded = np.asarray(_snap_rounded(polygons))
    return np.asarray(shapely.remove_repeated_points(rounded))


def _broken(polygons: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Which polygons are invalid, or do not fit their neighbours."""
    broken = ~shapely.is_valid(polygons)
    sound = polygons.copy()
    sound[broken] = MultiPolygon()
    return np.asarray(broken | ~shapely.is_empty(shapely.coverage_invalid_edges(sound)))


def _around(polygons: NDArray[np.object_], chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The chosen polygons with all whose boxes meet theirs."""
    _, met = shapely.STRtree(polygons).query(polygons[chosen])
    around = chosen.copy()
    around[met] = True
    return around


def _snap_rounded(polygons: NDArray[np.object_]) -> list[MultiPolygon]:
    """The polygons with their borders noded and rounded to whole numbers together (Hobby 1999).

    The faces between the borders go to the polygons that held them before.
    """
    borders = shapely.union_all(shapely.boundary(polygons), grid_size=1)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(borders)))
    inside = shapely.point_on_surface(faces)
    sound = np.array([_sound(polygon) for polygon in polygons], dtype=object)
    held, owners = shapely.STRtree(sound).query(inside, predicate="within")
    return [
        valid_polygons(shapely.coverage_union_all(faces[held[owners == number]]))
        for number in range(len(polygons))
    ]


def _sound(polygon: BaseGeometry) -> BaseGeometry:
    return polygon if polygon.is_valid else valid_polygons(polygon)


def _multi(polygon: BaseGeometry) -> MultiPolygon:
    return MultiPolygon([part for part in shapely.get_parts(polygon) if part.area > 0])
