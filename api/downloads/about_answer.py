"""What a download says of itself."""

from typing import Annotated

from pydantic import Field

from api.http.answers import Answer, Phrase
from api.http.geojson import FeatureCollection


class DownloadMetadata(Answer):
    """What is known of the rows of a file as a whole (`f=metadata`)."""

    publisher: Phrase
    layer: str
    title: Phrase
    description: Phrase
    snapshot: Annotated[str, Field(json_schema_extra={"format": "date-time"})]
    crs: str
    """A URI."""
    selection: dict[str, str]
    """The conditions as they were written, by parameter."""
    count: int
    sources: dict[str, int]
    """Rows by source."""
    licence: list[Phrase]


class DownloadedFeatures(FeatureCollection):
    """A layer, or what is selected of it, in GeoJSON."""

    name: str
    """The id of the layer."""
    metadata: DownloadMetadata
