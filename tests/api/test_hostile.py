"""Input made to break the program: always a problem that a person can read, never a failure."""

from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.text import Language
from layers.catalogue.monuments import FLOW, REGISTER_STATE
from tests.api.asking import ENGLISH, MONUMENTS, monument, report, signed_in
from tests.world.drawing import draw_squares
from tests.world.units import A

SURROGATE = "\\ud800"
"""As JSON spells half of a character: Python reads it, UTF-8 and PostgreSQL cannot write it."""
BODIES = [
    f'{{"stops": "{SURROGATE}"}}',
    f'{{"{SURROGATE}": 1}}',
    f'{{"layer": "{SURROGATE}", "distance_km": 5}}',
    '{"layer": "\\u0000", "distance_km": 5}',
    f'{{"move": "{SURROGATE}"}}',
    '{"start_index": ' + "9" * 5000 + "}",
    '{"stops": NaN}',
    "[" * 100_000,
    "nothing",
    "[]",
    "",
]
LONG_KEY = "".join(sha256(bytes([number])).hexdigest() for number in range(150))
JSON = {"Content-Type": "application/json", **ENGLISH}


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
@pytest.mark.parametrize("path", ["/api/trips", "/api/trips.gpx", "/api/analysis/coverage", "move"])
def test_body_that_cannot_be_read_or_written_is_a_problem(
    client: TestClient, session: Session, path: str, body: str
) -> None:
    if path == "move":
        path = f"{MONUMENTS}/{monument(session).id}/moves"
    answer = client.post(path, content=body.encode(), headers=JSON)
    assert answer.status_code in {400, 422}, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert "body" in {error["field"] for error in answer.json().get("errors", [{"field": "body"}])}


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ('{"a": 1', "The JSON cannot be read from character 8 on: …"),
        ("[1]", "The content of the request must be a JSON object in UTF-8. [1]"),
        ("null", "The content of the request must be a JSON object in UTF-8. null"),
        ('{"a": NaN}', "The content of the request must be a JSON object in UTF-8. NaN"),
    ],
)
def test_broken_body_is_told_without_the_words_of_the_program(
    client: TestClient, session: Session, body: str, detail: str
) -> None:
    writer = signed_in(session, "monuments:write")
    answer = client.post(MONUMENTS, content=body, headers={**JSON, **writer})
    assert answer.status_code == 400
    assert answer.json()["detail"] == detail


@pytest.mark.parametrize(
    "wanted",
    [
        '{"op":"=","args":[{"property":"name_en"},"\\ud800"]}',
        '{"op":"=","args":[{"property":"\\ud800"},"x"]}',
        '{"op":"like","args":[{"property":"name_en"},"\\ud800%"]}',
        '{"op":"=","args":[{"property":"version"},' + "9" * 400 + "]}",
        '{"op":"=","args":[{"property":"version"},' + "9" * 5000 + "]}",
        '{"op":"s_within","args":[{"property":"geom"},{"type":["Point"],"coordinates":[1]}]}',
    ],
)
def test_filter_of_unknown_characters_and_numbers_is_a_problem(
    client: TestClient, wanted: str
) -> None:
    answer = client.get(MONUMENTS, params={"filter": wanted}, headers=ENGLISH)
    assert answer.status_code == 400, answer.text
    assert answer.json()["errors"][0]["field"] == "filter"


@pytest.mark.parametrize("kind", [["Point"], {"a": 1}, 5, None, True])
def test_geometry_of_an_odd_type_is_refused(
    client: TestClient, session: Session, kind: object
) -> None:
    writer = signed_in(session, "monuments:write")
    body = {"geometry": {"type": kind, "coordinates": [61, 51]}, "properties": {"kind": "ensemble"}}
    answer = client.post(MONUMENTS, json=body, headers=writer)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == "geometry"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name_kk", "сөз " * 5_000), ("source_key", LONG_KEY)],
)
def test_text_longer_than_an_index_takes_is_named(
    client: TestClient, session: Session, field: str, value: str
) -> None:
    row, writer = monument(session), signed_in(session, "monuments:write")
    answer = client.patch(f"{MONUMENTS}/{row.id}", json={"properties": {field: value}},
                          headers=writer)  # fmt: skip
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == field
    assert "too long" in answer.json()["detail"]


def test_long_value_is_not_repeated_in_full(client: TestClient, session: Session) -> None:
    row, writer = monument(session), signed_in(session, "monuments:write")
    body = {"properties": {"register_no": ["x" * 500_000]}}
    answer = client.patch(f"{MONUMENTS}/{row.id}", json=body, headers=writer)
    assert answer.status_code == 422
    assert len(answer.content) < 2_000


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/regions/%00", "region"),
        ("/api/regions/%00/summary", "region"),
        ("/api/search?q=a&region=%00", "region"),
        ("/api/search?q=a&region=nowhere", "region"),
        (f"{MONUMENTS}?region=%00", "region"),
    ],
)
def test_code_that_is_none_is_named(client: TestClient, path: str, field: str) -> None:
    answer = client.get(path, headers=ENGLISH)
    assert answer.status_code in {400, 404}, answer.text
    assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("other", ["9" * 30, "9" * 5_000, "²", "٣", "-1", "", "first"])
def test_duplicate_of_no_report_is_an_unmet_demand(
    client: TestClient, session: Session, other: str
) -> None:
    row, akimat = report(session), signed_in(session, "citizen_reports:move.*")
    body: dict[str, Any] = {"move": "mark_duplicate", "facts": {"duplicate_of": other}}
    path = f"/api/collections/citizen_reports/items/{row.id}/moves"
    answer = client.post(path, json=body, headers=akimat)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == "duplicate_of"


@pytest.mark.parametrize(
    ("language", "detail"),
    [
        ("kk", "Жазба қабылданбады. «kind» өрісі толтырылмаған. Бұл өріс міндетті."),
        ("ru", "Запись не принята. Поле «kind» не заполнено. Это поле обязательно."),
        ("en", "The record was not accepted. “kind” is not filled in. This field is required."),
    ],
)
def test_empty_required_field_is_told_in_words(
    client: TestClient, session: Session, language: str, detail: str
) -> None:
    row, writer = monument(session), signed_in(session, "monuments:write")
    answer = client.patch(
        f"{MONUMENTS}/{row.id}",
        json={"properties": {"kind": None}},
        headers={**writer, "Accept-Language": language},
    )
    assert answer.json()["detail"] == detail


@pytest.mark.parametrize("language", list(Language))
def test_forbidden_move_is_told_by_its_titles(
    client: TestClient, session: Session, language: Language
) -> None:
    row, officer = monument(session), signed_in(session, "monuments:move.*")
    move = FLOW.move("relocate")
    answer = client.post(
        f"{MONUMENTS}/{row.id}/moves",
        json={"move": move.id},
        headers={**officer, "Accept-Language": language},
    )
    assert answer.status_code == 409
    for title in (move.title, REGISTER_STATE.term("signalled").title):
        assert f"{title.in_language(language)}" in answer.json()["detail"]
    assert answer.json()["errors"][0]["value"] == move.id


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_choices_and_limits_are_told_without_english(client: TestClient, language: str) -> None:
    headers = {"Accept-Language": language}
    level = client.get("/api/regions?level=9", headers=headers).json()["detail"]
    assert level.endswith(": 1, 2, 3.")
    longitude = client.get("/api/regions/at?lon=200.5&lat=1", headers=headers).json()["detail"]
    assert "180" in longitude
    assert "180.0" not in longitude


@pytest.mark.parametrize("code", ["nowhere", "119999999", "", " 110000000", "110000000 ", None])
def test_report_goes_to_no_akimat_that_is_none(
    client: TestClient, session: Session, code: str | None
) -> None:
    draw_squares(session)
    row, akimat = report(session), signed_in(session, "citizen_reports:move.*")
    path = f"/api/collections/citizen_reports/items/{row.id}/moves"
    body: dict[str, Any] = {"move": "reroute", "reason": "Not ours", "facts": {"rerouted_to": code}}
    answer = client.post(path, json=body, headers=akimat)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == "rerouted_to"
    body["facts"] = {"rerouted_to": A}
    moved = client.post(path, json=body, headers=akimat).json()
    assert moved["properties"]["responsible_code"] == A
