"""Where the place of a waiting row may be: what a person chooses among on a map."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from shapely import Point
from sqlalchemy.orm import Session

from geo.crs.detection import fit_of
from geo.crs.reference_system import ReferenceSystem
from geo.distance.claims import Numbers, distances_to_claims_m
from geo.distance.geodesic import Places
from geo.distance.measure import SPHEROID
from geo.distance.outline import Outline
from ingest.location.claims.claimed_regions import Claim
from ingest.location.placing.units_at import UnitHere, units_at

MOST = 8
"""So many candidates are given for a row, those nearest to its claim."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Numbers of the row at a position, east before north, with the systems they may be in."""

    position: int
    east: float
    north: float
    systems: tuple[ReferenceSystem, ...]
    claim: Claim


@dataclass(frozen=True, slots=True)
class _Spot:
    asked: Asked
    system: ReferenceSystem
    longitude: float
    latitude: float


def place_candidates(
    session: Session, asked: Sequence[Asked], others: Places, outline: Outline | None
) -> dict[int, tuple[Json, ...]]:
    """The possible places of each position, the nearest to its claim first, as JSON.

    Several numbers may be asked for one position. Only places in the country are given, by its
    outline if it is known. Without a claim those come first that lie nearest to the middle of the
    `others`, the sure places of the file.
    """
    spots = _spots(asked)
    if outline is not None:
        points = [Point(spot.longitude, spot.latitude) for spot in spots]
        beyond = outline.beyond(np.array(points, dtype=object))
        spots = [spot for spot, is_beyond in zip(spots, beyond, strict=True) if not is_beyond]
    longitude = np.array([spot.longitude for spot in spots])
    latitude = np.array([spot.latitude for spot in spots])
    claims = [spot.asked.claim.area for spot in spots]
    distances_m = distances_to_claims_m(longitude, latitude, claims)
    far_m = np.where(np.isnan(distances_m), _far_m(longitude, latitude, others), distances_m)
    by_position: dict[int, list[tuple[_Spot, float]]] = defaultdict(list)
    for index in np.argsort(np.round(far_m / 1000), kind="stable").tolist():
        by_position[spots[index].asked.position].append((spots[index], distances_m[index]))
    chosen = {position: found[:MOST] for position, found in sorted(by_position.items())}
    flat = [spot for found in chosen.values() for spot, _ in found]
    units = iter(
        units_at(session, [each.longitude for each in flat], [each.latitude for each in flat])
    )
    return {
        position: tuple(_json(spot, distance_m, next(units)) for spot, distance_m in found)
        for position, found in chosen.items()
    }


def _spots(asked: Sequence[Asked]) -> list[_Spot]:
    """The places in the country that each system gives, in the order of the systems."""
    by_system: dict[ReferenceSystem, list[Asked]] = defaultdict(list)
    for each in asked:
        for system in each.systems:
            by_system[system].append(each)
    spots: list[_Spot] = []
    for system, askers in by_system.items():
        fit = fit_of(
            system,
            np.array([each.east for each in askers]),
            np.array([each.north for each in askers]),
        )
        spots += [
            _Spot(askers[at], system, float(fit.longitude[at]), float(fit.latitude[at]))
            for at in np.flatnonzero(fit.in_country)
        ]
    return spots


def _far_m(longitude: Numbers, latitude: Numbers, others: Places) -> Numbers:
    """Metres from each place to the middle of the others; 0 where there are none."""
    if not len(others) or not len(longitude):
        return np.zeros(longitude.shape)
    middle = np.broadcast_to(np.median(others, axis=0)[:, np.newaxis], (2, len(longitude)))
    return np.asarray(SPHEROID.inv(longitude, latitude, *middle)[2])


def _json(spot: _Spot, distance_m: float, unit: UnitHere | None) -> Json:
    return {
        "kind": "place",
        "crs": spot.system.code,
        "title": dict(spot.system.titles),
        "lon": round(spot.longitude, 7),
        "lat": round(spot.latitude, 7),
        "region": {"code": unit.code, "name": unit.name.as_dict()} if unit else None,
        "distance_m": None if np.isnan(distance_m) else round(distance_m),
    }
