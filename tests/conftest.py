"""A real PostGIS for every test: one private cluster a run, one database a worker.

The cluster is shared by pytest-xdist's workers. Its databases are copies of templates that are
migrated (and loaded with the starter data) once a run, so a copy costs a fraction of a second.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.migration.migrate import migrate
from core.clock import Clock, file_time_s
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from ingest.demo.starter_layers import load_starter_layers
from ingest.regions.starter.starter_regions import load_starter_regions
from layers.materialized.merge import merge_changes
from layers.registry import Catalogue, load_catalogue
from tests.databases import clone, template_made_once, undone_sessions
from tests.metrics import WITH_METRICS

pytest_plugins = ("tests.clocks.recording", "tests.clocks.shifting", "tests.fast")

FOLDER_PREFIX = "tuganzher-tests-"
FORGOTTEN_AFTER_S = 600
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory, not a name in it
ROOM_IN_MEMORY = 2 << 30
"""Bytes; a run's cluster takes half a gigabyte at most."""
SPEED_BEFORE_SAFETY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "256MB",
    "logging_collector": "off",
}


def place_of_clusters() -> Path:
    """In memory where there is room: a thousand copies of databases then wait for no disk."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_IN_MEMORY:
        return MEMORY
    return Path(tempfile.gettempdir())


def pytest_sessionstart(session: pytest.Session) -> None:
    """Remove clusters that a killed run left behind."""
    if hasattr(session.config, "workerinput"):
        return
    for folder in place_of_clusters().glob(f"{FOLDER_PREFIX}*"):
        cluster = EmbeddedCluster(folder)
        if file_time_s() - folder.stat().st_mtime > FORGOTTEN_AFTER_S and not cluster.is_used:
            cluster.stop()
            shutil.rmtree(folder)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Every layer of the atlas."""
    return load_catalogue()


@pytest.fixture(scope="session")
def cluster(testrun_uid: str) -> Iterator[EmbeddedCluster]:
    """The run's cluster; the last worker to leave stops and removes it."""
    folder = place_of_clusters() / f"{FOLDER_PREFIX}{testrun_uid[:12]}"
    folder.mkdir(exist_ok=True)
    cluster = EmbeddedCluster(folder, SPEED_BEFORE_SAFETY)
    with cluster.running("postgres"):
        yield cluster
    if not cluster.is_running:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_template(cluster: EmbeddedCluster, catalogue: Catalogue) -> str:
    """The name of a template with every table and no row."""

    def fill(url: str) -> None:
        engine = make_engine(url)
        migrate(engine, catalogue)
        engine.dispose()

    return template_made_once(cluster, "template_migrated", "template1", fill)


@pytest.fixture(scope="session")
def regions_template(cluster: EmbeddedCluster, migrated_template: str, catalogue: Catalogue) -> str:
    """The name of a template with the starter regions and settlements."""

    def fill(url: str) -> None:
        engine = make_engine(url)
        with transaction(make_sessions(engine)) as session:
            outlines = Settings.from_environment({}).outlines_file
            load_starter_regions(session, catalogue, outlines)
        engine.dispose()

    return template_made_once(cluster, "template_regions", migrated_template, fill)


@pytest.fixture(scope="session")
def atlas_template(cluster: EmbeddedCluster, regions_template: str, catalogue: Catalogue) -> str:
    """The name of a template with the starter data: regions, settlements, monuments, routes."""

    def fill(url: str) -> None:
        engine = make_engine(url)
        with transaction(make_sessions(engine)) as session:
            load_starter_layers(session, catalogue)
        merge_changes(engine, catalogue)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
        engine.dispose()

    return template_made_once(cluster, "template_atlas", regions_template, fill)


@pytest.fixture(scope="session")
def database_url(cluster: EmbeddedCluster, migrated_template: str, worker_id: str) -> Iterator[str]:
    """The worker's own migrated database, in which nothing is ever committed."""
    with clone(cluster, migrated_template, f"worker_{worker_id}") as url:
        yield url


@pytest.fixture(scope="session")
def atlas_database(cluster: EmbeddedCluster, atlas_template: str, worker_id: str) -> Iterator[str]:
    """The URL of the worker's own database with the starter data, for tests that only read."""
    with clone(cluster, atlas_template, f"atlas_{worker_id}") as url:
        yield url


@pytest.fixture
def committed_atlas(cluster: EmbeddedCluster, atlas_template: str) -> Iterator[str]:
    """The URL of a database with the starter data, of the test's own, in which it may commit."""
    with clone(cluster, atlas_template) as url:
        yield url


@pytest.fixture
def reachable_folder() -> Iterator[Path]:
    """A folder that the server's account can reach, unlike pytest's own when root runs it."""
    folder = Path(tempfile.mkdtemp(prefix="tuganzher-folder-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def committed_database(cluster: EmbeddedCluster, migrated_template: str) -> Iterator[str]:
    """The URL of a migrated database of the test's own, in which it may commit."""
    with clone(cluster, migrated_template) as url:
        yield url


@pytest.fixture
def empty_database(cluster: EmbeddedCluster) -> Iterator[str]:
    """The URL of a database without a single table, for tests of the migrations."""
    with clone(cluster, "template1") as url:
        yield url


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    """The engine of the worker's database."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> Iterator[SessionFactory]:
    """A factory of sessions that all work in one transaction, undone after the test."""
    with undone_sessions(engine) as sessions:
        yield sessions


@pytest.fixture
def session(sessions: SessionFactory) -> Iterator[Session]:
    """A session whose work is undone after the test, even what it committed."""
    with sessions() as session:
        yield session


@pytest.fixture(scope="session")
def atlas_engine(atlas_database: str) -> Iterator[Engine]:
    """The engine of the worker's database with the starter data."""
    engine = make_engine(atlas_database)
    yield engine
    engine.dispose()


@pytest.fixture
def atlas_sessions(atlas_engine: Engine) -> Iterator[SessionFactory]:
    """A factory of sessions among the starter data, undone after the test."""
    with undone_sessions(atlas_engine) as sessions:
        yield sessions


@pytest.fixture
def atlas_session(atlas_sessions: SessionFactory) -> Iterator[Session]:
    """A session among the starter data, whose work is undone after the test."""
    with atlas_sessions() as session:
        yield session


@pytest.fixture(scope="session")
def clock() -> Clock:
    """What tells the present moment to the tests, which may live on another day."""
    return Clock.from_environment(os.environ)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings for the worker's database, with a data folder of the test's own."""
    environment = {"DATABASE_URL": database_url, "ATLAS_DATA": str(tmp_path), **WITH_METRICS}
    return Settings.from_environment(environment)
