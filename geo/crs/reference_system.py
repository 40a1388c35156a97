"""What is known of a reference system."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from geo.crs.datums import WGS84, Datum

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
STORED_SRID = 4326


@dataclass(frozen=True, slots=True)
class Zone:
    """A strip of a transverse Mercator projection; angles in degrees, lengths in metres.

    `number` is the zone's; `prefixed` says that it stands before the easting: 13 512 345 is
    12 345 m east of the meridian of zone 13, whose false easting is 13 500 000.
    """

    number: int
    central_meridian: float
    half_width: float
    false_easting: float
    scale: float = 1.0
    origin_latitude: float = 0.0

    @property
    def prefixed(self) -> bool:
        """Whether the easting tells the zone."""
        return self.false_easting > FALSE_EASTING

    @property
    def projection(self) -> str:
        """The projection in the words of PROJ, without an ellipsoid."""
        return (
            f"+proj=tmerc +lat_0={self.origin_latitude!r} +lon_0={self.central_meridian!r}"
            f" +k={self.scale!r} +x_0={self.false_easting!r} +y_0=0"
        )


FALSE_EASTING = 500_000.0


@dataclass(frozen=True, slots=True)
class ReferenceSystem:
    """A system in which coordinates are written.

    `uri` is its OGC name; `north_first` says that its own axis order, and that of papers, puts
    the latitude or the northing before the longitude or the easting. Functions of this package
    take east before north always. `projection` is empty for longitude and latitude. `titles` are
    under kk, ru and en.
    """

    uri: str
    titles: Mapping[str, str] = field(hash=False)
    datum: Datum
    north_first: bool
    projection: str = ""
    zone: Zone | None = None
    used_from: date | None = None
    """The day before which no paper can be written in it."""

    @property
    def code(self) -> str:
        """The short name: `EPSG:28413`; the name itself of a system without a code."""
        if self.uri == CRS84:
            return "OGC:CRS84"
        return self.uri.replace(EPSG, "EPSG:", 1)

    @property
    def is_projected(self) -> bool:
        """Whether coordinates are metres."""
        return bool(self.projection)

    @property
    def definition(self) -> int | str:
        """What PostGIS and PROJ transform to: east before north, the datum's operation pinned."""
        if self.uri == CRS84:
            return STORED_SRID
        if self.datum is WGS84 and self.uri.startswith(EPSG):
            return int(self.uri.removeprefix(EPSG))
        return (
            f"{self.projection or '+proj=longlat'} +ellps={self.datum.ellipsoid}"
            f" +towgs84={self.datum.towgs84}{' +units=m' if self.is_projected else ''} +no_defs"
        )
