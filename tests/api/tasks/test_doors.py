"""Tasks over HTTP: whose they are, page by page, and in three languages."""

from typing import Any

import pytest

from core.text import Language
from tests.api.asking import signed_in
from tests.api.tasks.conftest import Office

TASKS = "/api/tasks"


def page(office: Office, **parameters: str) -> dict[str, Any]:
    answer = office.client.get(TASKS, params=parameters, headers=office.officer)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_own_tasks_come_page_by_page_newest_first(office: Office) -> None:
    tasks = [office.ordered() for _ in range(5)]
    first = page(office, limit="2")
    assert [each["id"] for each in first["tasks"]] == tasks[:2:-1]
    [following] = first["links"]
    assert following["rel"] == "next"
    second = office.client.get(following["href"], headers=office.officer).json()
    third = office.client.get(second["links"][0]["href"], headers=office.officer).json()
    told = [each["id"] for each in (*second["tasks"], *third["tasks"])]
    assert (told, third["links"]) == (tasks[2::-1], [])


def test_list_of_another_is_not_told(office: Office) -> None:
    task = office.ordered()
    with office.sessions() as session:
        chief = signed_in(session, "*")
    assert office.client.get(TASKS, headers=chief).json()["tasks"] == []
    assert office.client.get(f"{TASKS}/{task}", headers=chief).status_code == 200
    assert office.client.get(TASKS).status_code == 401


@pytest.mark.parametrize("after", ["nothing", "x" * 64, "a%00b"])
def test_page_after_no_task_is_refused(office: Office, after: str) -> None:
    answer = office.client.get(f"{TASKS}?after={after}", headers=office.officer)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "after"


def test_page_after_the_task_of_another_is_refused(office: Office) -> None:
    with office.sessions() as session:
        other = signed_in(session, "monuments:write")
    answer = office.client.get(TASKS, params={"after": office.ordered()}, headers=other)
    assert answer.status_code == 400


def test_task_is_told_in_three_languages(office: Office) -> None:
    path = f"{TASKS}/{office.ordered()}"
    titles = {
        office.client.get(path, headers={**office.officer, "Accept-Language": language}).json()[
            "state_title"
        ]
        for language in Language
    }
    assert len(titles) == 3


@pytest.mark.parametrize("written", [str.upper, lambda task: f"{task[:5]}-{task[5:]}"])
def test_task_is_found_as_a_person_writes_its_id(office: Office, written: Any) -> None:
    path = f"{TASKS}/{written(office.ordered())}"
    assert office.client.get(path, headers=office.officer).status_code == 200


@pytest.mark.parametrize("name", ["nothing", "a%00b", "1", "%F0%9F%97%BA"])
def test_unknown_task_is_not_found(office: Office, name: str) -> None:
    for path in (f"{TASKS}/{name}", f"{TASKS}/{name}/events"):
        assert office.client.get(path, headers=office.officer).status_code == 404
    assert office.client.post(f"{TASKS}/{name}/stop", headers=office.officer).status_code == 404
