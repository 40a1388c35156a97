"""Every layer in every format, whole and of one oblast, and how programs open each file."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from layers.exports.formats import FORMATS
from layers.model.layer import GeometryKind
from tests.interop.known import CATALOGUE, LAYERS, Known, in_oblast, known
from tests.interop.serving import ServedAtlas

OBLAST = "100000000"
"""Abai Region."""
WHOLE, REGION = "whole", "region"
PARTS: Mapping[str, Mapping[str, str]] = {WHOLE: {}, REGION: {"region": OBLAST}}
SHARED_FORMATS = tuple(name for name in FORMATS if name != "parquet")
"""Debian builds GDAL, and so QGIS, without Arrow: neither reads GeoParquet there."""
KINDS_OF_QGIS = ("point", "line", "polygon")
"""QGIS makes a layer of each kind of geometry that a table of WKT holds."""
ROUNDED = frozenset({"geojson", "geojsonl", "csv", "xlsx", "gpx", "kml"})
"""Formats that write coordinates in decimals."""


@dataclass(frozen=True, slots=True)
class Order:
    """A file to ask for."""

    layer: str
    file_format: str
    part: str
    further: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, str]:
        """The parameters of the request."""
        return {"f": self.file_format, **PARTS[self.part], **self.further}


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file as the atlas gave it."""

    layer: str
    file_format: str
    path: Path
    headers: httpx.Headers

    @property
    def key(self) -> str:
        """Tells the file from the others."""
        return self.path.name

    @property
    def is_flat(self) -> bool:
        """Whether a table of it has the place in two columns."""
        return CATALOGUE.layer(self.layer).geometry is GeometryKind.POINT

    @property
    def columns_of_place(self) -> tuple[str, ...]:
        """The columns of a table in which the place stands."""
        return ("lon", "lat") if self.is_flat else ("wkt",)

    def for_gdal(self, expected: Known) -> dict[str, Any]:
        """The request by which GDAL opens the file."""
        request: dict[str, Any] = {"source": str(self.path), "sampled": expected.sampled}
        match self.file_format:
            case "csv" if self.is_flat:
                places = ["X_POSSIBLE_NAMES=lon", "Y_POSSIBLE_NAMES=lat"]
                request |= {"options": [*places, "KEEP_GEOM_COLUMNS=NO"], "number": "id"}
            case "csv":
                request |= {"options": ["GEOM_POSSIBLE_NAMES=wkt"], "number": "id"}
            case "xlsx":
                request |= {"number": "id", "place": [*self.columns_of_place]}
            case "gpx":
                request |= {"layers": ["waypoints", "tracks"], "number": "atlas_id"}
            case "kml":
                request |= {"number": "atlas_id"}
            case "gpkg" | "fgb":
                request |= {"number": "id"}
        return request

    def for_qgis(self, expected: Known) -> dict[str, Any]:
        """The request by which QGIS opens the file."""
        path = str(self.path)
        request: dict[str, Any] = {"layers": [("ogr", path)], "sampled": expected.sampled}
        match self.file_format:
            case "csv":
                address = f"file://{path}?type=csv&detectTypes=no&crs=EPSG:4326&"
                places = (
                    ["xField=lon&yField=lat"]
                    if self.is_flat
                    else [f"wktField=wkt&geomType={kind}" for kind in KINDS_OF_QGIS]
                )
                layers = [("delimitedtext", f"{address}{place}") for place in places]
                request |= {"layers": layers, "number": "id"}
            case "xlsx":
                sheet = f"{path}|layername={self.layer}"
                place = [*self.columns_of_place]
                request |= {"layers": [("ogr", sheet)], "number": "id", "place": place}
            case "gpx":
                tables = (f"{path}|layername={name}" for name in ("waypoints", "tracks"))
                request |= {"layers": [("ogr", table) for table in tables], "number": "atlas_id"}
            case "kml":
                request |= {"number": "atlas_id"}
            case "gpkg" | "fgb":
                request |= {"number": "id"}
        return request


def key_of(layer: str, file_format: str, part: str) -> str:
    """The key of a file."""
    return f"{layer}-{part}.{file_format}"


def downloaded(atlas: ServedAtlas, folder: Path) -> dict[str, Downloaded]:
    """Every file by key."""
    orders = itertools.product(LAYERS, FORMATS, PARTS)
    files = [downloaded_file(atlas, folder, Order(*order)) for order in orders]
    return {file.key: file for file in files}


def downloaded_file(atlas: ServedAtlas, folder: Path, order: Order) -> Downloaded:
    """The file that was asked for."""
    path = folder / key_of(order.layer, order.file_format, order.part)
    address = f"{atlas.collection(order.layer)}/download"
    with (
        httpx.stream("GET", address, params=order.asked, timeout=60) as answer,
        path.open("wb") as file,
    ):
        assert answer.status_code == httpx.codes.OK, answer.read()
        for piece in answer.iter_bytes():
            file.write(piece)
    return Downloaded(order.layer, order.file_format, path, answer.headers)


def expected_rows(atlas: ServedAtlas) -> dict[tuple[str, str], Known]:
    """What each file must hold, by layer and part."""
    conditions = {WHOLE: None, REGION: in_oblast(OBLAST)}
    return {
        (layer, part): known(atlas.database_url, layer, condition)
        for layer in LAYERS
        for part, condition in conditions.items()
    }
