"""A download of a large layer leaves the server as small as it was, in every format."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import httpx
import pytest
from sqlalchemy import text

from core.database.engine import make_engine
from core.embedded.cluster import EmbeddedCluster
from layers.exports.formats import FORMATS
from layers.registry import Catalogue
from tests.databases import clone
from tests.interop.conftest import REPORTS, fill
from tests.interop.serving import ServedAtlas, served_atlas

pytestmark = pytest.mark.interop

TIMES = 50
"""So many times the reports, all in all 300,000."""
MOST_MIB = {"fgb": 200}
"""Its index is kept in memory up to 500,000 rows, 250 bytes a row."""
USUALLY_MOST_MIB = 80
EVERY_S = 0.05
PLAIN = {"Accept-Encoding": "identity"}
LEAST_BYTES_OF_ROW = 15
"""GeoParquet needs 22 for these rows, which are much alike."""
MULTIPLY = """
INSERT INTO citizen_reports (topic, state, text, submitted_at, geom, source, source_key, synthetic)
SELECT topic, state, text, submitted_at, ST_Translate(geom, n * 0.0001, 0), source,
    source_key || '-' || n, synthetic
FROM citizen_reports, generate_series(2, :times) AS n
"""


@pytest.fixture(scope="module")
def large_atlas(
    cluster: EmbeddedCluster,
    atlas_template: str,
    catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[ServedAtlas]:
    """An atlas with 300,000 reports."""
    with clone(cluster, atlas_template, "interop_large") as url:
        fill(url, catalogue)
        engine = make_engine(url)
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL atlas.bulk = 'on'"))
            connection.execute(text(MULTIPLY), {"times": TIMES})
        engine.dispose()
        with served_atlas(url, tmp_path_factory.mktemp("large")) as atlas:
            yield atlas


@pytest.mark.parametrize("file_format", FORMATS)
def test_memory_is_bounded(large_atlas: ServedAtlas, file_format: str) -> None:
    before = resident_mib(large_atlas.process_id)
    done = Event()
    with ThreadPoolExecutor(1) as watcher:
        most = watcher.submit(most_resident_mib, large_atlas.process_id, done)
        size = downloaded_bytes(large_atlas, file_format)
        done.set()
        grown = most.result() - before
    print(f"{file_format}: {size / 2**20:.0f} MiB, grown by {grown:.0f} MiB")  # noqa: T201
    assert size > REPORTS * TIMES * LEAST_BYTES_OF_ROW
    assert grown < MOST_MIB.get(file_format, USUALLY_MOST_MIB)


def downloaded_bytes(atlas: ServedAtlas, file_format: str) -> int:
    """The size of the file of all reports."""
    address = f"{atlas.collection('citizen_reports')}/download"
    with httpx.stream(
        "GET", address, params={"f": file_format}, headers=PLAIN, timeout=300
    ) as answer:
        assert answer.status_code == httpx.codes.OK
        return sum(len(piece) for piece in answer.iter_raw())


def most_resident_mib(process_id: int, done: Event) -> float:
    """The most memory that the process held until the event."""
    most = resident_mib(process_id)
    while not done.wait(EVERY_S):
        most = max(most, resident_mib(process_id))
    return most


def resident_mib(process_id: int) -> float:
    """The memory that the process holds now."""
    lines = Path(f"/proc/{process_id}/status").read_text(encoding="ascii").splitlines()
    resident = next(line for line in lines if line.startswith("VmRSS:"))
    return int(resident.split()[1]) / 1024
