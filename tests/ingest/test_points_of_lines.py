"""Waypoints of a track become the stops of its route; every other point is told why it does not."""

from pathlib import Path

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.database import SessionFactory
from core.permissions import Caller
from ingest.file_order import Decision, FileOrder
from ingest.loading.run import carry_out, take_up_waiting
from ingest.loading.undo import undo
from ingest.survey import survey
from layers.catalogue.tourist_routes import Stop, TouristRoute
from layers.regions import Region
from layers.registry import Catalogue
from tests.ingest.drawn_country import UNDRAWN, draw_country
from tests.ingest.officer_files import write_text
from tests.ingest.verdicts import Load, Verdict, counts, why

OPERATOR = Caller(name="operator", permissions=frozenset({"*"}))
REQUIRED = {"modes": "car", "difficulty": "easy"}
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
    assert why(told) == [(3, "stops", "became_stops")]
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
    assert why(told) == [(2, "geometry", "far_from_lines"), (3, "stops", "became_stops")]
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
    assert (counts(told), why(told)) == ((1, 0, 0, 0), [(2, "stops", "became_stops")])
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
    assert (2, "stops", "became_stops") in why(told)
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
    assert fields["stops (JSON)"] == "stops"
    assert {each["code"] for each in shown["problems"]} == {"far_from_lines", "became_stops"}
