"""Populated places of a file, such as an OpenStreetMap extract, with the names they go by."""

import re
from dataclasses import dataclass
from pathlib import Path

import pyogrio
from shapely import Point
from shapely.geometry.base import BaseGeometry

from ingest.regions.starter.starter_tables import records

NAME_COLUMNS = ("name", "name:kk", "name:ru", "name:en", "alt_name", "old_name")
PLACE_RANKS: dict[str, int] = {
    "city": 0,
    "town": 1,
    "village": 2,
    "hamlet": 3,
    "isolated_dwelling": 4,
}
"""OpenStreetMap's `place` values, the largest first; others come last."""
TYPE_WORDS_BEFORE = re.compile(
    r"^(?:(?:село|с\.|аул|пос[её]лок|станция|ст\.|город)\s+)?(?:имени\s+|им\.\s*)?", re.IGNORECASE
)
TYPE_WORDS_AFTER = re.compile(
    r"(?:\s+(?:ауылы|кенті|қаласы|стансасы|станциясы|ст\.|атындағы|атын\.|ат\.|village))+$",
    re.IGNORECASE,
)
MOST_RESIDENTS = 2_500_000


OSM_SOURCE = "OpenStreetMap (ODbL)"
ROUNDING_M = 700.0
"""Rounding to 0.01 degree moves a point by at most 670 m at these latitudes."""


@dataclass(frozen=True, slots=True)
class PopulatedPlace:
    """A named populated place; EPSG:4326. `rank` grows as places get smaller."""

    point: Point
    names: frozenset[str]
    rank: int
    residents: int | None = None
    accuracy_m: float = ROUNDING_M
    source: str = OSM_SOURCE


def read_places(path: Path) -> list[PopulatedPlace]:
    """The places of a file that have a name, in the file's order.

    Any format that GDAL reads, with OpenStreetMap's columns place, population and name….
    """
    frame = pyogrio.read_dataframe(path).to_crs(4326)
    columns = [column for column in NAME_COLUMNS if column in frame.columns]
    return [
        PopulatedPlace(
            _point(row.geometry),
            frozenset(bare_name(name) for name in names if isinstance(name, str) and name.strip()),
            PLACE_RANKS.get(str(row.place), len(PLACE_RANKS)),
            _residents(row.population),
        )
        for row, names in zip(
            frame.itertuples(), frame[columns].itertuples(index=False, name=None), strict=True
        )
        if any(isinstance(name, str) and name.strip() for name in names)
    ]


def read_hand_placed(path: Path) -> list[PopulatedPlace]:
    """Places of a CSV table (name_kk, name_ru, lon, lat, accuracy_m, source) that maps lack."""
    return [
        PopulatedPlace(
            Point(float(row["lon"]), float(row["lat"])),
            frozenset({row["name_kk"], row["name_ru"]}),
            PLACE_RANKS["town"],
            accuracy_m=float(row["accuracy_m"]),
            source=row["source"],
        )
        for row in records(path)
    ]


def bare_name(name: str) -> str:
    """The name without the words that say it is a village, a station or named after someone."""
    bare = TYPE_WORDS_BEFORE.sub("", TYPE_WORDS_AFTER.sub("", name.strip())).strip()
    return bare or name


def _point(geometry: BaseGeometry) -> Point:
    return geometry if isinstance(geometry, Point) else geometry.representative_point()


def _residents(written: object) -> int | None:
    """A head count, or None where it is not one that a settlement can have."""
    digits = re.sub(r"[\s\u00a0]", "", str(written))
    if not re.fullmatch(r"\d+(\.0)?", digits):
        return None
    residents = int(float(digits))
    return residents if 0 < residents <= MOST_RESIDENTS else None
