"""Cells count the public points at every zoom that counts, in total and by kind."""

from typing import Any

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from geo.grid import morton_key, world_x, world_y
from layers.materialized.cells import Cells, cell_zooms, cells_table, zooms_of_kinds
from layers.materialized.merge import merge_on
from layers.registry import Catalogue
from tests.layers.materialized.kept import add_report

ROADS, WASTE = 2, 5
OPEN, DONE = 0, 6
STATES = 8


def cells(
    session: Session, catalogue: Catalogue, zoom: int, kind: int | None = None
) -> list[Row[Any]]:
    """The cells of a zoom once everything is taken in, of one kind if given."""
    merge_on(session.connection(), catalogue)
    table = cells_table(catalogue.layer("citizen_reports"))
    wanted = table.c.kind == kind if kind is not None else table.c.kind >= 0
    return list(session.execute(select(table).where(table.c.zoom == zoom, wanted)))


def counts(states: dict[int, int]) -> list[int]:
    return [states.get(number, 0) for number in range(STATES)]


def test_zooms_are_six_finer_than_those_of_tiles(catalogue: Catalogue) -> None:
    reports = catalogue.layer("citizen_reports")
    assert cell_zooms(reports) == range(6, 18)
    assert zooms_of_kinds(reports) == range(6, 16)


def test_only_layers_that_count_have_cells(catalogue: Catalogue) -> None:
    kept = {layer.id for layer in catalogue.layers if Cells().is_kept_for(layer)}
    assert kept == {"citizen_reports"}


def test_points_of_a_cell_are_counted_together(session: Session, catalogue: Catalogue) -> None:
    add_report(session.connection(), 71.0, 51.0, topic="roads", synthetic=True)
    add_report(session.connection(), 71.0001, 51.0, topic="waste", state="done")

    (cell,) = cells(session, catalogue, 10, kind=0)
    assert (cell.count, cell.synthetic) == (2, 1)
    assert cell.states == counts({OPEN: 1, DONE: 1})
    assert cell.sum_x == world_x(71.0) + world_x(71.0001)
    assert cell.sum_y == 2 * world_y(51.0)
    assert cell.sum_kind == ROADS + WASTE
    assert cell.key == morton_key(world_x(71.0), world_y(51.0)) >> 2 * 18


def test_cell_of_a_single_point_names_it(session: Session, catalogue: Catalogue) -> None:
    report = add_report(session.connection(), topic="waste")
    for zoom in cell_zooms(catalogue.layer("citizen_reports")):
        (cell,) = cells(session, catalogue, zoom, kind=0)
        assert (cell.count, cell.sum_id, cell.sum_kind) == (1, report, WASTE)


def test_kinds_are_counted_by_themselves(session: Session, catalogue: Catalogue) -> None:
    add_report(session.connection(), topic="roads")
    add_report(session.connection(), topic="roads", state="done")
    add_report(session.connection(), topic="waste")

    by_kind = {cell.kind: cell.count for cell in cells(session, catalogue, 15)}
    assert by_kind == {0: 3, ROADS: 2, WASTE: 1}
    assert [cell.kind for cell in cells(session, catalogue, 16)] == [0]


def test_changed_state_moves_from_one_count_to_the_other(
    session: Session, catalogue: Catalogue
) -> None:
    add_report(session.connection(), topic="roads")
    cells(session, catalogue, 12)
    session.execute(text("UPDATE citizen_reports SET state = 'done'"))

    for cell in cells(session, catalogue, 12):
        assert (cell.count, cell.states) == (1, counts({DONE: 1}))


def test_cells_that_count_nothing_go(session: Session, catalogue: Catalogue) -> None:
    add_report(session.connection(), 71.0, 51.0)
    add_report(session.connection(), 75.0, 49.0)
    assert len(cells(session, catalogue, 12, kind=0)) == 2

    session.execute(
        text("UPDATE citizen_reports SET geom = ST_SetSRID(ST_MakePoint(71, 51), 4326)")
    )
    assert [cell.count for cell in cells(session, catalogue, 12, kind=0)] == [2]
    session.execute(text("UPDATE citizen_reports SET visibility = 'hidden'"))
    assert cells(session, catalogue, 12) == []


def test_hidden_rows_are_not_counted(session: Session, catalogue: Catalogue) -> None:
    add_report(session.connection(), visibility="hidden")
    assert cells(session, catalogue, 6) == []
