"""How long do twenty people wait while a stranger holds forty connections against the atlas?

Everything stays on this machine, lasts seconds and ends by itself.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from benchmarks.attackers import ATTACKS, CONNECTIONS
from benchmarks.comparison import Comparison, Goal
from benchmarks.plain_http import calling
from benchmarks.prepared import REPORTS, Atlas
from benchmarks.served import HOST, free_port, wait_until_ready
from geo.grid import tile_at

USERS = 20
SECONDS = 6.0
REST_S = 0.1
"""Between two requests of one person."""
MOST_MS = 200.0
FIRST_IDS = "SELECT id FROM monuments ORDER BY id LIMIT 20"
ALMATY = (76.9, 43.25)


@dataclass(frozen=True, slots=True)
class Waits:
    """Milliseconds that people and a health check waited for each of their answers."""

    people: list[float]
    health: list[float]


def compared(atlas: Atlas) -> Iterator[Comparison]:
    """A row for each kind of hostility, beside the same people undisturbed."""
    paths = _paths(atlas)
    with _serving(atlas.url, atlas.folder) as port:
        asyncio.run(_waited(port, paths, 1.0))
        calm = asyncio.run(_waited(port, paths, SECONDS))
        for name in ATTACKS:
            with _attacked(port, name):
                waits = asyncio.run(_waited(port, paths, SECONDS))
            yield _comparison(name, waits, calm)


def _comparison(name: str, waits: Waits, calm: Waits) -> Comparison:
    ours, health = _p95(waits.people), max(waits.health)
    return Comparison(
        f"{USERS} people beside {CONNECTIONS} hostile connections: {name}",
        f"p95, median {median(waits.people):,.0f}, health at most {health:,.0f} ms",
        ours,
        f"p95 undisturbed, median {median(calm.people):,.0f}",
        _p95(calm.people),
        (
            Goal(f"p95 beside {name}, ms", ours, MOST_MS, at_least=False),
            Goal(f"health beside {name}, ms", health, MOST_MS, at_least=False),
        ),
    )


def _p95(waits: list[float]) -> float:
    return quantiles(waits, n=20)[-1]


def _paths(atlas: Atlas) -> list[str]:
    """What people ask for: objects, short lists, tiles, the units at a place."""
    tiles = [tile_at(*ALMATY, zoom) for zoom in (6, 9, 12)]
    return [
        *(f"/api/collections/monuments/items/{row[0]}" for row in atlas.rows(FIRST_IDS)),
        *(f"/api/tiles/{REPORTS}/{tile}" for tile in tiles),
        f"/api/collections/{REPORTS}/items?limit=10",
        "/api/regions/at?lon=76.9&lat=43.25",
    ]


async def _waited(port: int, paths: list[str], seconds: float) -> Waits:
    ends_at = perf_counter() + seconds
    waits = Waits([], [])
    people = (_person(port, paths[number:] + paths[:number], ends_at, waits.people)
              for number in range(USERS))  # fmt: skip
    await asyncio.gather(*people, _person(port, ["/readyz"], ends_at, waits.health))
    return waits


async def _person(port: int, paths: list[str], ends_at: float, waits: list[float]) -> None:
    """Ask for one after the other on one connection, with rests, until it is time."""
    async with calling(port) as caller:
        number = 0
        while perf_counter() < ends_at:
            waits.append((await caller.get(paths[number % len(paths)])).ms)
            number += 1
            await asyncio.sleep(REST_S)


@contextmanager
def _attacked(port: int, name: str) -> Iterator[None]:
    """A process of its own that attacks while the block runs, and never for much longer."""
    longest_s = str(4 * SECONDS)
    command = [sys.executable, "-m", "benchmarks.attackers", HOST, str(port), name, longest_s]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as attack:  # noqa: S603 - our own
        try:
            if attack.stdout:
                attack.stdout.readline()
            yield
        finally:
            attack.terminate()


@contextmanager
def _serving(url: str, folder: Path) -> Iterator[int]:
    """The port at which `tuganzher serve` serves, as an operator would run it."""
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": url, "ATLAS_DATA": str(folder)}
    program = str(Path(sys.executable).with_name("tuganzher"))
    command = [program, "serve", "--no-worker", "--host", HOST, "--port", str(port)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, **quiet) as server:  # type: ignore[call-overload]  # noqa: S603 - our own
        try:
            wait_until_ready(port, "/readyz")
            yield port
        finally:
            server.terminate()
