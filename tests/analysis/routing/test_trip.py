"""A trip over stops: order, legs, totals, GeoJSON and GPX."""

from datetime import UTC, datetime
from pathlib import Path

import gpxpy
import numpy as np
import pyogrio
import pytest
from shapely import LineString

from analysis.travel.engine import Matrix, Mode
from analysis.travel.estimate import EstimateEngine
from analysis.trips.geojson import geojson_of
from analysis.trips.gpx import gpx_of
from analysis.trips.stops import PlaceWanted, Stop
from analysis.trips.trip import Trip, TripRequest, plan_trip
from core.errors import InvalidValueError
from core.text import Language
from geo.geodesic import Places

ENGINE = EstimateEngine()
NOON = datetime(2026, 7, 17, 7, tzinfo=UTC)


def stop(longitude: float, latitude: float, name: str = "", *, near: bool = False) -> Stop:
    name = name or f"{longitude}/{latitude}"
    names = {language: f"{name} {language}" for language in Language}
    return Stop(PlaceWanted(longitude, latitude, name), longitude, latitude, names, near)


SQUARE = [stop(70, 50), stop(71, 51), stop(71, 50), stop(70, 51)]
LINE = [stop(70, 50, "A"), stop(73, 50, "D"), stop(71, 50, "B"), stop(72, 50, "C")]


class OneWayEngine:
    """Ways that are quick in one direction only: from each stop to the one before it."""

    id = "one_way"
    estimated = False

    def matrix(self, places: Places, mode: Mode) -> Matrix:
        """The given order backwards costs a second a leg, anything else an hour."""
        del mode
        duration_s = np.full((len(places), len(places)), 3600.0)
        for index in range(1, len(places)):
            duration_s[index, index - 1] = 1.0
        np.fill_diagonal(duration_s, 0.0)
        return Matrix(duration_s * 20, duration_s)

    def path(self, places: Places, mode: Mode) -> LineString:
        """A straight line."""
        del mode
        return LineString(places)


def test_square_is_visited_corner_by_corner() -> None:
    trip = plan_trip(ENGINE, SQUARE, TripRequest(round_trip=True))
    assert trip.order in {(0, 2, 1, 3), (0, 3, 1, 2)}
    assert [leg.start for leg in trip.legs] == list(trip.order)
    assert trip.legs[-1].end == 0


def test_line_is_visited_from_one_end_to_the_other() -> None:
    trip = plan_trip(ENGINE, LINE, TripRequest())
    assert trip.order == (0, 2, 3, 1)
    assert len(trip.legs) == 3


def test_kept_order_is_the_one_given() -> None:
    trip = plan_trip(ENGINE, LINE, TripRequest(keep_order=True))
    assert trip.order == (0, 1, 2, 3)


def test_trip_begins_at_the_chosen_stop() -> None:
    assert plan_trip(ENGINE, LINE, TripRequest(start_index=1)).order == (1, 3, 2, 0)


def test_totals_are_the_sums_of_the_legs() -> None:
    trip = plan_trip(ENGINE, SQUARE, TripRequest(round_trip=True))
    assert len(trip.legs) == 4
    assert trip.distance_m == pytest.approx(sum(leg.distance_m for leg in trip.legs))
    assert trip.duration_s == pytest.approx(sum(leg.duration_s for leg in trip.legs))


def test_any_engine_may_plan_and_its_one_way_streets_count() -> None:
    trip = plan_trip(OneWayEngine(), LINE, TripRequest(start_index=3))
    assert trip.order == (3, 2, 1, 0)
    assert (trip.engine, trip.estimated, trip.duration_s) == ("one_way", False, 3)


def test_start_that_no_stop_has_is_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"start_index.*4"):
        plan_trip(ENGINE, LINE, TripRequest(start_index=4))


def test_kept_order_cannot_start_in_its_middle() -> None:
    with pytest.raises(InvalidValueError, match=r"start_index.*2.*first stop"):
        plan_trip(ENGINE, LINE, TripRequest(start_index=2, keep_order=True))


def test_geojson_draws_each_leg_and_numbers_the_stops() -> None:
    features = geojson_of(plan_trip(ENGINE, LINE, TripRequest()))["features"]
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
    return plan_trip(ENGINE, LINE, TripRequest(mode=Mode.BICYCLE, round_trip=True))


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
    gpx = gpxpy.parse(gpx_of(plan_trip(OneWayEngine(), LINE, TripRequest()), Language.EN, NOON))
    assert "estimate" not in gpx.description


def test_gpx_warns_where_a_stop_is_only_near_the_true_place() -> None:
    trip = plan_trip(ENGINE, [stop(70, 50), stop(71, 50, near=True)], TripRequest())
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
    trip = plan_trip(ENGINE, [stop(70, 50, "<A> & «B»"), stop(71, 50)], TripRequest())
    assert gpxpy.parse(gpx_of(trip, Language.EN, NOON)).waypoints[0].name == "<A> & «B» en"


def test_gpx_leaves_out_characters_that_xml_forbids() -> None:
    trip = plan_trip(ENGINE, [stop(70, 50, "Bell \x07"), stop(71, 50)], TripRequest())
    assert gpxpy.parse(gpx_of(trip, Language.EN, NOON)).waypoints[0].name == "Bell  en"
