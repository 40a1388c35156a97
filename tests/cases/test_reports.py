"""Cases of citizens' reports: dates, states, nested values."""

import pytest

from tests.cases.office import Office
from tests.shared_data import needs_shared_cases

pytestmark = [needs_shared_cases, pytest.mark.shared_data]
REQUESTS = ("--layer", "citizen_reports", "--key", "service_request_id")


def test_case_13_month_first(own_office: Office) -> None:
    told = own_office.ingest(13, "us.csv", *REQUESTS, "--source", "repro13")
    assert told.counts == (5, 5, 0, 0, 0)
    assert told.problems == [(2, "month_before_day")]
    days = [row["submitted_on"] for row in own_office.rows("citizen_reports", "repro13")]
    assert days == ["2020-03-04", "2020-03-17", "2020-12-25", "2020-01-02", "2020-11-12"]


def test_case_14_report_without_a_date(office: Office) -> None:
    told = office.ingest(14, "nodate.csv", *REQUESTS, "--source", "repro14", "--dry-run")
    assert told.counts == (3, 1, 0, 2, 0)
    assert told.problems == [(2, "no_time"), (3, "no_time")]


def test_case_15_first_day_of_the_calendar(office: Office) -> None:
    told = office.ingest(15, "min.csv", *REQUESTS, "--dry-run")
    assert told.counts == (2, 1, 0, 1, 0)
    assert told.problems == [(3, "far_date")]


def test_case_30_time_is_that_of_the_file(own_office: Office) -> None:
    order = ("--layer", "citizen_reports", "--key", "id", "--map", "topic=category/main")
    told = own_office.ingest(30, "signalen.json", *order)
    assert told.counts == (3, 3, 0, 0, 0)
    assert told.columns["submitted_at"] == "created_at"
    days = [row["submitted_on"] for row in own_office.rows("citizen_reports", "signalen")]
    assert days == ["2026-03-01"] * 3


def test_case_33_nested_properties(office: Office) -> None:
    order = ("--layer", "citizen_reports", "--key", "id", "--dry-run")
    told = office.ingest(33, "signalen_geo.geojson", *order)
    assert told.counts == (3, 0, 0, 0, 3)
    assert told.facts["unknown_columns"] == [
        "status/state", "status/state_display", "category/sub", "category/main",
    ]  # fmt: skip
    mapped = office.ingest(33, "signalen_geo.geojson", *order, "--map", "topic=category/main")
    assert mapped.counts == (3, 3, 0, 0, 0)


def test_case_34_closed_stays_closed(own_office: Office) -> None:
    told = own_office.ingest(34, "scf.json", *REQUESTS)
    assert told.counts == (4, 2, 0, 1, 1)
    assert told.problems == [(1, "unknown_term"), (4, "empty")]
    rows = own_office.rows("citizen_reports", "scf")
    assert [row["state"] for row in rows] == ["done", "done"]
