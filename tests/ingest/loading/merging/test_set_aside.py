"""Loads so large that indexes and the queue's trigger are set aside leave all as small ones do."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from ingest.loading.merging import merge
from layers.materialized.verify import differences
from layers.registry import Catalogue, load_catalogue
from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, counts

QUEUED = text(
    "SELECT layer, sign, ST_AsText(box), hidden, synthetic, kind, state, day, oblast_code,"
    " district_code, rural_district_code, further, passes_codes"
    " FROM change_queue WHERE layer = :table ORDER BY seq"
)
KEPT = text(
    "SELECT (SELECT array_agg(indexdef ORDER BY indexdef) FROM pg_indexes"
    " WHERE tablename = :table), (SELECT array_agg(concat(tgname, tgenabled) ORDER BY tgname)"
    " FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass))"
)
FILES = {
    "monuments": (
        "key;name_ru;kind;coordinates",
        ("{0}a;Курган;archaeology;51.5 67.5", "{0}b;Мавзолей;architecture;51.6 67.6"),
    ),
    "citizen_reports": (
        "key;topic;submitted_at;coordinates",
        ("{0}a;roads;2024-05-05 10:00;51.5 67.5", "{0}b;water;2024-05-06 01:00;51.6 67.6"),
    ),
}


def loaded(load: Load, folder: Path, layer: str, mark: str) -> tuple[int, int, int, int]:
    header, rows = FILES[layer]
    path = write_csv(folder, *(row.format(mark) for row in rows), header=header)
    return counts(load(path, layer, key_column="key", source=mark))


@pytest.mark.parametrize("layer", FILES)
def test_large_load_queues_its_rows_and_leaves_indexes_and_triggers(
    load: Load, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layer: str
) -> None:
    def queued() -> list[tuple[Any, ...]]:
        found = [tuple(row) for row in session.execute(QUEUED, {"table": layer})]
        session.execute(text("DELETE FROM change_queue"))
        return found

    before = session.execute(KEPT, {"table": layer}).one()
    assert loaded(load, tmp_path, layer, "small") == (2, 0, 0, 0)
    by_trigger = queued()
    assert len(by_trigger) == 2
    session.execute(delete(load_catalogue().layer(layer).table))
    session.execute(text("DELETE FROM change_queue"))
    monkeypatch.setattr(merge, "MANY_ROWS", 2)
    assert loaded(load, tmp_path, layer, "large") == (2, 0, 0, 0)
    assert queued() == by_trigger
    assert session.execute(KEPT, {"table": layer}).one() == before


def test_counts_are_those_of_the_rows_after_a_large_load(
    load: Load, session: Session, catalogue: Catalogue, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(merge, "MANY_ROWS", 2)
    assert loaded(load, tmp_path, "citizen_reports", "large") == (2, 0, 0, 0)
    assert not list(differences(session.connection(), catalogue))
