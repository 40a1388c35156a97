"""«Add a layer» as CONTRIBUTING tells it, in a copy of the tree, on databases of any age."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect

from core.database import make_engine
from core.embedded import EmbeddedCluster
from tests.databases import clone

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("analysis", "api", "core", "geo", "ingest", "layers", "migrations", "tiles")
PROGRAM = "import sys; from api.cli import main; sys.argv[0] = 'tuganzher'; main()"


class Tree:
    """A copy of the tree with `springs.py` in it, and a database."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        for package in PACKAGES:
            unneeded = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / package, folder / package, ignore=unneeded)
        shutil.copy(ROOT / "pyproject.toml", folder)
        shutil.copy(Path(__file__).parent / "springs.py", folder / "layers" / "catalogue")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """The outcome of a command line with the copy's modules."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "DATABASE_URL": self.url,
            "ATLAS_DATA": str(self.folder / "data"),
            "LANG": "C",
        }
        return subprocess.run(  # noqa: S603 - our own program
            [sys.executable, *command], cwd=self.folder, env=environment, text=True,
            capture_output=True, check=False,
        )  # fmt: skip

    def atlas(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The outcome of `tuganzher` with these arguments."""
        return self.run("-c", PROGRAM, *arguments)


@pytest.fixture(params=["empty", "migrated"])
def tree(
    request: pytest.FixtureRequest, cluster: EmbeddedCluster, migrated_template: str, tmp_path: Path
) -> Iterator[Tree]:
    template = "template1" if request.param == "empty" else migrated_template
    with clone(cluster, template) as url:
        yield Tree(tmp_path, url)


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
