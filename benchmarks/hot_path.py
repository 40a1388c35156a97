"""How many requests a second for tiles in memory, next to a static body from bare ASGI?"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks.bare_asgi import BYTES
from benchmarks.comparison import MS, Comparison, Goal
from benchmarks.plain_http import calling
from benchmarks.prepared import REPORTS, Atlas
from benchmarks.served import HOST, serving, started
from benchmarks.tipg_beside import FIELDS_OF_REPORTS, tile_path, tipg
from geo.grid import Tile, tile_at

BARE = "benchmarks.bare_asgi:application"
WANTED_BYTES = 20_000
ZOOMS = range(4, 15)
CONNECTIONS = 8
ROUNDS, SECONDS = 9, 1.0
UNCACHED_ROUNDS, CACHED_ROUNDS = 3, 200
GZIP = "Accept-Encoding: gzip, deflate, br"
FULLEST = """
SELECT avg(ST_X(geom)), avg(ST_Y(geom)) FROM citizen_reports
GROUP BY floor(ST_X(geom) * 50), floor(ST_Y(geom) * 50) ORDER BY count(*) DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A tile that is in memory by now."""

    place: Tile
    path: str
    size: int
    """Bytes, compressed."""
    etag: str


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """A tile of about 20 kB and its 304, one process on either side, rounds in turn."""
    tile = _tile_of_wanted_size(atlas)
    environment = {**os.environ, BYTES: str(tile.size)}
    unchanged = f"If-None-Match: {tile.etag}"
    with (
        serving(atlas.url, atlas.folder) as ours,
        started(BARE, environment, "/", "--factory") as bare,
    ):
        rounds = [
            (
                _rate(ours, tile.path, GZIP),
                _rate(bare, tile.path, GZIP),
                _rate(ours, tile.path, GZIP, unchanged),
                _rate(bare, tile.path, GZIP, unchanged),
            )
            for _ in range(ROUNDS)
        ]
        with tipg(atlas.url) as other, asyncio.Runner() as runner:
            path = tile_path(REPORTS, tile.place, FIELDS_OF_REPORTS)
            of_tipg = runner.run(_median_ms(other, path, UNCACHED_ROUNDS))
            alone = runner.run(_median_ms(ours, tile.path, CACHED_ROUNDS))
    yield _comparison("cached tile", [each[:2] for each in rounds], tile, 0.85)
    yield _comparison("304", [each[2:] for each in rounds], tile, 1)
    yield Comparison(
        f"cached tile {tile.place}, one connection",
        f"{MS / alone:,.0f} requests/s",
        alone,
        f"TipG, uncached, {MS / of_tipg:,.1f} requests/s",
        of_tipg,
        (Goal("cached tile, requests/s against uncached TipG", of_tipg / alone, 50),),
    )


async def _median_ms(port: int, path: str, repetitions: int) -> float:
    """Milliseconds of a GET, one after the other on one connection."""
    async with calling(port) as caller:
        await caller.get(path)
        return median([(await caller.get(path)).ms for _ in range(repetitions)])


def _comparison(
    name: str, rates: list[tuple[float, float]], tile: Kept, wanted: float
) -> Comparison:
    ours, bare = (median(rate) for rate in zip(*rates, strict=True))
    ratio = median(first / second for first, second in rates)
    return Comparison(
        f"{name} of {tile.size / 1000:.0f} kB, {CONNECTIONS} connections",
        f"{ours:,.0f} requests/s",
        MS / ours,
        f"static body, bare ASGI, {bare:,.0f} requests/s",
        MS / bare,
        (Goal(f"{name}, requests/s against bare ASGI", ratio, wanted),),
    )


def _tile_of_wanted_size(atlas: Atlas) -> Kept:
    """The tile at the fullest place that comes nearest to the wanted size."""
    longitude, latitude = (float(str(value)) for value in atlas.rows(FULLEST)[0])
    tiles = [_asked(atlas, tile_at(longitude, latitude, zoom)) for zoom in ZOOMS]
    return min(tiles, key=lambda tile: abs(tile.size - WANTED_BYTES))


def _asked(atlas: Atlas, tile: Tile) -> Kept:
    path = f"/api/tiles/{REPORTS}/{tile}"
    answer = atlas.client.get(path, {"Accept-Encoding": "gzip"})
    return Kept(tile, path, len(answer.body), answer.etag)


def _rate(port: int, path: str, *headers: str) -> float:
    """Requests a second, by a process of its own."""
    command = [
        *(sys.executable, "-m", "benchmarks.load", HOST, str(port)),
        *(str(CONNECTIONS), str(SECONDS), path, *headers),
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    return float(told.stdout)
