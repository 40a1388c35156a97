"""How far places are from the nearest object: engines behind one interface."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from geoalchemy2 import Geography
from sqlalchemy import Select, TableClause, cast, column, insert, select, table, text
from sqlalchemy.orm import Session

from core.text import Text

NEAREST_SQL = (Path(__file__).parent / "nearest.sql").read_text(encoding="utf-8")
TABLES = (
    "CREATE TEMPORARY TABLE reach_places (id bigint, place geography) ON COMMIT DROP",
    "CREATE TEMPORARY TABLE reach_objects (place geography) ON COMMIT DROP",
)
"""Plain SQL: geoalchemy2 rewrites the columns of a `Table` while it creates it, so that one which
threads share breaks under them."""
OBJECTS_INDEX = "CREATE INDEX ON reach_objects USING gist (place)"
DROPPED = "DROP TABLE reach_places, reach_objects"

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
        for statement in TABLES:
            session.execute(text(statement))
        _fill(session, table("reach_places", column("id"), column("place")), places)
        _fill(session, table("reach_objects", column("place")), objects)
        session.execute(text(OBJECTS_INDEX))
        for name in ("reach_places", "reach_objects"):
            session.execute(text(f"ANALYZE {name}"))
        distances = {row.id: row.distance_m for row in session.execute(text(NEAREST_SQL))}
        session.execute(text(DROPPED))
        return distances


def _fill(session: Session, into: TableClause, chosen: Chosen) -> None:
    """Copy what is chosen into the temporary table, its place as geography."""
    *others, place = chosen.subquery().c
    geography = cast(place, Geography("GEOMETRY", srid=4326))
    session.execute(insert(into).from_select(list(into.c.keys()), select(*others, geography)))
