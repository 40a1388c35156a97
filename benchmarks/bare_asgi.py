"""The least that an ASGI application can do: one static body, for any request."""

import os

from starlette.types import Receive, Scope, Send

BYTES = "BARE_BYTES"


class Bare:
    """Sends so many bytes, which do not compress."""

    def __init__(self, size: int) -> None:
        self.body = os.urandom(size)
        self.headers = [
            (b"content-type", b"application/octet-stream"),
            (b"content-length", str(size).encode()),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] == "lifespan":
            while (message := await receive())["type"] != "lifespan.shutdown":
                await send({"type": f"{message['type']}.complete"})
            await send({"type": "lifespan.shutdown.complete"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


def application() -> Bare:
    """The application with a body of as many bytes as the environment says."""
    return Bare(int(os.environ[BYTES]))
