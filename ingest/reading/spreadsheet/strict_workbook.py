"""Workbooks of Strict Open XML, told in the usual names so that openpyxl reads them."""

import zipfile
from io import BytesIO
from pathlib import Path

STRICT = b"http://purl.oclc.org/ooxml/"
USUAL = b"http://schemas.openxmlformats.org/"
NAMES = {
    STRICT + b"spreadsheetml/main": USUAL + b"spreadsheetml/2006/main",
    STRICT + b"officeDocument/relationships": USUAL + b"officeDocument/2006/relationships",
    STRICT + b"drawingml/main": USUAL + b"drawingml/2006/main",
    STRICT + b"drawingml/spreadsheetDrawing": USUAL + b"drawingml/2006/spreadsheetDrawing",
}
BOOK = "xl/workbook.xml"
XML = (".xml", ".rels")
HEAD_BYTES = 4_096


def usual_workbook(path: Path) -> Path | BytesIO:
    """The workbook itself, or a copy of a strict one with the usual names in it."""
    with zipfile.ZipFile(path) as container:
        with container.open(BOOK) as book:
            if STRICT not in book.read(HEAD_BYTES):
                return path
        copy = BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as usual:
            for name in container.namelist():
                if name.endswith(XML):
                    usual.writestr(name, _renamed(container.read(name)))
    copy.seek(0)
    return copy


def _renamed(content: bytes) -> bytes:
    for strict, usual in NAMES.items():
        content = content.replace(strict, usual)
    return content
