"""Names as the KATO classifier writes them: what they tell of the unit, and how to show them.

The classifier abbreviates: «Қараауыл а.о.», «с.о.Шорнак», «Семей Г.А.». Here each abbreviation is
spelled out, with the Kazakh and the Russian name kept as they stand otherwise.
"""

import re
from dataclasses import dataclass

from geo.romanisation import romanise

LEGACY_LETTERS: dict[str, str] = {
    "Ќ": "Қ", "ќ": "қ", "Њ": "Ң", "њ": "ң", "Ў": "Ұ", "ў": "ұ", "Ї": "Ү", "ї": "ү",
    "Ј": "Ә", "ј": "ә", "Ѓ": "Ғ", "ѓ": "ғ", "Є": "Ө", "є": "ө", "Ћ": "Һ", "ћ": "һ",
}  # fmt: skip
"""Letters that Kazakh fonts of the 1990s drew as Kazakh ones, under the letters meant."""

OBLAST_NAMES_EN: dict[str, str] = {
    "100000000": "Abai Region",
    "110000000": "Akmola Region",
    "150000000": "Aktobe Region",
    "190000000": "Almaty Region",
    "230000000": "Atyrau Region",
    "270000000": "West Kazakhstan Region",
    "310000000": "Zhambyl Region",
    "330000000": "Zhetisu Region",
    "350000000": "Karaganda Region",
    "390000000": "Kostanay Region",
    "430000000": "Kyzylorda Region",
    "470000000": "Mangystau Region",
    "550000000": "Pavlodar Region",
    "590000000": "North Kazakhstan Region",
    "610000000": "Turkistan Region",
    "620000000": "Ulytau Region",
    "630000000": "East Kazakhstan Region",
    "710000000": "Astana",
    "750000000": "Almaty",
    "790000000": "Shymkent",
}


@dataclass(frozen=True, slots=True)
class KatoName:
    """A unit's kind and its names as they are shown; `core_kk`, `core_ru` lack the type word."""

    kind: str
    kk: str
    ru: str
    en: str
    core_kk: str
    core_ru: str


@dataclass(frozen=True, slots=True)
class _Form:
    """One written form of a kind of unit: abbreviations, and the words that replace them."""

    kind: str
    kk: str
    """Pattern of the abbreviation after the Kazakh name."""
    ru: str
    """Pattern of the abbreviation before or after the Russian name."""
    word_kk: str
    word_ru: str
    word_en: str


FORMS = (
    _Form("city_district", r"а\.\s?ә\.?", r"р\.\s?а\.?", "ауданы", "район", "District"),
    _Form("oblast", r"облысы", r"область", "облысы", "область", "Region"),
    _Form(
        "city_administration", r"(?:Қ\.\s?Ә|Г\.\s?А)\.?", r"Г\.\s?А\.?",
        "қалалық әкімдігі", "городская администрация", "City Administration",
    ),
    _Form(
        "town", r"қ\.\s?ә\.?", r"г\.\s?а\.?",
        "қалалық әкімдігі", "городская администрация", "City Administration",
    ),
    _Form(
        "settlement_administration", r"к\.\s?ә\.?", r"п\.\s?а\.?",
        "кенттік әкімдігі", "поселковая администрация", "Settlement Administration",
    ),
    _Form(
        "village_administration", r"а\.\s?ә\.?", r"с\.\s?а\.?",
        "ауылдық әкімдігі", "сельская администрация", "Village Administration",
    ),
    _Form(
        "rural_district", r"а\.\s?о\s?\.?", r"с\.\s?о\.?",
        "ауылдық округі", "сельский округ", "Rural District",
    ),
    _Form("district", r"ауданы?", r"[Рр]айон", "ауданы", "район", "District"),
    _Form("town", r"қ\.?", r"г\.", "қаласы", "город", "City"),
)  # fmt: skip
"""Tried in this order; «а.ә.» stands for two things, which the Russian name tells apart."""

IN_HONOUR_KK = re.compile(r"\s+(?:атындағы|атын|ат)\.?\s*$")
IN_HONOUR_RU = re.compile(r"^(?:имени|им\.)\s*")
ADJECTIVES_RU = {"сельский округ": ("ий", "ый", "ой"), "район": ("ий", "ый", "ой")}
FEMININE_ADJECTIVES_RU = ("ая", "яя")
"""Endings of adjectives by the word they go with; a name without one follows the word."""

WORDS_AFTER_HONOUR_KK = {"ауданы": "аудан", "ауылдық округі": "ауылдық округ"}
"""Without their possessive ending: «… атындағы аудан», but «… ауданы»."""


def tidy(name: str) -> tuple[str, bool]:
    """The name with single spaces and Kazakh letters, and whether letters were repaired."""
    spaced = re.sub(r"\s+", " ", name.replace("\xa0", " ")).strip()
    repaired = "".join(LEGACY_LETTERS.get(letter, letter) for letter in spaced)
    return repaired, repaired != spaced


def name_of_unit(code: str, level: int, name_kk: str, name_ru: str) -> KatoName | None:
    """The kind and the names of a unit of level 1-3, or None where no known form fits.

    Both names are tidy ones.
    """
    for form in FORMS:
        core_kk = _without_suffix(name_kk, form.kk)
        core_ru = _core_ru(name_ru, form.ru)
        is_told_by_ru = form.kind != "city_district" or core_ru != name_ru
        if core_kk is not None and is_told_by_ru:
            return _composed(code, level, form, core_kk, core_ru)
    return None


def _without_suffix(name_kk: str, pattern: str) -> str | None:
    match = re.fullmatch(rf"(.*?[^\s])[\s.]*(?<![^\W\d_]){pattern}", name_kk)
    return match.group(1) if match else None


def _core_ru(name_ru: str, pattern: str) -> str:
    before = re.sub(rf"^{pattern}\s*(?=[^\s])", "", name_ru)
    return before if before != name_ru else re.sub(rf"\s+{pattern}$", "", name_ru)


def _composed(code: str, level: int, form: _Form, core_kk: str, core_ru: str) -> KatoName:
    bare_kk = IN_HONOUR_KK.sub("", core_kk).strip()
    kk = f"{bare_kk} {form.word_kk}"
    if bare_kk != core_kk:
        kk = f"{bare_kk} атындағы {WORDS_AFTER_HONOUR_KK.get(form.word_kk, form.word_kk)}"
    bare_ru = IN_HONOUR_RU.sub("", core_ru).strip()
    if bare_ru != core_ru:
        ru = f"{form.word_ru} имени {bare_ru}"
    elif core_ru.endswith(ADJECTIVES_RU.get(form.word_ru, FEMININE_ADJECTIVES_RU)):
        ru = f"{core_ru} {form.word_ru}"
    else:
        ru = f"{form.word_ru} {core_ru}"
    kind = _kind(level, form.kind)
    en = OBLAST_NAMES_EN.get(code) or f"{romanise(bare_kk)} {form.word_en}"
    return KatoName(kind, kk, ru, en, bare_kk, bare_ru)


def _kind(level: int, kind: str) -> str:
    """The kind at its level: a town is a city at the top, a district in a city lies below it."""
    if level == 1 and kind == "town":
        return "city_of_republican_significance"
    if level > 2 and kind == "district":  # noqa: PLR2004 - districts proper are level 2
        return "city_district"
    return kind
