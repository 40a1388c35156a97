"""Changes are taken in batch by batch, each whole or not at all, and told to who listens."""

import os
import signal
import subprocess
import sys
from dataclasses import replace

import psycopg
import pytest
import shapely
from shapely import box
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from api.migration.migrate import migrate
from geo.grid import tile_at
from layers.materialized import merge_lock
from layers.materialized.cells import Cells
from layers.materialized.counts import CountsTable
from layers.materialized.merge import merge_changes, merge_on
from layers.materialized.merge_lock import alone
from layers.materialized.news import MOST_BYTES, coarsened, covering, messages, reached
from layers.materialized.part import ChangeBatch
from layers.regions.generalised import refresh_generalised
from layers.registry import Catalogue
from tests.layers.materialized.kept import add_endangered, add_report, found, one_moment, waiting
from tests.layers.sample_rows import add_row
from tests.waiting import soon
from tests.world.drawing import add_region
from tests.world.units import A

KILLED_IN_BATCH = """
import os, signal, sys
from core.database.engine import make_engine
from layers.materialized import merge
from layers.registry import load_catalogue

def killed(connection, batch):
    os.kill(os.getpid(), signal.SIGKILL)

merge.notify_changed_tiles = killed
merge.merge_changes(make_engine(sys.argv[1]), load_catalogue())
"""


def address(engine: Engine) -> str:
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


def news(engine: Engine, catalogue: Catalogue) -> list[str]:
    """The messages of a merge."""
    with psycopg.connect(address(engine), autocommit=True) as listener:
        listener.execute("LISTEN atlas_tiles")
        merge_changes(engine, catalogue)
        return [told.payload for told in listener.notifies(timeout=0.3)]


def test_every_layer_takes_a_row_in(session: Session, catalogue: Catalogue) -> None:
    for layer in catalogue.layers:
        add_row(session, layer)

    assert merge_on(session.connection(), catalogue) == len(catalogue.layers)
    assert waiting(session.connection()) == 0
    assert merge_on(session.connection(), catalogue) == 0


def test_small_batches_take_in_everything(committed: Engine, catalogue: Catalogue) -> None:
    with committed.begin() as connection:
        for number in range(7):
            add_report(connection, 70 + number / 10)
    merge_changes(committed, catalogue, batch=100)
    with committed.begin() as connection:
        connection.execute(text("UPDATE citizen_reports SET state = 'done' WHERE id < 3"))

    assert merge_changes(committed, catalogue, batch=3) == 4
    assert found(committed, catalogue) == []


def test_load_larger_than_the_layer_is_built_whole(
    committed: Engine, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with committed.begin() as connection:
        for number in range(7):
            add_report(connection, 70 + number / 10)
    built: list[str] = []
    monkeypatch.setattr(Cells, "rebuild", lambda *given: built.append(given[2].id))

    assert merge_changes(committed, catalogue, batch=3) == 7
    assert built == ["citizen_reports"]


def test_only_one_program_merges(committed: Engine, catalogue: Catalogue) -> None:
    with committed.begin() as connection:
        add_report(connection)
    with alone(committed) as is_alone:
        assert is_alone
        assert merge_changes(committed, catalogue) == 0
        with committed.begin() as connection:
            assert merge_on(connection, catalogue) == 0
    assert merge_changes(committed, catalogue) == 1


@pytest.mark.parametrize("is_within", [False, True])
def test_program_that_was_stopped_keeps_nobody_from_merging_for_ever(
    committed: Engine, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, *, is_within: bool
) -> None:
    with committed.begin() as connection:
        add_report(connection)
    monkeypatch.setattr(merge_lock, "SILENT_BETWEEN_S", 60 if is_within else 1)
    monkeypatch.setattr(merge_lock, "SILENT_WITHIN_S", 1 if is_within else 60)
    with alone(committed) as silent:
        assert silent
        if is_within:
            silent.execute(text("DELETE FROM change_queue"))
        assert merge_changes(committed, catalogue) == 0
        assert soon(lambda: merge_changes(committed, catalogue) == 1)
        with pytest.raises(DBAPIError):
            silent.execute(text("SELECT 1"))


def test_connection_is_as_it_was_after_merging(committed: Engine, catalogue: Catalogue) -> None:
    merge_changes(committed, catalogue)
    limits = text(
        "SELECT name, setting FROM pg_settings WHERE name LIKE 'idle%timeout' ORDER BY name"
    )
    with committed.connect() as connection:
        assert {row.setting for row in connection.execute(limits)} == {"0"}
        held = text(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        assert connection.scalar(held) == 0


def test_copies_of_regions_are_made_while_others_merge(committed: Engine) -> None:
    with alone(committed), Session(committed) as session, session.begin():
        session.execute(text("SET LOCAL lock_timeout = '1s'"))
        add_region(session, A, None, box(60, 50, 62, 52))
        assert refresh_generalised(session) > 0


def test_killed_merge_leaves_parts_and_queue_true(committed: Engine, catalogue: Catalogue) -> None:
    with committed.begin() as connection:
        add_report(connection)

    killed = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", KILLED_IN_BATCH, address(committed)], check=False, env=os.environ
    )

    assert killed.returncode == -signal.SIGKILL
    assert found(committed, catalogue) == []
    with committed.connect() as connection:
        assert waiting(connection) == 1
        assert connection.scalar(text("SELECT count(*) FROM kept_points_citizen_reports")) == 0
    assert merge_changes(committed, catalogue) == 1


def test_error_in_one_layer_keeps_no_other_from_merging(
    committed: Engine, catalogue: Catalogue
) -> None:
    with committed.begin() as connection:
        add_report(connection)
        add_endangered(connection, "POINT(70 50)")
        connection.execute(text("DROP TABLE kept_points_endangered_objects"))

    with pytest.raises(ProgrammingError):
        merge_changes(committed, catalogue)

    with committed.connect() as connection:
        left = list(connection.scalars(text("SELECT layer FROM change_queue")))
    assert left == ["endangered_objects"]


def test_error_of_the_program_in_one_layer_keeps_no_other_from_merging(
    committed: Engine, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with committed.begin() as connection:
        add_report(connection)
        add_endangered(connection, "POINT(70 50)")
    both = {"citizen_reports", "endangered_objects"}
    first = next(layer.id for layer in catalogue.layers if layer.id in both)
    apply = CountsTable.apply

    def broken(counts: CountsTable, connection: Connection, batch: ChangeBatch) -> None:
        if batch.layer.id == first:
            raise shapely.errors.GEOSException
        apply(counts, connection, batch)

    monkeypatch.setattr(CountsTable, "apply", broken)
    with pytest.raises(shapely.errors.GEOSException):
        merge_changes(committed, catalogue)

    with committed.connect() as connection:
        assert list(connection.scalars(text("SELECT layer FROM change_queue"))) == [first]


def test_change_that_is_not_yet_committed_is_taken_in_later(
    committed: Engine, catalogue: Catalogue
) -> None:
    with committed.connect() as slow:
        add_report(slow, 75.0, 49.0)
        with committed.begin() as quick:
            add_report(quick)
        assert merge_changes(committed, catalogue) == 1
        slow.commit()
    assert found(committed, catalogue) == []
    assert merge_changes(committed, catalogue) == 1
    assert found(committed, catalogue) == []


def test_emptied_layer_is_empty_after_the_next_merge(
    committed: Engine, catalogue: Catalogue
) -> None:
    with committed.begin() as connection:
        add_report(connection)
    merge_changes(committed, catalogue)
    with committed.begin() as connection:
        connection.execute(text("TRUNCATE citizen_reports CASCADE"))

    assert news(committed, catalogue) == ["citizen_reports"]
    with one_moment(committed) as connection:
        assert connection.scalar(text("SELECT count(*) FROM kept_cells_citizen_reports")) == 0
    assert found(committed, catalogue) == []


def test_changed_declaration_is_built_anew_by_migrating(
    committed: Engine, catalogue: Catalogue
) -> None:
    with committed.begin() as connection:
        add_report(connection, topic="roads")
    merge_changes(committed, catalogue)
    reports = catalogue.layer("citizen_reports")
    finer = replace(reports, tile=replace(reports.tile, counts_below=9))
    changed = Catalogue(tuple(finer if layer is reports else layer for layer in catalogue.layers))
    with committed.begin() as connection:
        add_report(connection, topic="waste")

    migrate(committed, changed)

    assert found(committed, changed) == []
    with committed.connect() as connection:
        zooms = text("SELECT max(zoom) FROM kept_cells_citizen_reports")
        assert connection.scalar(zooms) == 14
        assert waiting(connection) == 0


def test_news_name_the_tiles_of_points(committed: Engine, catalogue: Catalogue) -> None:
    with committed.begin() as connection:
        report = add_report(connection, 71.0, 51.0)
    old = tile_at(71.0, 51.0, 14)
    assert news(committed, catalogue) == [f"citizen_reports {old}"]

    with committed.begin() as connection:
        move = "UPDATE citizen_reports SET geom = ST_SetSRID(ST_MakePoint(75, 49), 4326)"
        connection.execute(text(f"{move} WHERE id = :id"), {"id": report})
    new = tile_at(75, 49, 14)
    assert news(committed, catalogue) == [f"citizen_reports {old} {new}"]


def test_news_say_nothing_of_hidden_objects(committed: Engine, catalogue: Catalogue) -> None:
    with committed.begin() as connection:
        add_report(connection, visibility="hidden")
    assert news(committed, catalogue) == []


def test_news_cover_areas_with_few_tiles(committed: Engine, catalogue: Catalogue) -> None:
    with committed.begin() as connection:
        add_endangered(connection, "POLYGON((70 50, 72 50, 72 52, 70 50))")
    (message,) = news(committed, catalogue)
    _, *tiles = message.split()
    assert 1 <= len(tiles) <= 30
    for corner in ((70, 50), (72, 52), (71, 51)):
        assert any(str(tile_at(*corner, int(tile.split("/")[0]))) == tile for tile in tiles)


def box_of(first_x: int, first_y: int, last_x: int, last_y: int) -> tuple[int, int, int, int]:
    """The middles of tiles of zoom 14, in world units."""
    left, top, right, bottom = (
        (number << 14) + (1 << 13) for number in (first_x, first_y, last_x, last_y)
    )
    return left, top, right, bottom


def test_covering_tiles_are_the_finest_that_are_few() -> None:
    assert list(covering(box_of(5, 7, 5, 7))) == [(14, 5, 7)]
    assert len(list(covering(box_of(0, 0, 3, 3)))) == 16
    assert set(covering(box_of(0, 0, 4, 4))) == {(13, x, y) for x in range(3) for y in range(3)}


def test_shape_reaches_tiles_beside_it_over_their_edge() -> None:
    inside = box_of(5_001, 7_001, 5_001, 7_001)
    assert (14, 5_002, 7_001) not in set(reached(inside))

    at_the_eastern_edge = (inside[0], inside[1], (5_002 << 14) - 10, inside[3])
    assert (14, 5_002, 7_001) in set(reached(at_the_eastern_edge))
    assert (14, 5_000, 7_001) not in set(reached(at_the_eastern_edge))


def test_shape_reaches_as_far_as_rounding_takes_it() -> None:
    edge, buffer, unit = 5_002 << 14, 1 << 8, 1 << 2
    y = (7_001 << 14) + (1 << 13)
    for distance, is_reached in ((buffer + unit // 2, True), (buffer + 2 * unit, False)):
        x = edge - distance
        assert ((14, 5_002, 7_001) in set(reached((x, y, x, y)))) == is_reached


def test_shape_reaches_coarse_tiles_from_farther_away() -> None:
    edge = 3 << 23  # between columns 2 and 3 of zoom 5
    x, y = edge - (1 << 16) + (1 << 13), (1 << 22) + (1 << 13)
    near = (x, y, x, y)
    assert (5, 3, 0) in set(reached(near))
    assert not [tile for tile in reached(near) if tile[0] == 14]


def test_too_many_tiles_are_told_by_coarser_ones() -> None:
    tiles = {(14, x, y) for x in range(100) for y in range(100)}
    coarser = coarsened(tiles)
    assert len(coarser) <= 1000
    assert all(
        any((z, x >> (14 - z), y >> (14 - z)) in coarser for z in range(15)) for _, x, y in tiles
    )


def test_messages_are_short_enough_for_the_database() -> None:
    tiles = [(14, x, 10_000) for x in range(2000)]
    told = list(messages("citizen_reports", tiles))
    assert all(len(message) <= MOST_BYTES for message in told)
    names = [name for message in told for name in message.split()[1:]]
    assert names == [f"14/{x}/10000" for x in range(2000)]
