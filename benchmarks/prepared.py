"""The atlas to be measured: a private cluster of its own, loaded by the project's own loaders."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psycopg
from sqlalchemy import Engine, text

from api.migration.migrate import migrate
from benchmarks.multiplied import multiply
from benchmarks.served import Client, served
from core.database.engine import SessionFactory, make_engine, make_sessions
from core.embedded.cluster import EmbeddedCluster
from core.settings import Settings
from ingest.demo.demonstration import load_demo
from layers.materialized.rebuild import rebuild
from layers.model.layer import Layer
from layers.registry import Catalogue, load_catalogue

REPORTS = "citizen_reports"
REACHABLE = 0o755
ORIGINALS = 200_000
"""So many reports the demonstration's own loader writes; those beyond are copies of them."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """A loaded database, a plain connection to it, and a client of the served application."""

    url: str
    folder: Path
    engine: Engine
    sessions: SessionFactory
    catalogue: Catalogue
    connection: "psycopg.Connection[tuple[object, ...]]"
    client: Client

    @property
    def reports(self) -> Layer:
        """The largest layer."""
        return self.catalogue.layer(REPORTS)

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a statement written here, over psycopg alone."""
        return self.connection.execute(query.encode(), values).fetchall()


@contextmanager
def prepared(reports: int, tell: Callable[[str], object]) -> Iterator[Atlas]:
    """The atlas with so many synthetic reports; `tell` hears what is being prepared.

    Nothing of it is left after the block, unless the environment names a BENCH_FOLDER: there the
    database stays, and a later run goes on with it.
    """
    with _folder() as folder, EmbeddedCluster(folder).running() as url:
        engine = make_engine(url)
        catalogue = load_catalogue()
        migrate(engine, catalogue)
        sessions = make_sessions(engine)
        _load(engine, sessions, catalogue, reports, tell)
        with (
            served(url, folder) as client,
            psycopg.connect(url, autocommit=True, options="-c jit=off") as connection,
        ):
            yield Atlas(url, folder, engine, sessions, catalogue, connection, client)
        engine.dispose()


@contextmanager
def _folder() -> Iterator[Path]:
    kept = os.environ.get("BENCH_FOLDER")
    if kept:
        Path(kept).mkdir(mode=REACHABLE, parents=True, exist_ok=True)
        yield Path(kept).resolve()
        return
    folder = Path(tempfile.mkdtemp(prefix="tuganzher-bench-"))
    folder.chmod(REACHABLE)
    try:
        yield folder
    finally:
        shutil.rmtree(EmbeddedCluster(folder).home, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


def _load(
    engine: Engine,
    sessions: SessionFactory,
    catalogue: Catalogue,
    reports: int,
    tell: Callable[[str], object],
) -> None:
    """Put the rows into the database, and all that is kept beside them."""
    with sessions() as session:
        there = session.scalar(text("SELECT count(*) FROM citizen_reports")) or 0
    if there >= reports:
        return
    tell("loading the demonstration")
    originals = min(reports, ORIGINALS)
    load_demo(sessions, Settings.from_environment({}), catalogue, reports=originals)
    multiply(engine, catalogue.layer(REPORTS), reports, lambda made: tell(f"{made:,} reports"))
    began = perf_counter()
    with engine.begin() as connection:
        rebuild(connection, catalogue.layer(REPORTS))
    tell(f"kept copies and counts built in {perf_counter() - began:,.0f} s")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def sizes(atlas: Atlas) -> dict[str, int]:
    """How many rows each layer has, by layer id, and how large the database is in MB."""
    counted = {
        layer.id: int(str(atlas.rows(f"SELECT count(*) FROM {layer.table.__tablename__}")[0][0]))  # noqa: S608 - a table of the catalogue
        for layer in atlas.catalogue.layers
    }
    bytes_of_all = atlas.rows("SELECT pg_database_size(current_database())")[0][0]
    return {**counted, "database MB": int(str(bytes_of_all)) // 2**20}


def versions(atlas: Atlas) -> dict[str, str]:
    """The versions of what does the work, and the number of processors."""
    server, postgis = atlas.rows("SELECT current_setting('server_version'), postgis_lib_version()")[
        0
    ]
    return {
        "PostgreSQL": str(server),
        "PostGIS": str(postgis),
        "Python": ".".join(map(str, sys.version_info[:3])),
        "processors": str(os.cpu_count()),
    }
