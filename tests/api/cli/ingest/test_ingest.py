from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.app import create_app
from core.accounts.users import revoke_tokens
from core.database.engine import SessionFactory
from core.settings import Settings
from ingest.loading.runs.run_moves import ALLOWED_IN
from ingest.staging.runs import Run, RunProblem, RunRow, RunState
from layers.registry import Catalogue
from tests.api.asking import signed_in
from tests.api.uploading import (
    COUNTED,
    INGEST,
    TABLE,
    in_state,
    jobs,
    kept_files,
    proposal_of,
    send,
    sent,
)

ADDRESSES = [
    ("GET", "/api/me"),
    ("POST", INGEST),
    ("GET", INGEST),
    ("GET", f"{INGEST}/1"),
    *(("POST", f"{INGEST}/1/{move}") for move in
      ("confirm", "stop", "resume", "undo", "decisions")),
    *(("GET", f"{INGEST}/1/{part}") for part in
      ("problems", "places", "audit.xlsx", "mapping.yaml")),
]  # fmt: skip
BODIES: dict[str, Any] = {"confirm": {}, "decisions": {"decisions": [{"row": 3, "is_new": True}]}}


@pytest.fixture
def writer(session: Session) -> dict[str, str]:
    return signed_in(session, "monuments:write")


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_stranger_is_asked_to_sign_in(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path, json={})
    assert answer.status_code == 401, answer.text
    assert answer.headers["www-authenticate"].startswith("Bearer, Basic realm=")


@pytest.mark.parametrize(("method", "path"), ADDRESSES[1:])
def test_user_without_a_layer_to_write_gets_nothing(
    client: TestClient, session: Session, writer: dict[str, str], method: str, path: str
) -> None:
    number = sent(client, writer)["id"]
    reader = signed_in(session, "monuments:exact")
    body = BODIES.get(path.rpartition("/")[2], {})
    answer = client.request(method, path.replace("/1", f"/{number}"), json=body, headers=reader)
    assert answer.status_code == (403 if path == INGEST else 404), answer.text


def test_file_for_a_layer_that_one_may_not_write_is_refused(
    client: TestClient, session: Session, settings: Settings
) -> None:
    other = signed_in(session, "citizen_reports:write")
    answer = send(client, other)
    assert answer.status_code == 403
    assert "monuments:create" in answer.json()["detail"]
    assert kept_files(settings.data_folder) == []
    assert client.get(INGEST, params={"layer": "monuments"}, headers=other).status_code == 403


def test_me_tells_what_one_may_write(client: TestClient, session: Session) -> None:
    officer = signed_in(session, "monuments:write", "monuments:exact")
    answer = client.get("/api/me", headers=officer).json()
    assert answer["permissions"] == [
        f"monuments:{action}@KZ"
        for action in ("create", "delete", "edit", "moderate", "read_exact")
    ]
    assert answer["layers"] == ["monuments"]
    everyone = signed_in(session, "*:write")
    assert "citizen_reports" in client.get("/api/me", headers=everyone).json()["layers"]


def test_upload_becomes_a_run_that_waits_for_its_proposal(
    client: TestClient, session: Session, writer: dict[str, str], settings: Settings
) -> None:
    run = sent(client, writer, order={"source": "Тізім 2024", "crs": "EPSG:4326"})
    assert (run["state"], run["layer"], run["source"]) == ("queued", "monuments", "Тізім 2024")
    assert run["file"]["name"] == "list.csv"
    assert len(run["file"]["sha256"]) == 64
    assert run["counts"] is run["proposal"] is run["error"] is None
    assert run["may"] == {
        "confirm": False, "stop": True, "resume": False, "undo": False, "decide": False,
    }  # fmt: skip
    assert jobs(session) == [("ingest.survey_file", run["id"])]
    assert kept_files(settings.data_folder) == ["list.csv"]
    again = client.get(f"{INGEST}/{run['id']}", headers=writer)
    assert again.json() == run
    assert again.headers["cache-control"] == "private, no-cache"
    assert str(settings.data_folder) not in again.text


def test_confirmed_upload_is_loaded_at_once(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    run = sent(client, writer, confirm="true", order={"dry_run": True})
    assert jobs(session) == [("ingest.load_file", run["id"])]
    assert run["dry_run"]


def test_each_file_becomes_a_run_of_its_own(
    client: TestClient, session: Session, writer: dict[str, str], settings: Settings
) -> None:
    answer = send(client, writer, ("a.csv", "a;b\n1;2\n"), ("a.csv", "a;b\n1;3\n"))
    runs = answer.json()["runs"]
    assert [run["file"]["name"] for run in runs] == ["a.csv", "a.csv"]
    assert runs[0]["file"]["sha256"] != runs[1]["file"]["sha256"]
    assert len(jobs(session)) == 2
    assert kept_files(settings.data_folder) == ["a.csv", "a.csv"]


def test_runs_are_listed_newest_first_and_by_pages(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    numbers = [sent(client, writer)["id"] for _ in range(3)]
    in_state(session, numbers[0], "queued", layer="citizen_reports")
    page = client.get(INGEST, params={"limit": 1}, headers=writer).json()
    assert [run["id"] for run in page["runs"]] == [numbers[2]]
    [link] = page["links"]
    rest = client.get(link["href"], headers=writer).json()
    assert ([run["id"] for run in rest["runs"]], rest["links"]) == ([numbers[1]], [])


def test_run_of_a_colleague_is_visible_to_who_may_write_the_layer(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    number = sent(client, writer)["id"]
    colleague = signed_in(session, "monuments:write", "monuments:hidden")
    assert client.get(f"{INGEST}/{number}", headers=colleague).status_code == 200
    assert client.get(f"{INGEST}/{number}/problems", headers=colleague).status_code == 200


@pytest.mark.parametrize("permission", ["exact", "hidden", "sealed"])
def test_rows_stay_unseen_by_who_may_see_less_than_their_uploader(
    client: TestClient, session: Session, writer: dict[str, str], permission: str
) -> None:
    officer = signed_in(session, "monuments:write", f"monuments:{permission}")
    number = sent(client, officer)["id"]
    in_state(session, number, "proposed", proposal=proposal_of(), **COUNTED)
    seen = client.get(f"{INGEST}/{number}", headers=writer).json()
    assert seen["proposal"] is None
    assert [link["rel"] for link in seen["links"]] == ["self"]
    for part in ("problems", "places", "audit.xlsx", "mapping.yaml"):
        answer = client.get(f"{INGEST}/{number}/{part}", headers=writer)
        assert answer.status_code == 403
        assert f"monuments:read_{permission}" in answer.json()["detail"]
    confirmed = client.post(f"{INGEST}/{number}/confirm", json={}, headers=writer)
    assert confirmed.status_code == 403
    assert client.get(f"{INGEST}/{number}", headers=officer).json()["proposal"] is not None


def test_file_with_sensitive_places_is_seen_by_its_uploader_and_who_may_see_them(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    number = sent(client, writer)["id"]
    in_state(session, number, "proposed", proposal=proposal_of(Құпия="sensitive"), **COUNTED)
    colleague = signed_in(session, "monuments:write", "tourist_routes:write")
    trusted = signed_in(session, "monuments:write", "monuments:exact")
    assert client.get(f"{INGEST}/{number}", headers=writer).json()["proposal"] is not None
    assert client.get(f"{INGEST}/{number}", headers=trusted).json()["proposal"] is not None
    assert client.get(f"{INGEST}/{number}", headers=colleague).json()["proposal"] is None
    for part in ("problems", "places", "audit.xlsx", "mapping.yaml"):
        answer = client.get(f"{INGEST}/{number}/{part}", headers=colleague)
        assert answer.status_code == 403
        assert "monuments:read_exact" in answer.json()["detail"]


def test_file_with_sealed_fields_is_not_shown_to_colleagues_who_may_not_see_them(
    client: TestClient, session: Session
) -> None:
    officer = signed_in(session, "citizen_reports:write")
    number = sent(client, officer, layer="citizen_reports")["id"]
    in_state(session, number, "proposed", proposal=proposal_of(Тел="author_contact"), **COUNTED)
    for permission, status in (("exact", 403), ("sealed", 200)):
        colleague = signed_in(session, "citizen_reports:write", f"citizen_reports:{permission}")
        answer = client.get(f"{INGEST}/{number}/audit.xlsx", headers=colleague)
        assert answer.status_code == status, answer.text
    assert client.get(f"{INGEST}/{number}/audit.xlsx", headers=officer).status_code == 200


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 40, "1.5", "%00"])
def test_number_of_no_run_is_not_found(
    client: TestClient, writer: dict[str, str], number: str
) -> None:
    assert client.get(f"{INGEST}/{number}", headers=writer).status_code == 404


@pytest.mark.parametrize("move", ["confirm", "stop", "resume", "undo", "decisions"])
@pytest.mark.parametrize("state", list(RunState))
def test_moves_that_the_state_does_not_allow_are_conflicts(
    client: TestClient, session: Session, writer: dict[str, str], state: RunState, move: str
) -> None:
    number = sent(client, writer)["id"]
    run = in_state(session, number, state, waiting=0)
    is_allowed = ALLOWED_IN["decide" if move == "decisions" else move](run)
    shown = client.get(f"{INGEST}/{number}", headers=writer).json()
    assert shown["may"]["decide" if move == "decisions" else move] is is_allowed
    answer = client.post(f"{INGEST}/{number}/{move}", json=BODIES.get(move), headers=writer)
    allowed = 200 if move == "undo" else 202
    assert answer.status_code == (allowed if is_allowed else 409), answer.text
    if not is_allowed:
        assert answer.json()["errors"][0]["field"] == "state"


def test_confirmed_run_cannot_be_confirmed_twice(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    number = sent(client, writer)["id"]
    in_state(session, number, "proposed")
    path = f"{INGEST}/{number}/confirm"
    body = {
        "source": "register", "key": "key", "columns": {"name_ru": "Название", "address": ""},
        "terms": {"kind": {" Курган ": "archaeology"}}, "matches": "different",
        "trust_detected": False, "crs": "EPSG:32642", "constants": {"significance": "local"},
    }  # fmt: skip
    first = client.post(path, json=body, headers=writer)
    assert first.status_code == 202, first.text
    assert (first.json()["state"], first.json()["source"]) == ("queued", "register")
    order = session.get_one(Run, number, populate_existing=True).order
    assert order["column_overrides"] == {"name_ru": "Название", "address": ""}
    assert order["told_terms"] == [["kind", "курган", "archaeology"]]
    assert (order["key_column"], order["crs"]) == ("key", "EPSG:32642")
    assert order["constants"] == {"significance": "local"}
    assert (order["matches"], order["trust_detected"]) == ("different", False)
    assert client.post(path, json={}, headers=writer).status_code == 409
    assert [task for task, _ in jobs(session)] == ["ingest.survey_file", "ingest.load_file"]


def test_column_and_value_for_all_rows_of_a_field_take_turns(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    number = sent(client, writer, order={"constants": {"kind": "Археология"}})["id"]
    run = in_state(session, number, "proposed")
    accepted = {**run.order, "column_overrides": {"name_ru": "Название"}}
    in_state(session, number, "proposed", order={**run.order, "accepted": accepted})
    body = {
        "columns": {"kind": "Вид"},
        "constants": {"name_ru": "Обо", "address": "Сауран", "register_no": ""},
    }
    told = client.post(f"{INGEST}/{number}/confirm", json=body, headers=writer)
    assert told.status_code == 202, told.text
    order = session.get_one(Run, number, populate_existing=True).order
    assert order["column_overrides"] == {"kind": "Вид"}
    assert order["constants"] == {"name_ru": "Обо", "address": "Сауран"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"columns": {"nonsense": "Название"}}, "columns.nonsense"),
        ({"columns": {"created_at": "Название"}}, "columns.created_at"),
        ({"columns": {"name_ru": "Нет такого"}}, "columns.name_ru"),
        ({"columns": {"name_ru": 5}}, "columns.name_ru"),
        ({"columns": "name_ru"}, "columns"),
        ({"terms": {"kind": {"a": "nonsense"}}}, "terms.kind"),
        ({"terms": {"name_ru": {"a": "b"}}}, "terms.name_ru"),
        ({"constants": {"nonsense": "a"}}, "constants.nonsense"),
        ({"constants": {"lat": "43"}}, "constants.lat"),
        ({"constants": {"kind": "nonsense"}}, "constants.kind"),
        ({"constants": {"kind": 5}}, "constants.kind"),
        (
            {"constants": {"name_ru": "Обо"}, "columns": {"name_ru": "Название"}},
            "constants.name_ru",
        ),
        ({"crs": "EPSG:1"}, "crs"),
        ({"crs": "\u0000"}, "body"),
        ({"key": "Нет такого"}, "key"),
        ({"sheet": "Лист 9"}, "sheet"),
        ({"matches": "maybe"}, "matches"),
        ({"nonsense": 1}, "nonsense"),
        ({"source": ""}, "source"),
        ({"source": "x" * 501}, "source"),
    ],
)
def test_wrong_confirmation_names_its_field(
    client: TestClient, session: Session, writer: dict[str, str], body: Any, field: str | None
) -> None:
    number = sent(client, writer)["id"]
    proposal = {"columns": [{"column": "Название"}], "sheets": ["Лист 1"]}
    in_state(session, number, "proposed", proposal=proposal)
    answer = client.post(f"{INGEST}/{number}/confirm", json=body, headers=writer)
    assert answer.status_code in {400, 404, 422}, answer.text
    if field:
        assert answer.json()["errors"][0]["field"] == field
    assert session.get_one(Run, number, populate_existing=True).state == "proposed"


def test_stopped_run_leaves_the_queue_and_can_be_resumed(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    number = sent(client, writer)["id"]
    stopped = client.post(f"{INGEST}/{number}/stop", headers=writer)
    assert (stopped.status_code, stopped.json()["state"]) == (202, "stopped")
    assert jobs(session) == []
    resumed = client.post(f"{INGEST}/{number}/resume", headers=writer)
    assert (resumed.status_code, resumed.json()["state"]) == (202, "queued")
    assert jobs(session) == [("ingest.survey_file", number)]


def test_confirmed_run_is_loaded_when_it_is_resumed(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    number = sent(client, writer, confirm="true")["id"]
    client.post(f"{INGEST}/{number}/stop", headers=writer)
    client.post(f"{INGEST}/{number}/resume", headers=writer)
    assert jobs(session) == [("ingest.load_file", number)]


def test_run_whose_file_is_gone_cannot_go_on(
    client: TestClient, session: Session, writer: dict[str, str], settings: Settings
) -> None:
    number = sent(client, writer)["id"]
    in_state(session, number, "failed", error={"code": "a", "kk": "a", "ru": "b", "en": "c"})
    assert client.get(f"{INGEST}/{number}", headers=writer).json()["error"] == {
        "code": "a", "message": "c",
    }  # fmt: skip
    for path in (settings.data_folder / "uploads").rglob("list.csv"):
        path.unlink()
    answer = client.post(f"{INGEST}/{number}/resume", headers=writer)
    assert answer.status_code == 409
    assert answer.json()["errors"][0] == {
        "field": "file", "value": "list.csv", "message": answer.json()["detail"],
    }  # fmt: skip


@pytest.fixture
def short_of_runs(
    settings: Settings, catalogue: Catalogue, database_url: str, sessions: SessionFactory
) -> Iterator[TestClient]:
    limits = replace(settings.uploads, unfinished_runs=2)
    app = create_app(replace(settings, uploads=limits), catalogue, database_url, sessions=sessions)
    with TestClient(app) as client:
        yield client


def test_too_many_unfinished_runs_have_to_wait(
    short_of_runs: TestClient, session: Session, settings: Settings
) -> None:
    client, writer = short_of_runs, signed_in(session, "monuments:write")
    number = sent(client, writer)["id"]
    two = send(client, writer, ("a.csv", "a;b\n1;2\n"), ("b.csv", "a;b\n1;2\n"))
    assert two.status_code == 429
    assert kept_files(settings.data_folder) == ["list.csv"]
    sent(client, writer)
    answer = send(client, writer)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "60"
    sent(client, signed_in(session, "*:write"))
    in_state(session, number, "done")
    sent(client, writer)


def test_files_of_one_person_take_no_more_of_the_disk_than_allowed(
    settings: Settings, catalogue: Catalogue, database_url: str, sessions: SessionFactory,
    session: Session,
) -> None:  # fmt: skip
    limits = replace(settings.uploads, person_bytes=4_000)
    app = create_app(replace(settings, uploads=limits), catalogue, database_url, sessions=sessions)
    writer, large = signed_in(session, "monuments:write"), ("a.csv", "a;b\n" * 800)
    with TestClient(app) as client:
        number = send(client, writer, large).json()["runs"][0]["id"]
        refused = send(client, writer, large)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
        assert kept_files(settings.data_folder) == ["a.csv"]
        assert send(client, signed_in(session, "*:write"), large).status_code == 202
        in_state(session, number, "done")
        assert send(client, writer, large).status_code == 202


def test_runs_of_one_person_wait_behind_each_other(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    send(client, writer, ("a.csv", TABLE), ("b.csv", TABLE), ("c.csv", TABLE), confirm="true")
    sent(client, signed_in(session, "*:write"), confirm="true")
    assert len(jobs(session)) == 4
    query = """
        SELECT tasks.owner_id
        FROM procrastinate_jobs AS jobs JOIN tasks ON tasks.job_id = jobs.id
    """
    in_queue = session.scalars(text(query)).all()
    assert len(in_queue) == len(set(in_queue)) == 2


def test_problems_are_paged_and_chosen_by_outcome(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    number = sent(client, writer)["id"]
    place = {"kind": "place", "crs": "EPSG:28412", "lon": 61.5, "lat": 51.5, "distance_m": 0,
             "title": {"kk": "а", "ru": "б", "en": "c"}, "region": None}  # fmt: skip
    other = {"kind": "feature", "id": 4, "name": "x", "score": 90}
    for row, outcome in enumerate(("waiting", "rejected", "waiting", "noted"), start=2):
        session.add(
            RunProblem(
                run_id=number, row=row, field="coordinates", column="X", value="1",
                reason_kk="а", reason_ru="б", reason_en="c", code="ambiguous", outcome=outcome,
                candidates=[place, other],
            )
        )  # fmt: skip
    session.commit()
    path = f"{INGEST}/{number}/problems"
    page = client.get(path, params={"outcome": "waiting", "limit": 1}, headers=writer).json()
    [first] = page["problems"]
    assert (first["row"], first["reason"]) == (2, {"kk": "а", "ru": "б", "en": "c"})
    assert first["candidates"] == [place, other]
    rest = client.get(page["links"][0]["href"], headers=writer).json()
    assert ([each["row"] for each in rest["problems"]], rest["links"]) == ([4], [])
    assert len(client.get(path, headers=writer).json()["problems"]) == 4
    several = client.get(f"{path}?outcome=waiting&outcome=rejected", headers=writer).json()
    assert [each["row"] for each in several["problems"]] == [2, 3, 4]
    drawn = client.get(f"{INGEST}/{number}/places", headers=writer)
    assert drawn.headers["content-type"] == "application/geo+json"
    features = drawn.json()["features"]
    assert [each["properties"]["row"] for each in features] == [2, 4]
    assert features[0]["geometry"]["coordinates"] == [61.5, 51.5]
    assert client.get(path, params={"outcome": "odd"}, headers=writer).status_code == 400


def test_left_row_is_told_by_its_name_and_its_cells(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    number = sent(client, writer)["id"]
    run = session.get_one(Run, number)
    run.mapping = {"columns": {"name_ru": "Название"}, "file_columns": ["№", "Название", "Вид"]}
    cells = {"Вид": "курган?", "Название": "Оба", "№": "7", "лишнее": "x" * 400}
    session.add(RunRow(run_id=number, row=5, outcome="rejected", cells=cells))
    session.add(
        RunProblem(
            run_id=number, row=5, field="kind", column="Вид", value="курган?", reason_kk="а",
            reason_ru="б", reason_en="c", code="unknown_term", outcome="rejected",
            suggestion="archaeology",
        )
    )  # fmt: skip
    session.commit()
    page = client.get(f"{INGEST}/{number}/problems", headers=writer).json()
    [row], [problem] = page["rows"], page["problems"]
    assert (row["row"], row["names"], row["taken_up_by"]) == (5, {"name_ru": "Оба"}, None)
    assert [cell["column"] for cell in row["cells"]] == ["№", "Название", "Вид", "лишнее"]
    assert len(row["cells"][3]["value"]) == 301
    assert problem["suggestion_title"]["ru"] == "Археология"


def test_revoked_token_opens_nothing(
    client: TestClient, session: Session, writer: dict[str, str]
) -> None:
    number = sent(client, writer)["id"]
    revoke_tokens(session, session.get_one(Run, number).by_name)
    session.commit()
    assert client.get(f"{INGEST}/{number}", headers=writer).status_code == 401
