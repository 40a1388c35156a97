"""The metrics tell how many changes wait to be merged, and for how long the oldest has."""

from sqlalchemy import text
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.operations.waiting_changes import WaitingChangesRead
from core.database.engine import make_engine, make_sessions
from tests.layers.materialized.kept import add_report
from tests.metrics import metrics_of


def gauge(client: TestClient, name: str) -> float:
    lines = metrics_of(client)
    (value,) = (line.split()[1] for line in lines if line.startswith(f"{name} "))
    return float(value)


def test_nothing_waits_where_nothing_was_changed(client: TestClient) -> None:
    assert gauge(client, "atlas_waiting_changes") == 0
    assert gauge(client, "atlas_oldest_waiting_change_seconds") == 0


def test_number_and_age_of_waiting_changes_are_told(client: TestClient, session: Session) -> None:
    add_report(session.connection())
    session.execute(text("UPDATE change_queue SET at = at - interval '90 seconds'"))
    add_report(session.connection())
    session.commit()
    assert gauge(client, "atlas_waiting_changes") == 2
    assert 90 <= gauge(client, "atlas_oldest_waiting_change_seconds") < 120


def test_database_that_does_not_answer_hides_no_other_metric() -> None:
    nowhere = make_sessions(make_engine("postgresql://nobody@127.0.0.1:1/nothing"))
    assert list(WaitingChangesRead(nowhere).collect()) == []
