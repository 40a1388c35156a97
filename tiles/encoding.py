"""Answers ready to send: bytes, their compressed copy and their strong ETags."""

import hashlib
import re
import zlib
from dataclasses import dataclass

FASTEST = 1
WITH_GZIP_HEADER = 31
SMALLEST_WORTH_COMPRESSING = 128
"""Bytes."""
OVERHEAD = 600
"""Bytes that one entry costs beside its bodies."""
GZIP_NAMED = re.compile(r"(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=([0-9.]+)\s*)?(?:,|$)")


@dataclass(frozen=True, slots=True)
class Encoded:
    """One answer in both encodings; `gzipped` is None where compressing does not pay."""

    identity: bytes
    gzipped: bytes | None
    etag: str
    """The strong ETag of the identity, without quotes; the compressed one adds `-gzip`."""

    @property
    def size(self) -> int:
        """The bytes that it takes in memory."""
        return len(self.identity) + len(self.gzipped or b"") + OVERHEAD

    def body(self, accept_encoding: str) -> tuple[bytes, str, bool]:
        """The bytes for a caller, their quoted ETag, and whether they are compressed."""
        if self.gzipped is not None and accepts_gzip(accept_encoding):
            return self.gzipped, f'"{self.etag}-gzip"', True
        return self.identity, f'"{self.etag}"', False


def encoded(content: bytes) -> Encoded:
    """The answer of some bytes, compressed once."""
    etag = hashlib.blake2b(content, digest_size=12).hexdigest()
    if len(content) < SMALLEST_WORTH_COMPRESSING:
        return Encoded(content, None, etag)
    compressor = zlib.compressobj(FASTEST, zlib.DEFLATED, WITH_GZIP_HEADER)
    gzipped = compressor.compress(content) + compressor.flush()
    return Encoded(content, gzipped if len(gzipped) < len(content) else None, etag)


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether an Accept-Encoding header allows gzip (RFC 9110 §12.5.3)."""
    if accept_encoding.startswith("gzip,") or accept_encoding == "gzip":
        return True
    named = GZIP_NAMED.search(accept_encoding.lower())
    return named is not None and (named[1] is None or named[1].strip("0.") != "")


def is_unchanged(if_none_match: str, etag: str) -> bool:
    """Whether an If-None-Match header names the ETag; weak ones count (RFC 9110 §13.1.2)."""
    if if_none_match == etag:
        return True
    known = (entry.strip().removeprefix("W/") for entry in if_none_match.split(","))
    return if_none_match.strip() == "*" or etag in known
