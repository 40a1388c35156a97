"""The region codes of very many points at once, by the rule of `region_chain` in the database."""

from dataclasses import dataclass

import numpy as np
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import MergeAlg
from rasterio.features import rasterize
from scipy.ndimage import binary_dilation
from sqlalchemy import text
from sqlalchemy.orm import Session

CELL_DEGREES = 0.01
"""About a kilometre."""
ODD_SHARE = 0.377
"""Part of a cell by which the grid is moved, so that its lines fall on no round degree."""
MOST_CELLS = 40_000_000

PARTS = text(
    "SELECT part.region_id, ST_AsBinary(part.geom) FROM region_parts AS part"
    " WHERE daterange(part.valid_from, part.valid_to) @> atlas_today()"
    " ORDER BY part.level DESC, part.code, part.region_id"
)
BOUNDARIES = text(
    "SELECT concat_ws('/', atlas_today(), max(part.id), count(*)) FROM region_parts AS part"
)
CHAINS = text(
    "SELECT region_id, oblast_code, district_code, rural_district_code"
    " FROM region_chains(atlas_today())"
)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PointCodes:
    """Region codes of points, shape (n,); None where a level has no unit there."""

    oblast: NDArray[np.object_]
    district: NDArray[np.object_]
    rural_district: NDArray[np.object_]

    @property
    def outside(self) -> NDArray[np.bool_]:
        """Whether no unit holds the point."""
        return np.equal(self.oblast, None).astype(np.bool_)  # type: ignore[call-overload,no-any-return]  # NULL is None


@dataclass(frozen=True, slots=True)
class RegionRaster:
    """Today's units by cell; near a border, where a cell does not tell, the pieces are asked.

    `units` numbers the units by their rank: the deepest first, of one level that with the lowest
    code. `cells` holds a unit's number, -1 outside; `near_border` says where to ask. `ranks` are
    the numbers of the `pieces`, `codes` the three codes of each number, the last row for outside.
    """

    west: float
    north: float
    cell_degrees: float
    cells: NDArray[np.int32]
    near_border: NDArray[np.bool_]
    pieces: shapely.STRtree
    ranks: NDArray[np.int32]
    codes: NDArray[np.object_]

    def codes_of(self, lon: Numbers, lat: Numbers) -> PointCodes:
        """The codes of points by longitude and latitude, EPSG:4326."""
        units = self._units_of(lon, lat)
        oblast, district, rural_district = self.codes[units].T
        return PointCodes(oblast, district, rural_district)

    def _units_of(self, lon: Numbers, lat: Numbers) -> NDArray[np.int32]:
        rows, columns = self.cells.shape
        column = np.floor((lon - self.west) / self.cell_degrees)
        row = np.floor((self.north - lat) / self.cell_degrees)
        inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        column = np.where(inside, column, 0).astype(np.int64)
        row = np.where(inside, row, 0).astype(np.int64)
        units = np.where(inside, self.cells[row, column], -1).astype(np.int32)
        unsure = np.flatnonzero(inside & self.near_border[row, column])
        if len(unsure):
            units[unsure] = self._exact(lon[unsure], lat[unsure])
        return units

    def _exact(self, lon: Numbers, lat: Numbers) -> NDArray[np.int32]:
        points, pieces = self.pieces.query(shapely.points(lon, lat))
        hits = shapely.intersects_xy(self.pieces.geometries[pieces], lon[points], lat[points])
        points, pieces = points[hits], pieces[hits]
        last = np.int32(len(self.codes))
        units = np.full(len(lon), last, np.int32)
        np.minimum.at(units, points, self.ranks[pieces])
        return np.where(units == last, np.int32(-1), units)


def boundaries_now(session: Session) -> str:
    """What tells today's boundaries from others: pieces are numbered anew when they change."""
    return str(session.scalar(BOUNDARIES))


def region_raster(session: Session) -> RegionRaster | None:
    """The raster of today's units, from their pieces; None where there is no unit."""
    rows = session.execute(PARTS).all()
    if not rows:
        return None
    pieces = shapely.from_wkb([row[1] for row in rows])
    unit_ids = list(dict.fromkeys(row[0] for row in rows))
    rank_of = {unit_id: rank for rank, unit_id in enumerate(unit_ids)}
    ranks = np.array([rank_of[row[0]] for row in rows], np.int32)
    chains = {row[0]: row[1:] for row in session.execute(CHAINS)}
    codes = np.full((len(unit_ids) + 1, 3), None, np.object_)
    for unit_id, rank in rank_of.items():
        codes[rank] = chains[unit_id]
    return _raster(pieces, ranks, codes)


def _raster(
    pieces: NDArray[np.object_], ranks: NDArray[np.int32], codes: NDArray[np.object_]
) -> RegionRaster:
    west, south, east, north = shapely.total_bounds(pieces)
    size = max(CELL_DEGREES, float(np.sqrt((east - west) * (north - south) / MOST_CELLS)))
    west, north = west - (1 + ODD_SHARE) * size, north + (1 + ODD_SHARE) * size
    shape = (int((north - south) / size) + 3, int((east - west) / size) + 3)
    grid = Affine(size, 0, west, 0, -size, north)
    # The lowest rank is drawn last, so that it stands where several units hold a cell.
    drawn = np.argsort(-ranks, kind="stable")
    cells = rasterize(
        zip(pieces[drawn], ranks[drawn].tolist(), strict=True),
        shape, fill=-1, transform=grid, dtype=np.int32, merge_alg=MergeAlg.replace,
    )  # fmt: skip
    touched = rasterize(
        ((line, 1) for line in _borders(pieces, ranks)),
        shape, fill=0, transform=grid, all_touched=True, dtype=np.uint8,
    )  # fmt: skip
    near_border = binary_dilation(touched.astype(np.bool_), np.ones((3, 3), np.bool_))
    shapely.prepare(pieces)
    return RegionRaster(
        west, north, size, cells, near_border, shapely.STRtree(pieces), ranks, codes
    )


def _borders(pieces: NDArray[np.object_], ranks: NDArray[np.int32]) -> NDArray[np.object_]:
    """The borders of whole units, without the seams between their pieces where these fit."""
    order = np.argsort(ranks, kind="stable")
    first = np.flatnonzero(np.diff(ranks[order], prepend=-1))
    units = [shapely.union_all(unit) for unit in np.split(pieces[order], first[1:])]
    return shapely.boundary(np.array(units, np.object_))
