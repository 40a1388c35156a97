"""Geometries that a file holds as WKB, each read by itself where one of them is odd."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.curves import NotACurveError, straight
from ingest.reading.table import row_faults
from ingest.rows.row_problem import RowProblem

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DecodedGeometries:
    """Geometries, None where there is none, and what is odd in them by position."""

    geometry: NDArray[np.object_]
    unread: dict[int, str] = field(default_factory=dict)
    """Those that are no geometry, with how they begin."""
    closed: frozenset[int] = frozenset()
    """Those with a ring that was not closed."""

    def problems(self, numbers: Numbers) -> tuple[RowProblem, ...]:
        """The problems of rows with these numbers."""
        return (
            *(
                row_faults.unreadable_shape(int(numbers[at]), how)
                for at, how in self.unread.items()
            ),
            *(row_faults.ring_closed(int(numbers[at])) for at in sorted(self.closed)),
        )


def shapes_of(wkb: NDArray[np.object_]) -> DecodedGeometries:
    """The geometries of WKB, bytes or None; arcs as lines of short pieces."""
    geometry = _together(wkb)
    unread: dict[int, str] = {}
    closed = set()
    for at in np.flatnonzero(geometry == None).tolist():  # noqa: E711 - compared one by one
        if not wkb[at]:
            continue
        content = bytes(wkb[at])
        geometry[at] = _read(content, "ignore")
        if geometry[at] is None:
            geometry[at] = _read(content, "fix")
            if geometry[at] is not None:
                closed.add(at)
        if geometry[at] is None:
            geometry[at] = _straight(content)
        if geometry[at] is None:
            unread[at] = content[: row_faults.LONGEST_VALUE // 4].hex()
    return DecodedGeometries(geometry, unread, frozenset(closed))


def _together(wkb: NDArray[np.object_]) -> NDArray[np.object_]:
    """The geometries read at once; None for all where one of them is of a kind beyond GEOS."""
    try:
        return np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object)
    except (ShapelyError, NotImplementedError, TypeError):
        return np.full(len(wkb), None, dtype=object)


def _read(wkb: bytes, on_invalid: Literal["ignore", "fix"]) -> BaseGeometry | None:
    try:
        read: BaseGeometry | None = shapely.from_wkb(wkb, on_invalid=on_invalid)
    except (ShapelyError, NotImplementedError, TypeError):
        return None
    return read


def _straight(wkb: bytes) -> BaseGeometry | None:
    try:
        return straight(wkb)
    except NotACurveError:
        return None
