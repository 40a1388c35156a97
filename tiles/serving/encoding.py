"""Answers in their encodings: bytes, their compressed copy and their strong ETags."""

import hashlib
import re
from dataclasses import dataclass

from isal import isal_zlib

LEVEL = 1
"""Of igzip: 20 kB in 0.04 ms, a tenth larger than zlib makes them in 0.08 to 5 ms."""
WITH_GZIP_HEADER = 31
SMALLEST_WORTH_COMPRESSING = 128
"""Bytes."""
GZIP = ("gzip", "x-gzip")
CODING = re.compile(r"([a-z0-9*._+-]+)\s*(?:;\s*q=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?")


@dataclass(frozen=True, slots=True)
class EncodedContent:
    """One answer in both encodings; `gzipped` is None where compressing does not pay."""

    identity: bytes
    gzipped: bytes | None
    etag: str
    """The strong ETag of the identity, without quotes; the compressed one adds `-gzip`."""


def encoded(content: bytes) -> EncodedContent:
    """The answer of some bytes, compressed once."""
    etag = hashlib.blake2b(content, digest_size=12).hexdigest()
    if len(content) < SMALLEST_WORTH_COMPRESSING:
        return EncodedContent(content, None, etag)
    gzipped = isal_zlib.compress(content, LEVEL, WITH_GZIP_HEADER)
    return EncodedContent(content, gzipped if len(gzipped) < len(content) else None, etag)


def accepts_gzip(accept_encoding: bytes) -> bool:
    """Whether an Accept-Encoding header allows gzip, and prefers nothing to it (RFC 9110 §12.5.3).

    What it does not name it does not forbid, so no compressing is preferred only where it says so.
    """
    if accept_encoding.startswith(b"gzip,") or accept_encoding == b"gzip":
        return True
    if not accept_encoding:
        return False
    qualities = _qualities(accept_encoding.decode("latin-1").lower())
    anything = qualities.get("*", 0.0)
    gzip = max(qualities.get(name, -1.0) for name in GZIP)
    identity = qualities.get("identity", 0.0)
    wanted = anything if gzip < 0 else gzip
    return wanted > 0 and wanted >= identity


def _qualities(accept_encoding: str) -> dict[str, float]:
    """The quality of each coding that a header names; what is no coding is passed over."""
    found: dict[str, float] = {}
    for entry in accept_encoding.split(","):
        if named := CODING.fullmatch(entry.strip()):
            found[named[1]] = float(named[2] or 1)
    return found


def is_unchanged(if_none_match: bytes, etag: bytes) -> bool:
    """Whether an If-None-Match header names the ETag; weak ones count (RFC 9110 §13.1.2)."""
    if if_none_match == etag:
        return True
    known = (entry.strip().removeprefix(b"W/") for entry in if_none_match.split(b","))
    return if_none_match.strip() == b"*" or etag in known
