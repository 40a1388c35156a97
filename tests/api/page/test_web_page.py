"""The web page as the atlas serves it: shells, files, policy, old addresses, unknown ones."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from core.settings import Settings
from layers.registry import Catalogue

SCRIPT = "\n\t\tstart('map')\n\t"
PATTERNS = (r"^\/map\/?$", r"^\/regions\/([^/]+?)\/?$", r"^\/files(?:\/([^/]+))?\/?$")


@pytest.fixture
def page(catalogue: Catalogue, database_url: str, tmp_path: Path) -> TestClient:
    """A client of an application with a built web page."""
    folder = tmp_path / "dist"
    (folder / "_app" / "immutable").mkdir(parents=True)
    (folder / "map.html").write_text(f"<!doctype html><title>map</title><script>{SCRIPT}</script>")
    (folder / "shell.html").write_text("<!doctype html><title>shell</title>")
    (folder / "favicon.svg").write_text("<svg/>")
    (folder / "_app" / "immutable" / "start.abc123.js").write_text("let x")
    routes = [{"id": pattern, "pattern": pattern} for pattern in PATTERNS]
    (folder / "routes.json").write_text(json.dumps(routes))
    built = Settings.from_environment({"ATLAS_DATA": str(tmp_path), "ATLAS_WEB": str(folder)})
    return TestClient(create_app(built, catalogue, database_url), follow_redirects=False)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/map", "map"),
        ("/map?lang=kk", "map"),
        ("/regions/610000000", "shell"),
        ("/files", "shell"),
    ],
)
def test_page_has_its_shell(page: TestClient, path: str, title: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 200
    assert f"<title>{title}</title>" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/nosuchpage", "/regions", "/map/of/nothing", "/%D0%B0", "/МАР"])
def test_unknown_address_is_not_found_and_shows_the_way_back(page: TestClient, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 404
    assert "<title>shell</title>" in answer.text
    known = {"If-None-Match": page.get("/files").headers["etag"]}
    assert page.get(path, headers=known).status_code == 404


def test_only_the_shells_own_script_may_run(page: TestClient) -> None:
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = page.get("/map").headers["content-security-policy"]
    assert f"script-src 'self' 'sha256-{digest}'; " in policy
    for other in ("/files", "/nosuchpage", "/api"):
        policy = page.get(other).headers["content-security-policy"]
        assert "script-src 'self'; " in policy


def test_policy_follows_a_shell_that_is_built_anew(page: TestClient, tmp_path: Path) -> None:
    before = page.get("/map").headers["content-security-policy"]
    (tmp_path / "dist" / "map.html").write_text("<script>another()</script>")
    assert page.get("/map").headers["content-security-policy"] != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/", "/map"),
        ("/index.html", "/map"),
        ("/?lang=ru&panel=list", "/map?lang=ru&panel=list"),
        ("/?region=610000000", "/regions/610000000"),
        ("/?panel=region&region=610000000&lang=kk", "/regions/610000000?lang=kk"),
        ("/?panel=list&region=610000000", "/map?panel=list&region=610000000"),
        ("/?panel=coverage&region=610000000", "/analysis?region=610000000"),
        ("/?panel=trip&stops=monuments:3;@71.4,51.1", "/trips?stops=monuments:3;@71.4,51.1"),
        ("/?lang=en&object=monuments:12&map=9/51/71", "/objects/monuments/12?lang=en&map=9/51/71"),
        ("/?ingest=7&lang=kk", "/files/7?lang=kk"),
        ("/?ingest=start", "/files"),
        ("/?q=%D0%BC%D0%B0%D0%B7%D0%B0%D1%80&utm=x", "/map?q=%D0%BC%D0%B0%D0%B7%D0%B0%D1%80&utm=x"),
        ("/?object=//evil.example", "/map?object=//evil.example"),
        (
            "/?region=٦١٠٠٠٠٠٠٠",
            "/map?region=%D9%A6%D9%A1%D9%A0%D9%A0%D9%A0%D9%A0%D9%A0%D9%A0%D9%A0",
        ),
    ],
)
def test_old_address_leads_to_the_same_view(page: TestClient, old: str, new: str) -> None:
    answer = page.get(old)
    assert (answer.status_code, answer.headers["location"]) == (308, new)


def test_hashed_files_are_kept_for_good_and_others_asked_again(page: TestClient) -> None:
    hashed = page.get("/_app/immutable/start.abc123.js")
    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert page.get("/favicon.svg").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/_app/immutable/gone.js", "/api/nothing", "/../a.py", "/%2e%2e/secret.txt", "/a.png"]
)
def test_file_that_is_not_there_is_not_a_shell(page: TestClient, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 404
    assert "<title>" not in answer.text


@pytest.mark.parametrize("path", ["/map", "/nosuchpage"])
def test_nothing_can_be_sent_to_a_page(page: TestClient, path: str) -> None:
    assert page.post(path).status_code == 405


def test_page_that_is_not_built_says_so(catalogue: Catalogue, database_url: str) -> None:
    unbuilt = Settings.from_environment({"ATLAS_WEB": "/nonexistent"})
    client = TestClient(create_app(unbuilt, catalogue, database_url))
    answer = client.get("/", headers={"Accept-Language": "ru"})
    assert answer.status_code == 503
    assert "ещё не собрана" in answer.text
