"""The document properties of a workbook, in which an audit says what it is about."""

from pathlib import Path
from zipfile import ZipFile

from ingest.reading.readers import WORKBOOKS
from ingest.reading.spreadsheet.workbook import DAMAGED

PROPERTIES = "docProps/core.xml"
LONGEST = 20_000
"""Bytes of the properties; those of an audit are far shorter."""


def properties_of(path: Path) -> str:
    """The properties of a workbook, as XML; nothing where there are none, or it is no workbook."""
    if path.suffix.lower() not in WORKBOOKS:
        return ""
    try:
        with ZipFile(path) as book, book.open(PROPERTIES) as part:
            return part.read(LONGEST).decode("utf-8", "replace")
    except (*DAMAGED, OSError, RuntimeError):
        return ""  # the reader says what is wrong with it
