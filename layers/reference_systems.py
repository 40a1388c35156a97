"""The reference systems in which features are asked for and served."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from pyproj import CRS, Transformer
from shapely.geometry.base import BaseGeometry

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees of EPSG:4326."""

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
EDGE_POINTS = 21
DOMAIN_HALF_WIDTH = 45
MERCATOR_DOMAIN = (-180, -85.06, 180, 85.06)
PULKOVO_TO_WGS84 = "25,-141,-78.5,0,0.35,0.736,0"
"""EPSG:15865 (GOST R 51794-2001, 4.5 m) with the rotations' signs of PROJ's +towgs84."""


@dataclass(frozen=True, slots=True)
class ReferenceSystem:
    """One supported system.

    `uri` is its OGC name; `definition` what PostGIS and PROJ transform to, always east before
    north; `north_first` says that the system's own axis order is the other way round. Places
    beyond `domain` cannot be written in it.
    """

    uri: str
    definition: int | str
    north_first: bool
    decimals: int
    """Decimals of a coordinate that still mean something: about a centimetre."""
    domain: Bounds = (-180, -90, 180, 90)

    @property
    def is_stored(self) -> bool:
        """Whether coordinates are those of the database, but for their order."""
        return self.definition == STORED_SRID

    def bounds_in_degrees(self, corners: Sequence[float]) -> Bounds:
        """West, south, east, north of a box given by two corners in the system's axis order.

        Infinite where the box cannot be transformed.
        """
        a, b, c, d = corners
        west, south, east, north = (b, a, d, c) if self.north_first else (a, b, c, d)
        if self.is_stored:
            return west, south, east, north
        bounds = _to_degrees(self.definition).transform_bounds(
            west, south, east, north, densify_pts=EDGE_POINTS
        )
        return (bounds[0], bounds[1], bounds[2], bounds[3])

    def geometry_in_degrees(self, geometry: BaseGeometry) -> BaseGeometry:
        """The geometry in EPSG:4326, longitude first, from one in the system's axis order."""
        if self.north_first:
            geometry = shapely.transform(geometry, lambda xy: xy[:, ::-1])
        if self.is_stored:
            return geometry
        to_degrees = _to_degrees(self.definition)
        return shapely.transform(
            geometry, lambda xy: np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1]))
        )


STORED_SRID = 4326


@cache
def _to_degrees(definition: int | str) -> Transformer:
    return Transformer.from_crs(CRS.from_user_input(definition), STORED_SRID, always_xy=True)


def _pulkovo_zone(zone: int) -> ReferenceSystem:
    """Pulkovo 1942 / Gauss-Krüger zone of 6°, the zone's number before the easting."""
    definition = (
        f"+proj=tmerc +lat_0=0 +lon_0={6 * zone - 3} +k=1 +x_0={zone}500000 +y_0=0"
        f" +ellps=krass +towgs84={PULKOVO_TO_WGS84} +units=m +no_defs"
    )
    return ReferenceSystem(
        f"{EPSG}{28400 + zone}",
        definition,
        north_first=True,
        decimals=2,
        domain=_domain(6 * zone - 3),
    )


def _utm_zone(zone: int) -> ReferenceSystem:
    code = 32600 + zone
    return ReferenceSystem(
        f"{EPSG}{code}", code, north_first=False, decimals=2, domain=_domain(6 * zone - 183)
    )


def _domain(meridian: float) -> Bounds:
    """Half a hemisphere about a meridian: more than the country, less than where PROJ fails."""
    return meridian - DOMAIN_HALF_WIDTH, -84, meridian + DOMAIN_HALF_WIDTH, 84


SUPPORTED: dict[str, ReferenceSystem] = {
    system.uri: system
    for system in (
        ReferenceSystem(CRS84, STORED_SRID, north_first=False, decimals=7),
        ReferenceSystem(f"{EPSG}4326", STORED_SRID, north_first=True, decimals=7),
        ReferenceSystem(f"{EPSG}3857", 3857, north_first=False, decimals=2, domain=MERCATOR_DOMAIN),
        *(_utm_zone(zone) for zone in range(39, 46)),
        *(_pulkovo_zone(zone) for zone in range(8, 16)),
    )
}
"""By OGC URI; the axis orders are those of the EPSG registry."""

DEFAULT = SUPPORTED[CRS84]


def reference_system(name: str) -> ReferenceSystem | None:
    """The system of a URI, a CURIE such as `EPSG:3857`, or a bare code; None for any other."""
    uri = name.strip().strip("[]").replace("https://", "http://", 1)
    if uri in SUPPORTED:
        return SUPPORTED[uri]
    authority, _, code = uri.upper().rpartition(":")
    if code == "CRS84" and authority in ("", "OGC"):
        return DEFAULT
    return SUPPORTED.get(f"{EPSG}{code}") if authority in ("", "EPSG") else None
