"""Archives of tiles as they are ordered and answered in JSON."""

from typing import Annotated, Any

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from api.http.addresses import base_of
from core.text import Language
from tiles.pmtiles.archives import STATES, ArchiveState, TileArchive
from tiles.pmtiles.errors import ArchiveWithdrawnError
from tiles.pmtiles.order import USUAL_ZOOMS
from tiles.pmtiles.reader import OpenedArchive

PMTILES = "application/vnd.pmtiles"
LONGEST_NAME = 64
LONGEST_LIST = 2000


class ArchiveBody(BaseModel):
    """What is to be archived; without `layers` all of them, without `region` the whole atlas."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    layers: Annotated[str, Field(max_length=LONGEST_LIST)] | None = None
    region: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    zooms: Annotated[str, Field(max_length=LONGEST_NAME)] = USUAL_ZOOMS
    language: Language | None = None


def finished_json(
    request: Request, archive: OpenedArchive, language: Language, *, withdrawn: bool
) -> dict[str, Any]:
    """A finished archive, as the file tells of itself; one that is withdrawn has no links."""
    told = archive.metadata
    state = ArchiveState.WITHDRAWN if withdrawn else ArchiveState.DONE
    why = ArchiveWithdrawnError(archive.name).message(language) if withdrawn else None
    return {
        "name": archive.name,
        "title": _in(told.get("names"), language) or archive.name,
        "state": state,
        "state_title": STATES[state].in_language(language),
        "region": told.get("region"),
        "region_name": _in(told.get("region_names"), language),
        "layers": archive.layers,
        "min_zoom": archive.header["min_zoom"],
        "max_zoom": archive.header["max_zoom"],
        "bbox": list(archive.bounds),
        "bytes": archive.size,
        "tiles": archive.header["addressed_tiles_count"],
        "date": told.get("date"),
        "licence": told.get("licence"),
        "error": why,
        "links": [] if withdrawn else _links(archive_address(request, archive.name)),
    }


def ordered_json(archive: TileArchive, language: Language) -> dict[str, Any]:
    """An archive that is not finished: how far it is, or why it failed."""
    task = archive.task
    return {
        "name": archive.name,
        "state": archive.state,
        "state_title": STATES[archive.state].in_language(language),
        "progress": {
            "what": _in(task.phase, language),
            "done": task.done,
            "total": task.total,
        },
        "region": archive.region,
        "layers": archive.layers,
        "min_zoom": archive.min_zoom,
        "max_zoom": archive.max_zoom,
        "ordered_at": task.created_at.isoformat(),
        "ordered_by": task.owner_name,
        "error": _in(task.error, language),
        "task": task.id,
    }


def tilejson_json(request: Request, archive: OpenedArchive) -> dict[str, Any]:
    """The TileJSON of an archive whose tiles are asked for one by one."""
    told, header, (west, south, east, north) = archive.metadata, archive.header, archive.bounds
    return {
        "tilejson": "3.0.0",
        "name": told.get("name", archive.name),
        "version": "1.0.0",
        "scheme": "xyz",
        "tiles": [f"{archive_address(request, archive.name)}/{{z}}/{{x}}/{{y}}"],
        "minzoom": header["min_zoom"],
        "maxzoom": header["max_zoom"],
        "bounds": [west, south, east, north],
        "center": [(west + east) / 2, (south + north) / 2, header["center_zoom"]],
        "attribution": told.get("attribution", ""),
        "vector_layers": told.get("vector_layers", []),
    }


def archive_address(request: Request, name: str) -> str:
    """The address below which an archive is read."""
    return f"{base_of(request)}/api/tiles/archive/{name}"


def _links(address: str) -> list[dict[str, str]]:
    return [
        {"rel": "enclosure", "href": f"{address}.pmtiles", "type": PMTILES},
        {"rel": "tilejson", "href": f"{address}/tilejson.json", "type": "application/json"},
    ]


def _in(texts: dict[str, Any] | None, language: Language) -> str | None:
    return str(texts[language]) if texts and texts.get(language) else None
