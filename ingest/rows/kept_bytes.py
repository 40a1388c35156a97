"""Bytes of Windows-1251 in a file of UTF-8: surrogates until somebody reads them."""

import re

from ingest.rows.batch import Cells
from ingest.rows.storable import storable
from ingest.rows.text_encoding import FALLBACK

KEPT_BYTES = re.compile("[\udc80-\udcff]")
SURROGATES = re.compile("[\ud800-\udfff]")


def of_another_encoding(text: str) -> str | None:
    """The text that was meant by a cell with kept bytes; None for any other cell."""
    if not KEPT_BYTES.search(text):
        return None
    try:
        return text.encode(errors="surrogateescape").decode(FALLBACK)
    except UnicodeError:
        return None


def without_surrogates(cells: Cells) -> Cells:
    """The cells as what they mean, each of them storable; the same array where all of them are."""
    told = cells.tolist()
    try:
        texts = "".join(told)
    except TypeError:  # not all of them are texts
        texts = "".join(cell for cell in told if type(cell) is str)
    if texts.isascii() or not SURROGATES.search(texts):
        return cells
    meant = cells.copy()
    for at, cell in enumerate(cells):
        if type(cell) is str and SURROGATES.search(cell):
            meant[at] = of_another_encoding(cell) or storable(cell)
    return meant
