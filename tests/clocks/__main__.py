"""`make test-clock`: everything with both cores loaded, then what touches time at each moment.

The busy run lives a year ahead, so that every test has lived at another time once; it records which
tests touch time, and the others take only these. `ONLY` names what is run: `busy` or moments;
without a record they take every test.
"""

import subprocess
import sys
import time
from contextlib import ExitStack

from tests.clocks.burning import cores_loaded
from tests.clocks.moments import MOMENTS

BUSY, AHEAD = "busy", "year_ahead"
PYTEST = (sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal")
NOTHING_TO_RUN = 5
"""What pytest answers where every test was left out."""


def is_green(run: str) -> bool:
    """Whether the tests of a run pass; both cores are loaded in the busy one."""
    options = ("--now", AHEAD) if run == BUSY else ("--touching-time", "--now", run)
    with ExitStack() as around:
        if run == BUSY:
            around.enter_context(cores_loaded())
        ended = subprocess.run([*PYTEST, *options], check=False)  # noqa: S603 - our own tests
    return ended.returncode in {0, NOTHING_TO_RUN}


def main(runs: list[str]) -> int:
    """0 where every run is green."""
    lines = []
    for run in runs or [BUSY, *(name for name in MOMENTS if name != AHEAD)]:
        began = time.monotonic()
        sys.stdout.write(f"\n=== {run}\n")
        sys.stdout.flush()
        verdict = "green" if is_green(run) else "RED"
        lines.append(f"{run:16}{verdict:8}{time.monotonic() - began:8.0f} s\n")
    sys.stdout.writelines(["\n", *lines])
    return int(any("RED" in line for line in lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
