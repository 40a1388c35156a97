"""Waypoints of a track become the stops of its route; every other point is told why it does not."""

import json
from pathlib import Path

import geopandas
import pytest
from shapely import LineString, Point
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.access.caller import Caller
from core.access.grant import grants_of
from core.database.engine import SessionFactory
from ingest.loading.runs.run import carry_out, take_up_waiting
from ingest.loading.undoing.undo import undo
from ingest.location.file_rows import file_points
from ingest.proposal.survey import survey
from ingest.rows.file_order import Decision, FileOrder, MatchRule
from ingest.staging import staging
from layers.catalogue.tourist_routes import Stop, TouristRoute
from layers.regions.region import Region
from layers.registry import Catalogue
from tests.ingest.officer_files import write_csv, write_text
from tests.ingest.verdicts import Load, Verdict, counts, why
from tests.world.drawing import draw_country
from tests.world.units import UNDRAWN

OPERATOR = Caller(name="operator", grants=grants_of(["*"]))
REQUIRED = {"modes": "car", "difficulty": "easy"}
STOPS = "stops (JSON)"
TRACK = "<trk><name>{name}</name><trkseg>{points}</trkseg></trk>"


def waypoint(longitude: float, latitude: float, name: str = "", more: str = "") -> str:
    named = f"<name>{name}</name>" if name else ""
    return f'<wpt lat="{latitude}" lon="{longitude}">{named}{more}</wpt>'


def track(*places: tuple[float, float], name: str = "Ущелье") -> str:
    points = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lon, lat in places)
    return TRACK.format(name=name, points=points)


def gpx(folder: Path, *parts: str, name: str = "route.gpx") -> Path:
    body = "".join(parts)
    return write_text(folder / name, f'<gpx version="1.1" xmlns="a">{body}</gpx>')


def stops(session: Session) -> list[tuple[str, int, str, float, float]]:
    """Route, position, name and place of each stop."""
    session.expire_all()
    query = (
        select(TouristRoute.name_ru, Stop)
        .join(Stop, Stop.feature_id == TouristRoute.id)
        .order_by(TouristRoute.name_ru, Stop.position, Stop.id)
    )
    return [
        (route, stop.position, stop.name_ru, stop.longitude, stop.latitude)
        for route, stop in session.execute(query)
    ]


@pytest.fixture
def load_route(load: Load) -> Load:
    """Loads a file into the routes, which all are easy and for cars."""

    def load_path(path: Path, **told: object) -> Verdict:
        return load(path, "tourist_routes", constants=REQUIRED, **told)

    return load_path


ROAD = track((67.0, 51.0), (68.0, 51.0))


def test_waypoints_become_stops_in_their_order_along_the_track(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    path = gpx(tmp_path, waypoint(67.9, 51.001, "Перевал"), waypoint(67.1, 51.002, "Родник"), ROAD)
    told = load_route(path)
    assert counts(told) == (1, 0, 0, 0)
    assert stops(session) == [
        ("Ущелье", 1, "Родник", 67.1, 51.002),
        ("Ущелье", 2, "Перевал", 67.9, 51.001),
    ]
    assert why(told) == [(3, STOPS, "became_stops")]
    assert told.problems[0].value == "2, 1"
    stop = session.scalars(select(Stop)).first()
    assert stop is not None
    assert (stop.name_kk, stop.name_en, stop.stage, stop.role) == ("Родник", "Родник", 1, "main")


def test_same_file_again_changes_nothing(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    path = gpx(tmp_path, waypoint(67.9, 51.001, "Перевал"), ROAD)
    load_route(path)
    assert counts(load_route(path)) == (0, 1, 0, 0)
    assert len(stops(session)) == 1


def test_point_far_from_every_line_is_rejected_with_the_reason(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    path = gpx(tmp_path, waypoint(67.5, 51.0089, "Близко"), waypoint(67.5, 51.0091, "Далеко"), ROAD)
    told = load_route(path)
    assert counts(told) == (1, 0, 0, 1)
    assert why(told) == [(2, "geometry", "far_from_lines"), (3, STOPS, "became_stops")]
    assert [stop[2] for stop in stops(session)] == ["Близко"]


def test_point_abroad_is_no_stop(load_route: Load, session: Session, tmp_path: Path) -> None:
    session.execute(delete(Region).where(Region.code == UNDRAWN))
    session.commit()
    # Borders that somebody drew may be off by a kilometre.
    path = gpx(
        tmp_path, waypoint(66.02, 52.011, "Там"), waypoint(66.02, 52.0085, "Тут"),
        track((66.02, 51.9), (66.02, 52.0081)),
    )  # fmt: skip
    told = load_route(path)
    assert counts(told) == (1, 0, 0, 1)
    assert why(told)[0] == (1, "geometry", "outside_kazakhstan")
    assert [stop[2] for stop in stops(session)] == ["Тут"]


def test_dry_run_tells_of_the_stops_and_writes_none(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    told = load_route(gpx(tmp_path, waypoint(67.5, 51, "Родник"), ROAD), dry_run=True)
    assert (counts(told), why(told)) == ((1, 0, 0, 0), [(2, STOPS, "became_stops")])
    assert stops(session) == []


def test_undo_takes_a_new_route_with_its_stops(
    load_route: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    told = load_route(gpx(tmp_path, waypoint(67.5, 51, "Родник"), ROAD))
    undone = undo(session, told.run.id, catalogue, OPERATOR)
    assert (undone.deleted, undone.kept, stops(session)) == (1, (), [])


def test_undo_takes_new_stops_from_a_known_route(
    load_route: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    spring, pass_, cave = (
        waypoint(67.1, 51, "Родник"), waypoint(67.9, 51, "Перевал"), waypoint(67.95, 51, "Пещера"),
    )  # fmt: skip
    load_route(gpx(tmp_path, spring, ROAD))
    told = load_route(gpx(tmp_path, spring, pass_, cave, ROAD))
    assert counts(told) == (1, 0, 0, 0)
    assert [stop[2] for stop in stops(session)] == ["Родник", "Перевал", "Пещера"]
    undone = undo(session, told.run.id, catalogue, OPERATOR)
    assert (undone.deleted, undone.restored, undone.kept) == (0, 1, ())
    assert [stop[2] for stop in stops(session)] == ["Родник"]


def test_each_of_several_tracks_has_its_own_stops(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    route = (
        '<rte><name>Берег</name><rtept lat="50" lon="68"><name>Поворот</name></rtept>'
        '<rtept lat="50" lon="67"/></rte>'
    )
    path = gpx(
        tmp_path, waypoint(67.1, 50, "Пляж"), waypoint(67.2, 51, "Родник"),
        waypoint(67.9, 50, "Мыс"), route, ROAD,
    )  # fmt: skip
    assert counts(load_route(path)) == (2, 0, 0, 0)
    assert [stop[:3] for stop in stops(session)] == [
        ("Берег", 1, "Мыс"), ("Берег", 2, "Пляж"), ("Ущелье", 1, "Родник"),
    ]  # fmt: skip


def test_placemarks_beside_a_line_become_its_stops(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    line = "<LineString><coordinates>67,51,900 68,51,950</coordinates></LineString>"
    point = "<Point><coordinates>{},51.001,905</coordinates></Point>"
    body = "".join(
        f"<Placemark><name>{name}</name>{shape}</Placemark>"
        for name, shape in (
            ("Перевал", point.format(67.7)), ("Ущелье", line), ("Родник", point.format(67.3)),
        )
    )  # fmt: skip
    told = load_route(write_text(tmp_path / "route.kml", f'<kml xmlns="a">{body}</kml>'))
    assert counts(told) == (1, 0, 0, 0)
    assert (2, STOPS, "became_stops") in why(told)
    assert [stop[1:3] for stop in stops(session)] == [(1, "Родник"), (2, "Перевал")]


def test_file_with_waypoints_alone_is_rejected_as_before(load_route: Load, tmp_path: Path) -> None:
    told = load_route(gpx(tmp_path, waypoint(67.5, 51, "Родник")))
    assert (counts(told), why(told)) == ((0, 0, 0, 1), [(1, "geometry", "wrong_shape")])


def test_nameless_point_beside_a_line_is_rejected_with_the_reason(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    told = load_route(gpx(tmp_path, waypoint(67.5, 51), ROAD))
    assert (counts(told), stops(session)) == ((1, 0, 0, 1), [])
    assert why(told) == [(1, "geometry", "no_name")]


def test_stops_wait_with_the_row_of_their_line(
    load: Load, session: Session, sessions: SessionFactory, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = gpx(tmp_path, waypoint(67.5, 51, "Родник"), track((67, 51), (68, 51), name=""))
    told = load(path, "tourist_routes", constants=REQUIRED)
    assert (counts(told), stops(session)) == ((0, 0, 1, 0), [])
    decided = {2: Decision(values={"name_ru": "Ущелье"})}
    run = take_up_waiting(session, told.run.id, decided, catalogue, OPERATOR)
    session.commit()
    assert counts(carry_out(sessions, run.id, catalogue)) == (1, 0, 0, 0)
    assert [stop[:3] for stop in stops(session)] == [("Ущелье", 1, "Родник")]


def test_proposal_shows_the_stops_of_a_route(
    session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    draw_country(session)
    path = gpx(tmp_path, waypoint(67.5, 51, "Родник"), waypoint(60, 51, "Там"), ROAD)
    layer = catalogue.layer("tourist_routes")
    shown = survey(session, FileOrder(path, layer, constants=REQUIRED)).as_json()
    assert shown["counts"] == {"good": 1, "waiting": 0, "rejected": 1}
    fields = {each["column"]: each["field"] for each in shown["columns"]}
    assert fields[STOPS] == "stops"
    assert {each["code"] for each in shown["problems"]} == {"far_from_lines", "became_stops"}


def test_stop_that_a_person_has_changed_or_removed_stays_so(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    path = gpx(tmp_path, waypoint(67.5, 51, "Родник"), waypoint(67.7, 51, "Перевал"), ROAD)
    load_route(path)
    spring, pass_ = session.scalars(select(Stop).order_by(Stop.position))
    spring.name_ru = "Святой родник"
    session.delete(pass_)
    session.commit()
    assert counts(load_route(path)) == (0, 1, 0, 0)
    assert [stop[2] for stop in stops(session)] == ["Святой родник"]


def test_stops_of_an_undone_load_come_again(
    load_route: Load, session: Session, catalogue: Catalogue, tmp_path: Path
) -> None:
    load_route(gpx(tmp_path, ROAD))
    path = gpx(tmp_path, waypoint(67.5, 51, "Родник"), ROAD)
    for _ in range(2):
        told = load_route(path)
        assert (counts(told), len(stops(session))) == ((1, 0, 0, 0), 1)
        undo(session, told.run.id, catalogue, OPERATOR)
        session.commit()


def test_route_of_another_source_keeps_its_stops(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    load_route(gpx(tmp_path, waypoint(67.5, 51, "Родник"), ROAD))
    path = gpx(tmp_path, waypoint(67.5003, 51, "Родник"), ROAD, name="other.gpx")
    told = load_route(path, matches=MatchRule.SAME)
    assert (counts(told), told.run.created) == ((0, 1, 0, 0), 0)
    assert "has_stops" in {code for _, _, code in why(told)}
    assert [stop[3] for stop in stops(session)] == [67.5]


def test_route_of_another_source_without_stops_gets_them(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    load_route(gpx(tmp_path, ROAD))
    path = gpx(tmp_path, waypoint(67.5, 51, "Родник"), ROAD, name="other.gpx")
    assert counts(load_route(path, matches=MatchRule.SAME)) == (1, 0, 0, 0)
    assert counts(load_route(path, matches=MatchRule.SAME)) == (0, 1, 0, 0)
    assert len(stops(session)) == 1


def test_last_waypoint_of_a_ring_is_its_end(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    ring = track((67, 51), (67.1, 51), (67.1, 51.1), (67, 51))
    path = gpx(
        tmp_path, waypoint(67, 51, "Старт"), waypoint(67.1, 51.1, "Вершина"),
        waypoint(67, 51, "Финиш"), ring,
    )  # fmt: skip
    load_route(path)
    assert [stop[2] for stop in stops(session)] == ["Старт", "Вершина", "Финиш"]


def test_route_and_the_track_recorded_of_it_do_not_share_stops(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    recorded = track((67, 51.0001), (68, 51.0001), name="Запись")
    path = gpx(
        tmp_path, waypoint(67.2, 51.0001, "Родник"), waypoint(67.4, 51, "Перевал"), ROAD, recorded
    )
    load_route(path, matches=MatchRule.DIFFERENT)
    assert {stop[0] for stop in stops(session)} == {"Ущелье"}
    assert len(stops(session)) == 2


def test_points_and_lines_may_come_in_different_batches(
    load_route: Load, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "rows_at_a_time", lambda _: 1)
    told = load_route(gpx(tmp_path, waypoint(67.5, 51, "Родник"), waypoint(60, 51, "Там"), ROAD))
    assert (counts(told), len(stops(session))) == ((1, 0, 0, 1), 1)


def test_points_beyond_the_most_that_are_held_are_rejected(
    load_route: Load, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_points, "MOST_POINTS", 1)
    told = load_route(gpx(tmp_path, waypoint(67.1, 51, "Раз"), waypoint(67.2, 51, "Два"), ROAD))
    assert (counts(told), len(stops(session))) == ((1, 0, 0, 1), 1)
    assert (2, "geometry", "too_many_points") in why(told)


def test_points_in_metres_of_a_declared_system_become_stops(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    places = [LineString([(67, 51), (68, 51)]), Point(67.5, 51.001), Point(67.2, 51.001)]
    frame = geopandas.GeoDataFrame(
        {"name_ru": ["Ущелье", "Перевал", "Родник"], "name_en": ["Gorge", "Pass", None]},
        geometry=places, crs="EPSG:4326",
    )  # fmt: skip
    path = tmp_path / "route.gpkg"
    frame.to_crs("EPSG:32642").to_file(path, engine="pyogrio")
    assert counts(load_route(path)) == (1, 0, 0, 0)
    names = {stop.name_ru: stop.name_en for stop in session.scalars(select(Stop))}
    assert names == {"Перевал": "Pass", "Родник": "Родник"}
    first = stops(session)[0]
    assert first[1:3] == (1, "Родник")
    assert first[3:] == pytest.approx((67.2, 51.001), abs=1e-6)


def test_records_that_are_wrong_or_abroad_are_not_added(
    load: Load, session: Session, tmp_path: Path
) -> None:
    session.execute(delete(Region).where(Region.code == UNDRAWN))
    session.commit()
    name = {"name_kk": "Бұлақ", "name_ru": "Родник", "name_en": "Spring"}
    records = [
        {"position": 1, **name, "longitude": 67.5, "latitude": 51.0, "place_released": True},
        {"position": 2, **name, "longitude": 60.0, "latitude": 51.0},
        {"position": 3, **name, "longitude": 670.5, "latitude": 51.0},
        {"position": 4, **name, "latitude": 51.0},
        {"position": "пять", **name, "longitude": 67.6, "latitude": 51.0},
        "Перевал",
    ]
    line = {"type": "LineString", "coordinates": [[67, 51], [68, 51]]}
    facts = {"name_ru": "Ущелье", STOPS: json.dumps({"stops": records})}
    feature = {"type": "Feature", "properties": facts, "geometry": line}
    document = {"type": "FeatureCollection", "features": [feature]}
    told = load(
        write_text(tmp_path / "a.geojson", json.dumps(document)), "tourist_routes",
        constants=REQUIRED,
    )  # fmt: skip
    assert counts(told) == (1, 0, 0, 0)
    assert why(told) == [(1, STOPS, "child_incomplete")]
    assert told.problems[0].value == "5"
    (stop,) = session.scalars(select(Stop))
    assert (stop.name_ru, stop.longitude, stop.latitude) == ("Родник", 67.5, 51.0)
    assert not stop.place_released


def test_officers_column_of_stops_is_no_list_of_records(
    load_route: Load, session: Session, tmp_path: Path
) -> None:
    header = "name_ru;stops;wkt"
    path = write_csv(tmp_path, "Ущелье;Родник, перевал;LINESTRING(67 51, 68 51)", header=header)
    told = load_route(path)
    assert (counts(told), stops(session)) == ((1, 0, 0, 0), [])
    assert told.run.mapping["unknown"] == ["stops"]
