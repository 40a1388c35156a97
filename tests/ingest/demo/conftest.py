"""A small country and small starter tables, for the tests of what the project ships."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.ingest.demo.starter_rows import write_starter
from tests.world.drawing import draw_country


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes the starter tables of given rows into a folder."""
    return partial(write_starter, tmp_path)


@pytest.fixture
def country(session: Session) -> Session:
    """A session in the small country, undone after the test."""
    draw_country(session)
    return session
