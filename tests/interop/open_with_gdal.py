"""What GDAL reads in files and services, as JSON; run by the Python that has GDAL.

The argument names a JSON file: by key the data set, its layers, open options, which field tells
the id of a feature (none: its FID), which fields its place (none: its geometry), and of which ids
the fields are wanted.
"""

import json
import sys
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()


def opened(request: dict[str, Any]) -> dict[str, Any]:
    """What a request finds."""
    source = gdal.OpenEx(request["source"], gdal.OF_VECTOR, open_options=request.get("options", []))
    names = request.get("layers") or [source.GetLayer(0).GetName()]
    features = []
    for name in names:
        layer = source.GetLayerByName(name)
        features += [read(feature, request) for feature in layer]
    return {
        "driver": source.GetDriver().ShortName,
        "kind": ogr.GeometryTypeToName(layer.GetGeomType()),
        "metadata": {**source.GetMetadata(), **layer.GetMetadata()},
        "system": code_of(layer.GetSpatialRef()),
        "features": features,
    }


def code_of(system: osr.SpatialReference | None) -> str:
    """Such as `EPSG:4326`; empty where there is none."""
    return f"{system.GetAuthorityName(None)}:{system.GetAuthorityCode(None)}" if system else ""


def read(feature: ogr.Feature, request: dict[str, Any]) -> list[Any]:
    """The id of a feature, its place and, where they are wanted, its fields."""
    named = request.get("number")
    number = int(float(feature.GetFieldAsString(named))) if named else feature.GetFID()
    place = place_of(feature, request.get("place", []))
    wanted = number in request.get("sampled", [])
    fields = feature.items() if wanted else {}
    return [
        number,
        bytes(place.ExportToWkb()).hex() if place else None,
        {name: as_text(feature, name) for name in fields},
    ]


def place_of(feature: ogr.Feature, names: list[str]) -> ogr.Geometry | None:
    """The geometry of a feature: its own, or that of its columns of degrees or of WKT."""
    match [feature.GetFieldAsString(name) for name in names]:
        case [longitude, latitude]:
            return ogr.CreateGeometryFromWkt(f"POINT ({longitude} {latitude})")
        case [wkt]:
            return ogr.CreateGeometryFromWkt(wkt)
        case _:
            return feature.GetGeometryRef()


def as_text(feature: ogr.Feature, name: str) -> str:
    """The value of a field; a time as its day."""
    if not feature.IsFieldSetAndNotNull(name):
        return ""
    if feature.GetFieldDefnRef(name).GetType() in (ogr.OFTDate, ogr.OFTDateTime):
        return "{:04}-{:02}-{:02}".format(*feature.GetFieldAsDateTime(name)[:3])
    return feature.GetFieldAsString(name)


asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
answers = {key: opened(request) for key, request in asked.items()}
json.dump({**answers, "version": gdal.VersionInfo("RELEASE_NAME")}, sys.stdout)
