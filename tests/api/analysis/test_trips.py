"""POST /api/trips and /api/trips.gpx."""

from dataclasses import replace
from typing import Any

import gpxpy
import numpy as np
import pytest
from fastapi import FastAPI
from shapely import Point
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from analysis.travel.engines import TravelEngines
from analysis.travel.estimate import EstimateEngine
from analysis.travel.port import Matrix, Mode
from geo.distance.geodesic import Places
from tests.world.objects import add_monument

PATH = "/api/trips"
A, B, C = (
    {"lon": lon, "lat": 50.0, "name": name} for lon, name in ((70, "A"), (71, "B"), (72, "C"))
)
GPX = "application/gpx+xml"


def plan(client: TestClient, stops: list[dict[str, Any]], **wish: Any) -> dict[str, Any]:
    answer = client.post(PATH, json={"stops": stops, **wish})
    assert answer.status_code == 200, answer.text
    planned: dict[str, Any] = answer.json()
    return planned


def problem(client: TestClient, wish: dict[str, Any], language: str = "en") -> dict[str, Any]:
    answer = client.post(PATH, json=wish, headers={"Accept-Language": language})
    assert answer.headers["content-type"] == "application/problem+json"
    return {**answer.json(), "status": answer.status_code}


def test_stops_are_put_in_order_and_the_answer_is_an_estimate(client: TestClient) -> None:
    planned = plan(client, [A, C, B])
    assert planned["estimated"] is True
    assert planned["engine"] == "estimate"
    assert planned["order"] == [0, 2, 1]
    assert [(leg["from"], leg["to"]) for leg in planned["legs"]] == [(0, 2), (2, 1)]
    km = sum(leg["distance_km"] for leg in planned["legs"])
    assert planned["total_distance_km"] == pytest.approx(km, abs=0.02)
    assert 143 * 1.2 < km < 144 * 1.3


def test_round_trip_returns_to_the_start(client: TestClient) -> None:
    planned = plan(client, [A, C, B], round_trip=True, mode="bicycle")
    assert planned["legs"][-1]["to"] == 0
    assert len(planned["legs"]) == 3


def test_kept_order_is_kept(client: TestClient) -> None:
    assert plan(client, [A, C, B], keep_order=True)["order"] == [0, 1, 2]


def test_trip_starts_where_it_is_told(client: TestClient) -> None:
    assert plan(client, [A, C, B], start_index=1)["order"] == [1, 2, 0]


def test_objects_and_places_may_be_mixed(client: TestClient, session: Session) -> None:
    monument = add_monument(session, Point(70.5, 50), name_kk="Қорған")
    session.commit()
    planned = plan(client, [A, {"layer": "monuments", "id": monument.id}])
    stop = planned["geojson"]["features"][-1]
    assert stop["geometry"]["coordinates"] == [70.5, 50]
    assert stop["properties"]["layer"] == "monuments"
    assert stop["properties"]["name"]["en"] == "Қорған"


def test_exact_place_of_a_sensitive_object_is_nowhere_in_the_answer(
    client: TestClient, session: Session
) -> None:
    hidden = add_monument(session, Point(70.5123, 50.0321), sensitive=True)
    session.commit()
    stops = [A, {"layer": "monuments", "id": hidden.id}]
    for accept in ("application/json", GPX):
        answer = client.post(PATH, json={"stops": stops}, headers={"Accept": accept})
        assert answer.status_code == 200
        assert "70.51" not in answer.text
        assert "50.03" not in answer.text


@pytest.mark.parametrize("path", [PATH, f"{PATH}.gpx"])
def test_gpx_is_answered_where_it_is_asked_for(client: TestClient, path: str) -> None:
    headers = {"Accept": GPX, "Accept-Language": "ru"}
    answer = client.post(path, json={"stops": [A, C, B]}, headers=headers)
    assert answer.headers["content-type"].startswith(GPX)
    assert 'filename="trip.gpx"' in answer.headers["content-disposition"]
    assert answer.headers["content-language"] == "ru"
    gpx = gpxpy.parse(answer.text)
    assert [point.name for point in gpx.routes[0].points] == ["A", "B", "C"]
    assert "только оценка" in gpx.description


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"stops": [A]}, "stops"),
        ({"stops": []}, "stops"),
        ({"stops": [A] * 51}, "stops"),
        ({"stops": [A, B, A]}, "stops[2]"),
        ({"stops": [A, {"layer": "monuments", "id": 424242}]}, "stops[1]"),
        ({"stops": [A, {"lon": 50, "lat": 70}]}, "stops[1]"),
        ({"stops": [A, {"layer": "palaces", "id": 1}]}, "stops[1]"),
        ({"stops": [A, B], "start_index": 2}, "start_index"),
        ({"stops": [A, B], "start_index": 1, "keep_order": True}, "start_index"),
        ({"stops": [A, B], "mode": "camel"}, "mode"),
        ({"stops": [A, {"lon": 70}]}, "stops.1.place.lat"),
        ({"stops": [A, {"layer": "monuments"}]}, "stops.1.object.id"),
        ({"stops": [A, {"lon": 270, "lat": 50}]}, "stops.1.place.lon"),
        ({"stops": [A, {"lon": 70, "lat": 50, "name": "x" * 201}]}, "stops.1.place.name"),
        ({"stops": [A, B], "speed": 9}, "speed"),
    ],
)
def test_problem_names_the_stop_or_the_field(
    client: TestClient, wish: dict[str, Any], field: str
) -> None:
    found = problem(client, wish)
    assert found["status"] == 422
    assert [error["field"] for error in found["errors"]] == [field]


@pytest.mark.parametrize(
    ("language", "said"),
    [("kk", "тізімде бар"), ("ru", "уже есть в списке"), ("en", "listed already")],
)
def test_problem_speaks_the_language_of_the_caller(
    client: TestClient, language: str, said: str
) -> None:
    assert said in problem(client, {"stops": [A, B, A]}, language)["detail"]


def test_fifty_stops_are_planned(client: TestClient) -> None:
    stops = [{"lon": 60 + number / 3, "lat": 45 + number % 7} for number in range(50)]
    planned = plan(client, stops)
    assert sorted(planned["order"]) == list(range(50))


class IslandEngine(EstimateEngine):
    """Nothing is reached from the last of the places, nor it from anywhere."""

    def matrix(self, sources: Places, targets: Places, mode: Mode) -> Matrix:
        """The estimate, with NaN for the last."""
        ways = super().matrix(sources, targets, mode)
        for values in (ways.distance_m, ways.duration_s):
            values[-1, :-1] = np.nan
            values[:-1, -1] = np.nan
        return ways


@pytest.mark.parametrize(
    ("language", "said"),
    [("kk", "жол табылмады"), ("ru", "пути не нашлось"), ("en", "No way was found")],
)
def test_stop_that_cannot_be_reached_is_told_in_the_callers_language(
    client: TestClient, language: str, said: str
) -> None:
    app = client.app
    assert isinstance(app, FastAPI)
    held = TravelEngines([IslandEngine()])
    app.state.resources = replace(app.state.resources, travel=held)
    found = problem(client, {"stops": [A, B, C]}, language)
    assert found["status"] == 422
    assert said in found["detail"]
    assert "C (72.0, 50.0)" in found["detail"]
    assert found["errors"][0]["field"] == "stops[2]"
