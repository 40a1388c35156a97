"""Connections for dear requests: their server processes yield, and have few helpers."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from core.database import connections
from core.database.connections import NICENESS, give_way
from core.database.engine import make_engine

PROCESS = text("SELECT pg_backend_pid(), current_setting('max_parallel_workers_per_gather')")


def niceness_and_helpers(engine: Engine) -> tuple[int, int]:
    """The niceness of the server's process, and how many helpers a statement may have."""
    with engine.connect() as connection:
        process, helpers = connection.execute(PROCESS).one()
        niceness = os.getpriority(os.PRIO_PROCESS, process)
    engine.dispose()
    return niceness, int(helpers)


@pytest.mark.parametrize(("cores", "helpers"), [(1, 0), (2, 0), (4, 1), (64, 2)])
def test_dear_connections_yield_and_leave_half_of_the_cores(
    empty_database: str, monkeypatch: pytest.MonkeyPatch, cores: int, helpers: int
) -> None:
    usual = niceness_and_helpers(make_engine(empty_database))
    assert usual == (usual[0], 2)
    monkeypatch.setattr(connections.os, "cpu_count", lambda: cores)
    engine = make_engine(empty_database)
    give_way(engine)
    assert niceness_and_helpers(engine) == (max(usual[0], NICENESS), helpers)


def test_servers_that_are_not_ours_are_left_alone(
    empty_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(connections, "PROCESSES", tmp_path)
    monkeypatch.setattr(connections.os, "cpu_count", lambda: 2)
    engine = make_engine(empty_database)
    give_way(engine)
    assert niceness_and_helpers(engine)[1] == 2
