"""What is tied to something sensitive is sensitive, on every road of writing and reading."""

from typing import Any

import pytest
import shapely
from geoalchemy2.shape import to_shape
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.access.caller import STRANGER, Caller
from core.access.grant import grants_of
from core.errors import ForbiddenError
from layers.access import readable
from layers.catalogue.endangered_objects import EndangeredObject
from layers.catalogue.monuments import Monument
from layers.catalogue.tourist_routes import Stop, TouristRoute
from layers.history import History
from layers.reading.item import child_rows
from layers.reading.links import ties
from layers.reading.queries import features_page
from layers.registry import Catalogue
from layers.writing.change_record import ChangedFeature
from layers.writing.children import add_child, edit_child, remove_child
from layers.writing.features import create, edit, remove
from layers.writing.protection import protection_marks
from layers.writing.row_checks import RefusedRowError

EXACT = (70.5321, 50.5678)
PUBLIC = (70.55, 50.55)
PLACE = {"type": "Point", "coordinates": list(EXACT)}
LINE = {"type": "LineString", "coordinates": [[70.2, 50.3], list(EXACT), [70.9, 50.9]]}


def caller(*permissions: str) -> Caller:
    return Caller(1, "officer", grants_of(permissions))


WRITER = caller(
    "monuments:write", "monuments:exact", "endangered_objects:write", "tourist_routes:write"
)
SEER = caller(
    "endangered_objects:write",
    "endangered_objects:exact",
    "tourist_routes:write",
    "tourist_routes:exact",
)


def add_monument(session: Session, *, sensitive: bool = True, **columns: Any) -> Monument:
    place = f"SRID=4326;POINT({EXACT[0]} {EXACT[1]})"
    columns = {"name_kk": "Оба", "kind": "archaeology", "sensitive": sensitive, **columns}
    row = Monument(geom=place, **columns)
    session.add(row)
    session.flush()
    return row


def add_endangered(
    session: Session, catalogue: Catalogue, monument: Monument, **values: Any
) -> EndangeredObject:
    layer = catalogue.layer("endangered_objects")
    properties = {"name_kk": "Оба", "priority": "emergency", "monument_id": monument.id, **values}
    found = create(session, layer, WRITER, PLACE, properties)
    return session.get_one(EndangeredObject, found, populate_existing=True)


def add_route(session: Session, catalogue: Catalogue) -> TouristRoute:
    layer = catalogue.layer("tourist_routes")
    properties = {"name_kk": "Жол", "modes": ["car"], "difficulty": "easy"}
    found = create(session, layer, WRITER, LINE, properties)
    return session.get_one(TouristRoute, found, populate_existing=True)


def add_stop(
    session: Session, catalogue: Catalogue, route: TouristRoute, target: Any, **values: Any
) -> Stop:
    layer = catalogue.layer("tourist_routes")
    names = {f"name_{language}": "Аялдама" for language in ("kk", "ru", "en")}
    given = {
        "position": 1,
        "stage": 1,
        "longitude": EXACT[0],
        "latitude": EXACT[1],
        "linked_layer": target.__tablename__,
        "linked_id": target.id,
    }
    subject = ChangedFeature(layer, route.id, WRITER)
    row_id = add_child(session, subject, layer.child("stops"), {**names, **given, **values})
    return session.get_one(Stop, row_id, populate_existing=True)


def seen_by_stranger(session: Session, catalogue: Catalogue, layer_id: str) -> str:
    access = readable(catalogue.layer(layer_id), STRANGER)
    return features_page(session, access, (), limit=100).features


def public_stops(session: Session, catalogue: Catalogue, route: TouristRoute) -> list[Any]:
    layer = catalogue.layer("tourist_routes")
    return child_rows(session, layer, layer.child("stops"), route.id, STRANGER)


def fresh(session: Session, row: Any) -> Any:
    session.flush()
    session.refresh(row)
    return row


def mark(session: Session, row: Any, *, sensitive: bool) -> None:
    row.sensitive = sensitive
    session.flush()
    session.expire_all()


def test_every_foreign_key_between_layers_is_a_declared_link(catalogue: Catalogue) -> None:
    tables = {layer.table.__tablename__ for layer in catalogue.layers}
    declared = {(tie.owner.id, tie.child and tie.child.id, tie.key) for tie in ties(catalogue)}
    for layer in catalogue.layers:
        for child in (None, *layer.children):
            for column in (child or layer).table.__table__.columns:
                targets = {key.column.table.name for key in column.foreign_keys}
                if targets & tables and column.name != "feature_id":
                    assert (layer.id, child and child.id, column.name) in declared


def test_layers_with_links_can_hide_their_places(catalogue: Catalogue) -> None:
    for layer in catalogue.layers:
        assert not layer.links or (layer.is_sensitive and layer.is_tied)
        for child in layer.children:
            if child.links and child.place:
                assert "sensitive_by_link" in child.table.__table__.columns
                assert layer.hides_child_places


def test_endangered_object_of_a_sensitive_monument_is_sensitive(
    session: Session, catalogue: Catalogue
) -> None:
    row = add_endangered(session, catalogue, add_monument(session))
    assert (row.sensitive, row.sensitive_by_link) == (True, True)
    assert row.rural_district_code is None
    assert to_shape(row.public_geom).coords[0] == pytest.approx(PUBLIC)
    assert "70.53" not in seen_by_stranger(session, catalogue, "endangered_objects")


def test_row_written_in_bulk_is_as_sensitive(session: Session) -> None:
    monument = add_monument(session)
    session.execute(text("SET LOCAL atlas.bulk = 'on'"))
    row = EndangeredObject(
        priority="emergency", monument_id=monument.id, geom="SRID=4326;POINT(70.5321 50.5678)"
    )
    session.add(row)
    assert fresh(session, row).sensitive_by_link


def test_monument_marked_later_hides_what_hangs_on_it(
    session: Session, catalogue: Catalogue
) -> None:
    monument = add_monument(session, sensitive=False)
    danger = add_endangered(session, catalogue, monument)
    route = add_route(session, catalogue)
    stop = add_stop(session, catalogue, route, danger)
    assert "70.53" in seen_by_stranger(session, catalogue, "endangered_objects")
    assert "70.53" in seen_by_stranger(session, catalogue, "tourist_routes")
    assert not fresh(session, stop).sensitive
    mark(session, monument, sensitive=True)
    assert fresh(session, danger).sensitive_by_link
    assert fresh(session, stop).sensitive_by_link
    assert fresh(session, route).sensitive_by_link
    assert "70.53" not in seen_by_stranger(session, catalogue, "endangered_objects")
    assert "70.53" not in seen_by_stranger(session, catalogue, "tourist_routes")
    [row] = public_stops(session, catalogue, route)
    assert (row["longitude"], row["latitude"]) == pytest.approx(PUBLIC)
    marks = protection_marks(session)
    assert {"monuments", "endangered_objects", "tourist_routes"} <= marks.keys()


def test_history_tells_why_a_feature_became_sensitive(
    session: Session, catalogue: Catalogue
) -> None:
    monument = add_monument(session, sensitive=False)
    danger = add_endangered(session, catalogue, monument)
    mark(session, monument, sensitive=True)
    of_danger = (History.layer == "endangered_objects", History.feature_id == danger.id)
    last = session.scalars(select(History).where(*of_danger).order_by(History.id.desc())).first()
    assert last is not None
    assert last.facts == {"tied_to": f"monuments/{monument.id}"}
    assert last.changes == {"sensitive": [False, True]}


def test_monument_that_is_no_longer_sensitive_shows_what_it_hid(
    session: Session, catalogue: Catalogue
) -> None:
    monument = add_monument(session)
    danger = add_endangered(session, catalogue, monument)
    route = add_route(session, catalogue)
    stop = add_stop(session, catalogue, route, monument)
    mark(session, monument, sensitive=False)
    assert not fresh(session, danger).sensitive
    assert not fresh(session, stop).sensitive
    assert not fresh(session, route).sensitive
    assert to_shape(route.public_geom).equals(to_shape(route.geom))
    assert route.hidden_places is None


def test_own_statement_outlasts_that_of_the_monument(
    session: Session, catalogue: Catalogue
) -> None:
    monument = add_monument(session)
    danger = add_endangered(session, catalogue, monument)
    layer = catalogue.layer("endangered_objects")
    edit(session, layer, WRITER, danger.id, {"properties": {"sensitive": True}}, whole=False)
    mark(session, monument, sensitive=False)
    assert fresh(session, danger).sensitive


def test_public_line_keeps_clear_of_the_cell_of_a_sensitive_stop(
    session: Session, catalogue: Catalogue
) -> None:
    route = add_route(session, catalogue)
    add_stop(session, catalogue, route, add_monument(session))
    line = to_shape(fresh(session, route).public_geom)
    cell = shapely.box(70.5, 50.5, 70.6, 50.6)
    assert line.length > 0.5
    assert line.intersection(cell).length == pytest.approx(0, abs=1e-9)


def test_line_within_the_cell_becomes_its_middle(session: Session, catalogue: Catalogue) -> None:
    route = add_route(session, catalogue)
    route.geom = "SRID=4326;LINESTRING(70.52 50.51, 70.5321 50.5678)"
    session.flush()
    add_stop(session, catalogue, route, add_monument(session))
    assert to_shape(fresh(session, route).public_geom).coords[0] == pytest.approx(PUBLIC)


def test_deleting_discloses_nothing(session: Session, catalogue: Catalogue) -> None:
    monument = add_monument(session)
    danger = add_endangered(session, catalogue, monument)
    route = add_route(session, catalogue)
    stop = add_stop(session, catalogue, route, monument)
    layer = catalogue.layer("tourist_routes")
    remove_child(session, ChangedFeature(layer, route.id, WRITER), layer.child("stops"), stop.id)
    remove(session, catalogue.layer("monuments"), WRITER, monument.id)
    session.expire_all()
    assert fresh(session, danger).sensitive
    assert "70.53" not in seen_by_stranger(session, catalogue, "tourist_routes")


def test_cut_tie_leaves_the_place_hidden(session: Session, catalogue: Catalogue) -> None:
    danger = add_endangered(session, catalogue, add_monument(session))
    layer = catalogue.layer("endangered_objects")
    body = {"properties": {"monument_id": None}}
    edit(session, layer, WRITER, danger.id, body, whole=False)
    assert fresh(session, danger).sensitive


def test_only_who_sees_exact_places_may_release_one(session: Session, catalogue: Catalogue) -> None:
    danger = add_endangered(session, catalogue, add_monument(session))
    layer = catalogue.layer("endangered_objects")
    body = {"properties": {"place_released": True}}
    with pytest.raises(ForbiddenError):
        edit(session, layer, WRITER, danger.id, body, whole=False)
    edit(session, layer, SEER, danger.id, body, whole=False)
    assert not fresh(session, danger).sensitive
    assert "70.53" in seen_by_stranger(session, catalogue, "endangered_objects")


def test_saying_no_without_releasing_changes_nothing(
    session: Session, catalogue: Catalogue
) -> None:
    danger = add_endangered(session, catalogue, add_monument(session), sensitive=False)
    assert danger.sensitive
    layer = catalogue.layer("endangered_objects")
    edit(session, layer, SEER, danger.id, {"properties": {"sensitive": False}}, whole=False)
    assert fresh(session, danger).sensitive


def test_new_row_cannot_be_released_by_whoever_sees_no_exact_places(
    session: Session, catalogue: Catalogue
) -> None:
    with pytest.raises(ForbiddenError):
        add_endangered(session, catalogue, add_monument(session), place_released=True)
    with pytest.raises(ForbiddenError):
        add_stop(
            session,
            catalogue,
            add_route(session, catalogue),
            add_monument(session),
            place_released=True,
        )


def test_secret_stop_is_neither_moved_nor_disclosed_without_permission(
    session: Session, catalogue: Catalogue
) -> None:
    route = add_route(session, catalogue)
    stop = add_stop(session, catalogue, route, add_monument(session))
    layer = catalogue.layer("tourist_routes")
    subject, child = ChangedFeature(layer, route.id, WRITER), layer.child("stops")
    for change in ({"longitude": 71.0}, {"sensitive": False}, {"place_released": True}):
        with pytest.raises(ForbiddenError):
            edit_child(session, subject, child, stop.id, change)
    [seen] = public_stops(session, catalogue, route)
    change = {name: seen[name] for name in ("longitude", "latitude")} | {"name_kk": "Басқа"}
    edit_child(session, subject, child, stop.id, change)
    assert (fresh(session, stop).longitude, stop.name_kk) == (EXACT[0], "Басқа")


def test_released_stop_shows_its_place_and_the_line(session: Session, catalogue: Catalogue) -> None:
    route = add_route(session, catalogue)
    stop = add_stop(session, catalogue, route, add_monument(session))
    layer = catalogue.layer("tourist_routes")
    subject = ChangedFeature(layer, route.id, SEER)
    edit_child(session, subject, layer.child("stops"), stop.id, {"place_released": True})
    [seen] = public_stops(session, catalogue, route)
    assert seen["longitude"] == EXACT[0]
    assert "70.53" in seen_by_stranger(session, catalogue, "tourist_routes")


def test_number_of_a_hidden_monument_is_told_to_nobody_else(
    session: Session, catalogue: Catalogue
) -> None:
    monument = add_monument(session, sensitive=False)
    danger = add_endangered(session, catalogue, monument)
    route = add_route(session, catalogue)
    add_stop(session, catalogue, route, monument)
    monument.visibility = "hidden"
    session.flush()
    assert '"monument_id":null' in seen_by_stranger(session, catalogue, "endangered_objects")
    [seen] = public_stops(session, catalogue, route)
    assert (seen["linked_layer"], seen["linked_id"]) == (None, None)
    access = readable(catalogue.layer("endangered_objects"), STRANGER)
    found = features_page(session, access, (access.column("monument_id") == monument.id,), limit=10)
    assert found.returned == 0
    layer = catalogue.layer("endangered_objects")
    body = {
        "geometry": PLACE,
        "properties": {"name_kk": "Оба", "priority": "emergency", "monument_id": None},
    }
    edit(session, layer, WRITER, danger.id, body, whole=True)
    assert fresh(session, danger).monument_id == monument.id


@pytest.mark.parametrize("visible", [True, False])
def test_hidden_and_missing_objects_are_refused_alike(
    session: Session, catalogue: Catalogue, *, visible: bool
) -> None:
    monument = add_monument(session, visibility="hidden")
    target = monument if not visible else Monument(id=987_654_321)
    with pytest.raises(RefusedRowError) as refused:
        add_endangered(session, catalogue, target)
    assert [error.field for error in refused.value.errors] == ["monument_id"]
    with pytest.raises(RefusedRowError) as refused:
        add_stop(session, catalogue, add_route(session, catalogue), target)
    assert [error.field for error in refused.value.errors] == ["linked_id"]
