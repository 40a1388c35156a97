"""How far places lie from where they are claimed to be."""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.distance.measure import SPHEROID

Numbers = NDArray[np.float64]
Claims = BaseGeometry | Sequence[BaseGeometry | None]
"""A region or a point in EPSG:4326: one for all rows, or one a row with None where none is told."""


def distances_to_claims_m(longitude: Numbers, latitude: Numbers, claims: Claims) -> Numbers:
    """Metres from each place to its claim, shape (n,): 0 inside, nan without a claim or a place.

    The nearest point is sought on a plane that is true at the claim's middle, then measured on the
    spheroid: within 1 % for some hundred kilometres.
    """
    distances = np.full(longitude.shape, np.nan)
    for claim, rows in _rows_by_claim(claims, len(longitude)):
        there = rows[np.isfinite(longitude[rows]) & np.isfinite(latitude[rows])]
        distances[there] = _distances_m(longitude[there], latitude[there], claim)
    return distances


def _rows_by_claim(claims: Claims, count: int) -> list[tuple[BaseGeometry, NDArray[np.intp]]]:
    if isinstance(claims, BaseGeometry):
        return [(claims, np.arange(count))]
    found: dict[int, tuple[BaseGeometry, list[int]]] = {}
    for row, claim in enumerate(claims):
        if claim is not None and not claim.is_empty:
            found.setdefault(id(claim), (claim, []))[1].append(row)
    return [(claim, np.array(rows, dtype=np.intp)) for claim, rows in found.values()]


def _distances_m(longitude: Numbers, latitude: Numbers, claim: BaseGeometry) -> Numbers:
    shapely.prepare(claim)
    distances = np.zeros(longitude.shape)
    outside = ~shapely.intersects_xy(claim, longitude, latitude)
    if not outside.any():
        return distances
    _, south, _, north = claim.bounds
    scale = np.array([np.cos(np.radians((south + north) / 2)), 1.0])
    places = np.column_stack([longitude[outside], latitude[outside]])
    flat = shapely.transform(claim, lambda degrees: degrees * scale)
    lines = shapely.shortest_line(shapely.points(places * scale), flat)
    nearest = shapely.get_coordinates(lines)[1::2] / scale
    _, _, metres = SPHEROID.inv(places[:, 0], places[:, 1], nearest[:, 0], nearest[:, 1])
    distances[outside] = metres
    return distances
