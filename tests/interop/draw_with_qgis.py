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
    QgsMapBoxGlStyleConversionContext,
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
from qgis.PyQt.QtGui import QColor, QImage

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


def read(address: str) -> bytes:
    """What the atlas answers there."""
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - of the atlas itself
        return answer.read()


def renderer_of(address: str) -> Any:
    """What QGIS makes of a MapLibre style and its icons."""
    style = json.loads(read(address))
    converter, context = QgsMapBoxGlStyleConverter(), QgsMapBoxGlStyleConversionContext()
    index = json.loads(read(f"{style['sprite']}@2x.json"))
    context.setSprites(QImage.fromData(read(f"{style['sprite']}@2x.png")), index)
    if converter.convert(style, context) != QgsMapBoxGlStyleConverter.Success:
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
