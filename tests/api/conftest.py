from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from layers.registry import Catalogue
from tests.api.asking import signed_in
from tests.api.described import Described
from tests.api.downloading import Served, fill
from tests.api.road import Road
from tests.api.working import work_off
from tests.databases import clone, sessions_of_strangers
from tests.world.drawing import add_region, draw_squares
from tests.world.units import A

NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
"""The document is made without a database."""


@pytest.fixture(scope="session")
def described(catalogue: Catalogue) -> Described:
    """The answers as the document of the whole application describes them."""
    settings = Settings.from_environment({"DATABASE_URL": NOWHERE, "ATLAS_DATA": "nowhere"})
    return Described(create_app(settings, catalogue, NOWHERE).openapi())


@pytest.fixture
def client(
    settings: Settings,
    catalogue: Catalogue,
    database_url: str,
    sessions: SessionFactory,
    described: Described,
) -> Iterator[TestClient]:
    """A client of the whole application, which sees what the test's `session` committed."""
    app = create_app(
        settings,
        catalogue,
        database_url,
        sessions=sessions,
        sessions_of_strangers=sessions_of_strangers(sessions),
    )
    with TestClient(app) as client:
        client.event_hooks = {"response": [described.check]}
        yield client


@pytest.fixture
def atlas_client(
    settings: Settings,
    catalogue: Catalogue,
    atlas_database: str,
    atlas_sessions: SessionFactory,
    described: Described,
) -> Iterator[TestClient]:
    """A client of the whole application among the starter data."""
    app = create_app(
        settings,
        catalogue,
        atlas_database,
        sessions=atlas_sessions,
        sessions_of_strangers=sessions_of_strangers(atlas_sessions),
    )
    with TestClient(app) as client:
        client.event_hooks = {"response": [described.check]}
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
    described: Described,
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
            client.event_hooks = {"response": [described.check]}
            yield Served(client, sessions)
        engine.dispose()


@pytest.fixture
def road(
    settings: Settings, catalogue: Catalogue, committed_database: str, described: Described
) -> Iterator[Road]:
    """An atlas of drawn squares, in a database of its own."""
    engine = make_engine(committed_database)
    app = create_app(settings, catalogue, committed_database)
    with make_sessions(engine)() as session, TestClient(app) as client:
        draw_squares(session)
        session.commit()
        client.event_hooks = {"response": [described.check]}
        officer = signed_in(session, "monuments:write")
        yield Road(
            client, session, officer, settings,
            lambda: work_off(settings, catalogue, committed_database, session),
        )  # fmt: skip
    engine.dispose()
