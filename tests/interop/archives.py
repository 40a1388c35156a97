"""An archive of tiles, as the terminal makes it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.interop.files import OBLAST
from tests.interop.serving import ServedAtlas

ARCHIVE_ZOOM = 8
MADE_WITHIN_S = 300


def archive_of_oblast(atlas: ServedAtlas, name: str) -> Path:
    """The archive of an oblast's tiles, in the folder that is served."""
    path = atlas.archive_folder / f"{name}.pmtiles"
    path.parent.mkdir(parents=True, exist_ok=True)
    program = Path(sys.executable).with_name("tuganzher")
    asked = ("--region", OBLAST, "--zooms", f"0-{ARCHIVE_ZOOM}", path)
    environment = {**os.environ, "DATABASE_URL": atlas.database_url}
    subprocess.run(  # noqa: S603 - our own program
        (program, "tiles", "export", *asked), check=True, env=environment, timeout=MADE_WITHIN_S
    )
    return path
