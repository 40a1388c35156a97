"""The reference systems in which features are asked for and served."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs.reference_system import EPSG, STORED_SRID, ReferenceSystem
from geo.crs.systems import (
    BY_CODE,
    CRS84_DEGREES,
    SIX_DEGREE_ZONES,
    UTM_ZONES,
    WEB_MERCATOR_METRES,
    WGS84_DEGREES,
)
from geo.crs.transformation import pinned_transformation

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees of EPSG:4326."""

EDGE_POINTS = 21
DOMAIN_HALF_WIDTH = 45
WHOLE_WORLD = (-180, -90, 180, 90)
MERCATOR_DOMAIN = (-180, -85.06, 180, 85.06)


@dataclass(frozen=True, slots=True)
class ServedSystem:
    """One system in which coordinates are taken and given.

    Places beyond `domain` cannot be written in it.
    """

    system: ReferenceSystem
    decimals: int
    """Decimals of a coordinate that still mean something: about a centimetre."""
    domain: Bounds = WHOLE_WORLD

    @property
    def uri(self) -> str:
        """The system's OGC name."""
        return self.system.uri

    @property
    def definition(self) -> int | str:
        """What PostGIS transforms to, always east before north."""
        return self.system.definition

    @property
    def north_first(self) -> bool:
        """Whether the system's own axis order, by the EPSG registry, puts north before east."""
        return self.system.north_first

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
        to_degrees = pinned_transformation(self.system).transformer
        bounds = to_degrees.transform_bounds(west, south, east, north, densify_pts=EDGE_POINTS)
        return (bounds[0], bounds[1], bounds[2], bounds[3])

    def geometry_in_degrees(self, geometry: BaseGeometry) -> BaseGeometry:
        """The geometry in EPSG:4326, longitude first, from one in the system's axis order."""
        if self.north_first:
            geometry = shapely.transform(geometry, lambda xy: xy[:, ::-1])
        if self.is_stored:
            return geometry
        transformation = pinned_transformation(self.system)
        return shapely.transform(
            geometry, lambda xy: np.column_stack(transformation.to_wgs84(xy[:, 0], xy[:, 1]))
        )


def _of_zone(code: int) -> ServedSystem:
    """The system of a 6° zone, in half a hemisphere about its meridian.

    That is more than the country and less than where PROJ fails.
    """
    system = BY_CODE[f"EPSG:{code}"]
    meridian = system.zone.central_meridian if system.zone else 0
    domain = (meridian - DOMAIN_HALF_WIDTH, -84, meridian + DOMAIN_HALF_WIDTH, 84)
    return ServedSystem(system, decimals=2, domain=domain)


SUPPORTED: dict[str, ServedSystem] = {
    served.uri: served
    for served in (
        ServedSystem(CRS84_DEGREES, decimals=7),
        ServedSystem(WGS84_DEGREES, decimals=7),
        ServedSystem(WEB_MERCATOR_METRES, decimals=2, domain=MERCATOR_DOMAIN),
        *(_of_zone(32600 + zone) for zone in UTM_ZONES),
        *(_of_zone(28400 + zone) for zone in SIX_DEGREE_ZONES),
    )
}
"""By OGC URI."""

DEFAULT = SUPPORTED[CRS84_DEGREES.uri]


def reference_system(name: str) -> ServedSystem | None:
    """The system of a URI, a CURIE such as `EPSG:3857`, or a bare code; None for any other."""
    uri = name.strip().strip("[]").replace("https://", "http://", 1)
    if uri in SUPPORTED:
        return SUPPORTED[uri]
    authority, _, code = uri.upper().rpartition(":")
    if code == "CRS84" and authority in ("", "OGC"):
        return DEFAULT
    return SUPPORTED.get(f"{EPSG}{code}") if authority in ("", "EPSG") else None
