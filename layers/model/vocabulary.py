"""Term lists: codes with labels in three languages."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from core.errors import InvalidValueError
from core.text import Language, Text


class Tone(StrEnum):
    """What a colour means; the style sheet and the page map each tone to one colour."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a vocabulary; `aliases` are spellings met in officers' files.

    `words` name things that belong to it, by which people look for it. What has a `series` is a
    mark: a record of that child series says it, no row holds the code. `unit` is what an amount of
    it counts, where a field's `unit_by` says so.
    """

    code: str
    title: Text
    tone: Tone | None = None
    aliases: tuple[str, ...] = ()
    series: str | None = None
    words: tuple[str, ...] = ()
    unit: str | None = None


class UnknownTermError(InvalidValueError):
    """A code that its vocabulary does not have."""

    def __init__(self, value: object, *, field: str, vocabulary: "Vocabulary") -> None:
        kk, ru, en = (
            ", ".join(
                f"{each.code} ({each.title.in_language(language)})" for each in vocabulary.terms
            )
            for language in (Language.KK, Language.RU, Language.EN)
        )
        super().__init__(value, field=field, hint=_possible(kk, ru, en))


def _possible(kk: str, ru: str, en: str) -> Text:
    return Text(f"Мүмкін мәндер: {kk}.", f"Возможные значения: {ru}.", f"Possible values: {en}.")


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of terms, in the order in which they are shown."""

    id: str
    title: Text
    terms: tuple[Term, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes in order."""
        return tuple(term.code for term in self.terms)

    @cached_property
    def choice(self) -> Text:
        """What a person may choose from, by its labels; programs are told the codes."""
        labels = zip(*(term.title.as_dict().values() for term in self.terms), strict=True)
        return _possible(*map(", ".join, labels))

    @cached_property
    def _by_code(self) -> dict[str, Term]:
        return {term.code: term for term in self.terms}

    def term(self, code: str) -> Term:
        """The term of a code. Raises UnknownTermError."""
        if code not in self._by_code:
            raise UnknownTermError(code, field=self.id, vocabulary=self)
        return self._by_code[code]

    def label(self, code: str, language: Language) -> str:
        """The label of a code in one language. Raises UnknownTermError."""
        return self.term(code).title.in_language(language)


def term(  # noqa: PLR0913 - a term is its code, three labels, and what hangs on them
    code: str,
    kk: str,
    ru: str,
    en: str,
    *,
    tone: Tone | None = None,
    aliases: tuple[str, ...] = (),
    series: str | None = None,
    words: tuple[str, ...] = (),
    unit: str | None = None,
) -> Term:
    """A term from its code and its three labels."""
    return Term(code, Text(kk, ru, en), tone, aliases, series, words, unit)
