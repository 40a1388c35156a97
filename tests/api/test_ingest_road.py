"""The whole road of a file through the door, with a worker and a database of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from procrastinate import JobContext
from sqlalchemy import text
from sqlalchemy.orm import Session

import core.jobs
from core.accounts.users import revoke_tokens
from core.database.engine import make_engine, make_sessions
from core.settings import Settings
from core.tasks.context import TaskContext
from ingest.loading.runs.run_lock import hold_layer
from ingest.staging.runs import Run
from layers.registry import Catalogue
from tests.api.asking import regrant, signed_in
from tests.api.road import Road
from tests.api.uploading import INGEST, TABLE, jobs, kept_files, send, sent
from tests.api.working import work_off
from tests.ingest.greedy_files import with_large_values, with_slow_values
from tests.ingest.reading.osm.test_osm_extract import write_extract
from tests.waiting import PATIENCE_S, wait_for
from tests.world.drawing import add_region

MANY = 70_000
"""Rows that come in two batches."""
PROJECT = Path(__file__).parents[2]


def test_file_goes_from_upload_to_undo(road: Road) -> None:
    number = sent(road.client, road.officer)["id"]
    road.work()
    proposed = road.run(number)
    assert proposed["state"] == "proposed"
    columns = {each["column"]: each["field"] for each in proposed["proposal"]["columns"]}
    assert columns["Название"] == "name_ru"
    assert proposed["proposal"]["counts"] == {"good": 2, "waiting": 1, "rejected": 0}
    assert proposed["may"]["confirm"]
    yaml = road.client.get(f"{INGEST}/{number}/mapping.yaml", headers=road.officer)
    assert "name_ru: Название" in yaml.text

    road.post(number, "confirm", {"key": "key"})
    road.work()
    done = road.run(number)
    assert (done["state"], done["error"]) == ("done", None)
    assert done["counts"] == {
        "read": 3, "loaded": 2, "unchanged": 0, "waiting": 1, "rejected": 0, "created": 2,
    }  # fmt: skip
    assert road.names() == ["Мавзолей", "Стена"]
    assert kept_files(road.settings.data_folder) == []
    [problem] = road.client.get(f"{INGEST}/{number}/problems", headers=road.officer).json()[
        "problems"
    ]
    assert (problem["row"], problem["code"], problem["outcome"]) == (4, "zero", "waiting")
    book = road.client.get(
        f"{INGEST}/{number}/audit.xlsx", params={"lang": "ru"}, headers=road.officer
    )
    assert "attachment" in book.headers["content-disposition"]
    page = load_workbook(BytesIO(book.content)).worksheets[0]
    assert [cell.value for cell in page[2]][:3] == ["c", "Башня", "ансамбль"]

    undone = road.post(number, "undo", status=200)
    assert (undone["state"], undone["undone"]["deleted"]) == ("undone", 2)
    assert road.names() == []
    road.post(number, "undo", status=409)


def test_waiting_row_is_loaded_once_it_is_decided(road: Road) -> None:
    number = sent(road.client, road.officer, confirm="true")["id"]
    road.work()
    again = TABLE.replace("a;Мавзолей;археология;51,5;61,5", "z;Мавзолей;археология;51,5001;61,5")
    second = send(
        road.client, road.officer, ("other.csv", again.replace("c;Башня;ансамбль;0;0\n", "")),
        confirm="true", order={"source": "other"},
    ).json()["runs"][0]["id"]  # fmt: skip
    road.work()
    assert road.run(number)["state"] == "done"
    run = road.run(second)
    assert run["counts"]["waiting"] == 2
    problems = road.client.get(
        f"{INGEST}/{second}/problems", params={"outcome": "waiting"}, headers=road.officer
    ).json()["problems"]
    assert {each["row"] for each in problems} == {2, 3}
    following = road.post(second, "decisions", {"decisions": [{"row": 2, "is_new": True}]})
    assert following["follows"] == second
    road.work()
    assert road.run(following["id"])["counts"]["loaded"] == 1
    assert road.names().count("Мавзолей") == 2
    road.post(second, "decisions", {"decisions": [{"row": 99, "is_new": True}]}, status=404)


def test_mapping_is_remembered_for_the_next_file(road: Road) -> None:
    table = TABLE.replace("Название", "Прочее")
    number = send(road.client, road.officer, ("list.csv", table)).json()["runs"][0]["id"]
    road.work()
    columns = {"columns": {"name_ru": "Прочее"}, "key": "key", "remember": True}
    road.post(number, "confirm", columns)
    road.work()
    assert road.names() == ["Мавзолей", "Стена"]
    following = send(road.client, road.officer, ("next.csv", table)).json()["runs"][0]["id"]
    road.work()
    found = {each["column"]: each for each in road.run(following)["proposal"]["columns"]}
    assert (found["Прочее"]["field"], found["Прочее"]["how"]) == ("name_ru", "saved")


def test_waypoints_get_the_kind_that_is_confirmed_for_all_and_remembered(road: Road) -> None:
    points = "".join(
        f'<wpt lat="51.{number}" lon="61.5"><name>Обо {number}</name></wpt>' for number in (1, 2)
    )
    gpx = f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{points}</gpx>'
    number = send(road.client, road.officer, ("walk.gpx", gpx)).json()["runs"][0]["id"]
    road.work()
    assert road.run(number)["proposal"]["missing"] == ["kind"]
    told = {"constants": {"kind": "Археология"}, "columns": {"name_ru": "name"}, "remember": True}
    road.post(number, "confirm", told)
    road.work()
    assert road.names() == ["Обо 1", "Обо 2"]
    run = road.run(number)
    assert (run["counts"]["rejected"], run["mapping"]["constants"]) == (0, told["constants"])
    saved = road.client.get(f"{INGEST}/{number}/mapping.yaml", headers=road.officer).text
    assert "constants:\n  kind: Археология\n" in saved
    following = send(road.client, road.officer, ("next.gpx", gpx)).json()["runs"][0]["id"]
    road.work()
    proposal = road.run(following)["proposal"]
    assert (proposal["constants"], proposal["missing"]) == (told["constants"], [])


def test_value_for_all_rows_that_names_no_unit_fails_with_its_reason(road: Road) -> None:
    told = {"constants": {"oblast": "Нарния"}}
    number = sent(road.client, road.officer, order=told, confirm="true")["id"]
    road.work()
    run = road.run(number)
    assert (run["state"], run["counts"]) == ("failed", None)
    assert "Нарния" in run["error"]["message"]


@pytest.mark.parametrize("confirm", ["true", "false"])
def test_file_that_cannot_be_read_fails_with_its_reason(road: Road, confirm: str) -> None:
    answer = send(road.client, road.officer, ("a.geojson", b'{"type": "nonsense"'), confirm=confirm)
    number = answer.json()["runs"][0]["id"]
    road.work()
    run = road.run(number)
    assert run["state"] == "failed"
    assert "a.geojson" in run["error"]["message"]
    assert run["may"]["resume"]


def test_file_that_takes_too_much_fails_and_the_next_is_loaded(
    road: Road, catalogue: Catalogue, committed_database: str, tmp_path: Path
) -> None:
    reading = replace(road.settings.reading, memory_bytes=150 * 1024 * 1024, stall_s=PATIENCE_S)
    path = with_large_values(tmp_path / "a.gpkg")
    answer = send(road.client, road.officer, (path.name, path.read_bytes()), confirm="true")
    greedy = answer.json()["runs"][0]["id"]
    number = sent(road.client, road.officer, confirm="true", order={"key": "key"})["id"]
    work_off(replace(road.settings, reading=reading), catalogue, committed_database, road.session)
    run = road.run(greedy)
    assert (run["state"], run["error"]["code"]) == ("failed", "reading_failed")
    assert "150" in run["error"]["message"]
    assert road.run(number)["state"] == "done"


def test_run_of_a_revoked_user_fails(road: Road) -> None:
    number = sent(road.client, road.officer, confirm="true")["id"]
    colleague = signed_in(road.session, "monuments:write", "monuments:hidden")
    revoke_tokens(road.session, road.session.get_one(Run, number).by_name)
    road.session.commit()
    road.work()
    run = road.client.get(f"{INGEST}/{number}", headers=colleague).json()
    assert (run["state"], run["error"]["code"]) == ("failed", "no_longer_permitted")
    assert road.names() == []


def test_run_may_do_no_more_than_its_caller_still_may(road: Road) -> None:
    number = sent(road.client, road.officer, confirm="true")["id"]
    regrant(road.session, "monuments:exact")
    road.session.commit()
    road.work()
    regrant(road.session, "*:write")
    road.session.commit()
    assert road.run(number)["error"]["code"] == "no_longer_permitted"
    road.post(number, "resume")
    road.work()
    assert road.run(number)["state"] == "done"
    road.session.expire_all()
    assert road.session.get_one(Run, number).permissions == [
        f"monuments:{action}@KZ" for action in ("create", "delete", "edit", "moderate")
    ]


def test_dry_run_tells_the_counts_and_writes_nothing(road: Road) -> None:
    number = sent(road.client, road.officer, confirm="true", order={"dry_run": True})["id"]
    road.work()
    run = road.run(number)
    assert (run["state"], run["counts"]["loaded"]) == ("done", 2)
    assert road.names() == []
    road.post(number, "undo", status=409)


def test_load_of_a_killed_worker_is_taken_up_by_the_next(
    road: Road, committed_database: str
) -> None:
    number = send_many(road)
    with writing_held_up(committed_database), worker(road.settings, committed_database) as first:
        wait_for(lambda: road.run(number)["state"] == "writing")
        first.kill()
        first.wait()
    let_heartbeats_age(road.session)
    assert road.run(number)["state"] == "writing"
    assert road.names() == []
    with worker(road.settings, committed_database) as second:
        wait_for(lambda: road.run(number)["state"] == "done" and not jobs_left(road.session))
        second.terminate()
        assert second.wait(PATIENCE_S) == 0
    counts = road.run(number)["counts"]
    assert (counts["read"], counts["loaded"]) == (MANY, MANY)
    assert road.session.scalar(text("SELECT count(*) FROM monuments")) == MANY


def test_run_at_work_stops_and_goes_on(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    number = sent(road.client, road.officer, confirm="true", order={"key": "key"})["id"]
    states: list[str] = []

    def asked_meanwhile(context: JobContext) -> bool:
        """Whether the worker is asked to stop, which it is just now."""
        states.append(road.post(number, "stop")["state"])
        query = text("SELECT abort_requested FROM procrastinate_jobs WHERE id = :id")
        return bool(road.session.scalar(query, {"id": context.job.id}))

    with monkeypatch.context() as patched:
        patched.setattr(JobContext, "should_abort", asked_meanwhile)
        patched.setattr(core.jobs, "LONGEST_FAREWELL_S", PATIENCE_S)
        road.work()
    assert states == ["reading"]
    assert road.run(number)["state"] == "stopped"
    assert road.names() == []
    road.post(number, "resume")
    assert jobs(road.session) == [("ingest.load_file", number)]
    road.work()
    assert road.run(number)["state"] == "done"
    assert road.names() == ["Мавзолей", "Стена"]


def test_files_that_take_long_to_read_are_stopped(
    road: Road, committed_database: str, tmp_path: Path
) -> None:
    path = with_slow_values(tmp_path / "a.gpkg", 5_000)
    sent_files = [
        send(road.client, road.officer, (path.name, path.read_bytes()), confirm=confirm)
        for confirm in ("true", "false")
    ]
    numbers = [answer.json()["runs"][0]["id"] for answer in sent_files]
    with worker(road.settings, committed_database):
        wait_for(lambda: job_states(road.session) == ["doing", "doing"])
        for number in numbers:
            road.post(number, "stop")
        wait_for(lambda: "doing" not in job_states(road.session))
    assert [road.run(number)["state"] for number in numbers] == ["stopped", "stopped"]


def test_extract_of_openstreetmap_goes_its_whole_road(road: Road, tmp_path: Path) -> None:
    add_region(road.session, "900000000", None, None)  # which nobody has drawn
    road.session.commit()
    extract = write_extract(tmp_path / "drawn.osm.pbf")
    answer = send(road.client, road.officer, (extract.name, extract.read_bytes()))
    number = answer.json()["runs"][0]["id"]
    road.work()
    proposed = road.run(number)
    assert (proposed["state"], proposed["error"]) == ("proposed", None)
    road.post(number, "confirm", {})
    road.work()
    done = road.run(number)
    assert (done["state"], done["error"]) == ("done", None)
    counts = done["counts"]
    assert counts["read"] == 5
    assert counts["created"] == 3
    assert counts["waiting"] + counts["rejected"] == 2


def send_many(road: Road) -> int:
    """The number of a run of many rows, which takes a while."""
    rows = "".join(
        f"k{number};Курган {number};археология;{50.5 + number % 1000 / 1000:.4f};"
        f"{60.5 + number / 1_000_000:.6f}\n"
        for number in range(MANY)
    )
    table = f"key;Название;Вид;Широта;Долгота\n{rows}"
    order = {"key": "key", "matches": "different"}
    answer = send(road.client, road.officer, ("many.csv", table), confirm="true", order=order)
    return int(answer.json()["runs"][0]["id"])


@contextmanager
def worker(settings: Settings, url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker's own process, which does not outlive the block."""
    environment = {**os.environ, "DATABASE_URL": url, "ATLAS_DATA": str(settings.data_folder)}
    command = [sys.executable, "-c", "from api.cli import main; main()", "work"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment) as process:  # noqa: S603 - our own
        try:
            yield process
        finally:
            process.kill()


def let_heartbeats_age(session: Session) -> None:
    """Let a minute pass for the workers that have died."""
    session.rollback()
    session.execute(
        text("UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 min'")
    )
    session.commit()


@contextmanager
def writing_held_up(url: str) -> Iterator[None]:
    """No run of `many.csv` gets further than to the writing while the block runs."""
    engine = make_engine(url)
    with make_sessions(engine)() as session:
        hold_layer(session, "monuments")
        yield
    engine.dispose()


def job_states(session: Session) -> list[str]:
    session.rollback()
    query = "SELECT CAST(status AS text) FROM procrastinate_jobs"
    return list(session.scalars(text(query)))


def jobs_left(session: Session) -> int:
    session.rollback()
    return session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) or 0


def task(road: Road, number: int) -> dict[str, Any]:
    """The task of a run as the officer sees it."""
    path = f"/api/tasks/{road.run(number)['task']}"
    answer = road.client.get(path, headers=road.officer)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def stop_task(road: Road, number: int) -> str:
    """The state of a run's task, which is stopped."""
    path = f"/api/tasks/{road.run(number)['task']}/stop"
    answer = road.client.post(path, headers=road.officer)
    assert answer.status_code == 200, answer.text
    state: str = answer.json()["state"]
    return state


def test_look_at_a_file_and_its_load_are_tasks(road: Road) -> None:
    number = sent(road.client, road.officer)["id"]
    looked = task(road, number)
    assert (looked["kind"], looked["state"]) == ("ingest.survey_file", "queued")
    road.work()
    assert task(road, number)["state"] == "done"
    road.post(number, "confirm", {"key": "key"})
    loaded = task(road, number)
    assert (loaded["kind"], loaded["state"]) == ("ingest.load_file", "queued")
    assert loaded["id"] != looked["id"]
    road.work()
    done = task(road, number)
    assert (done["state"], done["result"]) == ("done", {"run": number})
    links = {each["rel"]: each["href"] for each in road.run(number)["links"]}
    assert links["task"] == done["links"][0]["href"]


def test_task_of_a_failed_run_says_why_as_the_run_does(road: Road) -> None:
    number = sent(road.client, road.officer, confirm="true",
                  order={"constants": {"oblast": "Нарния"}})["id"]  # fmt: skip
    road.work()
    failed, run = task(road, number), road.run(number)
    assert (failed["state"], run["state"]) == ("failed", "failed")
    assert failed["error"]["detail"] == run["error"]["message"]


def test_waiting_run_is_stopped_by_its_task_and_goes_on(road: Road) -> None:
    number = sent(road.client, road.officer, confirm="true", order={"key": "key"})["id"]
    assert stop_task(road, number) == "stopped"
    assert road.run(number)["state"] == "stopped"
    road.work()
    assert road.names() == []
    road.post(number, "resume")
    road.work()
    assert (road.run(number)["state"], task(road, number)["state"]) == ("done", "done")


def test_stop_of_a_run_stops_its_task(road: Road) -> None:
    number = sent(road.client, road.officer, confirm="true")["id"]
    road.post(number, "stop")
    assert task(road, number)["state"] == "stopped"
    assert job_states(road.session) == ["cancelled"]


def test_task_that_is_stopped_just_before_the_end_has_written_nothing(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = sent(road.client, road.officer, confirm="true", order={"key": "key"})["id"]
    finish = TaskContext.finish

    def finish_late(context: TaskContext, session: Session, result: Any = None) -> None:
        assert stop_task(road, number) == "stopped"
        finish(context, session, result)

    with monkeypatch.context() as patched:
        patched.setattr(TaskContext, "finish", finish_late)
        road.work()
    assert (road.run(number)["state"], task(road, number)["state"]) == ("stopped", "stopped")
    assert road.names() == []
    road.post(number, "resume")
    road.work()
    assert road.names() == ["Мавзолей", "Стена"]


def test_load_at_work_is_stopped_by_its_task(
    road: Road, committed_database: str, tmp_path: Path
) -> None:
    path = with_slow_values(tmp_path / "a.gpkg", 5_000)
    answer = send(road.client, road.officer, (path.name, path.read_bytes()), confirm="true")
    number = answer.json()["runs"][0]["id"]
    with worker(road.settings, committed_database):
        wait_for(lambda: road.run(number)["state"] == "reading")
        assert stop_task(road, number) == "stopped"
        wait_for(lambda: road.run(number)["state"] == "stopped")
    road.post(number, "resume")
    assert task(road, number)["state"] == "queued"


def test_run_whose_worker_was_killed_after_the_stop_is_stopped_in_the_end(
    road: Road, committed_database: str
) -> None:
    number = send_many(road)
    with writing_held_up(committed_database), worker(road.settings, committed_database) as first:
        wait_for(lambda: road.run(number)["state"] == "writing")
        first.kill()
        first.wait()
    assert stop_task(road, number) == "stopped"
    road.work()
    assert road.run(number)["state"] == "stopped"
    assert road.run(number)["may"]["resume"]
