"""GeoJSON (RFC 7946), as one document or a feature a line; PostGIS writes the features."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select

from layers.exports.selection import Export
from layers.reading.queries import geojson_rows


def rows_of(export: Export) -> Select[*tuple[Any, ...]]:
    """The features of an export as GeoJSON texts."""
    return geojson_rows(export.selection.access, labels=export.selection.labels)


def geojson_parts(export: Export) -> Iterator[bytes]:
    """One FeatureCollection; what it says of itself stands before the features."""
    head = json.dumps(
        {
            "type": "FeatureCollection",
            "name": export.selection.layer.id,
            "timeStamp": export.about.at,
            "numberReturned": export.about.count,
            "metadata": export.about.as_json(),
        },
        ensure_ascii=False,
    )
    yield f'{head[:-1]}, "features": ['.encode()
    separator = "\n"
    for batch in export.batches(rows_of(export)):
        yield (separator + ",\n".join(row.geojson for row in batch)).encode()
        separator = ",\n"
    yield b"\n]}\n"


def geojson_lines(export: Export) -> Iterator[bytes]:
    """A feature a line, for programs that read a stream."""
    for batch in export.batches(rows_of(export)):
        yield "".join(f"{row.geojson}\n" for row in batch).encode()
