from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from core.database import SessionFactory, make_engine, make_sessions, transaction
from core.embedded import EmbeddedCluster
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.downloading import Served, fill
from tests.databases import clone
from tests.layers.region_squares import A, add_region


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


@pytest.fixture
def loadable(committed_database: str) -> str:
    """The URL of a database with a region, of which nobody knows where it lies."""
    engine = make_engine(committed_database)
    with transaction(make_sessions(engine)) as session:
        add_region(session, A, None, None)
    engine.dispose()
    return committed_database


@pytest.fixture(scope="module")
def served(
    cluster: EmbeddedCluster,
    migrated_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    """An atlas with monuments (points and an area), a route and reports, some not for strangers."""
    folder = tmp_path_factory.mktemp("data")
    with clone(cluster, migrated_template) as url:
        engine = make_engine(url)
        sessions = make_sessions(engine)
        with sessions() as session:
            fill(session)
        settings = Settings.from_environment({"DATABASE_URL": url, "ATLAS_DATA": str(folder)})
        with TestClient(create_app(settings, catalogue, url)) as client:
            yield Served(client, sessions)
        engine.dispose()
