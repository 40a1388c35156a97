"""Tiles are answered before all else of the application, which would cost more than they do."""

from functools import cache
from time import perf_counter

from fastapi import FastAPI
from prometheus_client import Counter
from starlette.types import Receive, Scope, Send

from api.middleware import Metrics
from api.routes.tiles import PATH
from tiles.answering import wire_path
from tiles.endpoint import FAILURE, READING, TileEndpoint

ROUTE = PATH


class TileFront:
    """Answers for tiles, TileJSON and the style, outside of routes and middlewares.

    What is ready in memory is answered by a look-up of the address. What it answers is counted,
    not logged, and has no number; what it makes is also timed: the map asks for dozens of tiles each time it is moved. What
    fails is left to the application, which tells the caller in their language, and logs it.
    """

    def __init__(self, endpoint: TileEndpoint, metrics: Metrics) -> None:
        self._endpoint = endpoint
        self._ready_at = endpoint.cache.at
        self._seconds = metrics.seconds

        @cache
        def counter(method: str, status: int) -> Counter:
            return metrics.requests.labels(method, ROUTE, str(status))

        self._counter = counter

    async def answers(self, scope: Scope, send: Send) -> bool:
        """Whether the request has been answered here."""
        if scope["type"] != "http" or scope["method"] not in READING:
            return False
        ready = self._ready_at(wire_path(scope), scope["query_string"])
        if ready is None:
            below = scope.get("root_path", "") + PATH
            if not scope["path"].startswith(f"{below}/"):
                return False
            began = perf_counter()
            try:
                ready = await self._endpoint.answer({**scope, "root_path": below})
            except Exception as error:  # noqa: BLE001 - the endpoint raises it again where all are told
                scope[FAILURE] = error
                return False
            self._seconds.labels(scope["method"], ROUTE).observe(perf_counter() - began)
        status = await ready.send(scope, send)
        self._counter(scope["method"], status).inc()
        return True


class Application(FastAPI):
    """The application with its tiles ahead of it."""

    tile_front: TileFront

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Nothing; the request is answered."""
        if not await self.tile_front.answers(scope, send):
            await super().__call__(scope, receive, send)
