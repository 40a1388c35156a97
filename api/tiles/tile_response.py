"""A tile at an address beside the native one, made and kept by the endpoint of tiles."""

from fastapi import Request, Response
from starlette.types import Message, Receive, Scope, Send

from api.tiles.map_tiles import PATH
from tiles.metadata.tileset import TILE_TYPE


class TileResponse(Response):
    """The endpoint's own answer: its headers, 304, 204 and errors.

    `place` is zoom, column and row. The endpoint is asked as if by the tile's native address, under
    which it keeps the answer, so that no parameter of the other address is lost on it.
    """

    media_type = TILE_TYPE

    def __init__(
        self, request: Request, layer_ids: str, place: tuple[str, str, str], query: str
    ) -> None:
        super().__init__()
        self._endpoint = request.app.state.tiles
        self._layer_ids = layer_ids
        self._place = place
        self._query = query

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI gives it
        """Send the tile. Raises a named error where there is no such tile."""
        path = f"{PATH}/{self._layer_ids}/{'/'.join(self._place)}"
        native = {
            **scope,
            "path": path,
            "raw_path": path.encode(),
            "query_string": self._query.encode(),
        }

        async def send_changeable(message: Message) -> None:
            """Send the message with headers that middlewares may add to."""
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(message["headers"])}
            await send(message)

        await self._endpoint.answer_tile(native, send_changeable, self._layer_ids, self._place)
