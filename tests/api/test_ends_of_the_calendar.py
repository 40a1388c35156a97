"""Times at the ends of the calendar, at every door that takes one."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from tests.api.asking import ENGLISH, MONUMENTS, REPORTS, ids, monument, report, signed_in
from tests.api.downloading import Served

pytestmark = pytest.mark.slow

LAST, FIRST = "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"
ALL_TIME = [
    f"../{LAST}",
    f"{FIRST}/..",
    f"{FIRST}/{LAST}",
    "0001-01-01/9999-12-31",
    "0001-01-01/..",
    "../9999-12-31",
    "../9999-12-31T23:59:59.999999-12:00",
    "../9999-12-31T23:59:60Z",
]
NO_TIME = [f"{LAST}/..", f"../{FIRST}", LAST, FIRST, "9999-12-31", "0001-01-01"]
NEVER = ["-0001-01-01", "0000-01-01T00:00:00Z", "10000-01-01", "10000-01-01T00:00:00Z/.."]
TILE = "/api/tiles/citizen_reports/4/10/5"


@pytest.fixture
def dated(session: Session) -> tuple[int, int]:
    """A report and a monument of known days."""
    known = report(session, submitted_at=datetime(2026, 7, 17, 9, tzinfo=UTC))
    kept = monument(session, protected_since=date(1982, 1, 26))
    return known.id, kept.id


@pytest.mark.parametrize("period", ALL_TIME)
def test_period_of_all_time_finds_all(
    client: TestClient, dated: tuple[int, int], period: str
) -> None:
    assert ids(client, REPORTS, datetime=period) == [dated[0]]
    assert ids(client, MONUMENTS, datetime=period) == [dated[1]]


@pytest.mark.parametrize("period", NO_TIME)
def test_period_at_an_end_finds_nothing(
    client: TestClient, dated: tuple[int, int], period: str
) -> None:
    assert dated
    assert ids(client, REPORTS, datetime=period) == []
    assert ids(client, MONUMENTS, datetime=period) == []


@pytest.mark.parametrize("period", [*ALL_TIME, *NO_TIME])
@pytest.mark.parametrize(
    "path",
    [
        "/api/collections/citizen_reports/download?f=csv",
        "/api/collections/citizen_reports/download?f=metadata",
        "/api/tiles/citizen_reports/tilejson.json?",
    ],
)
def test_other_doors_take_them_too(served: Served, path: str, period: str) -> None:
    answer = served.client.get(f"{path}&datetime={period.replace('+', '%2B')}", headers=ENGLISH)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("period", [*ALL_TIME, *NO_TIME])
@pytest.mark.parametrize(
    "path",
    [
        TILE,
        "/api/collections/citizen_reports/tiles/WebMercatorQuad/4/5/10",
        "/api/tiles/citizen_reports,monuments/12/2700/1300",
    ],
)
def test_tiles_take_them_too(atlas_client: TestClient, path: str, period: str) -> None:
    answer = atlas_client.get(path, params={"datetime": period}, headers=ENGLISH)
    assert answer.status_code in {200, 204}, answer.text


@pytest.mark.parametrize("period", NEVER)
@pytest.mark.parametrize(
    "path", [REPORTS, MONUMENTS, "/api/collections/citizen_reports/download", TILE]
)
def test_what_no_calendar_has_is_a_problem(client: TestClient, path: str, period: str) -> None:
    answer = client.get(path, params={"datetime": period}, headers=ENGLISH)
    assert answer.status_code == 400, answer.text
    assert answer.json()["errors"][0]["field"] == "datetime"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("T_BEFORE({field}, TIMESTAMP('{last}'))", 1),
        ("T_BEFORE({field}, TIMESTAMP('{first}'))", 0),
        ("T_AFTER({field}, TIMESTAMP('{first}'))", 1),
        ("T_AFTER({field}, TIMESTAMP('{last}'))", 0),
        ("T_DURING({field}, INTERVAL('{first}', '{last}'))", 1),
        ("T_INTERSECTS({field}, INTERVAL('..', '{last}'))", 1),
        ("T_EQUALS({field}, TIMESTAMP('{last}'))", 0),
        ("T_DISJOINT({field}, INTERVAL('{first}', '..'))", 0),
        ("{field} < TIMESTAMP('{last}')", 1),
        ("{field} BETWEEN TIMESTAMP('{first}') AND TIMESTAMP('{last}')", 1),
        ("{field} >= DATE('0001-01-01')", 1),
        ("T_BEFORE({field}, DATE('9999-12-31'))", 1),
        ("{field} IN (TIMESTAMP('{last}'))", 0),
    ],
)
@pytest.mark.parametrize(
    ("path", "field"), [(MONUMENTS, "protected_since"), (MONUMENTS, "updated_at"),
                        (REPORTS, "submitted_on")]
)  # fmt: skip
def test_filter_takes_times_at_the_ends(  # noqa: PLR0913, PLR0917 - which filter of which layer
    client: TestClient, dated: tuple[int, int], path: str, field: str, wanted: str, found: int
) -> None:
    assert dated
    text = wanted.format(field=field, first=FIRST, last=LAST)
    assert len(ids(client, path, filter=text)) == found


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "0001-01/9999-12", "../9999-12"])
def test_months_at_the_ends_are_counted(
    client: TestClient, dated: tuple[int, int], month: str
) -> None:
    assert dated
    answer = client.get(
        "/api/regions/KZ/counts",
        params={"layer": "citizen_reports", "by": "month", "datetime": month},
    )
    assert answer.status_code == 200, answer.text
    assert bool(answer.json()["rows"]) is ("/" in month)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("path", ["/api/regions?", "/api/regions/at?lon=70&lat=50&"])
def test_regions_of_the_first_and_last_day_are_answered(
    client: TestClient, path: str, day: str
) -> None:
    assert client.get(f"{path}on={day}").status_code == 200


@pytest.mark.parametrize("moment", [FIRST, LAST, "0001-01-01T00:00:00+05:00", "0000-01-01"])
def test_time_that_cannot_be_kept_is_refused(
    client: TestClient, session: Session, moment: str
) -> None:
    writer = signed_in(session, "citizen_reports:write")
    body: dict[str, Any] = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [70, 50]},
        "properties": {"topic": "roads", "submitted_at": moment},
    }
    answer = client.post(REPORTS, json=body, headers=writer)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["field"] == "submitted_at"
