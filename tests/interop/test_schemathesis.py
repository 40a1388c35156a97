"""Schemathesis tries what the OpenAPI document allows, and what it does not."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from core.accounts.roles import all_roles, give_role, role_named
from core.accounts.tokens import issue_token
from core.accounts.users import add_user, make_user
from core.database.engine import make_engine, make_sessions
from core.embedded.cluster import EmbeddedCluster
from layers.registry import Catalogue
from tests.databases import clone
from tests.interop.conftest import fill
from tests.interop.programs import TOOLS_PYTHON, run
from tests.interop.serving import ServedAtlas, served_atlas

pytestmark = pytest.mark.interop

EXAMPLES, EXAMPLES_OF_ROLE = 12, 2
ROLES = (
    "heritage_officer", "chief_of_inspection", "akimat_clerk", "akimat_head", "council_member",
    "programme_office", "moderator", "route_editor", "researcher", "administrator",
)  # fmt: skip
TURKISTAN = "610000000"
SEED = 2026
CHECKS = "not_a_server_error,response_schema_conformance,content_type_conformance"
LONGEST_S = 120
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def writable_atlas(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ServedAtlas]:
    """An atlas in which programs may write."""
    with clone(cluster, atlas_template, "interop_writable") as url:
        fill(url, catalogue, reports=200)
        with served_atlas(url, tmp_path_factory.mktemp("writable")) as atlas:
            yield atlas


def test_strangers_find_no_server_error(writable_atlas: ServedAtlas, tmp_path: Path) -> None:
    must_stand(writable_atlas, tmp_path)


def test_officers_find_no_server_error(writable_atlas: ServedAtlas, tmp_path: Path) -> None:
    engine = make_engine(writable_atlas.database_url)
    with make_sessions(engine)() as session:
        token = add_user(session, "Schemathesis", ["*"])
        session.commit()
    engine.dispose()
    must_stand(writable_atlas, tmp_path, "--header", f"Authorization: Bearer {token}")


@pytest.mark.parametrize("role", ROLES)
def test_no_role_finds_a_server_error(
    writable_atlas: ServedAtlas, tmp_path: Path, role: str
) -> None:
    engine = make_engine(writable_atlas.database_url)
    with make_sessions(engine)() as session:
        user = make_user(session, f"Schemathesis as {role}")
        give_role(session, user.id, role_named(session, role), TURKISTAN)
        _, token = issue_token(session, user.id, label="Schemathesis")
        session.commit()
    engine.dispose()
    shown = ("--header", f"Authorization: Bearer {token}")
    run_schemathesis(writable_atlas, tmp_path, EXAMPLES_OF_ROLE, *shown)


def test_every_role_is_tried(writable_atlas: ServedAtlas) -> None:
    engine = make_engine(writable_atlas.database_url)
    with make_sessions(engine)() as session:
        assert {each.id for each in all_roles(session)} == set(ROLES)
    engine.dispose()


def must_stand(atlas: ServedAtlas, folder: Path, *further: str) -> None:
    """Try the operations; require that nearly every one was tried, and none failed a check."""
    report = run_schemathesis(atlas, folder, EXAMPLES, *further)
    operations = httpx.get(f"{atlas.api}/openapi.json").json()["paths"].values()
    known = sum(method in METHODS for each in operations for method in each)
    assert report.read_text(encoding="utf-8").count("<testcase") >= known


def run_schemathesis(atlas: ServedAtlas, folder: Path, examples: int, *further: str) -> Path:
    """The report of a run in which no check failed."""
    report = folder / "report.xml"
    run(
        TOOLS_PYTHON,
        *("-m", "schemathesis.cli", "run", f"{atlas.api}/openapi.json"),
        *("--checks", CHECKS, "--max-examples", str(examples), "--seed", str(SEED)),
        *("--phases", "examples,coverage,fuzzing", "--max-time", str(LONGEST_S)),
        *("--generation-database", "none", "--no-color"),
        *("--report", "junit", "--report-junit-path", str(report), "--warnings", "off"),
        *further,
        folder=folder,
        within_s=LONGEST_S + 60,
    )
    return report
