"""`python -m benchmarks.ingest_ways WAY URL FILE`: one way to load a file, in a process of its own.

Prints JSON: the seconds that the load took and the most memory that the process held. What is
imported and connected beforehand is not timed.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import geopandas
import pandas as pd
import pyogrio
import shapely
from sqlalchemy import text

from core.access.caller import Caller
from core.access.grant import EVERYTHING
from core.database.engine import make_engine, make_sessions, transaction
from ingest.loading.runs.run import carry_out, order_run
from ingest.rows.file_order import FileOrder, MatchRule
from ingest.sandbox.limits import LOCAL_LIMITS
from ingest.sandbox.sandboxed_table import properties_of_file
from layers.registry import load_catalogue

LAYER = "citizen_reports"
BARE = "bare_load"
KIB_PER_GIB = 2**20
STATUS = Path("/proc/self/status")


def _ours(url: str, path: Path) -> Callable[[], None]:
    """The atlas's own load: checks, region codes, history, audit and all indexes included."""
    catalogue = load_catalogue()
    sessions = make_sessions(make_engine(url))
    order = FileOrder(
        path, catalogue.layer(LAYER), key_column="key", matches=MatchRule.DIFFERENT
    )  # fmt: skip
    caller = Caller(None, "bench", frozenset({EVERYTHING}))
    properties_of_file(path, LOCAL_LIMITS)  # the readers are loaded

    def load() -> None:
        with transaction(sessions) as session:
            run_id = order_run(session, order, caller).id
        run = carry_out(sessions, run_id, catalogue)
        abroad = run.waiting or 0  # around settlements at the border
        if not run.read or run.loaded != run.read - abroad or abroad > run.read / 100:
            message = f"{run.read} read, {run.loaded} loaded, {abroad} waiting"
            raise RuntimeError(message)

    return load


def _to_postgis(url: str, path: Path) -> Callable[[], None]:
    """geopandas: the file into a table without checks; its own index on the geometry."""
    engine = make_engine(url)

    def load() -> None:
        if path.suffix == ".csv":
            frame = pd.read_csv(path)
            points = shapely.points(frame["lon"], frame["lat"])
            places = geopandas.GeoDataFrame(frame, geometry=points, crs=4326)
        else:
            places = pyogrio.read_dataframe(path)
        places.to_postgis(BARE, engine, if_exists="replace", index=False)

    return load


def _ogr2ogr(url: str, path: Path) -> Callable[[], None]:
    """GDAL: the file into a table without checks; its own index on the geometry."""
    places = ("-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-a_srs", "EPSG:4326")
    command = [
        "ogr2ogr", "-f", "PostgreSQL", f"PG:{url}", str(path), "-nln", BARE, "-overwrite",
        "--config", "PG_USE_COPY", "YES", *(places if path.suffix == ".csv" else ()),
    ]  # fmt: skip

    def load() -> None:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words

    return load


WAYS: dict[str, Callable[[str, Path], Callable[[], None]]] = {
    "ours": _ours,
    "to_postgis": _to_postgis,
    "ogr2ogr": _ogr2ogr,
}


def _peak_gib() -> float:
    """The most memory that this program held; getrusage would tell of the one that started it."""
    lines = STATUS.read_text().splitlines()
    (told,) = (line for line in lines if line.startswith("VmHWM:"))
    return int(told.split()[1]) / KIB_PER_GIB


def main(way: str, url: str, path: str) -> None:
    """Measure one way, and write the figures to standard output."""
    load = WAYS[way](url, Path(path))
    began = perf_counter()
    load()
    seconds = perf_counter() - began
    peak_gib = _peak_gib()
    if way != "ours":
        with make_engine(url).begin() as connection:
            connection.execute(text(f"DROP TABLE IF EXISTS {BARE}"))
    print(json.dumps({"seconds": seconds, "peak_gib": peak_gib}))  # noqa: T201 - the answer


if __name__ == "__main__":
    main(*sys.argv[1:])
