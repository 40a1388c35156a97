"""Which geometries reach beyond an outline that is itself only known to some accuracy."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.distance.plane import on_plane

FOLLOWED_DEGREES = 0.01
"""How densely edges are followed where their ends alone do not tell: about a kilometre."""

Flags = NDArray[np.bool_]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Outline:
    """An area in small pieces, EPSG:4326; the outline of each is true to `accuracy_m` metres.

    Both arrays have the shape (p,).
    """

    pieces: NDArray[np.object_]
    accuracy_m: Numbers

    def beyond(self, geometry: NDArray[np.object_], accuracy_m: Numbers | None = None) -> Flags:
        """Which geometries have any part farther out than the accuracies allow, shape (n,).

        The larger of a geometry's own accuracy and that of the nearby outline counts; nan is none.
        What is missing or empty is not beyond.
        """
        outside = np.flatnonzero(~self._holds(geometry))
        own_m = np.zeros(len(geometry)) if accuracy_m is None else np.nan_to_num(accuracy_m)
        beyond = np.zeros(len(geometry), dtype=np.bool_)
        followed = shapely.segmentize(geometry[outside], FOLLOWED_DEGREES)
        places, of_shape = shapely.get_coordinates(followed, return_index=True)
        if not len(places):
            return beyond
        rows = outside[of_shape]
        np.logical_or.at(beyond, rows, ~self._reaches(places, own_m[rows]))
        return beyond

    def _holds(self, geometry: NDArray[np.object_]) -> Flags:
        """Which geometries lie wholly within the outline as it is drawn."""
        is_there = shapely.is_geometry(geometry) & ~shapely.is_empty(geometry)
        is_point = is_there & (shapely.get_type_id(geometry) == shapely.GeometryType.POINT)
        held = np.ones(len(geometry), dtype=np.bool_)
        points = geometry[is_point]
        held[is_point] = shapely.intersects_xy(
            self._whole, shapely.get_x(points), shapely.get_y(points)
        )
        others = is_there & ~is_point
        held[others] = shapely.covers(self._whole, geometry[others])
        return held

    def _reaches(self, places: Numbers, own_m: Numbers) -> Flags:
        """Which places lie no farther from a piece than their own accuracy or the piece's."""
        reached = np.zeros(len(places), dtype=np.bool_)
        flat = on_plane(places)
        usable = np.flatnonzero(np.isfinite(flat).all(axis=1))
        points = np.asarray(shapely.points(flat[usable]))
        farthest_m = np.maximum(own_m[usable], self.accuracy_m.max())
        near, pieces = self._tree.query(points, "dwithin", distance=farthest_m)
        allowed_m = np.maximum(own_m[usable][near], self.accuracy_m[pieces])
        distances_m = shapely.distance(points[near], self._tree.geometries[pieces])
        reached[usable[near[distances_m <= allowed_m]]] = True
        return reached

    @cached_property
    def _whole(self) -> BaseGeometry:
        whole = shapely.union_all(self.pieces)
        shapely.prepare(whole)
        return whole

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.transform(self.pieces, on_plane))
