from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from layers.registry import Catalogue
from tests.cases.office import Office
from tests.databases import clone


@contextmanager
def opened(url: str, catalogue: Catalogue, folder: Path) -> Iterator[Office]:
    settings = Settings.from_environment({"DATABASE_URL": url, "ATLAS_DATA": str(folder)})
    with TestClient(create_app(settings, catalogue, url)) as client:
        yield Office(url, client, folder)


@pytest.fixture(scope="package")  # what runs beside its requests ends before other tests begin
def office(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Office]:
    """An atlas with the starter data in which nothing is written but accounts of dry runs."""
    with (
        clone(cluster, atlas_template) as url,
        opened(url, catalogue, tmp_path_factory.mktemp("office")) as office,
    ):
        yield office


@pytest.fixture
def own_office(committed_atlas: str, catalogue: Catalogue, tmp_path: Path) -> Iterator[Office]:
    """An atlas with the starter data, of the test's own, for what is loaded."""
    with opened(committed_atlas, catalogue, tmp_path) as office:
        yield office
