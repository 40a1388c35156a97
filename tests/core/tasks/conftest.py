from collections.abc import Iterator

import pytest

from core.database.engine import SessionFactory, make_engine, make_sessions


@pytest.fixture
def committed(committed_database: str) -> Iterator[SessionFactory]:
    """Sessions that commit into a database of the test's own."""
    engine = make_engine(committed_database)
    yield make_sessions(engine)
    engine.dispose()
