"""Answers of the tile endpoint on a plain ASGI path: headers read, bodies sent."""

import re
from dataclasses import dataclass

from starlette.types import Scope, Send

from tiles.encoding import Encoded, is_unchanged

VECTOR_TILE = b"application/vnd.mapbox-vector-tile"
JSON = b"application/json"
REVALIDATE = b"public, no-cache"
"""Kept by everybody, but asked again each time: a change is seen at once, a 304 costs little.
It names no max-age, so MapLibre does not ask for tiles on the screen again and again."""
HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says beside its path."""

    scope: Scope

    def header(self, name: bytes) -> str:
        """The value of a header, empty where it is missing."""
        for key, value in self.scope["headers"]:
            if key == name:
                return str(value.decode("latin-1"))
        return ""

    @property
    def query(self) -> str:
        """The query string."""
        return str(self.scope["query_string"].decode("latin-1"))

    @property
    def path(self) -> str:
        """The path below the place where the endpoint is mounted."""
        path, root = str(self.scope["path"]), str(self.scope.get("root_path", ""))
        return path.removeprefix(root)

    @property
    def base_url(self) -> str:
        """The absolute address of the endpoint, as the caller reached it.

        Host names that no browser would send are not repeated.
        """
        host = self.header(b"host")
        if not HOST.fullmatch(host):
            name, port = self.scope.get("server") or ("localhost", None)
            host = f"{name}:{port}" if port else str(name)
        return f"{self.scope.get('scheme', 'http')}://{host}{self.scope.get('root_path', '')}"


async def send_answer(asked: Asked, send: Send, answer: Encoded, kind: bytes, vary: bytes) -> None:
    """Nothing; the answer is sent: 304 where the caller has it, 204 where there is nothing.

    A tile without features is 204: it says so without a body, and every client takes it.
    """
    body, etag, is_gzipped = answer.body(asked.header(b"accept-encoding"))
    headers = [(b"etag", etag.encode()), (b"cache-control", REVALIDATE), (b"vary", vary)]
    if_none_match = asked.header(b"if-none-match")
    if if_none_match and is_unchanged(if_none_match, etag):
        await _send(send, 304, headers, b"")
        return
    if not answer.identity:
        await _send(send, 204, headers, b"")
        return
    headers += [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    if is_gzipped:
        headers.append((b"content-encoding", b"gzip"))
    await _send(send, 200, headers, b"" if asked.scope["method"] == "HEAD" else body)


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
