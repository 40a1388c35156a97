"""The datums of Kazakhstan's papers, each with the one operation that takes it to WGS 84.

PROJ chooses among a dozen operations by the area of interest, so that the same number in a paper
would move by metres with the size of the file it came in. Here every datum has one operation, for
any place:

* Pulkovo 1942 by EPSG:15865 (4.5 m), the only one whose area is the whole country and whose
  accuracy is that of a register. Left aside: EPSG:5044 (3 m, but for Russia; it stays within
  2.7 m of 15865 in Kazakhstan), EPSG:1291 (Kazakhstan, but 44 m), EPSG:1303 (2 m, only the Kazakh
  Caspian: a point would jump at the edge of its area), EPSG:1254 (accuracy not known).
* QazTRF-23 by EPSG:10965, which changes nothing (1 m).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """A way from one datum to WGS 84, to be named on every place that came by it.

    `code` is empty and the accuracy 0 where there is nothing to change.
    """

    code: str
    name: str
    accuracy_m: float


@dataclass(frozen=True, slots=True)
class Helmert:
    """Shifts in metres, turns in arc seconds (coordinate frame, EPSG:9607), scale in ppm."""

    x_m: float
    y_m: float
    z_m: float
    turn_x: float
    turn_y: float
    turn_z: float
    scale_ppm: float


@dataclass(frozen=True, slots=True)
class Datum:
    """A datum: its ellipsoid by PROJ's name, and its way to WGS 84.

    `names` are those under which EPSG and ESRI write it, in small letters.
    """

    names: frozenset[str]
    ellipsoid: str
    operation: Operation
    helmert: Helmert | None = None

    @property
    def steps_to_wgs84(self) -> str:
        """PROJ steps from longitude and latitude in radians to those of WGS 84; may be empty."""
        shift = self.helmert
        if shift is None:
            return ""
        return (
            f" +step +proj=push +v_3 +step +proj=cart +ellps={self.ellipsoid}"
            f" +step +proj=helmert +x={shift.x_m} +y={shift.y_m} +z={shift.z_m}"
            f" +rx={shift.turn_x} +ry={shift.turn_y} +rz={shift.turn_z} +s={shift.scale_ppm}"
            " +convention=coordinate_frame"
            " +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3"
        )

    @property
    def towgs84(self) -> str:
        """The same shift as the older `+towgs84`, where turns have the other sign."""
        shift = self.helmert
        if shift is None:
            return "0,0,0"
        turns = (-shift.turn_x, -shift.turn_y, -shift.turn_z)
        numbers = (shift.x_m, shift.y_m, shift.z_m, *turns, shift.scale_ppm)
        return ",".join(f"{number + 0.0:g}" for number in numbers)


WGS84 = Datum(
    names=frozenset({"world geodetic system 1984", "world geodetic system 1984 ensemble"}),
    ellipsoid="WGS84",
    operation=Operation("", "WGS 84", 0.0),
)

PULKOVO_1942 = Datum(
    names=frozenset({"pulkovo 1942"}),
    ellipsoid="krass",
    operation=Operation("EPSG:15865", "Pulkovo 1942 to WGS 84 (16)", 4.5),
    helmert=Helmert(25.0, -141.0, -78.5, 0.0, -0.35, -0.736, 0.0),
)
"""SK-42. The numbers are those of GOST R 51794-2001."""

QAZTRF_23 = Datum(
    names=frozenset({"kazakhstan terrestrial reference frame 2023", "qaztrf-23", "qaztrf_23"}),
    ellipsoid="GRS80",
    operation=Operation("EPSG:10965", "QazTRF-23 to WGS 84 (1)", 1.0),
)
"""In force since 2025-01-01 instead of Pulkovo 1942."""

DATUMS = (WGS84, PULKOVO_1942, QAZTRF_23)
