"""The monuments and tourist routes that the project ships itself, loaded into their layers."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ingest.demo.route_facts import facts_of_routes
from ingest.demo.starter_monuments import monument_rows
from ingest.demo.starter_routes import route_rows
from ingest.demo.starter_sources import sources_by_key
from ingest.loading.upsert import Upserted, upsert
from ingest.regions.starter.starter_tables import STARTER_FOLDER, records
from ingest.rows.row_problem import RowProblem
from layers.days import today
from layers.regions.region import Region, valid_on
from layers.registry import Catalogue

SOURCE = "atlas-starter"


@dataclass(frozen=True, slots=True)
class StarterLoaded:
    """What a load of the starter layers did, and what it could not take as it came."""

    monuments: Upserted
    tourist_routes: Upserted
    problems: list[RowProblem]


@dataclass(frozen=True, slots=True)
class UnitMismatch:
    """A monument that does not lie in the unit in which its source says it does."""

    key: str
    claimed_unit: str
    found_units: tuple[str, ...]
    approximate: bool
    """Whether the claimed unit's polygon is approximate or missing, so that it may be right."""


def load_starter_layers(
    session: Session, catalogue: Catalogue, folder: Path = STARTER_FOLDER
) -> StarterLoaded:
    """What was done; a second load changes nothing, a corrected row changes just that feature.

    Runs in the caller's transaction. The regions must be there, for rows are located on write.
    """
    sources = sources_by_key(records(folder / "sources.csv"))
    layer = catalogue.layer("monuments")
    rows, problems = monument_rows(
        layer, records(folder / "monuments.csv"), records(folder / "inspections.csv"), sources
    )
    monuments = upsert(session, layer, SOURCE, rows)
    layer = catalogue.layer("tourist_routes")
    rows, route_problems = route_rows(
        layer,
        records(folder / "routes.csv"),
        records(folder / "route_stops.csv"),
        monuments.ids,
        facts_of_routes(records(folder / "route_facts.csv")),
        sources,
    )
    routes = upsert(session, layer, SOURCE, rows)
    return StarterLoaded(monuments, routes, [*problems, *route_problems])


def is_loaded(session: Session, catalogue: Catalogue, folder: Path = STARTER_FOLDER) -> bool:
    """Whether every monument and route of the starter tables has its row already."""
    for layer_id, name in (("monuments", "monuments.csv"), ("tourist_routes", "routes.csv")):
        keys = [record["key"] for record in records(folder / name)]
        table = catalogue.layer(layer_id).table
        loaded = select(func.count()).where(table.source == SOURCE, table.source_key.in_(keys))
        if session.scalar(loaded) != len(keys):
            return False
    return True


def unit_mismatches(
    session: Session, catalogue: Catalogue, folder: Path = STARTER_FOLDER
) -> list[UnitMismatch]:
    """The starter monuments that lie in none of the units of their claimed code, by key."""
    claimed = {row["key"]: row["claimed_unit"] for row in records(folder / "monuments.csv")}
    table = catalogue.layer("monuments").table
    codes = (table.oblast_code, table.district_code, table.rural_district_code)
    attributed = session.execute(
        select(table.source_key, *codes).where(table.source == SOURCE).order_by(table.source_key)
    )
    drawn = _units_with_exact_polygon(session)
    return [
        UnitMismatch(key, claimed[key], tuple(filter(None, found)), claimed[key] not in drawn)
        for key, *found in attributed
        if key in claimed and claimed[key] not in found
    ]


def _units_with_exact_polygon(session: Session) -> set[str]:
    is_exact: ColumnElement[bool] = Region.approximate.is_(False) & Region.geom.is_not(None)
    return set(
        session.scalars(select(Region.code).where(is_exact, valid_on(Region, today(session))))
    )
