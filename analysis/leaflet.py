"""Leaflet inside the page itself, so that a map needs no network."""

from base64 import b64encode
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from re import Match, sub

import folium
from xstatic.pkg import leaflet  # type: ignore[import-untyped]  # only data files

FOLDER = Path(leaflet.BASE_DIR)
"""Leaflet as its Python package brings it, in the version for which folium is made."""


def bring_leaflet(figure: folium.Map) -> None:
    """Have the map's page hold Leaflet itself in place of folium's links to other machines.

    jQuery, Bootstrap and icon fonts are left out: circles, lines, areas and tooltips do without.
    Markers with icons and HTML popups would not work on such a map.
    """
    figure.default_js = [("leaflet", _data_url("text/javascript", _script()))]
    figure.default_css = [("leaflet_css", _data_url("text/css", _style()))]


@cache
def _script() -> bytes:
    text = (FOLDER / "leaflet.js").read_text(encoding="utf-8")
    return sub(r"\n//# sourceMappingURL=\S+", "", text).encode()


@cache
def _style() -> bytes:
    text = (FOLDER / "leaflet.css").read_text(encoding="utf-8")
    return sub(r"url\((images/[\w.-]+)\)", _embedded, text).encode()


def _embedded(link: Match[str]) -> str:
    """The picture that a style sheet links to, within the style sheet."""
    path = FOLDER / link.group(1)
    kind, _ = guess_type(path.name)
    return f"url({_data_url(str(kind), path.read_bytes())})"


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
