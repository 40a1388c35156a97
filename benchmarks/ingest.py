"""How quickly does a file become checked rows with region codes, next to loads without either?

Every way has a process of its own; all load the same file into the same database in turn. What a
file takes is the median of some rounds, and the goals are judged on those.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.comparison import MS, Comparison, Goal, elapsed_ms
from benchmarks.ingest_bare import BareCopy, ready_rows
from benchmarks.ingest_files import write_files
from benchmarks.prepared import REACHABLE, Atlas
from layers.regions.raster import region_raster

FEW_ROWS, MANY_ROWS = 200_000, 1_000_000
ROUNDS = 3
OURS, TO_POSTGIS, OGR2OGR = "ours", "to_postgis", "ogr2ogr"
EMPTIED = "TRUNCATE citizen_reports CASCADE"
COUNT = "SELECT count(*) FROM citizen_reports"
PLACES = "SELECT ST_X(geom), ST_Y(geom) FROM citizen_reports"


@dataclass(frozen=True, slots=True)
class Round:
    """One round with one file: milliseconds by way, the most memory of ours in GiB."""

    ms: dict[str, float]
    peak_gib: float
    attribution_ms: float


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """The atlas's load of a CSV and of a GeoPackage against the others', and against bare COPY."""
    reports = int(str(atlas.rows(COUNT)[0][0]))
    rows = MANY_ROWS if reports > MANY_ROWS else FEW_ROWS
    folder = Path(tempfile.mkdtemp(prefix="tuganzher-bench-files-"))
    folder.chmod(REACHABLE)
    try:
        for path in write_files(atlas, rows, folder):
            yield from _compared(
                path.suffix[1:], rows, [_round(atlas, path) for _ in range(ROUNDS)]
            )
    finally:
        shutil.rmtree(folder)


def _compared(kind: str, rows: int, rounds: list[Round]) -> Iterator[Comparison]:
    ms = {way: median(each.ms[way] for each in rounds) for way in rounds[0].ms}
    ours = ms.pop(OURS)
    attribution = median(each.attribution_ms for each in rounds) / ours
    peak = max(each.peak_gib for each in rounds)
    goals = {
        TO_POSTGIS: (
            Goal(f"{kind}, rows/s against to_postgis", ms[TO_POSTGIS] / ours, 2),
            Goal(f"{kind}, region codes as a share of the run", attribution, 0.1, at_least=False),
            Goal(f"{kind}, peak memory in GiB", peak, 1, at_least=False),
        ),
        BareCopy.INDEXED: (
            Goal(f"{kind}, rows/s against COPY and indexes", ms[BareCopy.INDEXED] / ours, 0.4),
        ),
    }
    for way, other in ms.items():
        yield Comparison(
            f"{rows:,} points, {kind}", f"checked and indexed, {rows / ours * MS:,.0f} rows/s",
            ours, f"{way}, {rows / other * MS:,.0f} rows/s", other, goals.get(way, ()),
        )  # fmt: skip


def _round(atlas: Atlas, path: Path) -> Round:
    """Every way once, each into an empty table; what we loaded last is copied in the end."""
    figures = {}
    for way in (TO_POSTGIS, OGR2OGR, OURS):
        atlas.connection.execute(EMPTIED)
        figures[way] = _figures(way, atlas.url, path)
    bare = ready_rows(atlas).copied()
    ms = {way: seconds * MS for way, (seconds, _) in figures.items()}
    return Round({**ms, **bare}, figures[OURS][1], _attribution_ms(atlas))


def _figures(way: str, url: str, path: Path) -> tuple[float, float]:
    """Seconds and GiB of a way."""
    command = [sys.executable, "-m", "benchmarks.ingest_ways", way, url, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    figures = json.loads(told.stdout)
    return figures["seconds"], figures["peak_gib"]


def _attribution_ms(atlas: Atlas) -> float:
    """For the codes of the rows that were loaded last, the raster's making included."""
    longitude, latitude = np.array(atlas.rows(PLACES), np.float64).T.copy()

    def attribute() -> None:
        with atlas.sessions() as session:
            raster = region_raster(session)
        if raster is not None:
            raster.codes_of(longitude, latitude)

    return elapsed_ms(attribute)
