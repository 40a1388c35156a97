"""A condition that nobody established is told apart from one that an inspection found."""

from datetime import date

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from layers.catalogue.monuments import Inspection
from tests.api.asking import MONUMENTS, monument
from tests.api.downloading import KAZAKH, Served, download
from tests.api.openapi.test_downloads import table


@pytest.fixture
def uninspected(session: Session) -> int:
    """A monument that nobody inspected."""
    row = monument(session)
    session.commit()
    return row.id


@pytest.fixture
def inspected(session: Session) -> int:
    """A monument that an inspection found in a poor condition."""
    row = monument(session)
    found = {"inspected_on": date(2026, 5, 1), "basis": "visit", "condition": "poor"}
    session.add(Inspection(feature_id=row.id, **found))
    session.commit()
    return row.id


def test_item_tells_the_day_beside_a_condition_that_was_found(
    client: TestClient, uninspected: int, inspected: int
) -> None:
    told = [
        client.get(f"{MONUMENTS}/{each}").json()["properties"] for each in (uninspected, inspected)
    ]
    assert [(each["condition"], each["inspected_on"]) for each in told] == [
        ("unknown", None),
        ("poor", "2026-05-01"),
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "Тексеруде анықталмаған"),
        ("ru", "Осмотром не установлено"),
        ("en", "Not established by an inspection"),
    ],
)
def test_page_calls_it_not_established(
    client: TestClient, uninspected: int, inspected: int, language: str, words: str
) -> None:
    asked = {"f": "html", "lang": language}
    assert words in client.get(f"{MONUMENTS}/{uninspected}", params=asked).text
    assert words not in client.get(f"{MONUMENTS}/{inspected}", params=asked).text


def test_table_names_it_in_words_and_leaves_the_day_empty(served: Served) -> None:
    asked = {"f": "csv", "labels": "ru", "name_kk": KAZAKH}
    [row] = table(download(served.client, "monuments", **asked).content)
    assert (row["condition"], row["condition_label"]) == ("unknown", "Осмотром не установлено")
    assert row["inspected_on"] == ""
