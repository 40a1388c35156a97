"""What differs from the rows is found and named; what is true is not."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from typer.testing import CliRunner, Result

from api.cli import app
from layers.materialized.merge import merge_changes
from layers.registry import Catalogue
from tests.layers.materialized.kept import add_endangered, add_report, found

FALSIFICATIONS = {
    "count of a cell": (
        "UPDATE kept_cells_citizen_reports SET count = 5 WHERE zoom = 9 AND kind = 2"
    ),
    "states of a cell": "UPDATE kept_cells_citizen_reports SET states[1] = 9 WHERE zoom = 17",
    "place of a cell": (
        "UPDATE kept_cells_citizen_reports SET sum_x = 1 WHERE zoom = 6 AND kind = 0"
    ),
    "lost cell": "DELETE FROM kept_cells_citizen_reports WHERE zoom = 12 AND kind = 0",
    "cell too many": (
        "INSERT INTO kept_cells_citizen_reports SELECT zoom, kind, key + 1, count, states, sum_x,"
        " sum_y, sum_id, sum_kind, synthetic FROM kept_cells_citizen_reports"
        " WHERE zoom = 11 AND kind = 0"
    ),
    "lost point": "DELETE FROM kept_points_citizen_reports",
    "point too many": (
        "INSERT INTO kept_points_citizen_reports SELECT key + 1, id, day, kind, state, synthetic,"
        " oblast, district, rural_district, fields, x, y FROM kept_points_citizen_reports"
    ),
    "state of a point": "UPDATE kept_points_citizen_reports SET state = 4",
    "name of a point": "UPDATE kept_points_endangered_objects SET fields = '{}'",
}
NAMED = {
    "count of a cell": ("cells", "zoom=9 kind=2"),
    "states of a cell": ("cells", "zoom=17 kind=0"),
    "place of a cell": ("cells", "zoom=6 kind=0"),
    "lost cell": ("cells", "zoom=12 kind=0"),
    "cell too many": ("cells", "zoom=11 kind=0"),
    "lost point": ("points", "id=1"),
    "point too many": ("points", "id=1"),
    "state of a point": ("points", "id=1"),
    "name of a point": ("points", "id=1"),
}


@pytest.fixture
def filled(committed: Engine, catalogue: Catalogue) -> Iterator[Engine]:
    """A database with a report and an endangered object, both taken in."""
    with committed.begin() as connection:
        add_report(connection, topic="roads")
        add_endangered(connection, "POINT(70 50)")
    merge_changes(committed, catalogue)
    return committed


@pytest.mark.parametrize("name", FALSIFICATIONS)
def test_falsification_is_found_and_named(filled: Engine, catalogue: Catalogue, name: str) -> None:
    assert found(filled, catalogue) == []
    with filled.begin() as connection:
        assert connection.execute(text(FALSIFICATIONS[name])).rowcount == 1

    (difference,) = found(filled, catalogue)
    part, where = NAMED[name]
    assert difference.part == part
    assert difference.where.startswith(where)
    assert difference.kept != difference.counted


def test_changes_that_wait_are_no_differences(filled: Engine, catalogue: Catalogue) -> None:
    with filled.begin() as connection:
        add_report(connection, 75.0, 49.0)
        connection.execute(text("UPDATE citizen_reports SET state = 'done'"))
    assert found(filled, catalogue) == []


def test_unbuilt_part_is_told(filled: Engine, catalogue: Catalogue) -> None:
    with filled.begin() as connection:
        connection.execute(text("UPDATE derived_state SET form = 'old' WHERE part = 'cells'"))
    (difference,) = found(filled, catalogue)
    assert (difference.part, difference.where) == ("cells", "form")


def run(engine: Engine, *arguments: str) -> Result:
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    command = ["--lang", "en", "tiles", *arguments]
    return CliRunner().invoke(app, command, env={"DATABASE_URL": url})


def test_operator_verifies_and_repairs_at_the_terminal(filled: Engine) -> None:
    assert run(filled, "verify").output == "Nothing differs.\n"
    with filled.begin() as connection:
        connection.execute(text(FALSIFICATIONS["count of a cell"]))

    told = run(filled, "verify")
    assert told.exit_code == 1
    assert "citizen_reports, cells, zoom=9 kind=2" in told.output
    assert "Differences: 1." in told.output
    assert run(filled, "verify", "--layer", "monuments").exit_code == 0

    assert run(filled, "rebuild", "--layer", "citizen_reports").output == "Built anew.\n"
    assert run(filled, "verify").exit_code == 0


def test_operator_takes_changes_in_at_the_terminal(filled: Engine) -> None:
    with filled.begin() as connection:
        add_report(connection, 75.0, 49.0)
    assert run(filled, "refresh").output == "Changes taken in: 1.\n"
    assert run(filled, "refresh", "--json").output == '{\n  "taken": 0\n}\n'
