"""The regions' polygons in memory, for millions of places without a round trip each."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from layers.regions.region import RegionPart, valid_on

NOWHERE = -1

Coordinates = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Chain:
    """The codes of a unit and its ancestors, as a feature row carries them."""

    oblast_code: str
    district_code: str | None
    rural_district_code: str | None

    @property
    def akimat_code(self) -> str:
        """The unit whose akimat answers for the place: the district, or the city itself."""
        return self.district_code or self.oblast_code


class RegionPieces:
    """Small pieces of every unit's polygon on one day, the deepest units first."""

    def __init__(self, session: Session, on: date) -> None:
        rows = session.execute(
            select(RegionPart.region_id, RegionPart.geom)
            .where(valid_on(RegionPart, on))
            .order_by(RegionPart.level.desc(), RegionPart.code)
        ).all()
        chains = {
            region_id: Chain(*codes)
            for region_id, *codes in session.execute(
                text("SELECT * FROM region_chains(:on)"), {"on": on}
            )
        }
        self.chains = list(dict.fromkeys(chains[region_id] for region_id, _ in rows))
        number = {chain: index for index, chain in enumerate(self.chains)}
        self._chain_of_piece = np.array(
            [number[chains[region_id]] for region_id, _ in rows], dtype=np.int64
        )
        self._tree = shapely.STRtree(shapely.from_wkb([bytes(geom.data) for _, geom in rows]))
        akimats = {code: index for index, code in enumerate(sorted(set(map(_akimat, self.chains))))}
        self.akimat_of_chain = np.array(
            [akimats[chain.akimat_code] for chain in self.chains], dtype=np.int64
        )
        """A number for each chain's akimat: two places with the same one share it."""

    def chain_at(self, longitude: Coordinates, latitude: Coordinates) -> Indices:
        """For each place the index of its chain in `chains`, NOWHERE outside; EPSG:4326."""
        places = shapely.points(np.column_stack([longitude, latitude]))
        place, piece = self._tree.query(places, predicate="intersects")
        first = np.full(len(longitude), len(self._chain_of_piece), dtype=np.int64)
        np.minimum.at(first, place, piece)
        found = first < len(self._chain_of_piece)
        return np.where(found, np.append(self._chain_of_piece, NOWHERE)[first], NOWHERE)


def _akimat(chain: Chain) -> str:
    return chain.akimat_code
