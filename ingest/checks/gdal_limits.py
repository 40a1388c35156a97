"""What GDAL may open: files of the formats that the atlas reads, and nothing beyond them."""

from functools import cache
from threading import Lock

import pyogrio
from pyogrio.core import _register_drivers

READ_DRIVERS = frozenset(
    {
        "ESRI Shapefile",
        "FlatGeobuf",
        "GPKG",
        "GPX",
        "GeoJSON",
        "GeoJSONSeq",
        "KML",
        "LIBKML",
        "MEM",
        "TopoJSON",
    }
)
"""Without those that follow a file's word to other files or addresses, such as VRT and HTTP.

TopoJSON is there for the outlines of the starter data, GeoJSONSeq for what the atlas gives away.
"""

NOWHERE = "127.0.0.1:9"
"""A port at which nobody answers."""


LIMITING = Lock()


def limit_gdal() -> None:
    """Let GDAL open, in this process, files of our formats only, and none over the network.

    The first of several threads does so while the others wait.
    """
    with LIMITING:
        _limit_once()


@cache
def _limit_once() -> None:
    skipped = [driver for driver in pyogrio.list_drivers() if driver not in READ_DRIVERS]
    pyogrio.set_gdal_config_options(
        {
            "GDAL_SKIP": ",".join(skipped),
            "GDAL_HTTP_PROXY": NOWHERE,
            "GDAL_HTTP_MAX_RETRY": 0,
            "GDAL_HTTP_CONNECTTIMEOUT": 1,
            "GDAL_HTTP_TIMEOUT": 1,
            "LIBKML_RESOLVE_STYLE": False,
            "OGR_SQLITE_PRAGMA": "trusted_schema=OFF",
        }
    )
    _register_drivers()
