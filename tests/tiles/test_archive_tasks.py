"""An order of an archive is a task: told of at its address, and stopped there."""

from typing import Any

import pytest

from core.database.engine import SessionFactory
from core.text import Language
from tests.api.asking import signed_in
from tests.tiles.shelf import ARCHIVES, ORDER, Shelf
from tests.tiles.test_archive_api import making, worker
from tests.waiting import wait_for
from tiles.pmtiles.writing import write_archive

LARGE = {"zooms": "0-12", "region": "KZ"}


def ordered(shelf: Shelf, **told: str) -> str:
    """The path of the task of a new order."""
    answer = shelf.client.post(ARCHIVES, json={**ORDER, **told}, headers=shelf.officer)
    assert answer.status_code == 202, answer.text
    path: str = answer.headers["location"]
    return path


def test_order_leads_to_its_task(shelf: Shelf) -> None:
    path = ordered(shelf)
    assert path == f"/api/tasks/{shelf.listed(shelf.officer)['west']['task']}"
    task = shelf.client.get(path, headers=shelf.officer).json()
    assert (task["kind"], task["state"]) == ("tiles.make_archive", "queued")
    assert task["links"][0]["href"].endswith(path)
    file = shelf.settings.archive_folder / "west.pmtiles"
    shelf.work()
    done = shelf.client.get(path, headers=shelf.officer).json()
    assert (done["state"], done["error"]) == ("done", None)
    assert done["result"]["archive"] == "west"
    assert done["result"]["tiles"] == shelf.listed()["west"]["tiles"]
    assert done["result"]["bytes"] <= file.stat().st_size
    assert done["started_at"] <= done["ended_at"]


def test_task_of_an_order_that_cannot_be_made_says_why(shelf: Shelf) -> None:
    path = ordered(shelf, layers="tourist_routes")
    shelf.work()
    reasons = set()
    for language in Language:
        headers = {**shelf.officer, "Accept-Language": language}
        task = shelf.client.get(path, headers=headers).json()
        assert task["state"] == "failed"
        assert task["error"]["type"] == "urn:tuganzher:problem:nothing-to-archive"
        reasons.add(task["error"]["detail"])
    assert len(reasons) == 3


def test_waiting_order_is_stopped_at_once_and_never_made(shelf: Shelf) -> None:
    path = ordered(shelf)
    answer = shelf.client.post(f"{path}/stop", headers=shelf.officer)
    assert (answer.status_code, answer.json()["state"]) == (200, "stopped")
    shelf.work()
    assert shelf.client.get(path, headers=shelf.officer).json()["state"] == "stopped"
    assert shelf.listed(shelf.officer)["west"]["state"] == "stopped"
    assert not (shelf.settings.archive_folder / "west.pmtiles").exists()
    again = shelf.client.post(f"{path}/stop", headers=shelf.officer)
    assert (again.status_code, again.json()["state"]) == (200, "stopped")


def test_order_at_work_is_stopped_and_nothing_of_it_is_left(
    shelf: Shelf, drawn: SessionFactory, drawn_database: str
) -> None:
    path = ordered(shelf, **LARGE)
    folder = shelf.settings.archive_folder
    with worker(shelf, drawn_database):
        wait_for(lambda: making(drawn) > 50)
        answer = shelf.client.post(f"{path}/stop", headers=shelf.officer)
        assert (answer.status_code, answer.json()["state"]) == (200, "stopped")
        wait_for(lambda: not any(folder.iterdir()))
        following = ordered(shelf, name="next")
        wait_for(lambda: state_of(shelf, following) == "done")
    assert state_of(shelf, path) == "stopped"
    assert [each.name for each in folder.iterdir()] == ["next.pmtiles"]


def test_finished_order_can_no_longer_be_stopped(shelf: Shelf) -> None:
    path = ordered(shelf)
    shelf.work()
    answer = shelf.client.post(f"{path}/stop", headers=shelf.officer)
    assert answer.status_code == 409
    assert "done" in answer.json()["detail"]
    assert shelf.listed()["west"]["state"] == "done"


def test_task_tells_strangers_and_other_officers_nothing(
    shelf: Shelf, drawn: SessionFactory
) -> None:
    path = ordered(shelf)
    with drawn() as session:
        other = signed_in(session, "tiles:write", "monuments:write")
        chief = signed_in(session, "tasks:administer")
    for headers, status in (({}, 401), (other, 404), (chief, 200)):
        assert shelf.client.get(path, headers=headers).status_code == status
        assert shelf.client.post(f"{path}/stop", headers=headers).status_code == status


def test_deleted_order_stops_its_task(shelf: Shelf) -> None:
    path = ordered(shelf)
    assert shelf.client.delete(f"{ARCHIVES}/west", headers=shelf.officer).status_code == 204
    assert state_of(shelf, path) == "stopped"
    shelf.made()
    assert shelf.listed()["west"]["state"] == "done"


def test_archive_that_is_stopped_while_its_file_is_put_in_place_is_not_served(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ordered(shelf)

    def stopped_meanwhile(*told: Any) -> None:
        write_archive(*told)
        assert shelf.client.post(f"{path}/stop", headers=shelf.officer).status_code == 200

    monkeypatch.setattr("tiles.pmtiles.making.write_archive", stopped_meanwhile)
    shelf.work()
    assert state_of(shelf, path) == "stopped"
    assert list(shelf.settings.archive_folder.iterdir()) == []


def state_of(shelf: Shelf, path: str) -> str:
    found: str = shelf.client.get(path, headers=shelf.officer).json()["state"]
    return found
