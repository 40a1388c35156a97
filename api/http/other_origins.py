"""What pages of other origins may do: read, and ask what only reads, never as somebody."""

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPEN_PATH = "/api"
READING = frozenset({"GET", "HEAD"})
EXPOSED = (
    "Accept-Ranges, Allow, Content-Crs, Content-Disposition, Content-Encoding, Content-Language, "
    "Content-Length, Content-Range, ETag, Last-Modified, Link, Location, OGC-NumberMatched, "
    "OGC-NumberReturned, Retry-After, X-Request-Id"
)
"""Headers that pages of other origins may read; readers of archives need those of ranges."""
ASKED_WITH = (
    "Accept, Accept-Language, Content-Type, If-Match, If-Modified-Since, If-None-Match, "
    "If-Range, If-Unmodified-Since, Range"
)
"""Headers that they may send: no Authorization, so that they only learn what strangers may."""
REMEMBERED_FOR_S = "86400"
ASKED_BY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"


class ApiOpenToOtherOrigins:
    """Opens what is below /api: GET and HEAD, and the POST that only read, without credentials.

    Preflights (OPTIONS with Access-Control-Request-Method) are answered with the methods of the
    address that are open.
    """

    def __init__(self, app: ASGIApp, reading_posts: Iterable[str] = ()) -> None:
        self.app = app
        self.reading_posts = frozenset(reading_posts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["type"] != "http" or not _is_open(scope["path"]):
            await self.app(scope, receive, send)
            return
        asked = scope["method"]
        preflight = asked == "OPTIONS" and "access-control-request-method" in Headers(scope=scope)
        if not (asked in self._open_methods(scope["path"]) or preflight):
            await self.app(scope, receive, send)
            return

        async def send_open(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                if preflight:
                    self._permit(scope["path"], headers)
                else:
                    headers["Access-Control-Expose-Headers"] = EXPOSED
            await send(message)

        await self.app(scope, receive, send_open)

    def _permit(self, path: str, headers: MutableHeaders) -> None:
        """Say in an answer to OPTIONS which of the allowed methods are open."""
        allowed = [each.strip() for each in headers.get("allow", "").split(",")]
        methods = [each for each in allowed if each in self._open_methods(path)]
        headers["Access-Control-Allow-Methods"] = ", ".join(methods)
        headers["Access-Control-Allow-Headers"] = ASKED_WITH
        headers["Access-Control-Max-Age"] = REMEMBERED_FOR_S
        headers["Vary"] = ASKED_BY

    def _open_methods(self, path: str) -> frozenset[str]:
        return READING | {"POST"} if path in self.reading_posts else READING


def _is_open(path: str) -> bool:
    return path == OPEN_PATH or path.startswith(f"{OPEN_PATH}/")
