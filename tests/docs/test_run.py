"""What the pages tell a reader to run does succeed, on one atlas with the starter data."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from core.accounts.users import add_user
from core.database.engine import make_engine, make_sessions, transaction
from core.embedded.cluster import EmbeddedCluster
from core.settings import PROJECT_ROOT, Settings
from layers.registry import Catalogue
from tests.databases import clone
from tests.docs.desk import LONGEST_S, Desk, Reader
from tests.docs.example_files import write_example_files
from tests.docs.fences import all_blocks, pages
from tests.docs.left_out import LEFT_OUT
from tests.docs.steps import Kind, Step, steps_of
from tests.metrics import WITH_METRICS
from tests.web.conftest import served

RESTORED = "atlas_restored"
"""The database into which the page about restoring restores."""


def named(page: Path) -> str:
    return str(page.relative_to(PROJECT_ROOT))


def steps_to_do(page: Path) -> list[Step]:
    """The steps of a page without those that the table leaves out."""
    return [step for step in steps_of(page) if not step.is_left_out]


def unaccounted(page: Path) -> list[str]:
    """The steps of a page that could not be run and are not in the table."""
    return [step.name for step in steps_to_do(page) if not step.is_runnable]


@pytest.fixture(scope="module")
def desk(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Desk]:
    """The desk of all pages: one folder, one database, one server."""
    folder = tmp_path_factory.mktemp("desk")
    write_example_files(folder)
    with clone(cluster, atlas_template) as url:
        settings = Settings.from_environment(
            {"DATABASE_URL": url, "ATLAS_DATA": str(folder / "data"), **WITH_METRICS}
        )
        token = token_for_all(url)
        with (
            served(settings, catalogue, url) as address,
            httpx.Client(base_url=address, timeout=LONGEST_S, follow_redirects=True) as client,
        ):
            yield Desk(folder, url, settings, catalogue, client, token)


def token_for_all(url: str) -> str:
    """The token of somebody who may do everything."""
    engine = make_engine(url)
    with transaction(make_sessions(engine)) as session:
        token = add_user(session, "reader", ["*"])
    engine.dispose()
    return token


@pytest.fixture
def at_desk(
    desk: Desk, cluster: EmbeddedCluster, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """The desk, with the environment of who sits at it."""
    monkeypatch.chdir(desk.folder)
    environment = {
        "DATABASE_URL": desk.url, "ATLAS_DATA": str(desk.settings.data_folder),
        "TOKEN": desk.token, "RESTORED_URL": cluster.url(RESTORED), "LC_ALL": "C.UTF-8",
    }  # fmt: skip
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    yield desk
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {RESTORED} WITH (FORCE)")


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in pages() if steps_to_do(page)], ids=named)
def test_what_a_page_tells_succeeds(at_desk: Desk, page: Path) -> None:
    reader = Reader(at_desk, page)
    for step in steps_to_do(page):
        try:
            reader.do(step)
        except Exception as error:
            error.add_note(f"{named(page)}: {step.text}")
            raise


@pytest.mark.parametrize("page", pages(), ids=named)
def test_what_a_page_tells_is_run_or_left_out_for_a_reason(page: Path) -> None:
    assert unaccounted(page) == []


def test_every_step_that_is_left_out_stands_on_a_page() -> None:
    told = {step.name for page in pages() for step in steps_of(page)}
    assert [name for names in LEFT_OUT.values() for name in names if name not in told] == []


def test_command_that_nobody_runs_or_leaves_out_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Run `make nothing`.\n\n```sh\nmake demo\ncurl x | rm y\n```\n")
    assert unaccounted(page) == ["curl x | rm y", "make nothing"]


def test_statements_that_are_left_out_can_be_parsed(atlas_database: str) -> None:
    """They stand in the body of a block that ends before them."""
    left_out = [
        text
        for block in all_blocks("sql")
        if Step(Kind.SQL, text := "\n".join(block.lines)).is_left_out
    ]
    assert left_out
    with psycopg.connect(atlas_database) as connection:
        for text in left_out:
            connection.execute(f"DO $do$ BEGIN RETURN; {text} END $do$".encode())
