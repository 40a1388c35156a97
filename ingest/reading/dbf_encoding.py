"""In which encoding the texts of a shapefile are where no .cpg file tells it."""

import zipfile
from pathlib import Path
from typing import IO

from ingest.reading.text_encoding import stream_encoding

UP_TO_HEADER_LENGTH = 10
"""The bytes of a DBF file up to the two that tell how long its header is, and these."""
NO_TEXT = b"\x00"


def shapefile_encoding(path: Path) -> str | None:
    """The encoding of a shapefile's texts; None where a .cpg file tells it, and for other files."""
    if path.suffix.lower() == ".shp":
        table = path.with_suffix(".dbf")
        if path.with_suffix(".cpg").exists() or not table.exists():
            return None
        with table.open("rb") as file:
            return _dbf_encoding(file)
    if path.suffix.lower() != ".zip":
        return None
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        tables = [name for name in names if name.lower().endswith(".dbf")]
        if not tables or any(name.lower().endswith(".cpg") for name in names):
            return None
        with archive.open(tables[0]) as file:
            return _dbf_encoding(file)


def _dbf_encoding(file: IO[bytes]) -> str:
    start = file.read(UP_TO_HEADER_LENGTH)
    file.read(int.from_bytes(start[-2:], "little") - len(start))
    return stream_encoding(file, blank=NO_TEXT)
