"""Settlement names as the KATO classifier writes them, with their type words spelled out."""

import re
from dataclasses import dataclass

from geo.romanisation import romanise
from ingest.regions.kato.kato_names import IN_HONOUR_KK, IN_HONOUR_RU


@dataclass(frozen=True, slots=True)
class SettlementName:
    """A settlement's kind (city, town, village, other) and its names as they are shown.

    `core_kk` and `core_ru` lack the type word.
    """

    kind: str
    kk: str
    ru: str
    en: str
    core_kk: str
    core_ru: str


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    kk: str
    ru: str
    word_kk: str = ""
    word_ru: str = ""
    word_en: str = ""


FORMS = (
    _Form("village", r"а\.?", r"с\."),
    _Form("city", r"қ\.?", r"г\."),
    _Form("town", r"к\.?", r"(?:п\.|пгт\.?)"),
    _Form("other", r"(?:ст\.?|бекеті)", r"ст\.", "стансасы", "станция", "Station"),
    _Form("other", r"рзд\.?", r"рзд\.?", "разъезі", "разъезд", "Siding"),
    _Form("other", r"уч\.?", r"уч\.?", "учаскесі", "участок", "Section"),
    _Form("other", r"ж\.", r"отг\.", "жайылымы", "отгон", "Pasture"),
    _Form(
        "other", r"(?:шар\.?\s?қож\.?)", r"кр\.\s?хоз\.?",
        "шаруа қожалығы", "крестьянское хозяйство", "Farm",
    ),
    _Form("other", r"қыстауы?", r"зимовка", "қыстауы", "зимовка", "Wintering"),
    _Form("other", r"мекені", r"точка", "мекені", "точка", "Outpost"),
)  # fmt: skip

SIDING_BEFORE_KK = re.compile(r"^рзд\.?\s*(.+)$")
QUOTES = re.compile(r"[\"«»]")


def name_of_settlement(name_kk: str, name_ru: str) -> SettlementName:
    """The kind and the names of a settlement; towns and villages lose their type letter.

    Both names are tidy ones. A form that is not known stays as the classifier writes it.
    """
    suffixed_kk = SIDING_BEFORE_KK.sub(r"\1 рзд.", name_kk)
    for form in FORMS:
        match_kk = re.fullmatch(rf"(.*?[^\s.])(?:\s+|(?<=[»\"])|\.){form.kk}", suffixed_kk)
        match_ru = re.fullmatch(rf"{form.ru}\s*(.+)", name_ru)
        if match_kk and match_ru:
            return _composed(form, match_kk.group(1), match_ru.group(1))
    return SettlementName("other", name_kk, name_ru, romanise(name_kk), name_kk, name_ru)


def _composed(form: _Form, written_kk: str, written_ru: str) -> SettlementName:
    kk = IN_HONOUR_KK.sub("", QUOTES.sub("", written_kk)).strip()
    ru = IN_HONOUR_RU.sub("", QUOTES.sub("", written_ru)).strip()
    return SettlementName(
        form.kind,
        f"{kk} {form.word_kk}".strip(),
        f"{form.word_ru} {ru}".strip(),
        f"{romanise(kk)} {form.word_en}".strip(),
        kk,
        ru,
    )
