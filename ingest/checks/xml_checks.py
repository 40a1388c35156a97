"""The beginning of an XML file: what comes before its root element."""

import re
from pathlib import Path

from ingest.checks import refused_file as because
from ingest.checks.refused_file import RefusedFileError

HEAD_BYTES = 64 * 1024
HARMLESS = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
ROOT = re.compile(rb"<[A-Za-z_:\x80-\xff]")
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def refuse_doctype(path: Path, head: bytes) -> bytes:
    """What stands from the root element on, where only harmless things stand before it.

    A document type can only be declared before the root. `head` are the first bytes; UTF-16 is
    read as well. Raises RefusedFileError.
    """
    for mark in MARKS:
        head = head.removeprefix(mark)
    rest = head.replace(b"\x00", b"")
    while found := HARMLESS.match(rest):
        rest = rest[found.end() :]
    if rest[:9].upper() == b"<!DOCTYPE":
        raise RefusedFileError(path.name, because.DECLARES_ENTITIES)
    if not ROOT.match(rest):
        raise RefusedFileError(path.name, because.NO_ROOT)
    return rest
