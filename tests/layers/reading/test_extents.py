"""Extents: of the places that the caller may know, by the index alone."""

import pytest
from sqlalchemy import insert, literal_column, select, text
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from layers.access import readable
from layers.catalogue.citizen_reports import LAYER as REPORTS
from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.endangered_objects import LAYER as ENDANGERED
from layers.catalogue.endangered_objects import EndangeredObject
from layers.catalogue.tourist_routes import LAYER as ROUTES
from layers.catalogue.tourist_routes import TouristRoute
from layers.reading.extents import extent_of, extents
from layers.registry import Catalogue

EVERYONE = Caller(grants=grants_of(["*"]))


def endangered(session: Session, place: str, **values: object) -> None:
    session.add(EndangeredObject(priority="emergency", geom=f"SRID=4326;{place}", **values))
    session.flush()


def test_extent_is_of_whole_shapes(session: Session) -> None:
    for line in ("60.5 50.5, 63 50.25", "61 52.125, 62 51"):
        route = TouristRoute(modes=["car"], difficulty="easy", geom=f"SRID=4326;LINESTRING({line})")
        session.add(route)
    session.flush()
    found = extents(session, [readable(ROUTES, STRANGER), readable(REPORTS, STRANGER)])
    assert found == {ROUTES.id: (60.5, 50.25, 63, 52.125), REPORTS.id: None}


def test_extent_gives_no_secret_away(session: Session) -> None:
    endangered(session, "POINT(65.55 50.55)")
    endangered(session, "POINT(70.123 51.987)", sensitive=True)
    endangered(session, "POINT(80 45)", visibility="hidden")
    stranger, everyone = (readable(ENDANGERED, caller) for caller in (STRANGER, EVERYONE))
    assert extents(session, [stranger]) == {ENDANGERED.id: (65.55, 50.55, 70.15, 51.95)}
    assert extents(session, [everyone]) == {ENDANGERED.id: (65.55, 45, 80, 51.987)}


def test_every_layer_has_the_extent_of_its_rows(
    atlas_session: Session, catalogue: Catalogue
) -> None:
    readables = [readable(layer, STRANGER) for layer in catalogue.layers]
    found = extents(atlas_session, readables)
    for access in readables:
        table, place = access.layer.table.__tablename__, access.place.key
        rows = text(f"SELECT ST_Extent({place})::text FROM {table} WHERE visibility = 'public'")  # noqa: S608 - of the catalogue
        whole = atlas_session.scalar(rows)
        sides = whole and tuple(map(float, whole[4:-1].replace(",", " ").split()))
        box = found[access.layer.id]
        assert box == (sides and pytest.approx(sides, abs=1e-7))


def test_only_the_outermost_rows_are_read(session: Session) -> None:
    number = literal_column("n")
    spread = text("generate_series(1, 3000) AS n")
    place = literal_column(
        "ST_SetSRID(ST_MakePoint(50 + n * 7919 % 3400 / 100.0, 41 + n % 1300 / 100.0), 4326)"
    )
    session.execute(text("SET LOCAL atlas.bulk = 'on'"))
    session.execute(
        insert(CitizenReport).from_select(
            ["id", "topic", "geom"],
            select(number, literal_column("'roads'"), place).select_from(spread),
            include_defaults=False,
        )
    )
    session.execute(text("ANALYZE citizen_reports"))
    access = readable(REPORTS, STRANGER)
    query = extent_of(access.place, access.rows).compile(
        session.connection(), compile_kwargs={"literal_binds": True}
    )
    plan = "\n".join(session.scalars(text(f"EXPLAIN {query}".replace(":", "\\:"))))
    assert plan.count("Index Scan using citizen_reports_geom_gist") == 4
    assert "Seq Scan" not in plan
