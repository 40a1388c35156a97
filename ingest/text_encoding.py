"""In which encoding the bytes of an officer's file are written."""

import codecs

FALLBACK = "cp1251"
"""Of Russian and Kazakh programs for Windows that do not write UTF-8."""


def encoding_of(content: bytes) -> str:
    """UTF-8 or UTF-16 where the bytes are that, with or without a mark; else Windows-1251."""
    if content.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\x00" in content:
        # Separators and digits have a zero byte: the high one, which comes first in big endian.
        return "utf-16-be" if content[::2].count(0) > content[1::2].count(0) else "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return FALLBACK
    return "utf-8"
