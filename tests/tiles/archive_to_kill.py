"""A program of a test that makes an archive and says how far it is, until it is killed."""

import resource
import sys
from pathlib import Path

from core.errors import AtlasError
from core.text import Text
from layers.registry import load_catalogue
from tests.tiles.archived import archived

LAYERS = "regions,region_labels,monuments,citizen_reports"
ZOOMS = "0-11"


def told(what: Text, done: int, total: int) -> None:
    """Write the figures to standard output."""
    sys.stdout.write(f"{what.en} {done} {total}\n")
    sys.stdout.flush()


def run(url: str, path: Path, largest_file: int) -> int:
    """The exit code; no file may become larger than so many bytes, 0 for any size."""
    if largest_file:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))
    try:
        archived(load_catalogue(), url, path, LAYERS, zooms=ZOOMS, progress=told)
    except AtlasError as error:
        sys.stdout.write(f"{type(error).__name__}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
