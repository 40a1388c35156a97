"""GDAL and QGIS read what is kept from strangers, with a device's password by HTTP Basic."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from core.accounts.roles import give_role, role_named
from core.accounts.tokens import TokenKind, issue_token
from core.accounts.users import make_user
from core.database.engine import make_engine, make_sessions
from core.embedded.cluster import EmbeddedCluster
from layers.registry import Catalogue
from tests.databases import clone
from tests.interop.conftest import fill
from tests.interop.opening import opened_by_qgis
from tests.interop.programs import run
from tests.interop.serving import ServedAtlas, served_atlas

pytestmark = pytest.mark.interop

LOGIN, OTHER = "officer@atlas.kz", "researcher@atlas.kz"
HIDDEN = "Жасырын"


@pytest.fixture(scope="module")
def sealed_atlas(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ServedAtlas]:
    """An atlas with a monument that only some may see."""
    with clone(cluster, atlas_template, "interop_basic") as url:
        fill(url, catalogue, reports=200)
        with served_atlas(url, tmp_path_factory.mktemp("basic")) as atlas:
            yield atlas


def device_password(atlas: ServedAtlas, login: str, role: str) -> str:
    """A password for QGIS of somebody with a role in the whole country."""
    engine = make_engine(atlas.database_url)
    with make_sessions(engine)() as session:
        user = make_user(session, login.partition("@")[0], email=login)
        give_role(session, user.id, role_named(session, role), "KZ")
        _, secret = issue_token(session, user.id, kind=TokenKind.DEVICE, label="QGIS")
        session.commit()
    engine.dispose()
    return secret


def monuments_seen(atlas: ServedAtlas, **environment: str) -> list[str]:
    """The Kazakh names that GDAL reads, page by page."""
    written = run(
        "ogr2ogr", "-f", "GeoJSON", "/vsistdout/", f"OAPIF:{atlas.api}", "monuments",
        "-oo", "PAGE_SIZE=100", environment=environment,
    )  # fmt: skip
    return [each["properties"].get("name_kk") for each in json.loads(written)["features"]]


def test_programs_see_what_their_owner_may(sealed_atlas: ServedAtlas, tmp_path: Path) -> None:
    officer = device_password(sealed_atlas, LOGIN, "heritage_officer")
    outsider = device_password(sealed_atlas, OTHER, "researcher")
    by_officer = {"GDAL_HTTP_AUTH": "BASIC", "GDAL_HTTP_USERPWD": f"{LOGIN}:{officer}"}
    by_outsider = {"GDAL_HTTP_AUTH": "BASIC", "GDAL_HTTP_USERPWD": f"{OTHER}:{outsider}"}
    strangers = monuments_seen(sealed_atlas)
    assert HIDDEN not in strangers
    assert HIDDEN not in monuments_seen(sealed_atlas, **by_outsider)
    assert sorted(filter(None, monuments_seen(sealed_atlas, **by_officer))) == sorted(
        [*filter(None, strangers), HIDDEN]
    )
    uri = (
        f"pagingEnabled='true' pageSize='100' typename='monuments' url='{sealed_atlas.api}'"
        f" username='{LOGIN}' password='{officer}'"
    )
    found = opened_by_qgis({"officer": {"layers": [("OAPIF", uri)]}}, tmp_path)["officer"]
    assert len(found.places) == len(strangers) + 1


def test_wrong_password_reads_nothing(sealed_atlas: ServedAtlas) -> None:
    answer = httpx.get(f"{sealed_atlas.collection('monuments')}/items", auth=(LOGIN, "wrong"))
    assert answer.status_code == 401
