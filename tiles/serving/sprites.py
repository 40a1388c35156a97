"""The files of the map's icons, made when the first of them is asked for."""

import asyncio
import json
from collections.abc import Iterator

from layers.registry import Catalogue
from tiles.errors import NoTileResourceError
from tiles.serving.encoded_tile import JSON, VARY_ENCODING, EncodedTile, ready
from tiles.serving.encoding import encoded
from tiles.style.icons import has_points
from tiles.style.sprite import RATIOS, sprite_index, sprite_picture
from tiles.style.stylesheet import SPRITE

PNG = b"image/png"
FOLDER, _, NAME = SPRITE.partition("/")


class SpriteFiles:
    """The index and the picture of the icons, each in two densities."""

    def __init__(self, catalogue: Catalogue) -> None:
        drawn = [layer.style for layer in catalogue.layers if has_points(layer)]
        self._colours = {style.shape: style.colour for style in drawn}
        self._files: dict[str, EncodedTile] | None = None

    async def file(self, name: str) -> EncodedTile:
        """A file by its name, such as `atlas@2x.png`. Raises NoTileResourceError."""
        if self._files is None:
            self._files = await asyncio.to_thread(lambda: dict(self._made()))
        if name not in self._files:
            raise NoTileResourceError(name, field="path")
        return self._files[name]

    def _made(self) -> Iterator[tuple[str, EncodedTile]]:
        for ratio in RATIOS:
            name = NAME if ratio == 1 else f"{NAME}@{ratio}x"
            index = json.dumps(sprite_index(ratio)).encode()
            picture = sprite_picture(ratio, self._colours)
            yield f"{name}.json", ready(encoded(index), JSON, VARY_ENCODING)
            yield f"{name}.png", ready(encoded(picture), PNG, VARY_ENCODING)
