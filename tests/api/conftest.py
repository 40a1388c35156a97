from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from core.database import SessionFactory
from core.settings import Settings
from layers.registry import Catalogue


@pytest.fixture
def client(
    settings: Settings, catalogue: Catalogue, database_url: str, sessions: SessionFactory
) -> Iterator[TestClient]:
    """A client of the whole application, which sees what the test's `session` committed."""
    app = create_app(settings, catalogue, database_url, sessions=sessions)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def atlas_client(
    settings: Settings, catalogue: Catalogue, atlas_database: str, atlas_sessions: SessionFactory
) -> Iterator[TestClient]:
    """A client of the whole application among the starter data."""
    app = create_app(settings, catalogue, atlas_database, sessions=atlas_sessions)
    with TestClient(app) as client:
        yield client
