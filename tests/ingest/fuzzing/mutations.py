"""Files changed by chance: bytes flipped, cut, spliced, nested, quoted, in other encodings."""

import io
import zipfile
from collections.abc import Callable
from random import Random

CONTAINERS = (".xlsx", ".zip", ".kmz")
ODD = (
    b'"', b"'", b'""', b"\n", b"\r", b"\r\n", b"\x00", b"\xff", b"\xd0", b"\xef\xbb\xbf", b";",
    b",",
    b"\t", b"<", b">", b"</name>", b"&", b"&amp;", b"&#0;", b"]]>", b"<![CDATA[", b"{", b"}", b"[",
    b"]",
    b"\\ud800", b"\\u0000", b"NaN", b"Infinity", b"1e999", b"-0", b"9" * 40, b"9" * 5_000, b"null",
    b"true", "я".encode(), "я".encode("cp1251"), "\u2028".encode(), b"POLYGON((", b"_x000D_",
    b"0" * 300, b"2026-02-30", b"99999-01-01", b"inf", b"%s%n", b"=1+1", b"#REF!",
    b'<c r="XFE99999999">', b'r="A1048577"', b"-1e308,1e308", b"\xed\xa0\x80",
)  # fmt: skip
"""What readers stumble over."""
NESTS = (b"[", b'{"a":', b"<a>", b"(", b'"', b"<Folder>")
ENCODINGS = ("utf-16", "utf-16-be", "utf-32", "cp1251", "koi8-r", "utf-8-sig", "cp866")

Mutation = Callable[[bytes, Random], bytes]


def _flipped(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _without(content: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.choice((1, 2, 10, 100)) :]


def _repeated(content: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.choice((1, 5, 50, 500))]
    return content[:start] + piece * chance.choice((2, 3, 100)) + content[start:]


def _odd(content: bytes, chance: Random) -> bytes:
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(content) + 1)
        content = content[:at] + chance.choice(ODD) + content[at + chance.choice((0, 0, 1, 8)) :]
    return content


def _nested(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(NESTS) * chance.choice((10, 1_500, 60_000)) + content[at:]


def _swapped(content: bytes, chance: Random) -> bytes:
    first, second = sorted(chance.randrange(len(content)) for _ in range(2))
    return content[second:] + content[first:second] + content[:first]


def _in_other_encoding(content: bytes, chance: Random) -> bytes:
    return content.decode(errors="replace").encode(chance.choice(ENCODINGS), "replace")


MUTATIONS: tuple[Mutation, ...] = (
    _flipped, _flipped, _cut, _without, _repeated, _odd, _odd, _odd, _nested, _swapped,
    _in_other_encoding,
)  # fmt: skip


def mutated(name: str, content: bytes, chance: Random) -> bytes:
    """Another file made of a valid one; of a ZIP container mostly a file in it is changed."""
    if name.endswith(CONTAINERS) and chance.random() < 0.8:
        return _container(content, chance)
    for _ in range(chance.choice((1, 1, 2, 3))):
        content = chance.choice(MUTATIONS)(content or b"x", chance)
    return content


def _container(content: bytes, chance: Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", 8) as new:
        entries = {name: old.read(name) for name in old.namelist()}
        chosen = chance.choice(list(entries))
        entries[chosen] = chance.choice(MUTATIONS)(entries[chosen] or b"x", chance)
        if chance.random() < 0.1:
            del entries[chance.choice(list(entries))]
        for name, each in entries.items():
            new.writestr(name, each)
    return target.getvalue()
