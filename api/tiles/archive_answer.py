"""An archive of tiles as it is answered."""

from typing import Annotated

from pydantic import Field

from api.http.answers import Answer, Box, KatoCode, ProgressAnswer, WebLink
from tiles.pmtiles.archives import ArchiveState

Zoom = Annotated[int, Field(ge=0, le=24)]


class ArchiveProgress(ProgressAnswer):
    """How far an archive is."""

    what: str | None
    """What is being done."""


class Archive(Answer):
    """An archive; finished, it tells its box, size and links; before, its progress."""

    name: str
    title: str = ""
    state: ArchiveState
    state_title: str
    progress: ArchiveProgress | None = None
    region: KatoCode | None
    region_name: str | None = None
    layers: list[str]
    min_zoom: Zoom
    max_zoom: Zoom
    ordered_at: str = Field(default="", json_schema_extra={"format": "date-time"})
    ordered_by: str = ""
    bbox: Box | None = None
    bytes: int = 0
    tiles: int = 0
    date: str | None = None
    licence: str | None = None
    error: str | None
    """Why it failed, or was withdrawn."""
    task: str = ""
    """The id of the task that makes it, before it is finished."""
    links: list[WebLink] = Field(default=[])


class Archives(Answer):
    """The archives of tiles."""

    archives: list[Archive]
