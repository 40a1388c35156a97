"""GDAL reads the tiles as well, and finds the same.

It reads them in a process of its own: where files of officers have been read, it opens no tiles.
"""

import math
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from starlette.testclient import TestClient

from geo.grid import Tile, tile_at
from tests.tiles.decoded import layers_in

ALL = "regions,region_labels,monuments,tourist_routes,citizen_reports,settlements"


def read_by_gdal(content: bytes, tile: Tile, folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The records of each layer with `geometry` in EPSG:3857."""
    path = folder / str(tile.z) / str(tile.x) / f"{tile.y}.pbf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return {
        name: pyogrio.read_dataframe(path, layer=name, CLIP="NO").to_dict("records")
        for name, _ in pyogrio.list_layers(path)
    }


@pytest.fixture(scope="module")
def process() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        yield executor


def id_of(record: dict[str, Any]) -> int | None:
    """The feature's id; a cell of several objects has none."""
    known = record.get("mvt_id")
    return None if known is None or math.isnan(known) or known < 0 else int(known)


@pytest.mark.parametrize("zoom", [0, 5, 8, 12, 14])
def test_gdal_finds_the_same_features(
    tiles: TestClient, process: ProcessPoolExecutor, tmp_path: Path, zoom: int
) -> None:
    tile = tile_at(66.6, 48.7, zoom)
    content = tiles.get(f"/api/tiles/{ALL}/{tile}").content
    by_gdal = process.submit(read_by_gdal, content, tile, tmp_path).result()
    ours = layers_in(tiles, ALL, tile)
    assert by_gdal.keys() == ours.keys()
    for name, features in ours.items():
        records = by_gdal[name]
        assert [id_of(record) for record in records] == [feature.id for feature in features]
        for record, feature in zip(records, features, strict=True):
            assert record["geometry"].is_valid
            assert record["geometry"].hausdorff_distance(feature.mercator) < 1
            for key, value in feature.properties.items():
                assert record[key] == value
