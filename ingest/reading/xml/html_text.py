"""The words of a text that a program has written in HTML, such as a description of My Maps."""

import re
from html.parser import HTMLParser

IS_HTML = re.compile(
    r"</?(?:a|b|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|span|strong|table|td|th|tr|u|ul)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
BREAKS = frozenset(("br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "tr"))
"""Elements that begin a new line."""
UNSEEN = frozenset(("script", "style"))


def words_of_html(text: str) -> str:
    """The text as a person sees it, a line a paragraph; a text that is no HTML as it is."""
    if not IS_HTML.search(text):
        return text
    words = _Words()
    words.feed(text)
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.found).splitlines())
    return "\n".join(filter(None, lines))


class _Words(HTMLParser):
    """Gathers what is written between the marks."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in UNSEEN
        self.found.append("\n" if tag in BREAKS else " " if tag in {"td", "th"} else "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(self._unseen - (tag in UNSEEN), 0)
        self.found.append("\n" if tag in BREAKS else "")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.append(data)
