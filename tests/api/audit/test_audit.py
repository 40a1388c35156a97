"""GET /api/audit: what is remembered, and who may look at it."""

import csv
import io
import json
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.accounts.users import add_user
from core.audit.chaining import chain_waiting
from core.audit.entry import AuditEntry
from core.audit.verification import Breakage, verify
from core.database.engine import SessionFactory
from tests.api.accounts.people import PASSWORD, entered, person
from tests.api.asking import ENGLISH, MONUMENTS, REPORTS, monument, report, signed_in
from tests.world.drawing import draw_squares
from tests.world.units import A, B

AUDIT = "/api/audit"
POINT = {"type": "Point", "coordinates": [60.5, 50.5]}
FEATURE = {"type": "Feature", "geometry": POINT, "properties": {"kind": "archaeology"}}


def bearer(session: Session, name: str, *permissions: str) -> dict[str, str]:
    token = add_user(session, name, permissions)
    session.commit()
    return {"Authorization": f"Bearer {token}", **ENGLISH}


def found(client: TestClient, headers: dict[str, str], **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(AUDIT, params=asked, headers=headers)
    assert answer.status_code == 200, answer.text
    entries: list[dict[str, Any]] = answer.json()["entries"]
    return entries


@pytest.fixture
def administrator(session: Session) -> dict[str, str]:
    draw_squares(session)
    return bearer(session, "root", "*")


def test_stranger_gets_401_and_others_403(client: TestClient, session: Session) -> None:
    officer = signed_in(session, "monuments:edit")
    for path in (AUDIT, f"{AUDIT}/events", f"{AUDIT}/file"):
        assert client.get(path, headers=ENGLISH).status_code == 401
        assert client.get(path, headers=officer).status_code == 403


def test_every_write_of_a_feature_is_remembered(
    client: TestClient, administrator: dict[str, str]
) -> None:
    path = client.post(MONUMENTS, json=FEATURE, headers=administrator).headers["Location"]
    number = path.rpartition("/")[2]
    path = f"{MONUMENTS}/{number}"
    client.patch(path, json={"properties": {"name_en": "Tomb"}}, headers=administrator)
    client.patch(path, json={"properties": {"visibility": "hidden"}}, headers=administrator)
    client.post(f"{path}/moves", json={"move": "identify"}, headers=administrator)
    inspection = {"inspected_on": "2024-05-01", "condition": "good", "basis": "visit"}
    client.post(f"{path}/inspections", json=inspection, headers=administrator)
    client.delete(path, headers=administrator)
    entries = found(client, administrator, layer="monuments", object=number)
    assert [each["event"] for each in reversed(entries)] == [
        "features.create",
        "features.edit",
        "features.change_visibility",
        "features.move",
        "rows.create",
        "features.delete",
    ]
    assert {each["actor"]["name"] for each in entries} == {"root"}
    assert {each["actor"]["credential"].partition(":")[0] for each in entries} == {"token"}
    assert all(A in each["units"] for each in entries)
    edited = entries[-2]
    assert edited["changes"] == {"name_en": [None, "Tomb"]}
    assert edited["title"] == "Changed an object"
    assert edited["request_id"]
    assert entries[-1]["changes"]["geometry"] == [None, "***"]


def test_refused_write_leaves_no_entry(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    number = monument(session).id
    answer = client.patch(
        f"{MONUMENTS}/{number}", json={"properties": {"kind": "nothing"}}, headers=administrator
    )
    assert answer.status_code == 422
    assert found(client, administrator, layer="monuments") == []


def test_changed_history_breaks_the_chain(
    client: TestClient,
    session: Session,
    sessions: SessionFactory,
    administrator: dict[str, str],
) -> None:
    number = monument(session).id
    body = {"properties": {"name_en": "Tomb"}}
    client.patch(f"{MONUMENTS}/{number}", json=body, headers=administrator)
    chain_waiting(sessions)
    assert verify(session).breakage is None
    session.execute(text("SET LOCAL session_replication_role = replica"))
    session.execute(text("UPDATE history SET by_user_id = 99"))
    assert verify(session).breakage is Breakage.HISTORY_CHANGED


def test_sealed_values_are_in_no_entry_and_their_reading_is(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    number = report(session, author_contact="+77011234567").id
    client.get(f"{REPORTS}/{number}", headers=administrator)
    client.get(REPORTS, headers=administrator)
    client.get(f"{REPORTS}/{number}", headers=ENGLISH)
    client.patch(
        f"{REPORTS}/{number}",
        json={"properties": {"author_contact": "+77017654321"}},
        headers=administrator,
    )
    entries = found(client, administrator, layer="citizen_reports", object=str(number))
    assert [each["event"] for each in reversed(entries)] == [
        "features.read_sealed",
        "features.read_sealed",
        "features.edit",
        "features.read_sealed",
    ]
    assert entries[-1]["facts"]["fields"] == ["author_contact", "submitted_at"]
    assert entries[1]["changes"] == {"author_contact": ["***", "***"]}
    everything = json.dumps(found(client, administrator))
    assert "7701" not in everything


def test_exact_place_of_a_sensitive_object_is_remembered_as_seen(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    secret = monument(session, sensitive=True).id
    monument(session, 60.5)
    blunt = bearer(session, "reader", "monuments:read_hidden")
    for headers in (blunt, administrator):
        client.get(f"{MONUMENTS}/{secret}", headers=headers)
        client.get(MONUMENTS, headers=headers)
    entries = found(client, administrator, event="features.read_exact")
    assert [(each["object_id"], each["actor"]["name"]) for each in entries] == [
        (str(secret), "root"),
        (str(secret), "root"),
    ]


def test_download_of_what_is_not_public_is_remembered(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    monument(session)
    path = "/api/collections/monuments/download"
    client.get(path, params={"f": "csv"}, headers=ENGLISH)
    client.get(path, params={"f": "csv", "region": A}, headers=administrator)
    (entry,) = found(client, administrator, event="features.export")
    assert entry["facts"] == {"format": "csv", "asked": {"region": A}}


def test_account_events_are_remembered(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    user = person(session)
    wrong = {"login": user.email, "password": "not the password"}
    client.post("/api/session", json=wrong, headers=ENGLISH)
    client.post("/api/session", json={**wrong, "login": "nobody@kz.kz"}, headers=ENGLISH)
    entered(client)
    client.post("/api/account/tokens", json={"label": "QGIS", "kind": "device"})
    client.put("/api/account/password", json={"current": PASSWORD, "password": PASSWORD + " new"})
    client.delete("/api/session")
    entries = found(client, administrator, layer="users")
    assert [each["event"] for each in reversed(entries)] == [
        "account.fail_sign_in",
        "account.fail_sign_in",
        "account.sign_in",
        "account.make_token",
        "account.change_password",
        "account.sign_in",
        "account.sign_out",
    ]
    signed = entries[-3]
    assert signed["actor"]["credential"].startswith("session:")
    assert entries[-1]["actor"]["id"] is None
    told = json.dumps(entries)
    assert PASSWORD not in told
    assert "nobody@kz.kz" not in told


def test_head_of_a_territory_sees_that_territory_alone(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    here, there = monument(session, 60.5, 50.5).id, monument(session, 62.5, 50.5).id
    for number in (here, there):
        body = {"properties": {"name_en": "Tomb"}}
        client.patch(f"{MONUMENTS}/{number}", json=body, headers=administrator)
    codes = {each["units"][0] for each in found(client, administrator, layer="monuments")}
    head = bearer(session, "head", f"users:administer@{A}")
    seen = found(client, head)
    assert {each["object_id"] for each in seen if each["layer"] == "monuments"} <= {str(here)}
    assert all(A in each["units"] for each in seen)
    assert codes
    (own,) = [each for each in seen if each["object_id"] == str(here)]
    assert own["changes"] is None
    reader = bearer(session, "reader", f"users:administer@{A}", f"monuments:read_hidden@{A}")
    (own,) = found(client, reader, object=str(here))
    assert own["changes"] == {"name_en": [None, "Tomb"]}
    assert found(client, head, region=B) == []


def test_head_without_sealed_access_learns_neither_author_nor_time_of_a_report(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    number = report(session, 60.5, 50.5).id
    body = {"properties": {"topic": "water"}}
    client.patch(f"{REPORTS}/{number}", json=body, headers=administrator)
    rights = (f"users:administer@{A}", f"citizen_reports:read_hidden@{A}")
    head = bearer(session, "head", *rights)
    (entry,) = found(client, head, object=str(number), event="features.edit")
    assert (entry["actor"], entry["address"], entry["request_id"]) == (None, None, None)
    assert len(entry["at"]) == len("2026-12-01")
    knows = bearer(session, "knows", *rights, f"citizen_reports:read_sealed@{A}")
    (entry,) = found(client, knows, object=str(number), event="features.edit")
    assert entry["actor"]["name"] == "root"


def test_card_tells_who_to_those_who_may_know(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    number = monument(session, 60.5, 50.5).id
    path = f"{MONUMENTS}/{number}"
    client.patch(path, json={"properties": {"name_en": "Tomb"}}, headers=administrator)
    elsewhere = bearer(session, "elsewhere", f"users:administer@{B}")
    editor = bearer(session, "editor", "monuments:*")
    here = bearer(session, "here", f"users:administer@{A}")
    for headers in (ENGLISH, editor, elsewhere):
        assert "who" not in client.get(path, headers=headers).json()["history"][-1]
    assert client.get(path, headers=here).json()["history"][-1]["who"] == "root"


def test_pages_follow_one_another(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    number = monument(session).id
    for name in ("one", "two", "three"):
        body = {"properties": {"name_en": name}}
        client.patch(f"{MONUMENTS}/{number}", json=body, headers=administrator)
    seen = []
    address = f"{AUDIT}?limit=2&layer=monuments"
    while address:
        page = client.get(address, headers=administrator).json()
        seen += [each["id"] for each in page["entries"]]
        address = next((link["href"] for link in page["links"]), "")
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 3


def test_files_hold_every_entry_and_no_formula(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    evil = bearer(session, '=HYPERLINK("http://evil")', "monuments:*")
    number = monument(session).id
    for name in ("one", "two"):
        body = {"properties": {"name_en": name}}
        client.patch(f"{MONUMENTS}/{number}", json=body, headers=evil)
    asked = {"layer": "monuments", "limit": 1}
    table = client.get(f"{AUDIT}/file", params=asked, headers=administrator)
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert [row["actor_name"] for row in rows] == ['\'=HYPERLINK("http://evil")'] * 2
    lines = client.get(f"{AUDIT}/file", params={**asked, "f": "ndjson"}, headers=administrator)
    assert [json.loads(line)["event"] for line in lines.text.splitlines()] == ["features.edit"] * 2
    exported = found(client, administrator, event="audit")
    assert [each["facts"]["format"] for each in exported] == ["ndjson", "csv"]


@pytest.mark.parametrize(
    "asked",
    [
        {"event": "nothing.known"},
        {"region": "Almaty"},
        {"since": "yesterday"},
        {"after": "-1"},
        {"limit": "0"},
        {"unknown": "1"},
    ],
)
def test_what_cannot_be_asked_is_refused(
    client: TestClient, administrator: dict[str, str], asked: dict[str, str]
) -> None:
    assert client.get(AUDIT, params=asked, headers=administrator).status_code in {400, 422}


def test_days_bound_the_period(
    client: TestClient, session: Session, administrator: dict[str, str]
) -> None:
    number = monument(session).id
    body = {"properties": {"name_en": "Tomb"}}
    client.patch(f"{MONUMENTS}/{number}", json=body, headers=administrator)
    (entry,) = session.scalars(select(AuditEntry))
    day = entry.at.date()
    assert len(found(client, administrator, since=f"{day.year - 1}-01-01")) == 1
    assert found(client, administrator, until=f"{day.year - 1}-01-01") == []
    assert found(client, administrator, since=f"{day.year + 1}-01-01") == []
