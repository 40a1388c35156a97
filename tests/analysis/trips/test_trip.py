"""A trip over stops: order, legs, totals, GeoJSON and GPX."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import gpxpy
import numpy as np
import pyogrio
import pytest
from shapely import LineString

from analysis.travel.engines import TravelEngines, travel_engines
from analysis.travel.estimate import EstimateEngine
from analysis.travel.port import Matrix, Mode, Route, UnmeasuredUnitError
from analysis.trips.geojson import geojson_of
from analysis.trips.gpx import gpx_of
from analysis.trips.stops import PlaceWanted, TripStop
from analysis.trips.trip import Trip, TripRequest, UnreachableStopError, plan_trip
from core.errors import InvalidValueError
from core.text import Language
from geo.distance.geodesic import Places

ENGINES = travel_engines()
NOON = datetime(2026, 7, 17, 7, tzinfo=UTC)


def stop(longitude: float, latitude: float, name: str = "", *, near: bool = False) -> TripStop:
    name = name or f"{longitude}/{latitude}"
    names = {language: f"{name} {language}" for language in Language}
    return TripStop(PlaceWanted(longitude, latitude, name), longitude, latitude, names, near)


SQUARE = [stop(70, 50), stop(71, 51), stop(71, 50), stop(70, 51)]
LINE = [stop(70, 50, "A"), stop(73, 50, "D"), stop(71, 50, "B"), stop(72, 50, "C")]


class TableEngine(EstimateEngine):
    """Ways that take the seconds of a table; lines are straight."""

    id = "table"
    estimated = False

    def __init__(self, seconds: list[list[float]], places: list[TripStop]) -> None:
        self._seconds = np.array(seconds)
        self._places = [(stop.longitude, stop.latitude) for stop in places]

    def matrix(self, sources: Places, targets: Places, mode: Mode) -> Matrix:
        """Twenty metres a second."""
        del mode
        rows, columns = (
            [self._places.index(tuple(p)) for p in each] for each in (sources, targets)
        )
        seconds = self._seconds[np.ix_(rows, columns)]
        return Matrix(seconds * 20, seconds)

    def route(self, places: Places, mode: Mode) -> Route:
        """By the same table."""
        matrix = self.matrix(places, places, mode)
        legs = (np.arange(len(places) - 1), np.arange(1, len(places)))
        lines = tuple(LineString(leg) for leg in pairwise(places))
        return Route(lines, matrix.distance_m[legs], matrix.duration_s[legs])


def planned(seconds: list[list[float]], stops: list[TripStop], **wish: Any) -> Trip:
    engines = TravelEngines([TableEngine(seconds, stops)])
    return plan_trip(engines, stops, TripRequest(engine="table", **wish))


H = 3600.0
X = float("nan")
BACKWARDS = [[0, H, H, H], [1, 0, H, H], [H, 1, 0, H], [H, H, 1, 0]]
"""From each stop to the one before it takes a second, anything else an hour."""


def test_square_is_visited_corner_by_corner() -> None:
    trip = plan_trip(ENGINES, SQUARE, TripRequest(round_trip=True))
    assert trip.order in {(0, 2, 1, 3), (0, 3, 1, 2)}
    assert [leg.start for leg in trip.legs] == list(trip.order)
    assert trip.legs[-1].end == 0


def test_line_is_visited_from_one_end_to_the_other() -> None:
    trip = plan_trip(ENGINES, LINE, TripRequest())
    assert trip.order == (0, 2, 3, 1)
    assert len(trip.legs) == 3


def test_kept_order_is_the_one_given() -> None:
    trip = plan_trip(ENGINES, LINE, TripRequest(keep_order=True))
    assert trip.order == (0, 1, 2, 3)


def test_trip_begins_at_the_chosen_stop() -> None:
    assert plan_trip(ENGINES, LINE, TripRequest(start_index=1)).order == (1, 3, 2, 0)


def test_totals_are_the_sums_of_the_legs() -> None:
    trip = plan_trip(ENGINES, SQUARE, TripRequest(round_trip=True))
    assert len(trip.legs) == 4
    assert trip.distance_m == pytest.approx(sum(leg.distance_m for leg in trip.legs))
    assert trip.duration_s == pytest.approx(sum(leg.duration_s for leg in trip.legs))


def test_any_engine_may_plan_and_its_one_way_streets_count() -> None:
    trip = planned(BACKWARDS, LINE, start_index=3)
    assert trip.order == (3, 2, 1, 0)
    assert (trip.engine, trip.estimated, trip.duration_s) == ("table", False, 3)


@pytest.mark.parametrize(
    ("seconds", "wish", "lost"),
    [
        ([[0, 1, X, 1], [1, 0, X, 1], [X, X, 0, X], [1, 1, X, 0]], {}, 2),
        ([[0, X, X, X], [1, 0, 1, 1], [1, 1, 0, 1], [1, 1, 1, 0]], {}, 0),
        ([[0, 1, 1, 1], [1, 0, X, 1], [1, 1, 0, 1], [1, 1, 1, 0]], {"keep_order": True}, 2),
        ([[0, 1, 1, 1], [X, 0, 1, 1], [X, 1, 0, 1], [X, 1, 1, 0]], {"round_trip": True}, 0),
        ([[0, 1, 1, X], [1, 0, X, X], [1, X, 0, 1], [X, X, 1, 0]], {"start_index": 2}, 1),
    ],
    ids=["island", "start on an island", "order kept", "no way back", "two dead ends"],
)
def test_stop_that_cannot_be_reached_is_named_instead_of_a_wrong_way(
    seconds: list[list[float]], wish: dict[str, Any], lost: int
) -> None:
    with pytest.raises(UnreachableStopError) as caught:
        planned(seconds, LINE, **wish)
    assert caught.value.field == f"stops[{lost}]"
    for language in Language:
        assert LINE[lost].names[language][0] in caught.value.message(language)
    assert "No way was found" in caught.value.message(Language.EN)


def test_way_round_what_cannot_be_passed_is_found() -> None:
    seconds = [[0, X, 5, X], [X, 0, X, X], [X, X, 0, 5], [X, 5, X, 0]]
    trip = planned(seconds, LINE)
    assert trip.order == (0, 2, 3, 1)
    assert trip.duration_s == 15


def test_trip_needs_an_engine_that_knows_times() -> None:
    with pytest.raises(UnmeasuredUnitError, match="straight_line"):
        plan_trip(ENGINES, LINE, TripRequest(engine="straight_line"))


def test_start_that_no_stop_has_is_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"start_index.*4"):
        plan_trip(ENGINES, LINE, TripRequest(start_index=4))


def test_kept_order_cannot_start_in_its_middle() -> None:
    with pytest.raises(InvalidValueError, match=r"start_index.*2.*first stop"):
        plan_trip(ENGINES, LINE, TripRequest(start_index=2, keep_order=True))


def test_geojson_draws_each_leg_and_numbers_the_stops() -> None:
    features = geojson_of(plan_trip(ENGINES, LINE, TripRequest()))["features"]
    legs = [f for f in features if f["properties"]["kind"] == "leg"]
    stops = [f for f in features if f["properties"]["kind"] == "stop"]
    assert [(leg["properties"]["from"], leg["properties"]["to"]) for leg in legs] == [
        (0, 2),
        (2, 3),
        (3, 1),
    ]
    assert all(leg["properties"]["estimated"] for leg in legs)
    assert legs[0]["geometry"]["coordinates"][0] == (70.0, 50.0)
    assert [(s["properties"]["position"], s["properties"]["stop"]) for s in stops] == [
        (1, 0),
        (2, 2),
        (3, 3),
        (4, 1),
    ]
    assert stops[1]["properties"]["name"]["kk"] == "B kk"


@pytest.fixture
def trip() -> Trip:
    return plan_trip(ENGINES, LINE, TripRequest(mode=Mode.BICYCLE, round_trip=True))


def test_gpx_holds_waypoints_and_a_route_in_the_order_of_travel(trip: Trip) -> None:
    gpx = gpxpy.parse(gpx_of(trip, Language.RU, NOON))
    assert [point.name for point in gpx.waypoints] == ["A ru", "B ru", "C ru", "D ru"]
    (route,) = gpx.routes
    assert [point.longitude for point in route.points] == [70, 71, 72, 73, 70]
    assert gpx.time == NOON


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.KK, "шамамен ғана"),
        (Language.RU, "только оценка"),
        (Language.EN, "only an estimate"),
    ],
)
def test_gpx_says_in_its_language_that_it_is_an_estimate(
    trip: Trip, language: Language, said: str
) -> None:
    gpx = gpxpy.parse(gpx_of(trip, language, NOON))
    assert said in gpx.description
    assert said in gpx.routes[0].description


def test_gpx_of_a_road_engine_does_not_call_itself_an_estimate() -> None:
    gpx = gpxpy.parse(gpx_of(planned(BACKWARDS, LINE), Language.EN, NOON))
    assert "estimate" not in gpx.description


def test_gpx_warns_where_a_stop_is_only_near_the_true_place() -> None:
    trip = plan_trip(ENGINES, [stop(70, 50), stop(71, 50, near=True)], TripRequest())
    far, near = gpxpy.parse(gpx_of(trip, Language.EN, NOON)).waypoints
    assert far.description is None
    assert "exact place is hidden" in near.description


def test_gpx_is_read_by_gdal(trip: Trip, tmp_path: Path) -> None:
    path = tmp_path / "trip.gpx"
    path.write_text(gpx_of(trip, Language.KK, NOON), encoding="utf-8")
    waypoints = pyogrio.read_dataframe(path, layer="waypoints")
    routes = pyogrio.read_dataframe(path, layer="routes")
    assert waypoints["name"].tolist() == ["A kk", "B kk", "C kk", "D kk"]
    assert routes.geometry[0].coords[1] == (71, 50)
    assert routes["name"][0] == "Сапар: A kk – D kk"


def test_gpx_keeps_marks_that_xml_reserves() -> None:
    trip = plan_trip(ENGINES, [stop(70, 50, "<A> & «B»"), stop(71, 50)], TripRequest())
    assert gpxpy.parse(gpx_of(trip, Language.EN, NOON)).waypoints[0].name == "<A> & «B» en"


def test_gpx_leaves_out_characters_that_xml_forbids() -> None:
    trip = plan_trip(ENGINES, [stop(70, 50, "Bell \x07"), stop(71, 50)], TripRequest())
    assert gpxpy.parse(gpx_of(trip, Language.EN, NOON)).waypoints[0].name == "Bell  en"
