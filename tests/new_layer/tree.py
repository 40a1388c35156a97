"""A copy of the tree with one more layer in it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("analysis", "api", "core", "geo", "ingest", "layers", "migrations", "tiles")
PROGRAM = "import sys; from api.cli import main; sys.argv[0] = 'tuganzher'; main()"


class Tree:
    """A copy of the tree with a file among the layers, and a database."""

    def __init__(self, folder: Path, url: str, layer: Path) -> None:
        self.folder, self.url = folder, url
        for package in PACKAGES:
            unneeded = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / package, folder / package, ignore=unneeded)
        shutil.copy(ROOT / "pyproject.toml", folder)
        shutil.copy(layer, folder / "layers" / "catalogue")

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
