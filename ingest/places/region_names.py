"""Names of units as officers write them, under keys in which their spellings meet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from geo.names import fold
from layers.regions import Level

KIND_WORDS: Mapping[str, str] = {
    "oblast": "область обл области областной облысы облыс облысының region oblast province",
    "district": "район района р-н р ауданы аудан ауд ауданының district raion rayon",
    "city": ("город города гор г г.а қаласы қала қ қ.ә қалалық city town городская городской"),
    "rural": ("с.о а.о сельский сельского аульный аулдық ауылдық округ округа округі rural"),
    "settlement": "поселок посёлок поселковая поселковый пос пгт кент кенті кенттік settlement",
    "village": "село с аул ауыл ауылы сельская village",
}
"""Words and abbreviations that tell a unit's kind."""
NEUTRAL_WORDS = "администрация әкімдігі әкімдік акимат имени им атындағы ат аппарат administration"
"""Words that stand beside names of any kind."""
KINDS: Mapping[str, frozenset[str]] = {
    "oblast": frozenset({"oblast"}),
    "district": frozenset({"district", "city_district"}),
    "city": frozenset({"city_of_republican_significance", "city_administration", "town"}),
    "rural": frozenset({"rural_district", "village_administration"}),
    "settlement": frozenset({"settlement_administration"}),
    "village": frozenset({"village_administration", "rural_district"}),
}
"""The kinds of units that a word can stand for."""
ADJECTIVE = re.compile(r"(?<=\w\w)sk(?:i|aia|oe|oi|ogo|om)$")
"""The ending of a Russian adjective in the skeleton of a name."""
LINK = re.compile(r"(?<=\w\w\w)(?:in|en|an|ou|eu|u)$")
"""What stands between the name and that ending: Алматы, Алмат-ин-ская."""
VOWELS_AT_END = re.compile(r"(?<=\w\w\w)[aeiou]+$")
ABBREVIATION = re.compile(r"\b([срагқпк])\s*[./-]\s*([оанәа])\b\.?", re.IGNORECASE)
"""Two letters that stand for two words: с.о., а/о, р-н, г.а."""

OBLASTS_BY_LETTERS: Mapping[str, tuple[str, ...]] = {
    "вко шқо": ("630000000",),
    "зко бқо": ("270000000",),
    "ско сқо": ("590000000",),
    "юко оқо": ("610000000", "790000000"),
    "тқо": ("610000000",),
}
FORMER_OBLASTS: Mapping[str, tuple[str, ...]] = {
    "Южно-Казахстанская": ("610000000", "790000000"),
    "Оңтүстік Қазақстан": ("610000000", "790000000"),
    "South Kazakhstan": ("610000000", "790000000"),
    "Чимкентская": ("610000000", "790000000"),
    "Шымкентская": ("610000000", "790000000"),
    "Семипалатинская": ("100000000",),
    "Семей": ("100000000",),
    "Талды-Курганская": ("330000000",),
    "Талдыкорганская": ("330000000",),
    "Талдықорған": ("330000000",),
    "Джезказганская": ("620000000",),
    "Жезказганская": ("620000000",),
    "Жезқазған": ("620000000",),
    "Алма-Атинская": ("190000000", "330000000", "750000000"),
    "Целиноградская": ("110000000",),
    "Кокчетавская": ("110000000", "590000000"),
    "Көкшетау": ("110000000", "590000000"),
    "Тургайская": ("110000000", "390000000"),
    "Торғай": ("110000000", "390000000"),
    "Кустанайская": ("390000000",),
    "Гурьевская": ("230000000",),
    "Мангышлакская": ("470000000",),
    "Уральская": ("270000000",),
    "Джамбулская": ("310000000",),
    "Кзыл-Ординская": ("430000000",),
}
"""Oblasts that were divided, joined or renamed, with the units that hold their land today."""
FORMER_CITIES: Mapping[str, tuple[str, ...]] = {
    "Нур-Султан": ("710000000",),
    "Нұр-Сұлтан": ("710000000",),
    "Nur-Sultan": ("710000000",),
    "Целиноград": ("710000000",),
    "Акмола": ("710000000",),
    "Алма-Ата": ("750000000",),
    "Alma-Ata": ("750000000",),
    "Чимкент": ("790000000",),
    "Семипалатинск": ("101000000",),
}
LATER_PARTS: Mapping[str, tuple[str, ...]] = {
    "190000000": ("330000000",),
    "350000000": ("620000000",),
    "630000000": ("100000000",),
    "610000000": ("790000000",),
}
"""What was made out of an oblast: in 2022, and Shymkent in 2018."""


REMEMBERED_NAMES = 65_536
"""Cells of uploads are among them, so that they must not add up without end."""


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A unit's name without the words for its kind; `kinds` is empty where none is told.

    `near` are further keys, in which adjectives and names meet.
    """

    key: str
    near: frozenset[str]
    kinds: frozenset[str]


@lru_cache(maxsize=REMEMBERED_NAMES)
def written_name(text: str) -> WrittenName:
    """The name that a cell or a register gives to a unit; the key is empty without letters."""
    joined = ABBREVIATION.sub(r" \1\2 ", text.replace("ё", "е"))
    words, kinds = [], frozenset[str]()
    for word in fold(joined).split():
        if word in _KIND_OF_WORD:
            kinds |= KINDS[_KIND_OF_WORD[word]]
        elif word not in _NEUTRAL:
            words.append(word)
    words = words or fold(joined).split()[:1]
    return WrittenName(" ".join(words), frozenset(_near(words)), kinds)


def former_codes(name: WrittenName, level: Level | None) -> tuple[str, ...]:
    """The codes of the units that hold the land of a former one; none where no such is known.

    `level` is that of the column; in any other than the oblasts' a name alone is not enough.
    """
    if name.key in _BY_LETTERS:
        return _BY_LETTERS[name.key]
    found: tuple[str, ...] = ()
    if name.kinds == KINDS["oblast"] or (level is Level.OBLAST and not name.kinds):
        found = next((_FORMER_OBLASTS[key] for key in _keys(name) if key in _FORMER_OBLASTS), ())
    if not found and (not name.kinds or name.kinds & KINDS["city"]):
        found = _FORMER_CITIES.get(name.key, ())
    return found


def _keys(name: WrittenName) -> list[str]:
    return [name.key, *sorted(name.near)]


def _near(words: list[str]) -> set[str]:
    """Skeletons without endings: of the name as it is, of an adjective, without its link."""
    bare = [ADJECTIVE.sub("", word) for word in words]
    unlinked = [
        LINK.sub("", short) if short != word else short
        for short, word in zip(bare, words, strict=True)
    ]
    return {
        " ".join(VOWELS_AT_END.sub("", word) for word in each) for each in (bare, unlinked) if each
    }


def _folded_words(text: str) -> set[str]:
    return {fold(ABBREVIATION.sub(r"\1\2", word)).replace(" ", "") for word in text.split()}


_KIND_OF_WORD = {word: kind for kind, words in KIND_WORDS.items() for word in _folded_words(words)}
_NEUTRAL = _folded_words(NEUTRAL_WORDS)
_BY_LETTERS = {
    fold(letters): codes for words, codes in OBLASTS_BY_LETTERS.items() for letters in words.split()
}
_FORMER_OBLASTS = {
    key: codes for name, codes in FORMER_OBLASTS.items() for key in _keys(written_name(name))
}
_FORMER_CITIES = {written_name(name).key: codes for name, codes in FORMER_CITIES.items()}
