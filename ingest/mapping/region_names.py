"""Names of units as officers write them, under keys in which their spellings meet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from geo.names import fold

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


def codes_by_letters(name: WrittenName) -> tuple[str, ...]:
    """The codes of the oblasts that an abbreviation such as ВКО stands for; none for others."""
    return _BY_LETTERS.get(name.key, ())


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
