"""QGIS draws features, vector tiles with the style of the atlas, and an archive of tiles.

QGIS 3.22 of Debian 12 does not know PMTiles (its GDAL would have to be 3.8): it reads an archive
by way of the addresses of its tiles.
"""

import json
import os
from pathlib import Path
from urllib.parse import quote

import numpy as np
import pyogrio
import pytest
from PIL import Image

from tests.interop.archives import ARCHIVE_ZOOM
from tests.interop.known import CATALOGUE, LAYERS, known
from tests.interop.opening import opened_by_qgis
from tests.interop.programs import run_qgis
from tests.interop.serving import ServedAtlas

pytestmark = pytest.mark.interop

COUNTRY = (5_100_000, 4_900_000, 9_800_000, 7_500_000)
"""The box around Kazakhstan, EPSG:3857 in metres."""
IN_ABAI = (8_800_000, 6_300_000, 9_000_000, 6_500_000)
"""A box within Abai Region, around Semey."""


def drawn(
    layers: list[tuple[str, str]],
    folder: Path,
    *,
    box: tuple[int, int, int, int] = COUNTRY,
    style: str | None = None,
) -> np.ndarray:
    """The picture that QGIS makes of the layers, as an array of RGB."""
    picture = Path(os.environ.get("INTEROP_PICTURES", folder)) / f"{folder.name}.png"
    asked = {"layers": layers, "box": box, "picture": str(picture)}
    if style:
        asked["style"] = style
    order = folder / "draw.json"
    order.write_text(json.dumps(asked))
    said = json.loads(run_qgis("draw_with_qgis.py", order, folder=folder))
    assert said["errors"] == []
    return np.asarray(Image.open(picture).convert("RGB")).astype(int)


def inked(picture: np.ndarray) -> int:
    """The number of pixels that are not the white of the paper."""
    return int((picture != 255).any(axis=2).sum())


def detail(picture: np.ndarray) -> int:
    """The number of pixels of another colour than the commonest, as regions fill the picture."""
    _, counts = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    return int(counts.sum() - counts.max())


def coloured(picture: np.ndarray, colour: str, within: int = 24) -> int:
    """The number of pixels of about this colour, `#rrggbb`."""
    wanted = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return int((abs(picture - wanted) <= within).all(axis=2).sum())


def features(atlas: ServedAtlas, layer: str) -> tuple[str, str]:
    """A layer of QGIS that reads OGC API Features."""
    address = f"pagingEnabled='true' pageSize='500' typename='{layer}' url='{atlas.api}'"
    return "vector/OAPIF", address


def tiles(address: str, least: int = 0, most: int = 14) -> tuple[str, str]:
    """A layer of QGIS that reads vector tiles of the zooms between."""
    return "tiles", f"type=xyz&zmin={least}&zmax={most}&url={quote(address, safe=':/,')}"


@pytest.mark.parametrize("layer", LAYERS)
def test_qgis_draws_features(atlas: ServedAtlas, tmp_path: Path, layer: str) -> None:
    picture = drawn([features(atlas, layer)], tmp_path)
    assert inked(picture) > 100
    assert inked(picture) < picture.shape[0] * picture.shape[1] / 2


@pytest.mark.parametrize("layer", LAYERS)
def test_qgis_draws_vector_tiles(atlas: ServedAtlas, tmp_path: Path, layer: str) -> None:
    """With the symbols that QGIS itself chooses."""
    address = f"{atlas.api}/tiles/{layer}/{{z}}/{{x}}/{{y}}"
    picture = drawn([tiles(address, CATALOGUE.layer(layer).tile.min_zoom)], tmp_path)
    assert inked(picture) > 100


def test_qgis_draws_tiles_in_the_style_of_the_atlas(atlas: ServedAtlas, tmp_path: Path) -> None:
    address = f"{atlas.api}/tiles/regions,tourist_routes/{{z}}/{{x}}/{{y}}"
    style = f"{atlas.api}/tiles/style.json"
    picture = drawn([tiles(address)], tmp_path, style=style)
    assert coloured(picture, "#00707a") > 100  # routes
    assert coloured(picture, "#857a66", within=60) > 200  # borders


def test_qgis_draws_the_icons_of_the_atlas(atlas: ServedAtlas, tmp_path: Path) -> None:
    address = f"{atlas.api}/tiles/monuments/{{z}}/{{x}}/{{y}}"
    picture = drawn([tiles(address)], tmp_path, style=f"{atlas.api}/tiles/style.json")
    assert coloured(picture, CATALOGUE.layer("monuments").style.colour) > 100


def test_qgis_draws_an_archive_of_tiles(atlas: ServedAtlas, archive: Path, tmp_path: Path) -> None:
    names = [name for name, _ in pyogrio.list_layers(archive)]
    served = tiles(f"{atlas.api}/tiles/archive/{archive.stem}/{{z}}/{{x}}/{{y}}", most=ARCHIVE_ZOOM)
    live = tiles(f"{atlas.api}/tiles/{','.join(names)}/{{z}}/{{x}}/{{y}}", most=ARCHIVE_ZOOM)
    from_archive = drawn([served], tmp_path, box=IN_ABAI)
    from_database = drawn([live], tmp_path, box=IN_ABAI)
    assert detail(from_archive) > 1_000
    assert detail(from_archive) == pytest.approx(detail(from_database), rel=0.02)


def test_qgis_counts_what_the_service_counts(atlas: ServedAtlas, tmp_path: Path) -> None:
    requests = {layer: {"layers": [("OAPIF", features(atlas, layer)[1])]} for layer in LAYERS}
    found = opened_by_qgis(requests, tmp_path)
    assert {layer: len(answer.places) for layer, answer in found.items()} == {
        layer: len(known(atlas.database_url, layer).places) for layer in LAYERS
    }
