"""Archives of the drawn country, made within a test and read by the library's own reader."""

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pmtiles.reader import MmapSource, Reader, all_tiles

from core.clock import Clock
from core.text import Language
from geo.grid import Tile
from layers.registry import Catalogue
from tiles.pmtiles.making import BuildSettings, Made, make_archive
from tiles.pmtiles.order import USUAL_ZOOMS, ArchiveOrder, parse_order
from tiles.tile_layer import TileLayers

ON = date(2026, 11, 22)
BEGUN_AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def ordered(
    catalogue: Catalogue,
    layers: str | None = None,
    region: str | None = None,
    zooms: str = USUAL_ZOOMS,
) -> ArchiveOrder:
    """An order with names in Russian."""
    return parse_order(
        TileLayers(catalogue), Language.RU, layers=layers, region=region, zooms=zooms
    )


def archived(  # noqa: PLR0913, PLR0917 - what, from where, to where, how
    catalogue: Catalogue,
    url: str,
    path: Path,
    layers: str | None = None,
    region: str | None = None,
    zooms: str = USUAL_ZOOMS,
    **how: Any,
) -> Made:
    """The archive, made."""
    making = replace(BuildSettings(TileLayers(catalogue), url, "CC BY 4.0", Clock()), **how)
    order = ordered(catalogue, layers, region, zooms)
    return asyncio.run(make_archive(making, order, path, ON))


def tiles_in(path: Path) -> dict[Tile, bytes]:
    """The tiles of an archive, unpacked."""
    with path.open("rb") as file:
        found = all_tiles(MmapSource(file))
        return {Tile(*place): gzip.decompress(content) for place, content in found}


def told_by(path: Path) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """The header and the metadata of an archive."""
    with path.open("rb") as file:
        reader = Reader(MmapSource(file))
        return reader.header(), reader.metadata()
