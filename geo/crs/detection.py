"""Which reference systems put given numbers into Kazakhstan, and near where they should be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.coordinates.marks import NamedSystem
from geo.coordinates.written_place import LATITUDES, LONGITUDES, CoordinateKind
from geo.crs.datums import PULKOVO_1942, QAZTRF_23, WGS84
from geo.crs.reference_system import ReferenceSystem, Zone
from geo.crs.systems import KAZAKHSTAN
from geo.crs.transformation import pinned_transformation
from geo.distance.claims import Claims, Numbers, distances_to_claims_m
from geo.distance.measure import SPHEROID

DATUM_SPREAD_M = 150.0
"""More than the datums of the country differ, far less than neighbouring zones do."""
REACH = 1.5
"""How far beyond a zone its coordinates are still used, in half widths of it."""
WIDEST_M = 500_000.0
"""No place is farther from a zone's meridian; keeps senseless numbers from PROJ."""


class Certainty(StrEnum):
    """What the numbers tell of their reference system.

    `datum_open`: the candidates lie within 150 m of each other, so the place is known though the
    datum is not.
    """

    SURE = "sure"
    DATUM_OPEN = "datum_open"
    AMBIGUOUS = "ambiguous"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class CrsCandidate:
    """A system and the place in EPSG:4326 that it gives; the distance to the claim, if any."""

    system: ReferenceSystem
    longitude: float
    latitude: float
    distance_m: float | None


@dataclass(frozen=True, slots=True)
class Detection:
    """What one pair of numbers can mean.

    `candidates` fit the claim, the nearest first; `misses` lie in the country but too far from the
    claim. `spread_m` is the distance between the first candidate and the farthest other one.
    """

    certainty: Certainty
    candidates: tuple[CrsCandidate, ...]
    misses: tuple[CrsCandidate, ...]
    spread_m: float


@dataclass(frozen=True, slots=True)
class Fit:
    """Where one system puts the rows of a file; arrays of shape (n,).

    Places are infinite where the numbers are none of the system's. `distance_m` is nan without a
    claim.
    """

    longitude: Numbers
    latitude: Numbers
    distance_m: Numbers
    in_country: NDArray[np.bool_]
    fits: NDArray[np.bool_]


def candidate_systems(
    kind: CoordinateKind, written_on: date | None = None, named: NamedSystem | None = None
) -> tuple[ReferenceSystem, ...]:
    """The systems that numbers of a kind can be in, the usual ones first.

    A paper's date leaves out what was not yet in use, a name in the text all but the named. The 3°
    zones without a prefix whose meridian is that of a 6° zone are left out: they are the same.
    """
    return tuple(
        system
        for system in KAZAKHSTAN
        if system.is_projected is (kind is CoordinateKind.PROJECTED)
        and not _is_repeated(system.zone)
        and (written_on is None or system.used_from is None or written_on >= system.used_from)
        and (named is None or is_named(system, named))
    )


def detect(
    east: float,
    north: float,
    systems: Iterable[ReferenceSystem],
    claim: BaseGeometry | None = None,
    tolerance_m: float = 0.0,
) -> Detection:
    """What one pair of numbers can mean; claims are compared to the kilometre, then by custom."""
    fitting: list[CrsCandidate] = []
    misses: list[CrsCandidate] = []
    for system in systems:
        fit = fit_of(system, np.array([east]), np.array([north]), claim, tolerance_m)
        if fit.in_country[0]:
            distance = None if claim is None else float(fit.distance_m[0])
            place = float(fit.longitude[0]), float(fit.latitude[0])
            (fitting if fit.fits[0] else misses).append(CrsCandidate(system, *place, distance))
    candidates = tuple(sorted(fitting, key=_kilometres))
    spread_m = _spread_m(candidates)
    nearest = tuple(sorted(misses, key=_kilometres))
    return Detection(_certainty(len(candidates), spread_m), candidates, nearest, spread_m)


def fit_of(
    system: ReferenceSystem,
    east: Numbers,
    north: Numbers,
    claims: Claims | None = None,
    tolerance_m: float | Numbers = 0.0,
) -> Fit:
    """Where a system puts all rows of a file, and whether that is in the country and near enough.

    Rows without a claim fit anywhere in the country. The tolerance is one for all rows, or one a
    row.
    """
    longitude, latitude = np.full(east.shape, np.inf), np.full(east.shape, np.inf)
    zone = system.zone
    tried = np.isfinite(east) & np.isfinite(north)
    if zone:
        tried &= np.abs(east - zone.false_easting) <= WIDEST_M
    if tried.any():
        places = pinned_transformation(system).to_wgs84(east[tried], north[tried])
        longitude[tried], latitude[tried] = places
    in_country = _between(longitude, LONGITUDES) & _between(latitude, LATITUDES)
    if zone:
        in_country &= np.abs(longitude - zone.central_meridian) <= REACH * zone.half_width
    distance_m = np.full(east.shape, np.nan)
    if claims is not None and in_country.any():
        distance_m = distances_to_claims_m(
            np.where(in_country, longitude, np.nan), latitude, claims
        )
    near = np.isnan(distance_m) | (distance_m <= tolerance_m)
    return Fit(longitude, latitude, distance_m, in_country, in_country & near)


def _certainty(count: int, spread_m: float) -> Certainty:
    if count == 0:
        return Certainty.NOWHERE
    if count == 1:
        return Certainty.SURE
    return Certainty.DATUM_OPEN if spread_m <= DATUM_SPREAD_M else Certainty.AMBIGUOUS


def _kilometres(candidate: CrsCandidate) -> int:
    return round((candidate.distance_m or 0) / 1000)


def _spread_m(candidates: tuple[CrsCandidate, ...]) -> float:
    return max(
        (
            float(
                SPHEROID.inv(
                    candidates[0].longitude,
                    candidates[0].latitude,
                    other.longitude,
                    other.latitude,
                )[2]
            )
            for other in candidates[1:]
        ),
        default=0.0,
    )


def _between(numbers: Numbers, limits: tuple[float, float]) -> NDArray[np.bool_]:
    return np.asarray((numbers >= limits[0]) & (numbers <= limits[1]))


def _is_repeated(zone: Zone | None) -> bool:
    """Whether it is a 3° zone without a prefix on the meridian of a 6° zone: 45, 51, 57 …."""
    if zone is None or zone.prefixed or zone.half_width > THREE_DEGREE_HALF_WIDTH:
        return False
    return (zone.central_meridian - 3) % 6 == 0


THREE_DEGREE_HALF_WIDTH = 1.5


def is_named(system: ReferenceSystem, named: NamedSystem) -> bool:
    """Whether the system is one of those that a name stands for."""
    is_sk_63 = system.zone is not None and system.zone.origin_latitude > 0
    return {
        NamedSystem.WGS84: system.datum is WGS84,
        NamedSystem.SK_42: system.datum is PULKOVO_1942 and not is_sk_63,
        NamedSystem.SK_63: is_sk_63,
        NamedSystem.QAZTRF_23: system.datum is QAZTRF_23,
    }[named]
