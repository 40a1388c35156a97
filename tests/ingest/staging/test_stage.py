"""The stage of a run, and the region codes that its rows get on the way in or afterwards."""

import numpy as np
import pytest
import shapely
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text
from sqlalchemy.orm import Session

from ingest.rows.outcome import Outcome
from ingest.staging.stage import StagingTable, drop_stage
from ingest.values.checked_batch import CheckedBatch
from layers.regions.raster import region_raster
from layers.registry import Catalogue
from tests.world.drawing import draw_country

CODES = "oblast_code, district_code, rural_district_code, outside"


@pytest.fixture
def stage(session: Session, catalogue: Catalogue) -> StagingTable:
    """An empty stage for reports in the drawn country."""
    draw_country(session)
    stage = StagingTable(17, catalogue.layer("citizen_reports"), ("topic", "text"), ("due_on",))
    stage.create(session)
    return stage


def batch_of(*places: BaseGeometry, first: int = 2) -> CheckedBatch:
    count = len(places)
    geometry = np.empty(count, np.object_)
    geometry[:] = places
    return CheckedBatch(
        read=count,
        numbers=np.arange(first, first + count),
        keys=np.array([f"k{number}" for number in range(first, first + count)], np.object_),
        values={"topic": np.array(["roads"] * count, np.object_)},
        geometry=geometry,
    )


def codes(session: Session, stage: StagingTable) -> list[tuple[object, ...]]:
    query = text(f"SELECT {CODES} FROM {stage.table} ORDER BY stage_row")  # noqa: S608 - our own
    return [tuple(row) for row in session.execute(query)]


def test_rows_wait_in_the_stage_as_they_were_read(session: Session, stage: StagingTable) -> None:
    stage.copy(session, batch_of(Point(67.5, 51.5), Point(70.5, 48.5)))
    query = f"SELECT stage_row, stage_key, stage_state, topic, text, new_due_on FROM {stage.table}"  # noqa: S608 - our own
    rows = [tuple(row) for row in session.execute(text(query))]
    assert rows == [(2, "k2", "good", "roads", None, None), (3, "k3", "good", "roads", None, None)]
    assert stage.count(session) == 2


def test_codes_by_raster_and_by_database_are_the_same(
    session: Session, stage: StagingTable
) -> None:
    places = [
        Point(*place) for place in np.random.default_rng(5).uniform((65, 47), (76, 53), (400, 2))
    ]
    route = LineString([(66.5, 51), (69.5, 51)])
    stage.copy(session, batch_of(*places, route), region_raster(session))
    by_raster = codes(session, stage)
    assert by_raster[-1] == (None, None, None, None)
    stage.locate(session)
    located = codes(session, stage)
    assert located[:-1] == by_raster[:-1]
    assert located[-1][0] == "100000000"
    stage.locate(session, anew=True)
    assert codes(session, stage) == located
    outside = shapely.Point(80, 45)
    stage.copy(session, batch_of(outside, first=900))
    stage.locate(session)
    assert codes(session, stage)[-1] == (None, None, None, True)


def test_marked_rows_are_counted_by_state(session: Session, stage: StagingTable) -> None:
    stage.copy(session, batch_of(*[Point(67.5, 51.5)] * 4))
    stage.mark(session, [3], Outcome.WAITING)
    stage.mark(session, [4, 5], Outcome.REJECTED)
    assert stage.states(session) == {"good": 1, "waiting": 1, "rejected": 2}


def test_missing_stage_has_no_count(session: Session, stage: StagingTable) -> None:
    drop_stage(session, stage.run_id)
    assert stage.count(session) is None
    drop_stage(session, stage.run_id)
