"""Answers ready to send: every header of every way to send them made beforehand."""

from dataclasses import dataclass

from starlette.types import Message, Scope, Send

from tiles.serving.encoding import EncodedContent, accepts_gzip, is_unchanged

VECTOR_TILE = b"application/vnd.mapbox-vector-tile"
JSON = b"application/json"
VARY_ENCODING = b"Accept-Encoding"
VARY_LANGUAGE = b"Accept-Encoding, Accept-Language"
REVALIDATE = b"public, no-cache"
"""Kept by everybody, but asked again each time: a change is seen at once, a 304 costs little.
It names no max-age, so MapLibre does not ask for tiles on the screen again and again."""
OPEN = (b"access-control-allow-origin", b"*")
NOT_SNIFFED = (b"x-content-type-options", b"nosniff")
"""The header that matters for what is no page; each further one would cost a cached tile 2 %."""
READY_BYTES, FORM_BYTES = 100, 700
"""What the objects take in memory beside the bodies; a test measures it."""

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Representation:
    """An answer in one encoding."""

    body: bytes
    etag: bytes
    """With its quotes."""
    status: int
    headers: tuple[Header, ...]
    headers_unchanged: tuple[Header, ...]


@dataclass(frozen=True, slots=True)
class EncodedTile:
    """An answer in its encodings; `gzipped` is None where compressing does not pay."""

    plain: Representation
    gzipped: Representation | None

    @property
    def size(self) -> int:
        """The bytes that it takes in memory."""
        forms = (self.plain, self.gzipped) if self.gzipped else (self.plain,)
        return READY_BYTES + sum(FORM_BYTES + len(form.body) for form in forms)

    def messages(self, scope: Scope) -> tuple[int, Message, Message]:
        """The status and the two messages that answer a request: 304 where the caller has it.

        A tile without features is 204: it says so without a body, and every client takes it.
        """
        accepted = known = b""
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                accepted = accepted + b"," + value if accepted else value
            elif name == b"if-none-match":
                known = value
        gzipped = self.gzipped
        form = self.plain if gzipped is None or not accepts_gzip(accepted) else gzipped
        if known and is_unchanged(known, form.etag):
            status, headers, body = 304, form.headers_unchanged, b""
        else:
            status, headers = form.status, form.headers
            body = form.body if scope["method"] == "GET" else b""
        return (
            status,
            {"type": "http.response.start", "status": status, "headers": headers},
            {"type": "http.response.body", "body": body},
        )

    async def send(self, scope: Scope, send: Send) -> None:
        """Answer the request."""
        _, start, body = self.messages(scope)
        await send(start)
        await send(body)


def ready(answer: EncodedContent, kind: bytes, vary: bytes) -> EncodedTile:
    """The answer with all of its headers; `kind` is its media type."""
    plain = _form(answer.identity, f'"{answer.etag}"', kind, vary)
    if answer.gzipped is None:
        return EncodedTile(plain, None)
    gzipped = _form(answer.gzipped, f'"{answer.etag}-gzip"', kind, vary, b"gzip")
    return EncodedTile(plain, gzipped)


def _form(
    body: bytes, etag: str, kind: bytes, vary: bytes, encoding: bytes = b""
) -> Representation:
    tag = etag.encode()
    unchanged = ((b"etag", tag), (b"cache-control", REVALIDATE), (b"vary", vary), OPEN)
    if not body:
        return Representation(body, tag, 204, unchanged, unchanged)
    headers: tuple[Header, ...] = (
        *unchanged,
        NOT_SNIFFED,
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
    )
    if encoding:
        headers += ((b"content-encoding", encoding),)
    return Representation(body, tag, 200, headers, unchanged)
