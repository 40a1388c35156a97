"""Which tiles are touched by news of changed ones, found without looking at all of them."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

Address = tuple[int, int, int]
"""Zoom, column and row of a tile."""
TileXY = tuple[int, int]
"""Column and row of a tile at a known zoom."""


class Changed:
    """Tiles whose content changed; each touches itself, its ancestors and its descendants."""

    def __init__(self, tiles: Iterable[Address]) -> None:
        self.by_zoom: defaultdict[int, set[TileXY]] = defaultdict(set)
        for z, x, y in tiles:
            self.by_zoom[z].add((x, y))

    def at_or_above(self, zoom: int) -> set[TileXY]:
        """The tiles of a zoom that changed or hold a changed one."""
        return {
            (x >> z - zoom, y >> z - zoom)
            for z, cells in self.by_zoom.items()
            if z >= zoom
            for x, y in cells
        }

    def descendants(self, zoom: int) -> int:
        """How many tiles of a zoom lie in changed ones of lower zooms."""
        return sum(len(cells) << 2 * (zoom - z) for z, cells in self.by_zoom.items() if z < zoom)

    def below(self, zoom: int) -> Iterator[TileXY]:
        """The tiles of a zoom that lie in changed ones of lower zooms."""
        for z, cells in self.by_zoom.items():
            wide = 1 << max(zoom - z, 0)
            if z < zoom:
                for x, y in cells:
                    for column in range(x * wide, (x + 1) * wide):
                        for row in range(y * wide, (y + 1) * wide):
                            yield column, row

    def holds(self, zoom: int, cell: TileXY) -> bool:
        """Whether a tile lies in a changed one of a lower zoom."""
        x, y = cell
        return any(
            (x >> zoom - z, y >> zoom - z) in cells for z, cells in self.by_zoom.items() if z < zoom
        )

    def touches(self, tile: Address) -> bool:
        """Whether a tile changed, holds a changed one or lies in one."""
        zoom, x, y = tile
        return self.holds(zoom, (x, y)) or (x, y) in self.at_or_above(zoom)


class TileIndex[Key: Hashable]:
    """The keys that stand at a tile, by zoom, column and row."""

    def __init__(self) -> None:
        self._by_zoom: defaultdict[int, dict[TileXY, set[Key]]] = defaultdict(dict)

    def add(self, tile: Address, key: Key) -> None:
        """Put the key at the tile."""
        z, x, y = tile
        self._by_zoom[z].setdefault((x, y), set()).add(key)

    def discard(self, tile: Address, key: Key) -> None:
        """Take the key away from the tile."""
        z, x, y = tile
        keys = self._by_zoom[z].get((x, y))
        if keys is not None:
            keys.discard(key)
            if not keys:
                del self._by_zoom[z][x, y]

    def keys(self) -> set[Key]:
        """Every key."""
        return {key for there in self._by_zoom.values() for keys in there.values() for key in keys}

    def touched(self, changed: Changed) -> set[Key]:
        """The keys at every tile that the changes touch.

        Descendants are looked up one by one or sought among what is there, whichever is less.
        """
        return {
            key
            for zoom, there in self._by_zoom.items()
            for cell in _touched(zoom, there, changed)
            for key in there[cell]
        }


def _touched[Key: Hashable](
    zoom: int, there: dict[TileXY, set[Key]], changed: Changed
) -> set[TileXY]:
    found = {cell for cell in changed.at_or_above(zoom) if cell in there}
    descendants = changed.descendants(zoom)
    if descendants > len(there):
        found.update(cell for cell in there if changed.holds(zoom, cell))
    elif descendants:
        found.update(cell for cell in changed.below(zoom) if cell in there)
    return found
