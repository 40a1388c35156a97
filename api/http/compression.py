"""Answers compressed for those who take it: the same negotiation as that of tiles."""

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware, GZipResponder, IdentityResponder
from starlette.types import ASGIApp, Receive, Scope, Send

from tiles.serving.encoding import accepts_gzip


def accepted_encodings(scope: Scope) -> bytes:
    """The Accept-Encoding of a request, its lines joined."""
    return b",".join(value for name, value in scope["headers"] if name == b"accept-encoding")


class Compressed(GZipMiddleware):
    """Compresses by gzip where Accept-Encoding allows it as RFC 9110 §12.5.3 has it.

    Starlette's own looks for the letters `gzip`, and so compresses also for `gzip;q=0`.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        excluded = self.exclude_content_types
        responder: ASGIApp = (
            TaggedGZipResponder(
                self.app,
                self.minimum_size,
                compresslevel=self.compresslevel,
                thread_minimum_size=self.thread_minimum_size,
                exclude_content_types=excluded,
            )
            if accepts_gzip(accepted_encodings(scope))
            else IdentityResponder(self.app, self.minimum_size, exclude_content_types=excluded)
        )
        await responder(scope, receive, send)


class TaggedGZipResponder(GZipResponder):
    """Names the compressed copy of a file by a weak tag, and offers no ranges of it."""

    async def apply_compression(self, body: bytes, *, more_body: bool) -> bytes:
        """The body compressed; with the first part of a file's its headers are changed."""
        headers = MutableHeaders(raw=self.initial_message.get("headers", []))
        if headers.get("accept-ranges") == "bytes":
            del headers["accept-ranges"]
            headers["etag"] = f"W/{headers['etag']}"
        return await super().apply_compression(body, more_body=more_body)
