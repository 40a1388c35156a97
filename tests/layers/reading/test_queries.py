"""Reading features: pages by key, counts that stop, plans that use the indexes."""

import json

import pytest
from sqlalchemy import func, insert, literal_column, select, text
from sqlalchemy.orm import Session

from core.access.caller import STRANGER
from layers.access import readable
from layers.catalogue.citizen_reports import LAYER, CitizenReport
from layers.reading.extents import extents
from layers.reading.queries import (
    Projection,
    UnknownFeatureError,
    count_up_to,
    deferred_existence,
    feature,
    features_page,
    within_box,
)
from layers.reading.summaries import counts_of_all

ACCESS = readable(LAYER, STRANGER)
ROWS = 3000


@pytest.fixture
def many(session: Session) -> Session:
    """Three thousand reports spread over the country by arithmetic."""
    number = literal_column("n")
    places = func.ST_SetSRID(func.ST_MakePoint(50 + number % 35, 41 + number % 14), 4326)
    numbers = select(literal_column("'roads'"), places).select_from(
        text(f"generate_series(1, {ROWS}) AS n")
    )
    session.execute(text("SET LOCAL atlas.bulk = 'on'"))
    session.execute(insert(CitizenReport).from_select(["topic", "geom"], numbers))
    session.execute(text("ANALYZE citizen_reports"))
    return session


def test_pages_follow_each_other_without_gap_or_overlap(many: Session) -> None:
    seen: list[int] = []
    after, follows = None, True
    while follows:
        page = features_page(many, ACCESS, (), limit=700, after=after)
        found = [feature["id"] for feature in page.parsed()]
        assert len(found) == page.returned
        seen += found
        after, follows = page.last_id, page.more_follow
    assert seen == list(many.scalars(select(CitizenReport.id).order_by(CitizenReport.id)))
    assert len(seen) == ROWS


def test_page_after_the_last_row_is_empty(many: Session) -> None:
    page = features_page(many, ACCESS, (), limit=10, after=2**40)
    assert (page.parsed(), page.returned, page.last_id, page.more_follow) == ([], 0, None, False)


def test_counting_stops_where_it_would_cost_too_much(many: Session) -> None:
    assert count_up_to(many, ACCESS, (), ROWS) == ROWS
    assert count_up_to(many, ACCESS, (), ROWS - 1) is None
    assert count_up_to(many, ACCESS, (CitizenReport.topic == "water",), 5) == 0


def test_count_and_extent_are_of_the_same_rows(many: Session) -> None:
    assert counts_of_all(many, [ACCESS]) == {LAYER.id: ROWS}
    assert extents(many, [ACCESS]) == {LAYER.id: (50, 41, 84, 54)}


def test_empty_layer_has_no_extent(session: Session) -> None:
    assert counts_of_all(session, [ACCESS]) == {LAYER.id: 0}
    assert extents(session, [ACCESS]) == {LAYER.id: None}


def test_feature_is_there_or_named_as_unknown(many: Session) -> None:
    number = many.scalars(select(func.min(CitizenReport.id))).one()
    assert deferred_existence(many, ACCESS, number)()
    assert json.loads(feature(many, ACCESS, number).geojson)["id"] == number
    assert not deferred_existence(many, ACCESS, number - 1)()
    with pytest.raises(UnknownFeatureError, match=str(number - 1)):
        feature(many, ACCESS, number - 1)


def test_places_can_be_projected_and_turned_round(many: Session) -> None:
    number = many.scalars(select(func.min(CitizenReport.id))).one()
    turned = json.loads(feature(many, ACCESS, number, Projection(north_first=True)).geojson)
    usual = json.loads(feature(many, ACCESS, number).geojson)
    assert turned["geometry"]["coordinates"] == usual["geometry"]["coordinates"][::-1]
    flat = Projection(3857, decimals=0)
    projected = json.loads(feature(many, ACCESS, number, flat).geojson)["geometry"]["coordinates"]
    assert projected == [round(51 * 111_319.49), pytest.approx(5_160_979, abs=2)]


@pytest.mark.parametrize(
    ("condition", "index"),
    [
        (within_box(ACCESS, (50.5, 41.5, 51.5, 42.5)), "citizen_reports_geom_gist"),
        (CitizenReport.district_code == "113200000", "citizen_reports_district_idx"),
        (CitizenReport.id > 100, "citizen_reports_pkey"),
    ],
)
def test_conditions_use_their_indexes(many: Session, condition: object, index: str) -> None:
    many.execute(text("SET LOCAL enable_seqscan = off"))
    query = ACCESS.select(CitizenReport.id).where(condition)  # type: ignore[arg-type]
    compiled = query.compile(many.get_bind(), compile_kwargs={"literal_binds": True})
    plan = "\n".join(many.scalars(text(f"EXPLAIN {compiled}")))
    assert index in plan
