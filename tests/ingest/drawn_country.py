"""A country drawn by hand: two oblasts side by side, a republican city in the second one.

Each oblast is 3° wide and 4° high and has a northern and a southern district; each district is
split into a western and an eastern rural district. The city is a 0.4° square cut out of nothing:
its two halves are city districts that hang directly under it.

    66°E         69°E         72°E
    ┌──────┬──────┬──────┬──────┐ 52°N
    │ 1011 │ 1013 │ 2011 │ 2013 │  northern districts 101…, 201…
    ├──────┼──────┼──────┼──────┤ 50°N  ┌──┬──┐ 75.0-75.4°E, 50.0-50.4°N
    │ 1021 │ 1023 │ 2021 │ 2023 │       └──┴──┘ the city 750000000
    └──────┴──────┴──────┴──────┘ 48°N
"""

from geoalchemy2.shape import from_shape
from shapely import MultiPolygon, Point, Polygon, box
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from layers.catalogue.settlements import Settlement
from layers.regions.region import Region, RegionPart

CITY = "750000000"
UNDRAWN = "900000000"
WEST, EAST = "100000000", "200000000"
WEST_NORTH, WEST_SOUTH = "101000000", "102000000"
EAST_NORTH, EAST_SOUTH = "201000000", "202000000"

SETTLEMENTS = (
    ("101010000", "Батыс қала", "Западный город", "West Town", "city", True, 67.0, 51.0),
    ("101330000", "Көлді", "Кольды", "Koldi", "village", True, 68.3, 50.9),
    ("102110000", "Қайыңды", "Каинды", "Kaindy", "village", True, 66.6, 49.0),
    ("102350000", "Шет", "Шет", "Shet", "village", False, 68.99, 48.5),
    ("201110000", "Сарыағаш", "Сарыагаш", "Saryagash", "town", True, 70.0, 51.2),
    ("201330000", "Теректі", "Теректы", "Terekti", "village", False, 71.2, 50.6),
    ("202110000", "Жарық", "Жарык", "Zharyk", "village", True, 69.8, 49.1),
    ("202330000", "Қоңыр", "Коныр", "Konyr", "other", False, 71.4, 48.3),
)
"""KATO, names, kind, whether it is a centre, longitude, latitude."""


def draw_country(session: Session, *, approximate: bool = False, whole: bool = False) -> None:
    """Draw the regions and their parts, and the settlements in them.

    Unless it is `whole`, there is one more oblast of which nobody knows where it lies, so that any
    place may be in the country.
    """
    if not whole:
        _add(session, UNDRAWN, None, 1, "oblast", None, approximate)
    for west, oblast in ((66.0, WEST), (69.0, EAST)):
        _add(session, oblast, None, 1, "oblast", box(west, 48, west + 3, 52), approximate)
        for south, digit in ((50.0, "1"), (48.0, "2")):
            district = f"{oblast[:2]}{digit}000000"
            shape = box(west, south, west + 3, south + 2)
            _add(session, district, oblast, 2, "district", shape, approximate)
            for shift, letter in ((0.0, "1"), (1.5, "3")):
                code = f"{district[:3]}{letter}00000"
                shape = box(west + shift, south, west + shift + 1.5, south + 2)
                _add(session, code, district, 3, "rural_district", shape, approximate)
    kind = "city_of_republican_significance"
    _add(session, CITY, None, 1, kind, box(75, 50, 75.4, 50.4), approximate)
    _add(session, "751110000", CITY, 3, "city_district", box(75, 50, 75.2, 50.4), approximate)
    _add(session, "751310000", CITY, 3, "city_district", box(75.2, 50, 75.4, 50.4), approximate)
    session.flush()
    for kato, kk, ru, en, kind, is_centre, longitude, latitude in SETTLEMENTS:
        session.execute(
            insert(Settlement).values(
                kato=kato, name_kk=kk, name_ru=ru, name_en=en, kind=kind, is_centre=is_centre,
                geom=from_shape(Point(longitude, latitude), srid=4326),
                source="drawn", source_key=kato,
            )
        )  # fmt: skip


def count(session: Session, table: type[object]) -> int:
    """How many rows a table has."""
    return session.scalar(select(func.count()).select_from(table)) or 0


def _add(  # noqa: PLR0913, PLR0917 - a unit is all of this
    session: Session,
    code: str,
    parent: str | None,
    level: int,
    kind: str,
    shape: Polygon | None,
    approximate: bool,  # noqa: FBT001 - handed through
) -> None:
    region = Region(
        code=code, parent_code=parent, level=level, kind=kind,
        name_kk=f"{code} аумағы", name_ru=f"Регион {code}", name_en=f"Region {code}",
        geom=shape and from_shape(MultiPolygon([shape]), srid=4326),
        label_point=shape and from_shape(shape.centroid, srid=4326),
        boundary_source="drawn", approximate=approximate, source="drawn",
    )  # fmt: skip
    session.add(region)
    session.flush()
    if shape is not None:
        place = from_shape(shape, srid=4326)
        session.add(RegionPart(region_id=region.id, code=code, level=level, geom=place))
