"""A served atlas with starter data and several thousand synthetic rows, for other programs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from core.database.engine import make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from ingest.demo.synthetic.load import load_synthetic
from layers.catalogue.monuments import Monument
from layers.materialized.merge import merge_changes
from layers.registry import Catalogue
from tests.databases import clone
from tests.interop.archives import archive_of_oblast
from tests.interop.serving import ServedAtlas, served_atlas

REPORTS = 6_000
SEED = 2026
AREAS = (
    "POLYGON((66.60 45.60,66.70 45.61,66.71 45.68,66.61 45.67,66.60 45.60))",
    (
        "POLYGON((71.40 51.10,71.45 51.10,71.45 51.15,71.40 51.15,71.40 51.10),"
        "(71.42 51.12,71.42 51.13,71.43 51.13,71.43 51.12,71.42 51.12))"
    ),
    (
        "MULTIPOLYGON(((76.90 43.20,76.95 43.20,76.95 43.25,76.90 43.20)),"
        "((77.00 43.20,77.05 43.20,77.05 43.25,77.00 43.20)))"
    ),
)


@pytest.fixture(scope="session")
def atlas(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ServedAtlas]:
    """The atlas that all programs read and none may change."""
    with clone(cluster, atlas_template, "interop") as url:
        fill(url, catalogue)
        with served_atlas(url, tmp_path_factory.mktemp("served")) as atlas:
            yield atlas


@pytest.fixture(scope="session")
def archive(atlas: ServedAtlas) -> Path:
    """An archive of the tiles of Abai Region, which the atlas serves."""
    return archive_of_oblast(atlas, "abai")


def fill(database_url: str, catalogue: Catalogue, reports: int = REPORTS) -> None:
    """Put beside the starter data synthetic rows, areas, and rows kept from some."""
    engine = make_engine(database_url)
    with transaction(make_sessions(engine)) as session:
        load_synthetic(session, catalogue, reports, SEED)
        add_monuments(session)
    merge_changes(engine, catalogue)
    engine.dispose()


def add_monuments(session: Session) -> None:
    """Add monuments with areas, one whose place is hidden, one that is hidden."""
    drawn = [Monument(kind="archaeology", name_kk="Қорық", geom=f"SRID=4326;{a}") for a in AREAS]
    kept = "SRID=4326;POINT(70.123456 48.654321)"
    secret = Monument(name_kk="Құпия жер", geom=kept, sensitive=True)
    hidden = Monument(name_kk="Жасырын", geom=kept, visibility="hidden")
    session.add_all([*drawn, secret, hidden])
