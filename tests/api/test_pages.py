"""The API's pages for readers: form, language, escaping, the form to filter by."""

import re
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.app import create_app
from api.html.rendering import STYLES
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.asking import MONUMENTS, monument, signed_in

BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en",
}
COLLECTION = "/api/collections/monuments"
HOSTILE = "<script>alert('x')</script>"


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/conformance",
        "/api/collections",
        COLLECTION,
        f"{COLLECTION}/queryables",
        MONUMENTS,
        "/api/docs",
        "/api/openapi.json",
    ],
)
def test_browser_gets_a_page_and_a_program_does_not(client: TestClient, path: str) -> None:
    page = client.get(path, headers=BROWSER)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-language"] == "en"
    assert '<html lang="en">' in page.text
    assert "<h1>" in page.text
    if path != "/api/docs":
        for asked in ({}, {"Accept": "application/json"}):
            answer = client.get(path, headers=asked)
            assert "json" in answer.headers["content-type"]
            assert answer.json()


@pytest.mark.parametrize(
    ("f", "accept", "kind"),
    [
        ("html", "application/json", "text/html; charset=utf-8"),
        ("json", "text/html", "application/geo+json"),
        ("geojson", "text/html", "application/geo+json"),
        (None, "application/geo+json", "application/geo+json"),
        (None, "text/html;q=0.1, application/json", "application/geo+json"),
        (None, "*/*", "application/geo+json"),
    ],
)
def test_f_goes_before_accept(client: TestClient, f: str | None, accept: str, kind: str) -> None:
    parameters = {"f": f} if f else {}
    answer = client.get(MONUMENTS, params=parameters, headers={"Accept": accept})
    assert answer.headers["content-type"] == kind
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("path", "parameters", "headers", "status"),
    [
        (MONUMENTS, {"f": "xml"}, {}, 400),
        (COLLECTION, {"f": "geojson"}, {}, 400),
        (MONUMENTS, {"lang": "de"}, {}, 400),
        ("/api/conformance", {"lang": "kaz"}, {}, 400),
        (MONUMENTS, {}, {"Accept": "image/png"}, 406),
    ],
)
def test_form_or_language_that_is_not_offered_is_refused(
    client: TestClient, path: str, parameters: dict[str, str], headers: dict[str, str], status: int
) -> None:
    answer = client.get(path, params=parameters, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    [error] = answer.json()["errors"]
    assert error["field"] in {"f", "lang", "Accept"}


def test_lang_goes_before_accept_language_on_pages_and_in_json(client: TestClient) -> None:
    russian = client.get(COLLECTION, params={"lang": "ru"}, headers=BROWSER)
    assert "<h1>Памятники" in russian.text
    assert 'href="/api/collections/monuments/items?lang=ru"' in russian.text
    told = client.get(COLLECTION, params={"lang": "kk"}, headers=BROWSER | {"Accept": "*/*"})
    assert told.json()["title"] == told.json()["titles"]["kk"]
    assert told.headers["content-language"] == "kk"
    wrong = client.get(MONUMENTS, params={"lang": "ru", "limit": "0"})
    assert "целое число" in wrong.json()["detail"]


def test_names_and_texts_are_escaped(client: TestClient, session: Session) -> None:
    row = monument(session, name_en=HOSTILE, name_ru='" onload="alert(1)', address=HOSTILE)
    for path in (MONUMENTS, f"{MONUMENTS}/{row.id}"):
        page = client.get(path, headers=BROWSER)
        assert page.status_code == 200
        assert HOSTILE not in page.text
        assert 'onload="alert' not in page.text
        assert HOSTILE in unescape(page.text)
    filtered = client.get(MONUMENTS, params={"filter": f"'{HOSTILE}\">"}, headers=BROWSER)
    assert filtered.status_code == 400
    assert HOSTILE not in filtered.text


def test_address_that_is_a_script_is_no_link(client: TestClient, session: Session) -> None:
    script, address = "javascript:alert(1)", "https://example.org/a?b=1&c=2"
    for given in (script, address):
        row = monument(session, citation=given)
        page = client.get(f"{MONUMENTS}/{row.id}", headers=BROWSER).text
        assert given in unescape(page)
        assert ('href="https://example.org/a?b=1&amp;c=2"' in page) == (given == address)
        assert f'href="{script}' not in page


def test_citation_is_told_once_in_the_language_of_the_page(
    client: TestClient, session: Session
) -> None:
    row = monument(session, citation="as recorded", citation_ru="по-русски")
    for language, told, untold in (
        ("ru", "по-русски", "as recorded"),
        ("kk", "as recorded", "по-русски"),
    ):
        address = f"{MONUMENTS}/{row.id}"
        page = client.get(address, headers={**BROWSER, "Accept-Language": language}).text
        assert (page.count(told), untold in page) == (1, False), language


def test_form_filters_and_keeps_what_was_chosen(client: TestClient, session: Session) -> None:
    monument(session, name_en="Alpha", kind="archaeology")
    monument(session, name_en="Beta", kind="ensemble")
    chosen = {"region": "", "kind": "ensemble", "state": "", "filter": ""}
    page = client.get(MONUMENTS, params=chosen, headers=BROWSER).text
    assert "Beta" in page
    assert "Alpha" not in page
    assert '<option value="ensemble" selected>' in page
    program = re.search(r'<a href="([^"]+)">GeoJSON', page)
    assert program
    assert client.get(unescape(program[1])).json()["numberMatched"] == 1
    condition = {"filter": "name_en = 'Alpha'", "lang": "en"}
    page = client.get(MONUMENTS, params=condition, headers=BROWSER).text
    assert "Alpha" in page
    assert "Beta" not in page
    assert '<input type="hidden" name="lang" value="en">' in page


def test_form_that_cannot_be_used_says_why(client: TestClient) -> None:
    answer = client.get(MONUMENTS, params={"filter": "nothing = 1"}, headers=BROWSER)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "nothing" in answer.text
    assert "<form" in answer.text


def test_pages_lead_from_one_to_the_next(client: TestClient, session: Session) -> None:
    rows = [monument(session, name_en=f"number {n}") for n in range(5)]
    seen: list[str] = []
    address: str | None = f"{MONUMENTS}?limit=2&lang=en"
    while address:
        page = client.get(address, headers=BROWSER).text
        seen += re.findall(r">number (\d)</a>", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = unescape(following[1]) if following else None
    assert seen == [str(n) for n in range(len(rows))]


def test_item_page_tells_fields_in_words(client: TestClient, session: Session) -> None:
    row = monument(session, name_en="Mausoleum", synthetic=True, significance="republican")
    page = client.get(f"{MONUMENTS}/{row.id}", headers=BROWSER).text
    assert "<h1>Mausoleum</h1>" in page
    assert "Archaeology" in page
    assert "synthetic record" in page
    assert f'href="/objects/monuments/{row.id}?lang=' in page


def test_page_shows_no_more_than_its_caller_may_see(client: TestClient, session: Session) -> None:
    row = monument(session, sensitive=True, address="Secret street 1")
    path = f"{MONUMENTS}/{row.id}"
    assert "Secret street" not in client.get(path, headers=BROWSER).text
    exact = signed_in(session, "monuments:exact") | BROWSER
    answer = client.get(path, headers=exact)
    assert "Secret street" in answer.text
    assert answer.headers["cache-control"] == "private, no-cache"


def test_failure_of_a_page_is_a_page(client: TestClient) -> None:
    answer = client.get(f"{MONUMENTS}/999", headers=BROWSER)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "999" in answer.text
    assert client.get(f"{MONUMENTS}/999").headers["content-type"] == "application/problem+json"


def test_pages_bring_nothing_from_elsewhere(client: TestClient, session: Session) -> None:
    monument(session)
    for path in ("/api", COLLECTION, MONUMENTS, "/api/docs"):
        page = client.get(path, headers=BROWSER).text
        assert not re.search(r'(?:src|<link[^>]* href)="(?:https?:)?//', page)
        assert not re.search(r"<script>|style=\"|onclick", page)


def test_style_sheets_of_a_page_are_there_and_asked_for_anew(client: TestClient) -> None:
    page = client.get("/api", headers=BROWSER).text
    addresses = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page)
    assert addresses[-len(STYLES) :] == list(STYLES)
    for address in STYLES:
        style = client.get(address)
        assert style.headers["content-type"].startswith("text/css")
        assert style.headers["cache-control"] == "no-cache"
        assert "url(" not in style.text
        known = client.get(address, headers={"If-None-Match": style.headers["etag"]})
        assert known.status_code == 304


def test_page_takes_the_choice_of_light_or_dark_where_one_can_be_made(
    catalogue: Catalogue, database_url: str, tmp_path: Path
) -> None:
    settings = Settings.from_environment({"ATLAS_DATA": str(tmp_path), "ATLAS_WEB": str(tmp_path)})
    client = TestClient(create_app(settings, catalogue, database_url))
    script = '<script src="/theme.js"></script>'
    assert script not in client.get("/api/", headers=BROWSER).text
    (tmp_path / "theme.js").write_text("let x")
    assert script in client.get("/api/", headers=BROWSER).text
