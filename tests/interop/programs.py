"""The other programs, as the set-up installs them, and how they are run."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from core.settings import PROJECT_ROOT

TOOLS_PYTHON = PROJECT_ROOT / ".tools" / "interop" / "bin" / "python"
"""Has ogctests, OWSLib and Schemathesis."""
SYSTEM_PYTHON = Path("/usr/bin/python3")
"""Has QGIS, which Debian builds for its own Python only."""
FOLDER = Path(__file__).parent
HEADLESS = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.debug=false"}
HINT = "run `make interop`, which installs it"


def run(
    program: str | Path,
    *arguments: str | Path,
    within_s: float = 120,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> str:
    """What the program wrote to its standard output; it must end well and in time."""
    found = shutil.which(program)
    assert found, f"no {program}: {HINT}"
    # Nothing of this virtual environment may shine through into another Python.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(  # noqa: S603 - programs and arguments of our own
        [found, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        timeout=within_s,
        cwd=folder,
        env={**clean, "LANG": "C.UTF-8", **(environment or {})},
    )
    assert done.returncode == 0, f"{program} {arguments}: {done.stdout}\n{done.stderr}"
    return done.stdout


def run_with_tools(script: str, *arguments: str | Path, within_s: float = 120) -> str:
    """What a script of this folder wrote, run by the Python that has the tools."""
    return run(TOOLS_PYTHON, FOLDER / script, *arguments, within_s=within_s)


def run_qgis(script: str, *arguments: str | Path, folder: Path, within_s: float = 120) -> str:
    """What a script of this folder wrote, run by the Python that has QGIS.

    QGIS has its settings and caches in `folder`.
    """
    own = {**HEADLESS, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    return run(SYSTEM_PYTHON, FOLDER / script, *arguments, within_s=within_s, environment=own)
