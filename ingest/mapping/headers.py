"""What the header of a column says once its garnish is off: units, languages, doubled names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.text import Language
from ingest.mapping.header_garnish import apart
from ingest.mapping.mapping_names import folded

WHOLE, BARE, IN_BRACKETS, ONE_OF_SEVERAL = 100, 97, 95, 93
"""How much a name tells that is the whole header, is left without garnish, or is a part of it."""

BRACKETS = re.compile(r"[(\[{«\"]([^)\]}»\"]*)[)\]}»\"]")
SEVERAL = re.compile(r"[/|\\;\n]")
UNIT = re.compile(r"[,\s]+(м|m|метр\w*|град\w*|deg\w*|°|мин|min|тг|тенге|теңге|kzt|чел|адам)\.?$")
OTHER_UNIT = re.compile(
    r"[,\s(]+(км|km|тыс|мың|млн|млрд|га|ha|ч|час\w*|сағ\w*|h|дн\w*|дней|күн|days?|usd|руб)\b"
    r"[ .]*(тг|тенге|теңге|kzt)?[).]*$"
)
"""Units in which no field of the atlas is kept."""
MOST_PARTS = 12
"""A header with more of them is a sentence; each is compared with all that is known."""
ORDINAL = re.compile(r"^\d{1,2}[.)]?\s+(?=\D)")
SYSTEMS = re.compile(r"\b(wgs[\s-]?84|(ск|ck|sk)[\s-]?(42|63|95)|pulkovo[\s-]?1942)\b")
LANGUAGES: dict[Language, re.Pattern[str]] = {
    Language.KK: re.compile(
        r"\b(на )?(kk|kz|kaz|каз|қаз|казахск\w*|қазақша|қазақ тілінде|kazakh|qazaqsha)\b"
        r"( языке?| яз)?\.?"
    ),
    Language.RU: re.compile(
        r"\b(на )?(ru|rus|рус|русск\w*|орыс|орысша|орыс тілінде|russian)\b( языке?| яз)?\.?"
    ),
    Language.EN: re.compile(
        r"\b(на )?(en|eng|англ?|английск\w*|ағылш|ағылшынша|ағылшын тілінде|english)\b"
        r"( языке?| яз)?\.?"
    ),
}


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """A name that a header contains, the language that it asks for, and how much it tells."""

    spelling: str
    language: Language | None
    score: int


def readings_of(header: str) -> Iterator[HeaderReading]:
    """The names in a header, the most telling first: whole, bare, in brackets, one of several."""
    yield HeaderReading(folded(header), None, WHOLE)
    bare = apart(BRACKETS.sub(" ", header).strip())
    inside = BRACKETS.findall(header)
    language = next(filter(None, (_language_of(folded(each)) for each in (*inside, bare))), None)
    yield HeaderReading(_plain(bare), language, BARE)
    for text in inside:
        yield HeaderReading(_plain(text), language, IN_BRACKETS)
    parts = SEVERAL.split(bare)
    if 1 < len(parts) <= MOST_PARTS:
        for text in parts:
            said = _language_of(folded(text)) or (language if inside else None)
            yield HeaderReading(_plain(text), said, ONE_OF_SEVERAL)


def preferred_language(header: str) -> Language | None:
    """The language of which a header speaks, as `name (ru)` does."""
    return next((each.language for each in readings_of(header) if each.language), None)


def has_other_unit(header: str) -> bool:
    """Whether a column holds kilometres, thousands, hours: its numbers are not those of a field."""
    return OTHER_UNIT.search(folded(header)) is not None


def _plain(text: str) -> str:
    """The folded name without its number, unit, reference system and language."""
    name = OTHER_UNIT.sub("", UNIT.sub("", ORDINAL.sub("", folded(text))))
    name = SYSTEMS.sub(" ", name)
    for pattern in LANGUAGES.values():
        name = pattern.sub(" ", name)
    return folded(name.strip(" ,.-–—"))


def _language_of(name: str) -> Language | None:
    """The only language that a name speaks of."""
    said = [language for language, pattern in LANGUAGES.items() if pattern.search(name)]
    return said[0] if len(said) == 1 else None
