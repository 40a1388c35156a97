"""The one place where the program reads calendar time, and that it is the only one."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.clock import Clock
from core.settings import PROJECT_ROOT, Settings

ROOMS = ("core", "geo", "layers", "ingest", "tiles", "analysis", "api", "migrations", "tests")
UNSHIFTABLE = re.compile(
    r"\b(current_(date|time|timestamp)|local(time|timestamp)|pg_catalog\.now)\b"
    r"|'(now|today|tomorrow|yesterday)'::"
    r"|\bage\(\s*[\w.]+\s*\)",
    re.IGNORECASE,
)
"""Words of SQL by which a statement passes the functions that a shifted database has instead."""


def test_clock_of_the_settings_runs_ahead_by_as_much_as_the_environment_says() -> None:
    ahead = Settings.from_environment({"ATLAS_CLOCK_SHIFT_S": "86400"}).clock
    assert ahead == Clock(timedelta(days=1))
    assert ahead.now().tzinfo is UTC


def test_clock_without_a_shift_is_the_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = datetime.fromtimestamp(Path(__file__).stat().st_mtime, UTC)
    monkeypatch.delenv("ATLAS_CLOCK_SHIFT_S", raising=False)
    assert Clock().now() > machine


@pytest.mark.parametrize("room", ROOMS)
def test_no_statement_asks_for_a_time_that_cannot_be_shifted(room: str) -> None:
    found = [
        f"{path.relative_to(PROJECT_ROOT)}: {line.strip()}"
        for path in sorted((PROJECT_ROOT / room).rglob("*"))
        if path.suffix in {".py", ".sql"} and path != Path(__file__)
        for line in path.read_text(encoding="utf-8").splitlines()
        if UNSHIFTABLE.search(line)
    ]
    assert found == []
