"""Archives as others read them: GDAL, the library's reader, and the atlas's own by leaves."""

import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from pmtiles.tile import Compression, TileType

from core.progress import silent
from geo.grid import Tile
from layers.registry import Catalogue
from tests.tiles.archived import BEGUN_AT, archived
from tests.world.reports import REPORTS
from tiles.pmtiles.errors import DamagedArchiveError
from tiles.pmtiles.metadata import HeaderAndMetadata
from tiles.pmtiles.plan import tile_of
from tiles.pmtiles.reader import OpenedArchive
from tiles.pmtiles.work_file import work_file
from tiles.pmtiles.writing import directory_of, write_archive

LAYERS = "regions,region_labels,citizen_reports"


def opened_by_gdal(path: Path) -> dict[str, Any]:
    """The layers of an archive, the types of a layer's fields and the sum of its counts."""
    reports = pyogrio.read_dataframe(path, layer="citizen_reports")
    regions = pyogrio.read_dataframe(path, layer="regions")
    return {
        "layers": [name for name, _ in pyogrio.list_layers(path)],
        "crs": pyogrio.read_info(path, layer="regions")["crs"],
        "count": int(reports["count"].sum()),
        "is_number": str(reports["count"].dtype),
        "is_valid": bool(regions.geometry.is_valid.all()),
        "codes": set(regions["code"]),
        "bounds": tuple(regions.to_crs(4326).total_bounds),
    }


@pytest.fixture(scope="module")
def process() -> Iterator[ProcessPoolExecutor]:
    """A process in which no file of an officer has been read: there GDAL opens no archive."""
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        yield executor


def test_gdal_reads_every_layer(
    drawn_database: str, catalogue: Catalogue, tmp_path: Path, process: ProcessPoolExecutor
) -> None:
    path = tmp_path / "drawn.pmtiles"
    archived(catalogue, drawn_database, path, LAYERS, zooms="0-9")
    found = process.submit(opened_by_gdal, path).result()
    assert found["layers"] == LAYERS.split(",")
    assert found["crs"] == "EPSG:3857"
    assert found["count"] == REPORTS
    assert found["is_number"].startswith(("int", "float"))
    assert found["is_valid"]
    assert {"100000000", "101000000", "201000000"} <= found["codes"]
    assert found["bounds"] == pytest.approx((66, 48, 70, 52), abs=0.2)


def test_tiles_behind_leaves_are_found(tmp_path: Path) -> None:
    path = tmp_path / "large.pmtiles"
    dice = random.Random(9)  # noqa: S311 - a drawing, no secret
    contents = {tile_id: dice.randbytes(dice.randrange(1, 300)) for tile_id in range(20_000)}
    with work_file(path, "twenty thousand tiles", BEGUN_AT) as work:
        work.plan(contents, made=False)
        for tile_id, content in contents.items():
            work.keep(tile_id, content)
        told = HeaderAndMetadata(
            {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}, {}
        )
        write_archive(path, work, directory_of(work), told, silent)
    opened = OpenedArchive(path)
    assert opened.header["leaf_directory_length"] > 0
    for tile_id, content in contents.items():
        assert opened.tile(tile_of(tile_id)) == content
    assert opened.tile(tile_of(20_000)) is None
    assert opened.tile(Tile(13, 0, 0)) is None


@pytest.mark.parametrize("content", [b"", b"PMTiles", b"PMTiles\x03" + b"\0" * 500, b"x" * 999])
def test_file_that_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no.pmtiles"
    path.write_bytes(content)
    with pytest.raises(DamagedArchiveError):
        OpenedArchive(path)
