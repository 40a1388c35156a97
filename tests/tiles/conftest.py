from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from api.app import create_app
from api.worker.jobs import work_on_tasks
from core.database.engine import SessionFactory, make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from layers.materialized.change_queue import QueuedChange
from layers.materialized.merge import merge_changes
from layers.registry import Catalogue
from tests.api.asking import signed_in
from tests.databases import clone, template_made_once
from tests.metrics import WITH_METRICS
from tests.tiles.shelf import QUICK, Shelf
from tests.world.drawing import draw_winding
from tests.world.reports import add_reports, drawn_reports
from tiles.pmtiles.withdrawal import Withdrawal


@contextmanager
def committing(url: str) -> Iterator[SessionFactory]:
    engine = make_engine(url)
    yield make_sessions(engine)
    engine.dispose()


@contextmanager
def committing_and_merging(url: str, catalogue: Catalogue) -> Iterator[SessionFactory]:
    engine = make_engine(url)
    sessions = make_sessions(engine)
    event.listen(sessions, "after_commit", lambda _session: settle(engine, catalogue))
    yield sessions
    engine.dispose()


def settle(engine: Engine, catalogue: Catalogue) -> None:
    """Merge until every committed change is in the kept copies, whoever merged it."""
    while changes_wait(engine):
        merge_changes(engine, catalogue)


def changes_wait(engine: Engine) -> bool:
    with Session(engine) as session:
        return session.scalars(select(func.count()).select_from(QueuedChange)).one() > 0


@pytest.fixture(scope="session")
def drawn_template(cluster: EmbeddedCluster, migrated_template: str, catalogue: Catalogue) -> str:
    """The name of a template with the drawn country and its reports."""

    def fill(url: str) -> None:
        with (
            committing_and_merging(url, catalogue) as sessions,
            transaction(sessions) as session,
        ):
            draw_winding(session)
            add_reports(session, drawn_reports())

    return template_made_once(cluster, "template_tiles", migrated_template, fill)


@pytest.fixture
def drawn_database(cluster: EmbeddedCluster, drawn_template: str) -> Iterator[str]:
    """The URL of the test's own copy of the drawn country."""
    with clone(cluster, drawn_template) as url:
        yield url


@pytest.fixture
def drawn(drawn_database: str) -> Iterator[SessionFactory]:
    """Sessions that commit into the drawn country."""
    with committing(drawn_database) as sessions:
        yield sessions


@pytest.fixture
def merged(drawn_database: str, catalogue: Catalogue) -> Iterator[SessionFactory]:
    """Sessions that commit into the drawn country, where the next tile has what they wrote."""
    with committing_and_merging(drawn_database, catalogue) as sessions:
        yield sessions


@pytest.fixture
def tiles(drawn_database: str, catalogue: Catalogue) -> Iterator[TestClient]:
    """A client of the application over the drawn country."""
    settings = Settings.from_environment({"DATABASE_URL": drawn_database, **WITH_METRICS})
    with TestClient(create_app(settings, catalogue, drawn_database)) as client:
        yield client


@pytest.fixture
def shelf(
    drawn: SessionFactory, drawn_database: str, catalogue: Catalogue, tmp_path: Path
) -> Iterator[Shelf]:
    data = {"DATABASE_URL": drawn_database, "ATLAS_DATA": str(tmp_path), "ATLAS_LICENCE": "CC0"}
    settings = Settings.from_environment(data)
    with transaction(drawn) as session:
        officer = signed_in(session, "tiles:write")

    def work() -> None:
        work_on_tasks(settings, catalogue, drawn_database, QUICK, until_empty=True)

    application = create_app(settings, catalogue, drawn_database)
    application.state.withdrawal = Withdrawal(drawn, catalogue, known_for_s=0)
    with TestClient(application) as client:
        yield Shelf(client, officer, settings, work)
