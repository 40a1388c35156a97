"""What hangs on what: the keys of answers by the tables, layers and tiles they were made from."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass

from tiles.serving.tile_index import Address, Changed, TileIndex


@dataclass(frozen=True, slots=True)
class LayerChange:
    """Changes of a layer: the touched tiles, or None for all of them."""

    layer: str
    tiles: Changed | None


@dataclass(frozen=True, slots=True)
class Origin:
    """What an answer was made from: tables as a whole, and of some layers one tile.

    Without a tile every change of the layers concerns it.
    """

    tables: frozenset[str] = frozenset()
    layers: Collection[str] = ()
    tile: Address | None = None

    def is_touched_by(self, news: LayerChange) -> bool:
        """Whether the answer may be another one now."""
        if news.layer not in self.layers:
            return False
        return self.tile is None or news.tiles is None or news.tiles.touches(self.tile)


class Dependents[Key: Hashable]:
    """The keys of answers, to be found by what changed."""

    def __init__(self) -> None:
        self._of_table: defaultdict[str, set[Key]] = defaultdict(set)
        self._of_layer: defaultdict[str, set[Key]] = defaultdict(set)
        self._places: defaultdict[str, TileIndex[Key]] = defaultdict(TileIndex)

    def add(self, key: Key, origin: Origin) -> None:
        """Have the key found by all that its answer was made from."""
        for keys in self._whole(origin):
            keys.add(key)
        if origin.tile is not None:
            for layer in origin.layers:
                self._places[layer].add(origin.tile, key)

    def discard(self, key: Key, origin: Origin) -> None:
        """Have the key found no more."""
        for keys in self._whole(origin):
            keys.discard(key)
        if origin.tile is not None:
            for layer in origin.layers:
                self._places[layer].discard(origin.tile, key)

    def of_table(self, table: str) -> Iterable[Key]:
        """Every key whose answer was made from the table."""
        return list(self._of_table[table])

    def touched(self, news: LayerChange) -> Iterable[Key]:
        """Every key whose answer may be another one now."""
        places = self._places[news.layer]
        tiles = places.keys() if news.tiles is None else places.touched(news.tiles)
        return [*self._of_layer[news.layer], *tiles]

    def _whole(self, origin: Origin) -> Iterator[set[Key]]:
        for table in origin.tables:
            yield self._of_table[table]
        if origin.tile is None:
            for layer in origin.layers:
                yield self._of_layer[layer]
