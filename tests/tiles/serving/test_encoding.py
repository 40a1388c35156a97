"""Encodings and ETags."""

import gzip
import random

import pytest

from tiles.serving.encoded_tile import JSON, VARY_ENCODING, ready
from tiles.serving.encoding import accepts_gzip, encoded, is_unchanged

CONTENT = b"steppe " * 100


def test_gzip_holds_the_same_bytes() -> None:
    gzipped = encoded(CONTENT).gzipped
    assert gzipped is not None
    assert len(gzipped) < len(CONTENT)
    assert gzip.decompress(gzipped) == CONTENT


def test_each_encoding_has_a_strong_etag_of_its_own() -> None:
    answer = ready(encoded(CONTENT), JSON, VARY_ENCODING)
    assert answer.gzipped is not None
    assert answer.gzipped.etag != answer.plain.etag
    assert answer.gzipped.etag.startswith(b'"')
    assert answer.plain.etag.startswith(b'"')


def test_etag_follows_the_content() -> None:
    assert encoded(CONTENT).etag == encoded(bytes(CONTENT)).etag
    assert encoded(CONTENT).etag != encoded(CONTENT + b".").etag


def test_what_does_not_shrink_is_sent_as_it_is() -> None:
    assert encoded(b"short").gzipped is None
    assert encoded(random.Random(1).randbytes(1000)).gzipped is None  # noqa: S311 - no secret


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("br, gzip;q=0.5", True),
        ("GZIP", True),
        ("*", True),
        ("x-gzip", True),
        ("", False),
        ("br", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("br, gzip; q=0.000", False),
        ("notgzip", False),
        ("gzip;q=1.000", True),
        ("GZip; Q=0.3, br", True),
        ("identity;q=0.5, gzip", True),
        ("identity, gzip;q=0.5", False),
        ("identity;q=0", False),
        ("identity;q=0, *", True),
        ("*;q=0", False),
        ("*;q=0, gzip", True),
        ("*, gzip;q=0", False),
        ("gzip;q=abc", False),
        ("gzip;q=2", False),
        (",, gzip ,", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
    ],
)
def test_accept_encoding(header: str, accepted: bool) -> None:  # noqa: FBT001
    assert accepts_gzip(header.encode()) is accepted


@pytest.mark.parametrize(
    ("header", "unchanged"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ("", False),
    ],
)
def test_if_none_match(header: str, unchanged: bool) -> None:  # noqa: FBT001
    assert is_unchanged(header.encode(), b'"a"') is unchanged
