"""A map that QGIS draws as PNG; run by the Python that has QGIS.

The argument names a JSON file: `layers` as pairs of a kind (`vector/<provider>` or `tiles`) and an
address, `box` in EPSG:3857, `picture`, and, for tiles, the address of a MapLibre style.
"""

import json
import sys
import urllib.request
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapBoxGlStyleConverter,
    QgsMapLayer,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorTileLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

SIZE = QSize(512, 512)
MARKER = {"name": "circle", "color": "#ff0000", "outline_style": "no", "size": "2"}


def opened(kind: str, address: str, asked: dict[str, Any]) -> QgsMapLayer:
    """The layer, ready to be drawn; points of a vector layer are red."""
    if kind == "tiles":
        layer = QgsVectorTileLayer(address, "layer")
        if "style" in asked:
            layer.setRenderer(renderer_of(asked["style"]))
    else:
        layer = QgsVectorLayer(address, "layer", kind.partition("/")[2])
        if layer.geometryType() == QgsWkbTypes.PointGeometry:
            layer.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple(MARKER)))
    if not layer.isValid():
        sys.exit(f"QGIS cannot open {address}")
    return layer


def renderer_of(address: str) -> Any:
    """What QGIS makes of a MapLibre style."""
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - of the atlas itself
        style = json.load(answer)
    converter = QgsMapBoxGlStyleConverter()
    if converter.convert(style) != QgsMapBoxGlStyleConverter.Success:
        sys.exit(f"QGIS cannot read the style: {converter.errorMessage()}")
    return converter.renderer().clone()


application = QgsApplication([], False)  # noqa: FBT003 - whether there are windows
application.initQgis()
asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
layers = [opened(kind, address, asked) for kind, address in asked["layers"]]
settings = QgsMapSettings()
settings.setLayers(layers)
settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
settings.setExtent(QgsRectangle(*asked["box"]))
settings.setOutputSize(SIZE)
settings.setBackgroundColor(QColor("white"))
job = QgsMapRendererParallelJob(settings)
job.start()
job.waitForFinished()
job.renderedImage().save(asked["picture"], "PNG")
errors = [error.message for error in job.errors()]
json.dump({"version": Qgis.QGIS_VERSION, "errors": errors}, sys.stdout)
