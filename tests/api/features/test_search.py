import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from layers.catalogue.monuments import Monument


@pytest.fixture
def mausoleum(session: Session) -> Monument:
    row = Monument(
        name_kk="Айша бибі кесенесі",
        name_ru="Мавзолей Айша-Биби",
        name_en="Aisha Bibi Mausoleum",
        kind="urban_planning_architecture",
        geom="SRID=4326;POINT(71.21 42.83)",
    )
    session.add(row)
    session.commit()
    return row


def test_inflected_kazakh_word_finds_the_monument(client: TestClient, mausoleum: Monument) -> None:
    answer = client.get("/api/search", params={"q": "кесенелеріміз", "lang": "en"})

    assert answer.status_code == 200
    [result] = answer.json()["results"]
    assert (result["type"], result["layer"], result["id"]) == ("feature", "monuments", mausoleum.id)
    assert result["title"] == "Aisha Bibi Mausoleum"
    assert result["place"] == [71.21, 42.83]


@pytest.mark.parametrize(
    ("query", "status", "named"),
    [
        ("", 400, "q"),
        ("q=a&limit=0", 400, "limit"),
        ("q=a&limit=many", 400, "limit"),
        ("q=a&lang=de", 400, "lang"),
        ("q=a&layers=castles", 404, "castles"),
        ("q=a&colour=red", 400, "colour"),
        (f"q={'a' * 201}", 400, "q"),
    ],
)
def test_bad_search_is_named(client: TestClient, query: str, status: int, named: str) -> None:
    answer = client.get(f"/api/search?{query}", headers={"Accept-Language": "ru"})

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == "ru"
    assert named in str(answer.json())
