"""Bytes of one cell as text: a letter that is none, or was cut in two, is a matter of its cell."""

CUT = "unexpected end of data"
"""What the decoder says of a letter whose last bytes are missing."""
UTF_8 = "utf-8"


def decoded(content: bytes, encoding: str = UTF_8) -> tuple[str, bool]:
    """The text, and whether its last letter was cut off, which then is left out.

    Bytes that are no UTF-8 are kept as surrogates, for `clean` to read; in another encoding they
    are the sign of a lost letter.
    """
    if encoding != UTF_8:
        return content.decode(encoding, errors="replace"), False
    try:
        return content.decode(), False
    except UnicodeDecodeError as error:
        if error.reason == CUT and _is_text(content[: error.start]):
            return content[: error.start].decode(), True
    return content.decode(errors="surrogateescape"), False


def _is_text(content: bytes) -> bool:
    """Whether the text is UTF-8, and not only plain English by chance."""
    try:
        return not content.decode().isascii()
    except UnicodeDecodeError:
        return False
