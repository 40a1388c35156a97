"""«Add a layer» as CONTRIBUTING tells it, in a copy of the tree, on databases of any age."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect

from core.database.engine import make_engine
from core.embedded.cluster import EmbeddedCluster
from tests.databases import clone
from tests.new_layer.tree import Tree

pytestmark = pytest.mark.slow


@pytest.fixture(params=["empty", "migrated"])
def tree(
    request: pytest.FixtureRequest, cluster: EmbeddedCluster, migrated_template: str, tmp_path: Path
) -> Iterator[Tree]:
    template = "template1" if request.param == "empty" else migrated_template
    with clone(cluster, template) as url:
        yield Tree(tmp_path, url, Path(__file__).parent / "springs.py")


def test_layer_gets_its_migration_whatever_the_age_of_the_database(tree: Tree) -> None:
    refused = tree.atlas("database", "migrate")
    assert refused.returncode == 1
    assert refused.stderr.strip().endswith("Run: tuganzher database revision springs")
    written = tree.atlas("database", "revision", "springs")
    assert written.returncode == 0, written.stderr
    versions = tree.folder / "migrations" / "versions"
    numbers = sorted(path.stem[:4] for path in versions.glob("[0-9]*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    (migration,) = versions.glob("*_springs.py")
    assert migration.stem.startswith(numbers[-1])
    assert re.search(rf'^revision = "{numbers[-1]}"$', migration.read_text("utf-8"), re.MULTILINE)
    for check in (("check",), ("format", "--check")):
        told = tree.run("-m", "ruff", *check, "migrations")
        assert told.returncode == 0, told.stdout
    migrated = tree.atlas("database", "migrate")
    assert migrated.returncode == 0, migrated.stderr
    engine = make_engine(tree.url)
    assert "springs" in inspect(engine).get_table_names()
    engine.dispose()
    again = tree.atlas("database", "revision", "more")
    assert "nothing to write" in again.stdout
    assert len(list(versions.glob("[0-9]*.py"))) == len(numbers)
