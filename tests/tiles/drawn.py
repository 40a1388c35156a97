"""A small country with winding borders, and features whose tiles are known.

Two oblasts lie west and east of a winding line at 68°E; each has a southern and a northern district
on either side of a winding line at 50°N, and each district two rural districts.

    66°E    67      68      69    70°E
    ┌───────┬───────┬───────┬───────┐ 52°N
    │  W12  │  W14  │  E12  │  E14  │
    ├───────┼───────┼───────┼───────┤ 50°N
    │  W11  │  W13  │  E11  │  E13  │
    └───────┴───────┴───────┴───────┘ 48°N
"""

import math
import random
from dataclasses import dataclass

import shapely
from geoalchemy2 import WKTElement
from geoalchemy2.shape import from_shape
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize, unary_union
from sqlalchemy import insert
from sqlalchemy.orm import Session

from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Monument
from layers.catalogue.settlements import Settlement
from layers.catalogue.tourist_routes import TouristRoute
from layers.regions.attribution import refresh_parts
from layers.regions.generalised import refresh_generalised
from layers.regions.region import Region

WEST, EAST = "100000000", "200000000"
WEST_SOUTH, WEST_NORTH = "101000000", "102000000"
EAST_SOUTH = "201000000"
WEST_SOUTH_INNER = "101300000"
"""The rural district W13."""
FRAME = box(66, 48, 70, 52)
WIGGLE = 0.08
"""Degrees."""
REPORTS = 600
STATES = ("open", "assigned", "done", "refused")
TOPICS = ("roads", "waste", "water")


def meridian(at: float) -> LineString:
    """A line through the frame that winds around a meridian."""
    along = [48 + step / 100 for step in range(401)]
    return LineString([(at + _wiggle(y), y) for y in along])


def parallel(at: float) -> LineString:
    """A line through the frame that winds around a parallel."""
    along = [66 + step / 100 for step in range(401)]
    return LineString([(x, at + _wiggle(x)) for x in along])


def _wiggle(along: float) -> float:
    return WIGGLE * math.sin(37 * along) * math.cos(11 * along)


def rural_districts() -> dict[str, Polygon]:
    """The eight polygons by KATO code; neighbours share every vertex of their border."""
    lines = [meridian(67), meridian(68), meridian(69), parallel(50)]
    pieces = polygonize(unary_union([FRAME.exterior, *lines]))
    found: dict[str, Polygon] = {}
    for piece in pieces:
        middle = piece.representative_point()
        if piece.area < 0.1:
            continue
        column = min(int(middle.x - 66), 3)
        row = 2 if middle.y > 50 else 1
        found[f"{column // 2 + 1}0{row}{(column % 2) * 2 + 1}00000"] = piece
    return found


def draw_regions(session: Session) -> None:
    """Add the fourteen units with their parts and their simplified copies."""
    deepest = rural_districts()
    for level, digits in ((1, 2), (2, 3), (3, 4)):
        for prefix in sorted({code[:digits] for code in deepest}):
            parts = [shape for code, shape in deepest.items() if code.startswith(prefix)]
            whole = shapely.coverage_union_all(parts)
            session.add(_region(level, prefix, whole))
    session.flush()
    refresh_parts(session)
    refresh_generalised(session)


def _region(level: int, prefix: str, shape: BaseGeometry) -> Region:
    whole = MultiPolygon([shape]) if isinstance(shape, Polygon) else shape
    return Region(
        code=prefix.ljust(9, "0"),
        parent_code=prefix[:-1].ljust(9, "0") if level > 1 else None,
        level=level,
        kind=("oblast", "district", "rural_district")[level - 1],
        name_kk=f"Өңір {prefix:0<4}",
        name_ru=f"Регион {prefix:0<4}",
        name_en=f"Region {prefix:0<4}",
        geom=from_shape(whole, srid=4326),
        label_point=from_shape(whole.representative_point(), srid=4326),
        approximate=False,
        source="drawn",
    )


def place(wkt: str) -> WKTElement:
    """The geometry of a text, EPSG:4326."""
    return WKTElement(wkt, srid=4326)


def add_monument(session: Session, wkt: str, name: str = "Мола", **columns: object) -> int:
    """The id of a new monument."""
    row = Monument(
        name_kk=name, **{"kind": "archaeology", "significance": "local", **columns}, geom=place(wkt)
    )
    session.add(row)
    session.flush()
    return row.id


def add_settlement(session: Session, kato: str, wkt: str, kind: str = "village") -> int:
    """The id of a new settlement."""
    row = Settlement(name_kk=f"Ауыл {kato}", kind=kind, kato=kato, geom=place(wkt))
    session.add(row)
    session.flush()
    return row.id


def add_route(session: Session, line: LineString) -> int:
    """The id of a new tourist route by car and on foot."""
    row = TouristRoute(
        name_kk="Жол", modes=["car", "foot"], difficulty="easy", geom=from_shape(line, srid=4326)
    )
    session.add(row)
    session.flush()
    return row.id


@dataclass(frozen=True)
class Report:
    """One drawn report."""

    longitude: float
    latitude: float
    state: str
    topic: str


def drawn_reports() -> list[Report]:
    """Reports in three clusters, the same each time."""
    dice = random.Random(20)  # noqa: S311 - a drawing, no secret
    middles = ((66.6, 48.7), (67.5, 51.2), (69.2, 49.3))
    reports = []
    for _ in range(REPORTS):
        longitude, latitude = dice.choice(middles)
        reports.append(
            Report(
                dice.gauss(longitude, 0.08),
                dice.gauss(latitude, 0.05),
                dice.choice(STATES),
                dice.choice(TOPICS),
            )
        )
    return reports


def add_reports(session: Session, reports: list[Report]) -> None:
    """Add the reports, public."""
    session.execute(
        insert(CitizenReport),
        [
            {
                "topic": report.topic,
                "state": report.state,
                "author_name": "Айгүл Сәрсенова",
                "geom": from_shape(Point(report.longitude, report.latitude), srid=4326),
            }
            for report in reports
        ],
    )
