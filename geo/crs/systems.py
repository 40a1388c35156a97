"""The reference systems of Kazakhstan's papers and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geo.crs.datums import PULKOVO_1942, QAZTRF_23, WGS84, Datum
from geo.crs.reference_system import CRS84, EPSG, FALSE_EASTING, ReferenceSystem, Zone

SIX_DEGREE_ZONES = range(8, 16)
THREE_DEGREE_ZONES = range(16, 30)
UTM_ZONES = range(39, 46)
QAZTRF_23_FROM = date(2025, 1, 1)
"""The day on which it replaced Pulkovo 1942."""


@dataclass(frozen=True, slots=True)
class Family:
    """Systems that differ only in their zone; the title's `{zone}` and `{meridian}` are filled."""

    datum: Datum
    north_first: bool
    titles: Mapping[str, str]
    used_from: date | None = None

    def system(self, code: int, zone: Zone) -> ReferenceSystem:
        """The system of one zone."""
        meridian = f"{zone.central_meridian:.5g}"
        titles = {
            language: title.format(zone=zone.number, meridian=meridian)
            for language, title in self.titles.items()
        }
        return ReferenceSystem(
            f"{EPSG}{code}",
            titles,
            self.datum,
            north_first=self.north_first,
            projection=zone.projection,
            zone=zone,
            used_from=self.used_from,
        )


GK_6_PREFIXED = Family(
    PULKOVO_1942,
    north_first=True,
    titles={
        "kk": "СК-42, Гаусс–Крюгердің 6° {zone}-аймағы (осьтік меридианы {meridian}°)",
        "ru": "СК-42, 6-градусная зона Гаусса–Крюгера {zone} (осевой меридиан {meridian}°)",
        "en": "SK-42, 6° Gauss–Krüger zone {zone} (central meridian {meridian}°)",
    },
)
GK_6 = Family(
    PULKOVO_1942,
    north_first=True,
    titles={
        "kk": "СК-42, Гаусс–Крюгердің 6° аймағы, осьтік меридианы {meridian}°, аймақ нөмірінсіз",
        "ru": "СК-42, 6-градусная зона Гаусса–Крюгера, осевой меридиан {meridian}°, без номера",
        "en": "SK-42, 6° Gauss–Krüger, central meridian {meridian}°, no zone number",
    },
)
GK_3_PREFIXED = Family(
    PULKOVO_1942,
    north_first=True,
    titles={
        "kk": "СК-42, Гаусс–Крюгердің 3° {zone}-аймағы (осьтік меридианы {meridian}°)",
        "ru": "СК-42, 3-градусная зона Гаусса–Крюгера {zone} (осевой меридиан {meridian}°)",
        "en": "SK-42, 3° Gauss–Krüger zone {zone} (central meridian {meridian}°)",
    },
)
GK_3 = Family(
    PULKOVO_1942,
    north_first=True,
    titles={
        "kk": "СК-42, Гаусс–Крюгердің 3° аймағы, осьтік меридианы {meridian}°, аймақ нөмірінсіз",
        "ru": "СК-42, 3-градусная зона Гаусса–Крюгера, осевой меридиан {meridian}°, без номера",
        "en": "SK-42, 3° Gauss–Krüger, central meridian {meridian}°, no zone number",
    },
)
SK_63 = Family(
    PULKOVO_1942,
    north_first=True,
    titles={
        "kk": "СК-63, К{zone} аймағы (осьтік меридианы {meridian}°)",
        "ru": "СК-63, зона К{zone} (осевой меридиан {meridian}°)",
        "en": "SK-63, zone K{zone} (central meridian {meridian}°)",
    },
)
UTM = Family(
    WGS84,
    north_first=False,
    titles={
        "kk": "WGS 84, UTM {zone}N аймағы (осьтік меридианы {meridian}°)",
        "ru": "WGS 84, зона UTM {zone}N (осевой меридиан {meridian}°)",
        "en": "WGS 84, UTM zone {zone}N (central meridian {meridian}°)",
    },
)
QAZTRF_23_GK = Family(
    QAZTRF_23,
    north_first=False,
    titles={
        "kk": "QazTRF-23, Гаусс–Крюгердің 6° {zone}-аймағы (осьтік меридианы {meridian}°)",
        "ru": "QazTRF-23, 6-градусная зона Гаусса–Крюгера {zone} (осевой меридиан {meridian}°)",
        "en": "QazTRF-23, 6° Gauss–Krüger zone {zone} (central meridian {meridian}°)",
    },
    used_from=QAZTRF_23_FROM,
)


def _zone(number: int, meridian: float, half_width: float, *, prefixed: bool) -> Zone:
    prefix = number * 1_000_000 if prefixed else 0
    return Zone(number, float(meridian), half_width, prefix + FALSE_EASTING)


def _six_degree(number: int, *, prefixed: bool) -> Zone:
    return _zone(number, 6 * number - 3, 3.0, prefixed=prefixed)


def _three_degree(number: int, *, prefixed: bool) -> Zone:
    return _zone(number, 3 * number, 1.5, prefixed=prefixed)


def _utm(number: int) -> Zone:
    return Zone(number, 6.0 * number - 183, 3.0, FALSE_EASTING, scale=0.9996)


def _sk_63(number: int) -> Zone:
    """The zone K`number`: meridians at 50°46′, 53°46′ and 56°46′, the origin at 0°08′ north."""
    meridian = 44 + 46 / 60 + 3 * number
    return Zone(number, meridian, 1.5, number * 1e6 + 300_000, origin_latitude=8 / 60)


def _geographic(uri: str, name: str, datum: Datum, used_from: date | None) -> ReferenceSystem:
    titles = {
        "kk": f"{name}, ендік пен бойлық",
        "ru": f"{name}, широта и долгота",
        "en": f"{name.replace('СК', 'SK')}, latitude and longitude",
    }
    return ReferenceSystem(uri, titles, datum, north_first=uri != CRS84, used_from=used_from)


def _cm_code(zone: int) -> int:
    """The code of a 3° zone without prefix: 2591 on, with 2600 left out."""
    code = 2575 + zone
    return code if code < 2600 else code + 1  # noqa: PLR2004 - EPSG:2600 is a Lithuanian system


CRS84_DEGREES = _geographic(CRS84, "WGS 84", WGS84, None)
"""WGS 84 with the longitude first, as in GeoJSON and KML."""

WEB_MERCATOR_METRES = ReferenceSystem(
    f"{EPSG}3857",
    {
        "kk": "WGS 84, веб-карталардың Меркатор проекциясы",
        "ru": "WGS 84, проекция Меркатора веб-карт",
        "en": "WGS 84, Mercator projection of web maps",
    },
    WGS84,
    north_first=False,
    projection="+proj=webmerc",
)
"""What web maps are drawn in; no paper is written in it."""

WGS84_DEGREES = _geographic(f"{EPSG}4326", "WGS 84", WGS84, None)
PULKOVO_DEGREES = _geographic(f"{EPSG}4284", "СК-42 (Pulkovo 1942)", PULKOVO_1942, None)
QAZTRF_DEGREES = _geographic(f"{EPSG}10941", "QazTRF-23", QAZTRF_23, QAZTRF_23_FROM)

KAZAKHSTAN: tuple[ReferenceSystem, ...] = (
    WGS84_DEGREES,
    PULKOVO_DEGREES,
    QAZTRF_DEGREES,
    *(GK_6_PREFIXED.system(28400 + n, _six_degree(n, prefixed=True)) for n in SIX_DEGREE_ZONES),
    *(GK_6.system(2490 + n, _six_degree(n, prefixed=False)) for n in SIX_DEGREE_ZONES),
    *(GK_3_PREFIXED.system(2516 + n, _three_degree(n, prefixed=True)) for n in THREE_DEGREE_ZONES),
    *(GK_3.system(_cm_code(n), _three_degree(n, prefixed=False)) for n in THREE_DEGREE_ZONES),
    *(SK_63.system(2937 + n, _sk_63(n)) for n in (2, 3, 4)),
    *(UTM.system(32600 + n, _utm(n)) for n in UTM_ZONES),
    *(QAZTRF_23_GK.system(10934 + n, _six_degree(n, prefixed=True)) for n in SIX_DEGREE_ZONES),
)
"""All that a paper of Kazakhstan can be written in, and that EPSG knows; the usual ones first.

The zones of SK-63 other than K2, K3 and K4 are not public and not in EPSG.
"""

BY_CODE: dict[str, ReferenceSystem] = {system.code: system for system in KAZAKHSTAN}
