"""Numbers, days and groups on the API's pages, in the form of each language."""

import re

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.html import messages
from api.html.formatting import day_in_words
from api.html.measures import measure_in_words, number_in_words
from core.text import Language
from tests.api.asking import monument

KK, RU, EN = Language.KK, Language.RU, Language.EN
REPORTS = "/api/collections/citizen_reports/items"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("number", "language", "text"),
    [
        (3240370, KK, f"3{NBSP}240{NBSP}370"),
        (3240370, EN, "3,240,370"),
        (46.764956, RU, "46,76"),
        (46.7, EN, "46.7"),
        (100.0, EN, "100"),
        (-0.5, RU, "-0,5"),
    ],
)
def test_numbers_are_grouped_as_the_language_does(
    number: float, language: Language, text: str
) -> None:
    assert number_in_words(number, language) == text


@pytest.mark.parametrize(
    ("number", "unit", "language", "text"),
    [
        (350, "m", RU, "350 м"),
        (11301.035444600979, "m", RU, "11,3 км"),
        (250_400, "m", EN, "250 km"),
        (1_250_400, "m", KK, f"1{NBSP}250 км"),
        (45, "min", EN, "45 min"),
        (0, "min", KK, "0 мин"),
        (310, "min", KK, "5 сағ 10 мин"),
        (120, "min", RU, "2 ч"),
        (1500000, "KZT", RU, f"1{NBSP}500{NBSP}000 ₸"),
        (70.3086, "°", KK, "70,3086°"),
        (7, None, EN, "7"),
        (1801, "year", RU, "1801"),
        (4, "month", KK, "сәуір"),
        (12, "month", RU, "декабрь"),
        (12, "month", EN, "December"),
    ],
)
def test_measures_have_units_of_the_language(
    number: float, unit: str | None, language: Language, text: str
) -> None:
    assert measure_in_words(number, unit, language) == text


def test_day_of_an_instant_is_that_of_kazakhstan() -> None:
    assert day_in_words("2026-05-31T20:30:00+00:00", RU) == "01.06.2026"
    assert day_in_words("2026-05-31T20:30:00+00:00", EN) == "1 June 2026"
    assert day_in_words("2026-05-31", KK) == "31.05.2026"
    assert day_in_words("spring", EN) == "spring"


def test_operations_stand_in_groups_with_titles(client: TestClient) -> None:
    page = client.get("/api/docs", params={"lang": "kk"}).text
    titles = [page.index(f">{title.kk}</h2>") for title in messages.GROUPS.values()]
    assert titles == sorted(titles)
    described = client.get("/api/openapi.json").json()
    tags = {
        operation["tags"][0]
        for operations in described["paths"].values()
        for verb, operation in operations.items()
        if verb in {"get", "post", "put", "patch", "delete"}
    }
    assert tags == set(messages.GROUPS)


def test_form_has_a_period_for_layers_with_a_time_only(client: TestClient) -> None:
    asked = {"f": "html", "lang": "en", "datetime": "2026-01-01/2026-03-31"}
    page = client.get(REPORTS, params=asked).text
    assert '<input name="datetime" value="2026-01-01/2026-03-31"' in page
    assert page.count('name="datetime"') == 1
    wrong = client.get(REPORTS, params=asked | {"datetime": "spring"})
    assert wrong.status_code == 400
    assert re.search(r'<input name="datetime" value="spring"[^>]+aria-invalid="true"', wrong.text)
    assert wrong.text.count("aria-invalid") == 1
    empty = client.get(REPORTS, params=asked | {"datetime": "", "region": "", "filter": ""})
    assert empty.status_code == 200
    monuments = client.get("/api/collections/monuments/items", params={"f": "html"}).text
    assert 'name="datetime"' not in monuments


def test_extent_of_a_layer_is_told_in_degrees(client: TestClient, session: Session) -> None:
    monument(session, 68.2536, 43.5)
    page = client.get("/api/collections/monuments", params={"f": "html", "lang": "ru"}).text
    assert "Охват: 68,25–68,25° в. д., 43,5–43,5° с. ш." in page
