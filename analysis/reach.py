"""How far places are from the nearest object: engines behind one interface."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from geoalchemy2 import Geography
from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    MetaData,
    Select,
    Table,
    cast,
    insert,
    select,
    text,
)
from sqlalchemy.orm import Session

from core.text import Text

NEAREST_SQL = (Path(__file__).parent / "sql" / "nearest.sql").read_text(encoding="utf-8")

METADATA = MetaData()
PLACE = Geography("GEOMETRY", srid=4326, spatial_index=False)
PLACES = Table(
    "reach_places",
    METADATA,
    Column("id", BigInteger),
    Column("place", PLACE),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
OBJECTS = Table(
    "reach_objects",
    METADATA,
    Column("place", PLACE),
    Index("reach_objects_place_gist", "place", postgresql_using="gist"),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)

Chosen = Select[*tuple[Any, ...]]


class Unit(StrEnum):
    """In what an engine counts."""

    METRE = "m"
    SECOND = "s"


class ReachEngine(Protocol):
    """Something that knows what it costs to get to the nearest object, in length or in time."""

    @property
    def id(self) -> str:
        """The name under which results cite the engine."""

    @property
    def unit(self) -> Unit:
        """In what the costs are counted."""

    @property
    def formula(self) -> Text:
        """How the engine measures, for people."""

    def costs(
        self, session: Session, places: Chosen, objects: Chosen, limit: float
    ) -> Mapping[int, float]:
        """What it costs to get from each place to the object nearest to it, by the place's id.

        `places` selects id and place, `objects` place, EPSG:4326, both already narrowed to what
        the caller may read. A place is missing where no object can be reached; an engine may also
        leave out places that cost more than `limit`.
        """


class StraightLine:
    """Metres on the WGS 84 spheroid, whatever lies between."""

    id = "straight_line"
    unit = Unit.METRE
    formula = Text(
        "WGS 84 эллипсоидындағы ең қысқа (геодезиялық) қашықтық, PostGIS ST_Distance(geography)",
        "Кратчайшее расстояние (геодезическое, эллипсоид WGS 84), PostGIS ST_Distance(geography)",
        "Shortest (geodesic) distance on the WGS 84 spheroid, PostGIS ST_Distance(geography)",
    )

    def costs(
        self, session: Session, places: Chosen, objects: Chosen, limit: float
    ) -> Mapping[int, float]:
        """The distance of every place, also beyond `limit`; empty where there is no object.

        Both selections are copied into temporary tables, the objects with an index of their own:
        so a rare choice of objects costs no more time than a common one.
        """
        del limit
        connection = session.connection()
        METADATA.create_all(connection, checkfirst=False)
        for table, chosen in ((PLACES, places), (OBJECTS, objects)):
            *others, place = chosen.subquery().c
            session.execute(
                insert(table).from_select(table.c.keys(), select(*others, cast(place, PLACE)))
            )
            session.execute(text(f"ANALYZE {table.name}"))
        distances = {row.id: row.distance_m for row in session.execute(text(NEAREST_SQL))}
        METADATA.drop_all(connection, checkfirst=False)
        return distances
