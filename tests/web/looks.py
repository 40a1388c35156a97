"""Every page as everybody may see it: its views, and the width, language and theme of who looks."""

from dataclasses import dataclass
from itertools import product
from typing import Literal

TURKISTAN = "610000000"
PAGES = {
    "country": "map",
    "layers": "map?panel=layers&period=2026-01/2026-03",
    "list": "map?panel=list",
    "region": f"regions/{TURKISTAN}",
    "monument": "objects/monuments/1",
    "route": "objects/tourist_routes/1",
    "trip": "trips?stops=monuments:1;monuments:9",
    "coverage": f"analysis?region={TURKISTAN}&cover=monuments:25",
    "files": "files",
    "unknown object": "objects/monuments/99999999",
    "unknown page": "nosuchpage",
}
"""What is shown, and the address without its language."""
MISSING = frozenset({"unknown object", "unknown page"})
WIDTHS = {390: 844, 768: 1024, 1440: 900}
"""CSS pixels of a phone, a tablet and a desk, each with its height."""
PHONE_PX = 390
LANGUAGES = ("kk", "ru", "en")
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Look:
    """One page at one width, in one language and one theme."""

    page: str
    width: int
    language: str
    theme: Literal["light", "dark"]

    @property
    def address(self) -> str:
        """The path and query of the page in this language."""
        path = PAGES[self.page]
        return f"{path}{'&' if '?' in path else '?'}lang={self.language}"

    @property
    def size(self) -> dict[str, int]:
        """The viewport in CSS pixels."""
        return {"width": self.width, "height": WIDTHS[self.width]}

    @property
    def is_phone(self) -> bool:
        """Whether the reader has a finger instead of a mouse."""
        return self.width == PHONE_PX

    def __str__(self) -> str:
        return f"{self.page.replace(' ', '-')}-{self.width}-{self.language}-{self.theme}"


def all_looks() -> list[Look]:
    """Every page at every width in every language and theme."""
    return [Look(*chosen) for chosen in product(PAGES, WIDTHS, LANGUAGES, THEMES)]


def few_looks() -> list[Look]:
    """Each page once; widths, languages and themes come in turn."""
    widths, languages = list(WIDTHS), list(LANGUAGES)
    return [
        Look(
            page,
            widths[turn % len(widths)],
            languages[(turn + turn // len(widths)) % len(languages)],
            THEMES[turn % len(THEMES)],
        )
        for turn, page in enumerate(PAGES)
    ]
