"""Points that a file brings as geometries, beside the written ones."""

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.coordinates.columns import Flags, sure_rows
from geo.coordinates.parsing import parse_pair
from geo.coordinates.written_place import AxisOrder
from geo.crs.reference_system import ReferenceSystem
from ingest.location.placing.place_columns import WrittenRows, joined
from ingest.rows.batch import Batch

POINT = shapely.GeometryType.POINT


def drawn_geometries(batch: Batch) -> NDArray[np.object_]:
    """The flat geometries of the rows, a collection of one as the one; None where none is drawn."""
    count = len(batch)
    if batch.geometry is None:
        return np.full(count, None, dtype=object)
    drawn = np.array(shapely.force_2d(batch.geometry), dtype=object)
    drawn[shapely.is_empty(drawn)] = None
    alone = shapely.get_num_geometries(drawn) == 1
    drawn[alone] = shapely.get_geometry(drawn[alone], 0)
    return drawn


def add_points(
    written: WrittenRows, drawn: NDArray[np.object_], declared: ReferenceSystem | None = None
) -> Flags:
    """Which rows bring points; `written` has their numbers afterwards, where these are sure.

    Metres of a declared system are taken as they are, degrees only where they lie in the country
    as longitude and latitude.
    """
    is_point = np.asarray(shapely.get_type_id(drawn) == POINT)
    rows = np.flatnonzero(is_point)
    east, north = shapely.get_x(drawn[rows]), shapely.get_y(drawn[rows])
    written.texts[rows] = joined(east.astype(object), north.astype(object), ", ")
    if declared is not None and declared.is_projected:
        written.east[rows], written.north[rows] = east, north
        written.is_projected[rows] = True
        return is_point
    sure = sure_rows(east, north, AxisOrder.EAST_FIRST)
    written.east[rows] = np.where(sure.is_sure, sure.east, np.nan)
    written.north[rows] = np.where(sure.is_sure, sure.north, np.nan)
    written.is_projected[rows] = sure.is_projected
    for place in np.flatnonzero(~sure.is_sure).tolist():
        odd = parse_pair(float(east[place]), float(north[place]), AxisOrder.EAST_FIRST)
        written.unsure[int(rows[place])] = odd
    return is_point


def add_middles(written: WrittenRows, drawn: NDArray[np.object_], rows: Flags) -> None:
    """Put into `written` the middles of these shapes, from which their system is found out.

    A shape stays without where its middle is no place of the country in any system.
    """
    at = np.flatnonzero(rows)
    west, south, east, north = shapely.bounds(drawn[at]).T
    middle = sure_rows((west + east) / 2, (south + north) / 2, AxisOrder.EAST_FIRST)
    written.east[at] = np.where(middle.is_sure, middle.east, np.nan)
    written.north[at] = np.where(middle.is_sure, middle.north, np.nan)
    written.is_projected[at] = middle.is_projected


def has_heights(drawn: NDArray[np.object_]) -> Flags:
    """Which geometries have a height other than 0, as files write that know of none."""
    high = np.asarray(shapely.has_z(drawn))
    heights = shapely.get_coordinates(drawn[high], include_z=True, return_index=True)
    real = np.nan_to_num(heights[0][:, 2]) != 0
    found = np.zeros(len(drawn), dtype=np.bool_)
    found[np.flatnonzero(high)[heights[1][real]]] = True
    return found
