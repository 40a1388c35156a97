"""Databases in which the tests of kept parts may commit."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from core.database.engine import make_engine


@pytest.fixture
def committed(committed_database: str) -> Iterator[Engine]:
    """The engine of a migrated database of the test's own."""
    engine = make_engine(committed_database)
    yield engine
    engine.dispose()
