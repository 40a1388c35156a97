"""Tiles are answered before all else of the application, which would cost more than they do."""

from time import perf_counter

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from api.operations.middleware import Metrics
from api.tiles.map_tiles import PATH
from tiles.serving.encoded_tile import EncodedTile
from tiles.serving.endpoint import FAILURE, READING, TileEndpoint


class TileFront:
    """Finds and makes tiles, TileJSON and the style outside of routes and middlewares.

    What is in memory is found by its address alone. What is answered here is counted, not logged,
    and has no number; what had to be made is timed too: the map asks for dozens of tiles each
    time it is moved. What fails is left to the application, which logs it and tells the caller.
    """

    def __init__(self, endpoint: TileEndpoint, metrics: Metrics) -> None:
        self._endpoint = endpoint
        self._ready_at = endpoint.cache.at
        self._seconds = metrics.seconds
        self.counts = metrics.ready

    def kept(self, scope: Scope) -> EncodedTile | None:
        """The answer that is in memory for just this address."""
        if scope["type"] != "http" or scope["method"] not in READING:
            return None
        return self._ready_at(scope.get("raw_path"), scope["query_string"])

    async def made(self, scope: Scope) -> EncodedTile | None:
        """The answer to a request for a tile or document; None where the application has it."""
        if scope["type"] != "http" or scope["method"] not in READING:
            return None
        below = scope.get("root_path", "") + PATH
        if not scope["path"].startswith(f"{below}/"):
            return None
        began = perf_counter()
        try:
            answer = await self._endpoint.answer({**scope, "root_path": below})
        except Exception as error:  # noqa: BLE001 - the endpoint raises it again where all are told
            scope[FAILURE] = error
            return None
        self._seconds.labels(scope["method"], PATH).observe(perf_counter() - began)
        return answer


class Application(FastAPI):
    """The application with its tiles ahead of it."""

    tile_front: TileFront

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        front = self.tile_front
        ready = front.kept(scope) or await front.made(scope)
        if ready is None:
            await super().__call__(scope, receive, send)
            return
        status, start, body = ready.messages(scope)
        await send(start)
        await send(body)
        front.counts[scope["method"], PATH, status] += 1
