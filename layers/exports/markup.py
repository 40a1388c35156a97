"""Text within XML 1.0."""

import re
from xml.sax.saxutils import escape, quoteattr

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold in any form."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def written(text: str) -> str:
    """The text between tags, without characters that no XML may hold."""
    return escape(UNWRITABLE.sub("", text))


def attribute(text: str) -> str:
    """The text as an attribute's value, with its quotes."""
    return quoteattr(UNWRITABLE.sub("", text))


def element(name: str, text: str) -> str:
    """An element that holds only the text."""
    return f"<{name}>{written(text)}</{name}>"
