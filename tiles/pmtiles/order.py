"""What somebody wants archived: layers, a region, zooms, and the language of the names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import InvalidValueError
from core.text import Language, Text
from tiles.tile_layer import TileLayer, TileLayers

COUNTRY = "KZ"
"""Stands for everything that the atlas holds, as no region does."""
USUAL_ZOOMS = "0-12"
ZOOMS = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class ArchiveOrder:
    """The tiles that touch a region, each with all that the live tile holds.

    `region` is a KATO code, None the whole atlas. Both zooms are included.
    """

    layers: tuple[str, ...]
    region: str | None
    min_zoom: int
    max_zoom: int
    language: Language

    @property
    def zooms(self) -> str:
        """The zooms as they are ordered."""
        return f"{self.min_zoom}-{self.max_zoom}"


def parse_order(
    tile_layers: TileLayers,
    language: Language,
    *,
    layers: str | None,
    region: str | None,
    zooms: str,
) -> ArchiveOrder:
    """The order of some texts; without `layers` every layer.

    Raises NoTileLayerError, and InvalidValueError for zooms that no tile has.
    """
    named = tile_layers.named(layers) if layers else tuple(tile_layers.by_id.values())
    first, last = _parse_zooms(zooms, named)
    whole = region is None or region.strip().upper() in ("", COUNTRY)
    return ArchiveOrder(
        layers=tuple(tile_layer.id for tile_layer in named),
        region=None if whole else (region or "").strip(),
        min_zoom=first,
        max_zoom=last,
        language=language,
    )


def _parse_zooms(text: str, named: Sequence[TileLayer]) -> tuple[int, int]:
    deepest = max(tile_layer.max_zoom for tile_layer in named)
    found = ZOOMS.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if not first <= last <= deepest:
        raise InvalidValueError(text, field="zooms", hint=_zooms_hint(deepest))
    return first, last


def _zooms_hint(deepest: int) -> Text:
    return Text(
        f"Масштабтарды 0-12 түрінде жазыңыз; бұл қабаттардың тайлдары 0–{deepest} аралығында.",
        f"Запишите масштабы как 0-12; у этих слоёв есть тайлы от 0 до {deepest}.",
        f"Write zooms like 0-12; these layers have tiles from 0 to {deepest}.",
    )
