"""An archive from an order: planned, drawn, written; a second call goes on where one was killed."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.clock import Clock
from core.progress import Progress, Stop, never, silent
from geo.grid import Bounds
from tiles.database import tile_database
from tiles.pmtiles.area import area_of
from tiles.pmtiles.drawing import Drawing, Keeper
from tiles.pmtiles.errors import (
    ArchiveOvertakenError,
    NothingToArchiveError,
    TooManyTilesError,
)
from tiles.pmtiles.metadata import ArchiveMetadata, bounds_of
from tiles.pmtiles.non_empty_tiles import Occupied
from tiles.pmtiles.order import ArchiveOrder
from tiles.pmtiles.plan import TilePlan, tile_of
from tiles.pmtiles.protection_snapshot import marks_of, settled_marks
from tiles.pmtiles.work_file import ids_of_zoom, remove_work, work_file
from tiles.pmtiles.writing import Directory, directory_of, require_tiles, write_archive
from tiles.sql.vector import VectorTiles
from tiles.tile_layer import TileLayers

BEGINNINGS = 3
"""How often an archive is begun in which something became secret before it was done."""


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """How archives are made: from which database, under whose licence, when, within what limits.

    `free_bytes` must stay free on the disk; a job makes at most `most_tiles`.
    """

    tile_layers: TileLayers
    database_url: str
    licence: str | None
    clock: Clock
    free_bytes: int = 0
    most_tiles: int | None = None
    progress: Progress = silent
    stop: Stop = never


@dataclass(frozen=True, slots=True)
class Made:
    """How many tiles an archive holds, how many of them differ, and the bytes of these."""

    tiles: int
    contents: int
    length: int
    drawn: int
    """Tiles that the database was asked for."""
    taken_up: int
    """Tiles that were made before by a program that did not finish."""


async def make_archive(
    making: BuildSettings, order: ArchiveOrder, path: Path, on: date, *, anew: bool = False
) -> Made:
    """The archive, at its path; the regions are those of the day `on`.

    Raises UnknownRegionError, NoRegionPolygonError, TooManyTilesError, NothingToArchiveError,
    ArchiveBusyError, ArchiveOvertakenError, and ArchiveStoppedError, ArchiveRoomError,
    TilesUnavailableError after which the same order goes on.
    """
    try:
        made = await _made_in_time(making, order, path, on, anew=anew)
    except (NothingToArchiveError, TooManyTilesError, ArchiveOvertakenError):
        remove_work(path)
        raise
    remove_work(path)
    return made


async def _made_in_time(
    making: BuildSettings, order: ArchiveOrder, path: Path, on: date, *, anew: bool
) -> Made:
    """The archive, begun again where something in it became secret. Raises ArchiveOvertakenError.

    A work file that belongs to other marks is thrown away by itself.
    """
    for _ in range(BEGINNINGS - 1):
        with suppress(ArchiveOvertakenError):
            return await _made(making, order, path, on, anew=anew)
    return await _made(making, order, path, on, anew=anew)


async def _made(
    making: BuildSettings, order: ArchiveOrder, path: Path, on: date, *, anew: bool
) -> Made:
    url, catalogue = making.database_url, making.tile_layers.catalogue
    marks = await asyncio.to_thread(settled_marks, url, catalogue, order.layers, making.stop)
    named = making.tile_layers.named(",".join(order.layers))
    async with tile_database(url) as database:
        area = await area_of(database, order.region, on)
        drawing = Drawing(database, VectorTiles(), named, on)
        fingerprint = await drawing.fingerprint(order, marks)
        with work_file(path, fingerprint, making.clock.now(), anew=anew) as work:
            taken_up = work.made
            plan = TilePlan(order, area, Occupied(database, named, on), work, making.most_tiles)
            await plan.fill(making.progress, making.stop)
            planned = work.made
            keeper = Keeper(drawing, work, making.progress, making.stop, making.free_bytes)
            await keeper.make_all()
            if await asyncio.to_thread(marks_of, url, order.layers) != marks:
                raise ArchiveOvertakenError
            directory = directory_of(work)
            require_tiles(directory, ",".join(order.layers))
            work.require_room(making.free_bytes + directory.length)
            about = ArchiveMetadata(order, named, area, work.begun_at, making.licence, marks)
            told = about.header_and_metadata(area.bounds or _bounds_of(directory))
            write_archive(path, work, directory, told, making.progress)
    return Made(
        directory.tiles, len(directory.offsets), directory.length, work.made - planned, taken_up
    )


def _bounds_of(directory: Directory) -> Bounds:
    """The edges of the deepest tiles that hold something, in degrees."""
    first, _ = ids_of_zoom(tile_of(directory.entries[-1].tile_id).z)
    numbers = (
        entry.tile_id + step
        for entry in directory.entries
        if entry.tile_id >= first
        for step in range(entry.run_length)
    )
    return bounds_of([tile_of(number).bounds for number in numbers])
