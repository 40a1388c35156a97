"""Encodings and ETags."""

import gzip

import pytest

from tiles.encoding import accepts_gzip, encoded, is_unchanged

CONTENT = b"steppe " * 100


def test_gzip_holds_the_same_bytes() -> None:
    body, _, is_gzipped = encoded(CONTENT).body("gzip, br")
    assert is_gzipped
    assert len(body) < len(CONTENT)
    assert gzip.decompress(body) == CONTENT


def test_each_encoding_has_an_etag_of_its_own() -> None:
    answer = encoded(CONTENT)
    _, compressed, _ = answer.body("gzip")
    _, plain, _ = answer.body("")
    assert compressed != plain
    assert not compressed.startswith("W/")


def test_etag_follows_the_content() -> None:
    assert encoded(CONTENT).etag == encoded(bytes(CONTENT)).etag
    assert encoded(CONTENT).etag != encoded(CONTENT + b".").etag


def test_what_does_not_shrink_is_sent_as_it_is() -> None:
    assert encoded(b"short").body("gzip")[2] is False


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
    ],
)
def test_accept_encoding(header: str, accepted: bool) -> None:  # noqa: FBT001
    assert accepts_gzip(header) is accepted


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
    assert is_unchanged(header, '"a"') is unchanged
