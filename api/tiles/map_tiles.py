"""Vector tiles, TileJSON and the map style: a plain ASGI application beside the routes."""

from collections.abc import Callable

from core.settings import Settings
from layers.registry import Catalogue
from tiles.serving.endpoint import TileEndpoint

PATH = "/api/tiles"


def tile_endpoint(
    settings: Settings,
    catalogue: Catalogue,
    database_url: str,
    reading_url: str,
    is_gone: Callable[[], bool],
) -> TileEndpoint:
    """The application to mount at PATH; it answers while its `running()` block lasts."""
    return TileEndpoint(
        catalogue,
        database_url,
        reading_url=reading_url,
        statement_timeout_ms=settings.statement_timeout_ms,
        cache_bytes=settings.tile_cache_bytes,
        clock=settings.clock,
        is_gone=is_gone,
    )
