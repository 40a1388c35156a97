"""What operators see of the atlas, and nobody else: no secret is among it."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from core.settings import Settings
from core.settings_in_force import HIDDEN, settings_in_force, told, variables_set
from core.storage_use import folders_of
from tests.api.administration.offices import browsing, official
from tests.api.asking import ENGLISH

REPORTS = ("/api/admin/health", "/api/admin/storage", "/api/admin/settings")


@pytest.mark.parametrize("path", REPORTS)
def test_only_operators_see_it(session: Session, client: TestClient, path: str) -> None:
    office, _ = official(session, "Office", "programme_office", "KZ")
    assert client.get(path, headers=ENGLISH).status_code == 401
    with browsing(client, office):
        assert client.get(path).status_code == 403


def test_health_tells_versions_and_what_waits(session: Session, client: TestClient) -> None:
    admin, _ = official(session, "Admin", "administrator", "KZ")
    with browsing(client, admin):
        told_ = client.get(REPORTS[0]).json()
    assert told_["is_migrated"] is True
    assert told_["postgresql"].split(".")[0].isdigit()
    assert told_["tasks"] == []
    assert told_["workers"] == 0


def test_storage_tells_tables_and_disk(session: Session, client: TestClient) -> None:
    admin, _ = official(session, "Admin", "administrator", "KZ")
    with browsing(client, admin):
        told_ = client.get(REPORTS[1]).json()
    assert 0 < told_["free_bytes"] <= told_["disk_bytes"]
    sizes = [table["bytes"] for table in told_["tables"]]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) <= told_["database_bytes"]


def test_folders_are_counted_whole(tmp_path: Path) -> None:
    (tmp_path / "uploads" / "a").mkdir(parents=True)
    (tmp_path / "uploads" / "a" / "list.csv").write_bytes(b"x" * 1000)
    (tmp_path / "empty").mkdir()
    assert [(use.name, use.files, use.bytes) for use in folders_of(tmp_path)] == [
        ("uploads", 1, 1000),
        ("empty", 0, 0),
    ]
    assert folders_of(tmp_path / "nowhere") == []


def test_settings_tell_what_differs_and_no_secret(session: Session, client: TestClient) -> None:
    admin, _ = official(session, "Admin", "administrator", "KZ")
    with browsing(client, admin):
        answered = client.get(REPORTS[2]).json()
    names = {each["name"] for each in answered["settings"]}
    assert {"port", "uploads.file_bytes", "accounts.session.idle"} <= names


def test_secrets_of_settings_are_only_said_to_be_set() -> None:
    environment = {
        "DATABASE_URL": "postgresql://atlas:hunter2@db/atlas",
        "ATLAS_PUBLIC_DATABASE_URL": "host=db user=x password=hunter2 dbname=atlas",
        "ATLAS_METRICS_TOKEN": "hunter2",
        "ATLAS_UPLOAD_FILE_MB": "7",
    }
    found = {each.name: each for each in settings_in_force(Settings.from_environment(environment))}
    assert "hunter2" not in str(found)
    assert found["metrics_token"].value == HIDDEN
    assert found["database_url"].value == f"postgresql://{HIDDEN}@db/atlas"
    changed = found["uploads.file_bytes"]
    assert (changed.value, changed.is_usual) == ("7340032", False)
    assert found["uploads.files"].is_usual
    assert variables_set(environment | {"PATH": "/bin"}) == sorted(environment)


def test_nothing_is_told_as_nothing() -> None:
    assert told("metrics_token", None) is None


def test_tasks_of_everybody_are_for_who_administers_them(
    session: Session, client: TestClient
) -> None:
    admin, _ = official(session, "Admin", "administrator", "KZ")
    clerk, _ = official(session, "Clerk", "akimat_clerk", "KZ")
    with browsing(client, admin):
        made = client.post("/api/tiles/archives", json={"name": "west", "layers": "monuments"})
        assert made.status_code == 202, made.text
        [task] = client.get("/api/tasks", params={"all": "true"}).json()["tasks"]
        assert task["owner"] == "Admin"
        assert "owner" not in client.get("/api/tasks").json()["tasks"][0]
        assert client.get("/api/tasks", params={"state": "done"}).json()["tasks"] == []
    with browsing(client, clerk):
        assert client.get("/api/tasks", params={"all": "true"}).status_code == 403
        assert client.get("/api/tasks").json()["tasks"] == []
