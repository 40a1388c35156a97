"""The regions and settlements that the project ships itself: a true picture without internet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geoalchemy2.shape import from_shape
from shapely import MultiPolygon, Point
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from geo.coverage import dissolved
from geo.distance.measure import area_km2
from ingest.regions.boundaries.approximate_regions import SOURCE as TILED_SOURCE
from ingest.regions.boundaries.approximate_regions import flat, seeds_of_units, tile_areas
from ingest.regions.starter.former_names import load_former_names
from ingest.regions.starter.outline_areas import filled, reaching
from ingest.regions.starter.outlines import GROUPS, OutlineGroup, read_outlines
from ingest.regions.starter.starter_tables import STARTER_FOLDER, records
from layers.catalogue.settlements import LAYER as SETTLEMENTS
from layers.catalogue.settlements import Settlement
from layers.days import today
from layers.regions.attribution import attribute, refresh_parts
from layers.regions.boundary_sources import NATURAL_EARTH
from layers.regions.generalised import refresh_generalised
from layers.regions.region import Level, Region
from layers.registry import Catalogue

WGS84 = 4326


@dataclass(frozen=True, slots=True)
class StarterRegionsLoaded:
    """How many units, settlements and polygon pieces were loaded; all 0 where they stood already.

    `moved` counts the rows of each layer whose region codes changed.
    """

    units: int = 0
    settlements: int = 0
    pieces: int = 0
    moved: Mapping[str, int] | None = None


def are_regions_loaded(session: Session) -> bool:
    """Whether the region tables hold any unit."""
    return session.scalar(select(Region.id).limit(1)) is not None


def load_starter_regions(
    session: Session, catalogue: Catalogue, outlines_file: Path, folder: Path = STARTER_FOLDER
) -> StarterRegionsLoaded:
    """What was loaded; nothing but the former names where regions stand already.

    Runs in the caller's transaction. Raises MissingOutlinesError.
    """
    load_former_names(session)
    if are_regions_loaded(session):
        return StarterRegionsLoaded()
    areas = read_outlines(outlines_file)
    units = records(folder / "units.csv")
    session.connection().execute(insert(Region), [_unit_values(unit) for unit in units])
    settlements = _load_settlements(session, records(folder / "settlements.csv"))
    polygons = _polygons(session, areas, {unit["code"]: unit["parent_code"] for unit in units})
    _store_polygons(session, polygons)
    _load_former_units(session, records(folder / "former_units.csv"), polygons)
    pieces = refresh_parts(session)
    with_bulk_settlements = attribute(session, [SETTLEMENTS])
    session.execute(text("SET LOCAL atlas.bulk = 'off'"))
    others = [layer for layer in catalogue.layers if layer.id != SETTLEMENTS.id]
    moved = {**with_bulk_settlements, **attribute(session, others)}
    refresh_generalised(session)
    return StarterRegionsLoaded(len(units), settlements, pieces, moved)


def _unit_values(unit: Mapping[str, str]) -> dict[str, Any]:
    is_oblast = int(unit["level"]) == Level.OBLAST
    names = ("code", "level", "kind", "name_kk", "name_ru", "name_en", "label_accuracy_m", "source")
    return {
        **{name: unit[name] for name in names},
        "parent_code": unit["parent_code"] or None,
        "iso_code": f"KZ-{unit['code'][:2]}" if is_oblast else None,
        "valid_from": unit["valid_from"] or None,
        "label_point": from_shape(Point(float(unit["lon"]), float(unit["lat"])), WGS84),
    }


def _load_settlements(session: Session, settlements: Sequence[Mapping[str, str]]) -> int:
    """How many settlements the table has now that it lacked; codes are attributed later."""
    session.execute(text("SET LOCAL atlas.bulk = 'on'"))
    names = ("kato", "name_kk", "name_ru", "name_en", "kind", "accuracy_m", "source")
    rows = [
        {
            **{name: settlement[name] for name in names},
            "source_key": settlement["kato"],
            "is_centre": settlement["is_centre"] == "1",
            "residents": settlement["residents"] or None,
            "geom": from_shape(Point(float(settlement["lon"]), float(settlement["lat"])), WGS84),
        }
        for settlement in settlements
    ]
    before = _count(session)
    session.connection().execute(upsert(Settlement).on_conflict_do_nothing(), rows)
    return _count(session) - before


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Settlement)) or 0


def _polygons(
    session: Session, areas: Sequence[MultiPolygon], parent_of: Mapping[str, str]
) -> dict[str, MultiPolygon]:
    """The polygon of every unit: one tiling of the whole country, dissolved upwards."""
    seeds = seeds_of_units(session, today(session))
    of_areas = [
        flat(of_unit for code, of_unit in seeds.items() if _oblast(code) in group.codes)
        for group in GROUPS
    ]
    whole = reaching(filled(areas), [[seed.point for seed in of_area] for of_area in of_areas])
    return tile_areas(whole, of_areas, {code: parent or None for code, parent in parent_of.items()})


def _oblast(code: str) -> str:
    return f"{code[:2]}0000000"


def _store_polygons(session: Session, polygons: Mapping[str, MultiPolygon]) -> None:
    group_of = {code: group for group in GROUPS for code in group.codes}
    rows = session.execute(select(Region.id, Region.code)).all()
    session.execute(
        update(Region),
        [
            {"id": row.id, **_polygon_values(polygons[row.code], group_of.get(row.code))}
            for row in rows
            if row.code in polygons
        ],
    )


def _polygon_values(polygon: MultiPolygon, group: OutlineGroup | None) -> dict[str, Any]:
    return {
        "geom": from_shape(polygon, WGS84),
        "area_km2": area_km2(polygon),
        "boundary_source": group.source if group else TILED_SOURCE,
        "approximate": group is None or group.is_divided or group.is_dated,
    }


def _load_former_units(
    session: Session,
    former: Sequence[Mapping[str, str]],
    polygons: Mapping[str, MultiPolygon],
) -> None:
    """Put oblasts as they were before they were divided beside the present ones."""
    for unit in former:
        present = session.scalars(
            select(Region).where(Region.code == unit["code"]).order_by(Region.valid_from)
        ).one()
        whole = dissolved([part for code in unit["parts"].split() for part in polygons[code].geoms])
        session.add(
            Region(
                code=unit["code"],
                parent_code=None,
                level=Level.OBLAST,
                kind=present.kind,
                name_kk=unit["name_kk"],
                name_ru=unit["name_ru"],
                name_en=unit["name_en"],
                iso_code=present.iso_code,
                valid_to=date.fromisoformat(unit["valid_to"]),
                geom=from_shape(whole, WGS84),
                label_point=func.ST_PointOnSurface(from_shape(whole, WGS84)),
                area_km2=area_km2(whole),
                boundary_source=NATURAL_EARTH.en,
                approximate=False,
                source=present.source,
            )
        )
    session.flush()
