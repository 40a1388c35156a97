"""What QGIS reads in files and services, as JSON; run by the Python that has QGIS.

The argument names a JSON file: by key the layers as pairs of a provider and an address, which
field tells the id of a feature (none: its FID), which fields its place (none: its geometry), and
of which ids the fields are wanted.
"""

import json
import sys
from pathlib import Path
from typing import Any

from qgis.core import (
    NULL,
    Qgis,
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt


def opened(request: dict[str, Any]) -> dict[str, Any]:
    """What a request finds."""
    features = []
    for provider, address in request["layers"]:
        layer = QgsVectorLayer(address, "layer", provider)
        if not layer.isValid():
            sys.exit(f"QGIS cannot open {address} with {provider}")
        features += [read(feature, request) for feature in layer.getFeatures()]
    return {"features": features, "system": layer.crs().authid()}


def read(feature: QgsFeature, request: dict[str, Any]) -> list[Any]:
    """The id of a feature, its place and, where they are wanted, its fields."""
    named = request.get("number")
    number = int(float(feature[named])) if named else feature.id()
    wanted = number in request.get("sampled", [])
    place = place_of(feature, request.get("place", []))
    names = feature.fields().names() if wanted else []
    return [
        number,
        None if place.isNull() else bytes(place.asWkb()).hex(),
        {name: as_text(feature[name]) for name in names},
    ]


def place_of(feature: QgsFeature, names: list[str]) -> QgsGeometry:
    """The geometry of a feature: its own, or that of its columns of degrees or of WKT."""
    match [feature[name] for name in names]:
        case [longitude, latitude]:
            return QgsGeometry.fromPointXY(QgsPointXY(longitude, latitude))
        case [wkt]:
            return QgsGeometry.fromWkt(wkt)
        case _:
            return feature.geometry()


def as_text(value: Any) -> str:
    """The value of a field; a time as its day."""
    if value == NULL:
        return ""
    day = value.date() if isinstance(value, QDateTime) else value
    return day.toString(Qt.ISODate) if isinstance(day, QDate) else str(value)


application = QgsApplication([], False)  # noqa: FBT003 - whether there are windows
application.initQgis()
asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
answers = {key: opened(request) for key, request in asked.items()}
json.dump({**answers, "version": Qgis.QGIS_VERSION}, sys.stdout)
