"""In what language a text is, as far as its letters show, and whole columns of texts."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.text import Language
from ingest.rows.table import Cell

KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
LATIN = re.compile("[a-z]", re.IGNORECASE)
CENTURIES = re.compile(r"\b[IVXLCMivxlcm]+\b")
"""Roman numerals, which are of no language."""
ASKED = 5_000
"""So many filled cells of a column are looked at."""
KAZAKH_SHARE = 0.6
"""From this share on texts without a letter of Kazakh alone are Kazakh, too."""


class Spoken(StrEnum):
    """Fields of one meaning in several languages: a text goes to that of its letters."""

    NAME = "name"
    SUMMARY = "summary"
    DATING = "dating_text"

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields, one a language."""
        return tuple(f"{self}_{language}" for language in Language)

    @classmethod
    def of_field(cls, field: str) -> "Spoken | None":
        """That of which a field is one; None for a field without languages."""
        stem, _, ending = field.rpartition("_")
        return cls(stem) if stem in set(cls) and ending in set(Language) else None


@dataclass(frozen=True, slots=True)
class ColumnLanguages:
    """How many texts of a column are in each language by their letters."""

    counts: Counter[Language]

    @property
    def only(self) -> Language | None:
        """The language of all texts; None where they are in several, or have no letters."""
        kazakh, russian, english = (self.counts[each] for each in Language)
        if english:
            return None if kazakh or russian else Language.EN
        if not kazakh:
            return Language.RU if russian else None
        return Language.KK if kazakh >= KAZAKH_SHARE * (kazakh + russian) else None

    @property
    def are_known(self) -> bool:
        """Whether any text has letters."""
        return self.counts.total() > 0


def language_in(text: str) -> Language | None:
    """Kazakh where letters of Kazakh alone are met, else Russian for Cyrillic, English for Latin.

    None for a text without letters.
    """
    if KAZAKH.search(text):
        return Language.KK
    if CYRILLIC.search(text):
        return Language.RU
    return Language.EN if LATIN.search(CENTURIES.sub(" ", text)) else None


def languages_of(cells: Iterable[Cell]) -> ColumnLanguages:
    """The languages of a column's texts."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell][:ASKED]
    found = (language_in(text) for text in texts)
    return ColumnLanguages(Counter(each for each in found if each is not None))
