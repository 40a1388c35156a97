"""A task watched by a real client over a real connection."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from api.tasks import event_stream
from core.database.engine import transaction
from core.tasks import moves
from core.tasks.task import Task
from core.text import Text
from tests.api.asking import signed_in
from tests.api.tasks.conftest import Office
from tests.waiting import wait_for

PHASE = Text("Санау", "Счёт", "Counting")
Event = dict[str, Any]


def events_of(answer: httpx.Response) -> Iterator[Event]:
    """The events of a stream, as a client of server-sent events reads them."""
    event: Event = {}
    for line in answer.iter_lines():
        if not line:
            if "data" in event:
                yield event
            event = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            event[name] = json.loads(value) if name == "data" else value


def path_of(task: str) -> str:
    return f"/api/tasks/{task}/events"


def started(office: Office, task: str) -> Task:
    with transaction(office.sessions) as session:
        found = moves.start(session, task)
    assert found is not None
    return found


def finished(office: Office, task: str) -> None:
    with transaction(office.sessions) as session:
        assert moves.finish(session, task, 1, {"rows": 7})


def test_watcher_hears_of_every_state_and_the_stream_ends(office: Office) -> None:
    task = office.ordered()
    with office.client.stream("GET", path_of(task), headers=office.officer) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert "content-encoding" not in answer.headers
        events = events_of(answer)
        first = next(events)
        assert (first["event"], first["data"]["state"]) == ("state", "queued")
        running = started(office, task)
        assert next(events)["data"]["state"] == "running"
        with transaction(office.sessions) as session:
            assert moves.tell_progress(session, running, PHASE, 3, 7)
        told = next(events)
        assert (told["event"], told["data"]["progress"]) == (
            "progress",
            {"phase": "Counting", "done": 3, "total": 7},
        )
        finished(office, task)
        last = next(events)
        assert (last["event"], last["data"]["state"]) == ("state", "done")
        assert last["data"]["result"] == {"rows": 7}
        assert list(events) == []
    asked = office.client.get(f"/api/tasks/{task}", headers=office.officer).json()
    assert last["data"] == asked


def test_who_comes_again_hears_what_is_new_and_nothing_twice(office: Office) -> None:
    task = office.ordered()
    with office.client.stream("GET", path_of(task), headers=office.officer) as answer:
        seen = next(events_of(answer))["id"]
    started(office, task)
    headers = {**office.officer, "Last-Event-ID": seen}
    with office.client.stream("GET", path_of(task), headers=headers) as answer:
        events = events_of(answer)
        assert next(events)["data"]["state"] == "running"
        finished(office, task)
        last = next(events)
        assert last["data"]["state"] == "done"
    headers = {**office.officer, "Last-Event-ID": last["id"]}
    ended = office.client.get(path_of(task), headers=headers)
    assert (ended.status_code, ended.content) == (204, b"")


@pytest.mark.parametrize("told", ["", "-1", "x", "9" * 40, "١"])
def test_odd_last_event_id_is_passed_over(office: Office, told: str) -> None:
    task = office.ordered()
    started(office, task)
    finished(office, task)
    headers = {**office.officer, "Last-Event-ID": told.encode()}
    with office.client.stream("GET", path_of(task), headers=headers) as answer:
        [event] = events_of(answer)
    assert event["data"]["state"] == "done"


def test_only_those_who_may_see_a_task_may_watch_it(office: Office) -> None:
    task = office.ordered()
    with office.sessions() as session:
        other = signed_in(session, "monuments:write")
    assert office.client.get(path_of(task)).status_code == 401
    assert office.client.get(path_of(task), headers=other).status_code == 404


def test_one_person_watches_a_few_tasks_at_a_time(office: Office) -> None:
    task = office.ordered()
    with office.client.stream("GET", path_of(task), headers=office.officer) as first:
        first_events = events_of(first)  # which would end the stream if nobody kept it
        assert next(first_events)
        with office.client.stream("GET", path_of(task), headers=office.officer) as second:
            second_events = events_of(second)
            assert next(second_events)
            third = office.client.get(path_of(task), headers=office.officer)
            assert third.status_code == 429
            assert third.headers["retry-after"] == "30"
            assert third.json()["type"] == "urn:tuganzher:problem:too-many-streams"
    started(office, task)
    finished(office, task)

    def has_room() -> bool:
        return office.client.get(path_of(task), headers=office.officer).status_code == 200

    wait_for(has_room)


def test_many_watchers_share_one_connection_which_nobody_keeps(office: Office) -> None:
    tasks = [office.ordered() for _ in range(2)]
    query = text("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'atlas tasks'")

    def connections() -> int:
        with office.sessions() as session:
            return session.scalar(query) or 0

    heard: list[str] = []

    def watch(task: str) -> None:
        with office.client.stream("GET", path_of(task), headers=office.officer) as answer:
            heard.extend(event["data"]["state"] for event in events_of(answer))

    threads = [threading.Thread(target=watch, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    wait_for(lambda: len(heard) == 2)
    assert connections() == 1
    for task in tasks:
        with transaction(office.sessions) as session:
            assert moves.stop(session, task)
    for thread in threads:
        thread.join()
    assert sorted(heard) == ["queued", "queued", "stopped", "stopped"]


def test_watcher_hears_on_after_the_connection_to_the_database_was_lost(office: Office) -> None:
    task = office.ordered()
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'atlas tasks'"
    )
    with office.client.stream("GET", path_of(task), headers=office.officer) as answer:
        events = events_of(answer)
        assert next(events)["data"]["state"] == "queued"
        with transaction(office.sessions) as session:
            assert session.scalar(cut)
        started(office, task)
        assert next(events)["data"]["state"] == "running"


def test_something_is_sent_while_nothing_happens(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_stream, "HEARTBEAT_S", 0.05)
    task = office.ordered()
    with office.client.stream("GET", path_of(task), headers=office.officer) as answer:
        lines = answer.iter_lines()
        assert next(line for line in lines if line.startswith(":")) == ": "


def test_stream_that_lasts_long_ends_and_is_asked_for_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_stream, "LONGEST_STREAM_S", 0.3)
    task = office.ordered()
    with office.client.stream("GET", path_of(task), headers=office.officer) as answer:
        states = [event["data"]["state"] for event in events_of(answer)]
    assert states in ([], ["queued"])
