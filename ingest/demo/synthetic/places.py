"""The settlements around which synthetic rows lie, and places scattered about them."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from geoalchemy2 import Geometry
from numpy.typing import NDArray
from shapely import Point
from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import Session

from core.errors import AtlasError
from core.text import Language, Text
from geo.distance.measure import SPHEROID
from ingest.demo.synthetic.labels import SAMPLE
from ingest.demo.synthetic.region_pieces import NOWHERE, Coordinates, Indices, RegionPieces
from layers.catalogue.settlements import Settlement

USUAL_RESIDENTS = {"city": 30_000, "town": 4_000, "village": 700, "other": 150}
"""Stands in where the number is not known."""

CORE_RADIUS_M = 250.0
RADIUS_PER_ROOT_M = 6.0
"""A settlement's typical radius grows with the root of its residents: 9 km at 2.2 million."""

PULLED_IN = 0.35
"""A place that falls into another akimat's territory is pulled towards its settlement by this."""
PULLS = 4


class NoSettlementsError(AtlasError):
    """No settlement lies in a region, around which synthetic rows could be scattered."""

    phrase = Text(
        "Алдымен өңірлер мен елді мекендерді жүктеңіз.",
        "Сначала загрузите регионы и населённые пункты.",
        "Load the regions and settlements first.",
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """Places, EPSG:4326, with the index of each one's chain of regions."""

    longitude: Coordinates
    latitude: Coordinates
    chain: Indices

    def at(self, index: Indices) -> "Spread":
        """The places with these indices, in their order."""
        return Spread(self.longitude[index], self.latitude[index], self.chain[index])


@dataclass(frozen=True, slots=True)
class RegionSettlements:
    """The settlements that lie in a region, in the order of their codes."""

    names: list[dict[str, str]]
    """name_kk, name_ru and name_en of each."""
    spread: Spread
    residents: NDArray[np.float64]
    is_urban: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.names)

    @property
    def radius_m(self) -> NDArray[np.float64]:
        """The distance within which most of a settlement's reports lie."""
        return CORE_RADIUS_M + RADIUS_PER_ROOT_M * np.sqrt(self.residents)


@dataclass(frozen=True, slots=True)
class Country:
    """What synthetic rows are scattered over: the regions, and the settlements in them."""

    regions: RegionPieces
    places: RegionSettlements

    @classmethod
    def read(cls, session: Session, on: date) -> "Country":
        """The country as it is on a day. Raises NoSettlementsError."""
        regions = RegionPieces(session, on)
        return cls(regions, settled_places(session, regions))


def drawn_place(
    country: Country, title: Text, rng: np.random.Generator
) -> tuple[dict[str, str], Point]:
    """The names of something made up, labelled as such, and the settlement where it is said to lie.

    The point is in EPSG:4326.
    """
    places = country.places
    place = int(rng.integers(len(places)))
    names = {
        f"name_{language}": (
            f"{title.in_language(language)}, {places.names[place][f'name_{language}']}"
            f" {SAMPLE.in_language(language)}"
        )
        for language in Language
    }
    return names, Point(places.spread.longitude[place], places.spread.latitude[place])


def settled_places(session: Session, regions: RegionPieces) -> RegionSettlements:
    """Every settlement that lies in a region. Raises NoSettlementsError where none does."""
    point = type_coerce(Settlement.geom, Geometry)
    rows = session.execute(
        select(
            Settlement.name_kk, Settlement.name_ru, Settlement.name_en, Settlement.kind,
            Settlement.residents, func.ST_X(point), func.ST_Y(point),
        ).order_by(Settlement.kato)
    ).all()  # fmt: skip
    longitude = np.array([row[5] for row in rows], dtype=np.float64)
    latitude = np.array([row[6] for row in rows], dtype=np.float64)
    chain = regions.chain_at(longitude, latitude)
    kept = np.flatnonzero(chain != NOWHERE)
    if not len(kept):
        raise NoSettlementsError
    known = [row[4] or USUAL_RESIDENTS[row[3]] for row in rows]
    return RegionSettlements(
        names=[
            dict(zip(("name_kk", "name_ru", "name_en"), rows[index][:3], strict=True))
            for index in kept.tolist()
        ],
        spread=Spread(longitude[kept], latitude[kept], chain[kept]),
        residents=np.array(known, dtype=np.float64)[kept],
        is_urban=np.array([row[3] in {"city", "town"} for row in rows], dtype=np.bool_)[kept],
    )


def scattered(
    origin: Spread, bearing: Coordinates, distance_m: Coordinates, regions: RegionPieces
) -> Spread:
    """Places about their origins: `bearing` in degrees, distances along the spheroid.

    Each place keeps its origin's akimat: one that would not is pulled in, at last onto the origin.
    """
    akimat = regions.akimat_of_chain
    home = akimat[origin.chain]
    reach = distance_m.copy()
    everywhere = np.arange(len(home))
    longitude, latitude = _displaced(origin, everywhere, bearing, reach)
    chain = regions.chain_at(longitude, latitude)
    for pull in range(PULLS + 1):
        astray = np.flatnonzero((chain == NOWHERE) | (akimat[chain] != home))
        if not len(astray):
            break
        reach[astray] *= PULLED_IN if pull < PULLS else 0.0
        moved = _displaced(origin, astray, bearing, reach)
        longitude[astray], latitude[astray] = moved
        chain[astray] = regions.chain_at(*moved)
    return Spread(longitude, latitude, chain)


def _displaced(
    origin: Spread, at: Indices, bearing: Coordinates, distance_m: Coordinates
) -> tuple[Coordinates, Coordinates]:
    longitude, latitude, _ = SPHEROID.fwd(
        origin.longitude[at], origin.latitude[at], bearing[at], distance_m[at]
    )
    return np.round(longitude, 6), np.round(latitude, 6)
