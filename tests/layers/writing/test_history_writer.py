"""The history has one writer, whichever way its rows come."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, literal, select, text
from sqlalchemy.orm import Session

from layers.history import History
from layers.writing.history import (
    Entry,
    append,
    append_all,
    append_chosen,
    append_copied,
    appended,
)

ROOT = Path(__file__).parents[3]
WRITER = "layers/writing/history.py"
WRITES = re.compile(
    r"INSERT\s+INTO\s+history\b|\binsert\(\s*History\b|\badd(?:_all)?\(\s*\[?\s*History\b"
    r"""|\bCOPY\s+history\b|\bcopy_\w+\([^)]*(["']history["']|\bHistory\b)""",
    re.IGNORECASE,
)
PROGRAM = ("analysis", "api", "core", "geo", "ingest", "layers", "scripts", "tiles")
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_history_is_written_in_one_place() -> None:
    files = [each for part in PROGRAM for each in (ROOT / part).rglob("*.[ps][yq]*")]
    writing = {
        each.relative_to(ROOT).as_posix()
        for each in files
        if each.suffix in {".py", ".sql"} and WRITES.search(each.read_text(encoding="utf-8"))
    }
    assert writing == {WRITER}


def rows(session: Session) -> list[tuple[object, ...]]:
    chosen = select(
        History.feature_id, History.action, History.at, History.facts, History.changes
    ).where(History.layer == "somewhere")
    return [tuple(row) for row in session.execute(chosen.order_by(History.id))]


def test_every_way_of_writing_gives_the_same_row(session: Session) -> None:
    facts, changes = {"file": "a.csv"}, {"name_en": ["A", "B"]}
    entry = Entry("somewhere", 7, "edited", AT, facts=facts, changes=changes)
    append(session, entry)
    append_all(session, [entry])
    append_chosen(
        session,
        select(
            literal("somewhere").label("layer"),
            literal(7).label("feature_id"),
            literal("edited").label("action"),
            literal(AT).label("at"),
            literal(facts, History.facts.type).label("facts"),
            literal(changes, History.changes.type).label("changes"),
        ),
    )
    chosen = """
        WITH entries AS (
            SELECT 7 AS feature_id, 'edited' AS action, CAST(:at AS timestamptz) AS at,
                CAST('{"file": "a.csv"}' AS jsonb) AS facts,
                CAST('{"name_en": ["A", "B"]}' AS jsonb) AS changes
        )
    """
    script = appended(
        chosen.replace('": ', '"\\: '), "feature_id", "action", "at", "facts", "changes"
    )
    common = {"layer": "somewhere", "by_user_id": None, "run_id": None}
    session.execute(text(script), {**common, "at": AT})
    copied = {
        "layer": ["somewhere"],
        "feature_id": ["7"],
        "action": ["edited"],
        "at": [AT.isoformat()],
        "facts": [json.dumps(facts)],
        "changes": [json.dumps(changes)],
    }
    assert append_copied(session, copied) == 1
    assert rows(session) == [(7, "edited", AT, facts, changes)] * 5


def test_column_that_nobody_writes_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match="last_feature_id"):
        append_copied(session, {"layer": ["somewhere"], "last_feature_id": ["7"]})


def test_row_without_a_time_is_of_now(session: Session) -> None:
    before = session.scalar(select(func.clock_timestamp()))
    append(session, Entry("somewhere", 7, "created"))
    [(_, _, at, facts, changes)] = rows(session)
    assert before <= at <= session.scalar(select(func.clock_timestamp()))
    assert facts == changes == {}
