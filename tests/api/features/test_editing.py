"""Writing through the API: who may, what is refused, what is remembered."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from layers.catalogue.citizen_reports import CitizenReport
from layers.catalogue.monuments import Inspection, Monument, Plate
from layers.history import History
from layers.registry import load_catalogue
from tests.api.asking import ENGLISH, MONUMENTS, REPORTS, monument, report, signed_in
from tests.world.drawing import draw_squares
from tests.world.units import SOUTH, A

Headers = dict[str, str]
POINT = {"type": "Point", "coordinates": [60.5, 50.5]}
FEATURE = {"type": "Feature", "geometry": POINT, "properties": {"kind": "archaeology"}}


@pytest.fixture
def writer(session: Session) -> Headers:
    """An officer who may write monuments."""
    return signed_in(session, "monuments:write")


@pytest.fixture
def master(session: Session) -> Headers:
    """A user with every permission."""
    return signed_in(session, "*")


def history(session: Session, row_id: int) -> list[History]:
    query = select(History).where(History.layer == "monuments", History.feature_id == row_id)
    return list(session.scalars(query.order_by(History.id)))


def errors(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422, answer.text
    return {error["field"]: error["value"] for error in answer.json()["errors"]}


WRITES = [
    ("POST", ""),
    ("PUT", "/{id}"),
    ("PATCH", "/{id}"),
    ("DELETE", "/{id}"),
    ("POST", "/{id}/inspections"),
    ("PATCH", "/{id}/plates/1"),
    ("DELETE", "/{id}/plates/1"),
    ("POST", "/{id}/moves"),
]


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_stranger_is_asked_to_sign_in(
    client: TestClient, session: Session, method: str, path: str
) -> None:
    row = monument(session)
    address = MONUMENTS + path.format(id=row.id)
    for headers in (ENGLISH, {**ENGLISH, "Authorization": "Bearer made-up"}):
        body = {"move": "identify"} if path.endswith("moves") else FEATURE
        answer = client.request(method, address, json=body, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer, Basic realm=")
    session.refresh(row)
    assert row.version == 1


@pytest.mark.parametrize("scheme", ["Basic dXNlcjpwYXNz", "Bearer", "Bearer ", "x"])
def test_malformed_authorization_is_no_stranger(client: TestClient, scheme: str) -> None:
    answer = client.get(MONUMENTS, headers={"Authorization": scheme})
    assert answer.status_code == 401


WANTED = {
    ("POST", ""): "create",
    ("DELETE", "/{id}"): "delete",
    ("POST", "/{id}/moves"): "move.identify",
}


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_permission_that_is_missing_is_named(
    client: TestClient, session: Session, method: str, path: str
) -> None:
    row = monument(session)
    other = signed_in(session, "citizen_reports:write", "monuments:exact")
    body = {"move": "identify"} if path.endswith("moves") else FEATURE
    answer = client.request(method, MONUMENTS + path.format(id=row.id), json=body, headers=other)
    assert answer.status_code == 403
    wanted = f"monuments:{WANTED.get((method, path), 'edit')}"
    assert answer.json()["errors"][0] == {
        "field": "permission",
        "value": wanted,
        "message": f"This action needs the permission “{wanted}”.",
    }


def test_new_feature_is_located_and_remembered(
    client: TestClient, session: Session, writer: Headers
) -> None:
    draw_squares(session)
    session.commit()
    feature = {**FEATURE, "properties": {"kind": "ensemble", "name_kk": "Кесене"}}
    answer = client.post(MONUMENTS, json=feature, headers=writer)
    assert answer.status_code == 201
    made = answer.json()
    assert answer.headers["location"].endswith(f"{MONUMENTS}/{made['id']}")
    assert answer.headers["etag"].startswith('"1-')
    assert made["properties"]["oblast_code"] == A
    assert made["properties"]["rural_district_code"] == SOUTH
    assert made["properties"]["state"] == "signalled"
    [entry] = history(session, made["id"])
    assert entry.action == "created"
    assert entry.by_user_id is not None
    assert entry.changes["name_kk"] == [None, "Кесене"]
    assert client.get(answer.headers["location"]).json()["geometry"] == POINT


def test_deadline_of_a_new_report_follows_from_its_topic(
    client: TestClient, master: Headers
) -> None:
    properties = {"topic": "waste", "submitted_at": "2026-07-17T20:00:00Z"}
    body = {"geometry": POINT, "properties": properties}
    made = client.post(REPORTS, json=body, headers=master).json()["properties"]
    assert made["submitted_on"] == "2026-07-18"
    assert made["due_on"] == "2026-07-22"


def test_everything_wrong_with_a_row_is_told_at_once(client: TestClient, writer: Headers) -> None:
    feature = {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": [[60, 50], [61, 51]]},
        "properties": {
            "significance": "galactic",
            "state": "listed",
            "colour": "red",
            "inspected_on": "2026-01-01",
            "dating_begin_latest": "long ago",
            "accuracy_m": True,
            "name_en": 5,
        },
    }
    answer = client.post(MONUMENTS, json=feature, headers=writer)
    assert errors(answer) == {
        "geometry": "LineString",
        "significance": "galactic",
        "state": "listed",
        "colour": "colour",
        "inspected_on": "2026-01-01",
        "dating_begin_latest": "long ago",
        "accuracy_m": "true",
        "name_en": "5",
        "kind": "",
    }
    for error in answer.json()["errors"]:
        assert error["message"] in answer.json()["detail"]


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        5,
        {},
        {"type": "Point"},
        {"type": "Point", "coordinates": []},
        {"type": "Point", "coordinates": [60]},
        {"type": "Point", "coordinates": ["60", "50"]},
        {"type": "Point", "coordinates": [60, True]},
        {"type": "Point", "coordinates": [60, 50, 1, 2, 3]},
        {"type": "Point", "coordinates": [200, 50]},
        {"type": "Point", "coordinates": [50, 100]},
        {"type": "Point", "coordinates": [1e300, 50]},
        {"type": "Point", "coordinates": [[60, 50]]},
        {"type": "MultiPoint", "coordinates": [[60, 50]]},
        {"type": "GeometryCollection", "geometries": [POINT]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [[[60, 50], [61, 50], [61, 51]]]},
        {"type": "Polygon", "coordinates": [[[60, 50], [61, 50], [61, 51], [60, 51]]]},
        {"type": "Polygon", "coordinates": [[[60, 50], [61, 51], [61, 50], [60, 51], [60, 50]]]},
        {"type": "Polygon", "coordinates": [[[60, 50], [61, 50], [62, 50], [60, 50]]]},
    ],
)
def test_geometry_that_cannot_be_is_refused(
    client: TestClient, writer: Headers, geometry: object
) -> None:
    feature = {**FEATURE, "geometry": geometry}
    assert list(errors(client.post(MONUMENTS, json=feature, headers=writer))) == ["geometry"]


@pytest.mark.parametrize(
    ("geometry", "kept"),
    [
        ({"type": "Point", "coordinates": [60, 50, 812.5]}, {"coordinates": [60, 50]}),
        (
            {"type": "Polygon", "coordinates": [[[60, 50], [61, 50], [61, 51], [60, 50]]]},
            {"type": "Polygon"},
        ),
        ({"type": "Point", "coordinates": [-10, -20]}, {"coordinates": [-10, -20]}),
    ],
)
def test_geometry_that_fits_the_layer_is_kept(
    client: TestClient, writer: Headers, geometry: dict[str, Any], kept: dict[str, Any]
) -> None:
    answer = client.post(MONUMENTS, json={**FEATURE, "geometry": geometry}, headers=writer)
    assert answer.status_code == 201
    assert answer.json()["geometry"] == {**geometry, **kept}


def test_patch_changes_what_it_names(client: TestClient, session: Session, writer: Headers) -> None:
    row = monument(session, name_en="old", name_ru="старый")
    answer = client.patch(
        f"{MONUMENTS}/{row.id}", json={"properties": {"name_en": "new"}}, headers=writer
    )
    assert answer.status_code == 200
    properties = answer.json()["properties"]
    assert (properties["name_en"], properties["name_ru"]) == ("new", "старый")
    assert properties["version"] == 2
    [entry] = history(session, row.id)
    assert (entry.action, entry.changes) == ("edited", {"name_en": ["old", "new"]})


def test_patch_of_a_place_moves_it_into_its_region(
    client: TestClient, session: Session, writer: Headers
) -> None:
    draw_squares(session)
    row = monument(session, 10, 50)
    answer = client.patch(f"{MONUMENTS}/{row.id}", json={"geometry": POINT}, headers=writer)
    assert answer.json()["properties"]["rural_district_code"] == SOUTH
    assert history(session, row.id)[0].changes["geometry"][1] == POINT


def test_patch_to_null_empties_a_field_or_gives_its_default(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session, name_en="x", source="file")
    body = {"properties": {"name_en": None, "source": None}}
    properties = client.patch(f"{MONUMENTS}/{row.id}", json=body, headers=writer).json()[
        "properties"
    ]
    assert (properties["name_en"], properties["source"]) == (None, "atlas")
    refused = client.patch(
        f"{MONUMENTS}/{row.id}", json={"properties": {"kind": None}}, headers=writer
    )
    assert list(errors(refused)) == ["kind"]


def test_put_empties_what_it_leaves_out(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session, name_en="old", name_ru="старый")
    feature = {**FEATURE, "properties": {"kind": "ensemble", "name_en": "new"}}
    properties = client.put(f"{MONUMENTS}/{row.id}", json=feature, headers=writer).json()[
        "properties"
    ]
    assert (properties["kind"], properties["name_en"], properties["name_ru"]) == (
        "ensemble",
        "new",
        None,
    )
    assert list(errors(client.put(f"{MONUMENTS}/{row.id}", json={}, headers=writer))) == [
        "kind",
        "geometry",
    ]


def test_item_can_be_sent_back_as_it_was_read(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session, name_en="same")
    item = client.get(f"{MONUMENTS}/{row.id}", headers=writer).json()
    answer = client.put(f"{MONUMENTS}/{row.id}", json=item, headers=writer)
    assert answer.status_code == 200
    assert history(session, row.id) == []
    item["properties"]["state"] = "listed"
    assert errors(client.put(f"{MONUMENTS}/{row.id}", json=item, headers=writer)) == {
        "state": "listed"
    }


def test_put_keeps_what_its_writer_may_not_read(client: TestClient, session: Session) -> None:
    row = report(session, author_name="Иванов")
    clerk = signed_in(session, "citizen_reports:write")
    body = {"geometry": POINT, "properties": {"topic": "water"}}
    assert client.put(f"{REPORTS}/{row.id}", json=body, headers=clerk).status_code == 200
    session.refresh(row)
    assert (row.topic, row.author_name) == ("water", "Иванов")


def test_writer_without_the_exact_place_can_neither_move_nor_disclose_it(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session, 61.23456, 51.34567, sensitive=True, address="secret")
    path = f"{MONUMENTS}/{row.id}"
    seen = client.get(path, headers=writer).json()
    seen["properties"]["name_en"] = "renamed"
    assert client.put(path, json=seen, headers=writer).status_code == 200
    for body in (
        {"geometry": POINT},
        {"properties": {"sensitive": False}},
        {"properties": {"sensitive": None}},
    ):
        answer = client.patch(path, json=body, headers=writer)
        assert answer.status_code == 403, body
        assert answer.json()["errors"][0]["value"] == "monuments:read_exact"
    exact = signed_in(session, "monuments:exact", "monuments:write")
    kept = client.get(path, headers=exact).json()
    assert kept["geometry"]["coordinates"] == pytest.approx([61.23456, 51.34567])
    assert kept["properties"]["address"] == "secret"
    assert kept["properties"]["name_en"] == "renamed"
    assert client.patch(path, json={"geometry": POINT}, headers=exact).status_code == 200


def test_change_based_on_an_old_version_is_refused(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session)
    path = f"{MONUMENTS}/{row.id}"
    tag = client.get(path).headers["etag"]
    body = {"properties": {"name_en": "first"}}
    assert client.patch(path, json=body, headers={**writer, "If-Match": tag}).status_code == 200
    stale = {**writer, "If-Match": tag}
    for method in ("PATCH", "PUT", "DELETE"):
        answer = client.request(method, path, json=FEATURE, headers=stale)
        assert answer.status_code == 412, method
        assert answer.json()["errors"][0]["value"] == "2"
    for fresh in ('"2"', '"1", "2"', "*"):
        answer = client.patch(path, json={}, headers={**writer, "If-Match": fresh})
        assert answer.status_code == 200, fresh
    for odd in ('"abc"', 'W/"2"', "2", ""):
        refused = client.patch(path, json=body, headers={**writer, "If-Match": odd})
        assert refused.status_code == 412, odd
    assert client.get(path).json()["properties"]["name_en"] == "first"


def test_change_without_a_precondition_is_made(
    client: TestClient, session: Session, writer: Headers
) -> None:
    path = f"{MONUMENTS}/{monument(session).id}"
    answer = client.patch(path, json={"properties": {"name_en": "any"}}, headers=writer)
    assert answer.status_code == 200
    assert answer.headers["location"].endswith(path)
    assert answer.headers["etag"].startswith('"2-')
    assert (
        client.delete(path, headers={**writer, "If-Match": answer.headers["etag"]}).status_code
        == 204
    )
    gone = client.put(path, json=FEATURE, headers={**writer, "If-Match": "*"})
    assert gone.status_code == 404


def test_deleted_feature_leaves_its_history(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session, name_en="gone")
    inspection = Inspection(
        feature_id=row.id, inspected_on="2026-01-01", basis="visit", condition="good"
    )
    session.add_all([inspection, Plate(feature_id=row.id, code="q1")])
    session.commit()
    number = row.id
    assert client.delete(f"{MONUMENTS}/{number}", headers=writer).status_code == 204
    assert client.get(f"{MONUMENTS}/{number}").status_code == 404
    assert client.delete(f"{MONUMENTS}/{number}", headers=writer).status_code == 404
    [entry] = history(session, number)
    assert (entry.action, entry.changes["name_en"]) == ("deleted", ["gone", None])
    assert session.scalar(select(func.count()).select_from(Inspection)) == 0


def test_same_source_key_twice_is_a_conflict(client: TestClient, writer: Headers) -> None:
    feature = {**FEATURE, "properties": {"kind": "ensemble", "source": "f", "source_key": "12"}}
    assert client.post(MONUMENTS, json=feature, headers=writer).status_code == 201
    answer = client.post(MONUMENTS, json=feature, headers=writer)
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["value"] == "12"


def test_tie_to_an_object_that_is_not_there_is_named(client: TestClient, master: Headers) -> None:
    body = {"geometry": POINT, "properties": {"priority": "emergency", "monument_id": 999_999}}
    answer = client.post("/api/collections/endangered_objects/items", json=body, headers=master)
    assert errors(answer) == {"monument_id": "999999"}


def test_number_too_large_for_its_column_is_refused(client: TestClient, writer: Headers) -> None:
    feature = {**FEATURE, "properties": {"kind": "ensemble", "dating_begin_latest": 10**30}}
    assert list(errors(client.post(MONUMENTS, json=feature, headers=writer))) == [
        "dating_begin_latest"
    ]


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("protected_since", "2199-01-01", "still to come"),
        ("dating_end_latest", 3000, "still to come"),
        ("accuracy_m", -1, "at least 0"),
    ],
)
def test_value_beyond_the_limits_of_its_field_is_refused(
    client: TestClient, writer: Headers, field: str, value: object, told: str
) -> None:
    body = {**FEATURE, "properties": {"kind": "ensemble", field: value}}
    answer = client.post(MONUMENTS, json=body, headers=writer)
    assert list(errors(answer)) == [field]
    assert told in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("body", [{"type": "Topology"}, {"properties": []}, {"properties": "x"}])
def test_document_that_is_no_feature_is_refused(
    client: TestClient, writer: Headers, body: dict[str, Any]
) -> None:
    assert client.post(MONUMENTS, json=body, headers=writer).status_code == 422


def test_sealed_values_are_not_copied_into_the_history(
    client: TestClient, session: Session, master: Headers
) -> None:
    body = {"geometry": POINT, "properties": {"topic": "roads", "author_name": "Иванов"}}
    made = client.post(REPORTS, json=body, headers=master).json()
    path = f"{REPORTS}/{made['id']}"
    client.patch(path, json={"properties": {"author_name": "Петров"}}, headers=master)
    client.post(f"{path}/comments", json={"text": "t", "writer_name": "Сидоров"}, headers=master)
    client.delete(path, headers=master)
    entries = session.scalars(select(History.changes).where(History.layer == "citizen_reports"))
    told = str(list(entries))
    assert "author_name" in told
    for name in ("Иванов", "Петров", "Сидоров"):
        assert name not in told


def test_writer_who_hides_a_row_no_longer_sees_it(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session)
    path = f"{MONUMENTS}/{row.id}"
    hidden = client.patch(path, json={"properties": {"visibility": "hidden"}}, headers=writer)
    assert (hidden.status_code, hidden.content) == (200, b"")
    assert client.patch(path, json={"properties": {}}, headers=writer).status_code == 404


INSPECTION = {"inspected_on": "2026-07-17", "basis": "visit", "condition": "poor"}


def test_new_inspection_gives_the_monument_its_condition(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session)
    path = f"{MONUMENTS}/{row.id}"
    answer = client.post(f"{path}/inspections", json=INSPECTION, headers=writer)
    assert answer.status_code == 201
    assert answer.json()["properties"]["condition"] == "poor"
    assert answer.json()["children"]["inspections"][0]["condition"] == "poor"
    older = {**INSPECTION, "inspected_on": "2020-01-01", "condition": "good"}
    after = client.post(f"{path}/inspections", json=older, headers=writer).json()
    assert after["properties"]["condition"] == "poor"
    assert len(after["history"]) == 2


def test_child_row_raises_the_version_of_its_feature(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session)
    path = f"{MONUMENTS}/{row.id}"
    tag = client.get(path).headers["etag"]
    client.post(f"{path}/plates", json={"code": "q1"}, headers=writer)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
    stale = client.patch(path, json={}, headers={**writer, "If-Match": tag})
    assert stale.status_code == 412


def test_wrong_child_row_is_refused_with_every_reason(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session)
    wrong = {"inspected_on": "spring", "condition": "fine", "colour": "red"}
    answer = client.post(f"{MONUMENTS}/{row.id}/inspections", json=wrong, headers=writer)
    assert errors(answer) == {
        "inspected_on": "spring",
        "condition": "fine",
        "colour": "colour",
        "basis": "",
    }
    computed = {"assessed_on": "2026-01-01", "a_when": 1, "b_loss": 2, "c_share": 3}
    assert "magnitude" not in computed


def test_rows_of_an_append_only_series_are_neither_changed_nor_deleted(
    client: TestClient, session: Session, master: Headers
) -> None:
    row = monument(session)
    made = client.post(f"{MONUMENTS}/{row.id}/inspections", json=INSPECTION, headers=master)
    address = made.headers["location"]
    for method in ("PATCH", "DELETE"):
        answer = client.request(method, address, json={"condition": "good"}, headers=master)
        assert answer.status_code == 409
        assert "only ever added" in answer.json()["detail"]
    assert client.get(f"{MONUMENTS}/{row.id}").json()["properties"]["condition"] == "poor"


def test_rows_of_other_series_can_be_changed_and_deleted(
    client: TestClient, session: Session, writer: Headers
) -> None:
    row = monument(session)
    path = f"{MONUMENTS}/{row.id}"
    plate = client.post(f"{path}/plates", json={"code": "q1"}, headers=writer).headers["location"]
    changed = client.patch(plate, json={"installed_on": "2026-07-17"}, headers=writer)
    assert changed.json()["children"]["plates"][0]["installed_on"] == "2026-07-17"
    assert client.delete(plate, headers=writer).status_code == 204
    assert client.get(path).json()["children"]["plates"] == []
    assert client.delete(plate, headers=writer).status_code == 404
    changes = [entry.changes["plates"] for entry in history(session, row.id)]
    assert [(before and before["code"], after and after["code"]) for before, after in changes] == [
        (None, "q1"),
        ("q1", "q1"),
        ("q1", None),
    ]


def test_row_of_another_feature_is_not_there(
    client: TestClient, session: Session, writer: Headers
) -> None:
    one, other = monument(session), monument(session)
    plate = Plate(feature_id=other.id, code="q2")
    session.add(plate)
    session.commit()
    answer = client.delete(f"{MONUMENTS}/{one.id}/plates/{plate.id}", headers=writer)
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/999999/inspections", "/{id}/drawings", "/x/inspections"])
def test_child_of_nothing_is_not_found(
    client: TestClient, session: Session, writer: Headers, path: str
) -> None:
    address = MONUMENTS + path.format(id=monument(session).id)
    assert client.post(address, json=INSPECTION, headers=writer).status_code == 404


def test_move_over_http_tells_the_new_state(client: TestClient, session: Session) -> None:
    row = monument(session)
    path = f"{MONUMENTS}/{row.id}"
    officer = signed_in(session, "monuments:move.*")
    moved = client.post(f"{path}/moves", json={"move": "identify", "version": 1}, headers=officer)
    assert moved.status_code == 200
    assert moved.json()["properties"]["state"] == "newly_identified"
    assert moved.json()["history"][-1]["move"] == "identify"
    assert moved.headers["etag"].startswith('"2-')


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"move": "list_local"}, 409, "move"),
        ({"move": "dismiss"}, 422, "reason"),
        ({"move": "dismiss", "reason": "  "}, 422, "reason"),
        ({"move": "fly"}, 422, "move"),
        ({"move": "identify", "version": 9}, 409, "version"),
        ({}, 422, "move"),
        ({"move": 5}, 422, "move"),
        ({"move": "identify", "colour": "red"}, 422, "colour"),
        ({"move": "dismiss", "reason": "a\x00b"}, 400, "body"),
    ],
)
def test_move_that_cannot_be_made_is_told_why(  # noqa: PLR0913, PLR0917 - the case's parts
    client: TestClient,
    session: Session,
    master: Headers,
    body: dict[str, Any],
    status: int,
    field: str | None,
) -> None:
    row = monument(session)
    answer = client.post(f"{MONUMENTS}/{row.id}/moves", json=body, headers=master)
    assert answer.status_code == status
    if field:
        assert [error["field"] for error in answer.json()["errors"]] == [field]
    session.refresh(row)
    assert row.state == "signalled"


def test_move_based_on_an_old_version_is_refused(
    client: TestClient, session: Session, master: Headers
) -> None:
    row = monument(session)
    path = f"{MONUMENTS}/{row.id}/moves"
    stale = {**master, "If-Match": '"7-abc"'}
    assert client.post(path, json={"move": "identify"}, headers=stale).status_code == 412


def test_duplicate_names_another_report(
    client: TestClient, session: Session, master: Headers
) -> None:
    row, other = report(session), report(session)
    path = f"{REPORTS}/{row.id}/moves"
    for wrong in (row.id, 999_999, "x", None, 10**30):
        body = {"move": "mark_duplicate", "facts": {"duplicate_of": wrong}}
        assert client.post(path, json=body, headers=master).status_code == 422, wrong
    body = {"move": "mark_duplicate", "facts": {"duplicate_of": other.id}}
    moved = client.post(path, json=body, headers=master).json()
    assert moved["properties"]["duplicate_of"] == other.id
    assert moved["properties"]["state"] == "duplicate"


def test_every_layer_takes_the_smallest_feature(client: TestClient, master: Headers) -> None:
    shapes = {
        "point": POINT,
        "point_or_polygon": POINT,
        "line": {"type": "LineString", "coordinates": [[60, 50], [61, 51]]},
        "polygon": {"type": "Polygon", "coordinates": [[[60, 50], [61, 50], [61, 51], [60, 50]]]},
    }
    for layer in load_catalogue().layers:
        properties = {
            field.name: [field.vocabulary.codes[0]]
            if field.type == "codes" and field.vocabulary
            else field.vocabulary.codes[0]
            if field.vocabulary
            else "1"
            for field in layer.fields
            if field.required and not field.written_by_atlas
        }
        body = {"geometry": shapes[layer.geometry], "properties": properties}
        answer = client.post(f"/api/collections/{layer.id}/items", json=body, headers=master)
        assert answer.status_code == 201, (layer.id, answer.text)
        assert client.delete(answer.headers["location"], headers=master).status_code == 204


def test_nothing_is_kept_of_a_refused_row(
    client: TestClient, session: Session, writer: Headers
) -> None:
    client.post(MONUMENTS, json={**FEATURE, "properties": {}}, headers=writer)
    assert session.scalar(select(func.count()).select_from(Monument)) == 0
    assert session.scalar(select(func.count()).select_from(History)) == 0
    assert session.scalar(select(func.count()).select_from(CitizenReport)) == 0


def test_whole_feature_without_visibility_stays_as_it_was_for_who_may_not_change_it(
    client: TestClient, session: Session
) -> None:
    editor = signed_in(session, "monuments:edit", "monuments:hidden")
    body = {"geometry": POINT, "properties": {"kind": "archaeology"}}
    for visibility, status in (("public", 200), ("pending", 403), ("hidden", 403)):
        row = monument(session, visibility=visibility)
        answer = client.put(f"{MONUMENTS}/{row.id}", json=body, headers=editor)
        assert answer.status_code == status, answer.text
        session.refresh(row)
        assert row.visibility == visibility
