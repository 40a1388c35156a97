"""Phrases in Kazakh, Russian and English: a phrase without all three cannot be made."""

from dataclasses import dataclass
from enum import StrEnum
from string import Formatter


class Language(StrEnum):
    """A language of the atlas, by its ISO 639-1 code."""

    KK = "kk"
    RU = "ru"
    EN = "en"


DEFAULT_LANGUAGE = Language.KK


@dataclass(frozen=True, slots=True)
class Text:
    """One phrase in the three languages; `{name}` placeholders must be the same in each."""

    kk: str
    ru: str
    en: str

    def __post_init__(self) -> None:
        if not (self.kk.strip() and self.ru.strip() and self.en.strip()):
            raise IncompleteTextError(self)
        if not _placeholders(self.kk) == _placeholders(self.ru) == _placeholders(self.en):
            raise IncompleteTextError(self)

    def in_language(self, language: Language, **values: object) -> str:
        """The phrase in one language with its placeholders filled."""
        phrase: str = getattr(self, language.value)
        return phrase.format(**values) if values else phrase

    def as_dict(self) -> dict[str, str]:
        """The three phrases under kk, ru and en, for JSON."""
        return {"kk": self.kk, "ru": self.ru, "en": self.en}


class IncompleteTextError(ValueError):
    """A phrase lacks a language, or its placeholders differ between languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(f"every language needs the phrase and the same placeholders: {text!r}")


def _placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


def preferred_language(accept_language: str | None) -> Language:
    """The best supported language of an Accept-Language header; Kazakh when it names none.

    Quality values are honoured (RFC 9110 §12.5.4); a malformed one counts as 0.
    """
    best, best_quality = DEFAULT_LANGUAGE, 0.0
    for part in (accept_language or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        quality = _quality(parameters)
        primary = tag.strip().lower().split("-")[0]
        if primary in set(Language) and quality > best_quality:
            best, best_quality = Language(primary), quality
    return best


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
