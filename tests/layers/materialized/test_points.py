"""Points are what everyone may know of each object, in Morton order."""

from typing import Any

import pytest
from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session

from geo.grid import morton_key, world_x, world_y
from layers.materialized.merge import merge_on
from layers.materialized.parts import kept_parts
from layers.materialized.points import Points, points_table
from layers.model.layer import GeometryKind
from layers.registry import Catalogue
from tests.layers.materialized.kept import add_endangered, add_report, rows_of

EXACT = "POINT(71.23456 51.23456)"


def points(session: Session, catalogue: Catalogue, layer_id: str) -> list[Row[Any]]:
    """The points once everything is taken in."""
    merge_on(session.connection(), catalogue)
    table = points_table(catalogue.layer(layer_id))
    return list(session.execute(select(table).order_by(table.c.id)))


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(71.4, 51.1), (46.49, 40.57), (87.3, 55.44), (-180, -90), (180, 90), (0, 0), (-71.4, -51.1)],
)
def test_database_and_grid_agree_where_a_place_is(
    session: Session, longitude: float, latitude: float
) -> None:
    x, y = world_x(longitude), world_y(latitude)
    asked = select(func.atlas_world_x(longitude), func.atlas_world_y(latitude))
    assert tuple(session.execute(asked).one()) == (x, y)
    assert session.scalar(select(func.atlas_morton(x, y))) == morton_key(x, y)


@pytest.mark.parametrize("number", ["NULL", "'NaN'", "'Infinity'", "'-Infinity'", "1e308"])
def test_no_number_breaks_the_grid(session: Session, number: str) -> None:
    value = f"CAST({number} AS double precision)"
    query = f"SELECT atlas_world_x({value}), atlas_world_y({value})"
    assert all(0 <= unit < 1 << 28 for unit in session.execute(text(query)).one())


def test_row_becomes_a_point(session: Session, catalogue: Catalogue) -> None:
    report = add_report(session.connection(), 71.4, 51.1, topic="roads", state="assigned")
    session.execute(text("UPDATE citizen_reports SET oblast_code = '710000000'"))

    (point,) = points(session, catalogue, "citizen_reports")
    assert point.id == report
    assert (point.x, point.y) == (world_x(71.4), world_y(51.1))
    assert point.key == morton_key(point.x, point.y)
    assert (point.kind, point.state, point.synthetic) == (2, 2, False)
    assert (point.oblast, point.district, str(point.day)) == (710000000, None, "2026-03-06")
    assert point.fields is None


def test_area_stands_at_a_point_within(session: Session, catalogue: Catalogue) -> None:
    bowl = "POLYGON((70 50, 71 50, 71 51, 70.9 51, 70.9 50.1, 70.1 50.1, 70.1 51, 70 51, 70 50))"
    add_endangered(session.connection(), bowl)

    (point,) = points(session, catalogue, "endangered_objects")
    assert not world_x(70.1) < point.x < world_x(70.9)
    assert point.fields == {"name_kk": "Мола"}


def test_moved_changed_and_hidden_rows_leave_no_trace(
    session: Session, catalogue: Catalogue
) -> None:
    for shape in ("POINT(70 50)", "POLYGON((70 50, 71 50, 71 51, 70 50))"):
        add_endangered(session.connection(), shape)
    assert len(points(session, catalogue, "endangered_objects")) == 2

    session.execute(text("UPDATE endangered_objects SET geom = ST_Translate(geom, 5, 1)"))
    session.execute(text("UPDATE endangered_objects SET priority = 'years_1_2'"))
    moved = points(session, catalogue, "endangered_objects")
    assert [point.state for point in moved] == [3, 3]
    assert all(point.x > world_x(74.9) for point in moved)

    session.execute(text("UPDATE endangered_objects SET visibility = 'hidden'"))
    assert points(session, catalogue, "endangered_objects") == []


def test_only_the_public_place_of_a_sensitive_object_is_kept(
    session: Session, catalogue: Catalogue
) -> None:
    add_endangered(session.connection(), EXACT, sensitive=True)

    (point,) = points(session, catalogue, "endangered_objects")
    assert (point.x, point.y) == (world_x(71.25), world_y(51.25))


def test_exact_place_goes_when_an_object_becomes_sensitive(
    session: Session, catalogue: Catalogue
) -> None:
    add_endangered(session.connection(), EXACT)
    (exact,) = points(session, catalogue, "endangered_objects")
    session.execute(text("UPDATE endangered_objects SET sensitive = TRUE"))
    points(session, catalogue, "endangered_objects")

    kept = text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'kept\\_%'")
    tables = [*session.scalars(kept), "change_queue"]
    rows = [row for table in tables for row in rows_of(session.connection(), table)]
    traces = (str(exact.key), str(exact.x), str(exact.y), "71.23", "51.23")
    assert rows
    assert not [row for row in rows if any(trace in row for trace in traces)]


def test_layers_of_points_have_points(catalogue: Catalogue) -> None:
    for layer in catalogue.layers:
        has_points = any(isinstance(part, Points) for part in kept_parts(layer))
        with_points = (GeometryKind.POINT, GeometryKind.POINT_OR_POLYGON)
        assert has_points == (layer.geometry in with_points)


def test_a_row_that_waits_again_is_taken_in_again(session: Session, catalogue: Catalogue) -> None:
    add_endangered(session.connection(), EXACT)
    once = points(session, catalogue, "endangered_objects")
    session.execute(text("UPDATE endangered_objects SET name_kk = name_kk"))
    assert points(session, catalogue, "endangered_objects") == once
