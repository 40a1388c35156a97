"""A program of its own that carries out a run, and kills itself where it is told to.

Arguments: the database's URL, the run, and where to die: `rows:20` after so many rows were read,
`merge` when the layer has been written but nothing is committed, or `never`. Rows are staged ten
at a time, or as many as a fourth argument says. It tells the peak of its memory in KiB.
"""

import os
import signal
import sys
from pathlib import Path

from core.database.engine import make_engine, make_sessions
from core.text import Text
from ingest.loading.merging.merge import Merge, Merged
from ingest.loading.runs.run import carry_out
from layers.registry import load_catalogue
from tests.ingest.small_batches import read_in_batches_of

WRITE = Merge.write


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _write_and_die(merge: Merge) -> Merged:
    merged = WRITE(merge)
    die()
    return merged


def main(url: str, run_id: str, where: str, rows: str = "10") -> None:
    kind, _, number = where.partition(":")

    def progress(_what: Text, done: int, _total: int) -> None:
        if kind == "rows" and done >= int(number):
            die()

    if kind == "merge":
        Merge.write = _write_and_die  # type: ignore[assignment, method-assign]
    read_in_batches_of(int(rows))
    engine = make_engine(url)
    carry_out(make_sessions(engine), int(run_id), load_catalogue(), progress)
    engine.dispose()
    print(_peak_kib())  # noqa: T201 - its answer


def _peak_kib() -> int:
    """The peak since the program began; `ru_maxrss` would have that of the one that started it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    [peak] = [line.split()[1] for line in status if line.startswith("VmHWM:")]
    return int(peak)


if __name__ == "__main__":
    main(*sys.argv[1:])
