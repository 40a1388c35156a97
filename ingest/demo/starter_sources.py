"""What the starter rows rest on: their sources by key, with titles in three languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.errors import InvalidValueError
from core.text import Language, Text
from ingest.demo.route_facts import RouteFact
from layers.model.layer import Layer

BETWEEN_KEYS = ";"
BEFORE_DETAIL = "="
BETWEEN = "; "

UNKNOWN_SOURCE = Text(
    "Дереккөздер тізімінде мұндай кілт жоқ.",
    "Такого ключа нет в списке источников.",
    "The list of sources has no such key.",
)
STATED = Text(
    "{title}: {address} ({as_of} жағдайы бойынша, {seen_on} күні қаралған)",
    "{title}: {address} (по состоянию на {as_of}, просмотрено {seen_on})",
    "{title}: {address} (as of {as_of}, seen {seen_on})",
)


@dataclass(frozen=True, slots=True)
class StarterSource:
    """A source with its title; `recorded_in` is the language in which rows have cited it so far."""

    title: Text
    recorded_in: Language
    on_state_list: bool = False
    """Whether a monument that it names is on the state list; World Heritage sites all are."""
    act_number: str = ""
    act_date: str = ""

    def cited(self, detail: str) -> "Citation":
        """The source with its detail, such as the title of an article, in place of `{detail}`."""
        told = Text(*(self.title.in_language(each, detail=detail) for each in Language))
        return Citation(told.in_language(self.recorded_in), told)


@dataclass(frozen=True, slots=True)
class Citation:
    """What a row rests on: as it was recorded, and in each language."""

    recorded: str
    told: Text

    def values(self) -> dict[str, str]:
        """The fields of a feature."""
        told = {f"citation_{each}": self.told.in_language(each) for each in Language}
        return {"citation": self.recorded, **told}


@dataclass(frozen=True, slots=True)
class CitedSources:
    """The sources of one row in their order, and the citation of all of them."""

    sources: tuple[StarterSource, ...]
    citation: Citation


def sources_by_key(table: Iterable[Mapping[str, str]]) -> dict[str, StarterSource]:
    """The sources of the table `sources.csv`."""
    return {
        record["key"]: StarterSource(
            title=Text(*(record[f"title_{language}"] for language in Language)),
            recorded_in=Language(record["recorded_in"]),
            on_state_list=record["on_state_list"] == "1",
            act_number=record["act_number"],
            act_date=record["act_date"],
        )
        for record in table
    }


def sources_of(record: Mapping[str, str], known: Mapping[str, StarterSource]) -> CitedSources:
    """The sources that a row names, as in `state-list;wikipedia=Тараз`.

    Raises InvalidValueError for a key that is not known.
    """
    named = [each.partition(BEFORE_DETAIL) for each in record["sources"].split(BETWEEN_KEYS)]
    for key, *_ in named:
        if key not in known:
            raise InvalidValueError(key, field="sources", hint=UNKNOWN_SOURCE)
    cited = [known[key].cited(detail) for key, _, detail in named]
    return CitedSources(tuple(known[key] for key, *_ in named), joined(cited))


def with_facts(citation: Citation, layer: Layer, facts: Sequence[RouteFact]) -> Citation:
    """The citation, then the page that states each field, under the field's title."""
    return joined([citation, *(_cited_page(layer, fact) for fact in facts)])


def joined(citations: Sequence[Citation]) -> Citation:
    """The citations as one, behind semicolons."""
    told = (
        BETWEEN.join(each.told.in_language(language) for each in citations) for language in Language
    )
    return Citation(BETWEEN.join(each.recorded for each in citations), Text(*told))


def _cited_page(layer: Layer, fact: RouteFact) -> Citation:
    title = layer.field(fact.field).title
    titles = " / ".join(title.in_language(language) for language in Language)
    told = (
        STATED.in_language(
            language,
            title=title.in_language(language),
            address=fact.source_url,
            as_of=_day(fact.as_of, language),
            seen_on=_day(fact.seen_on, language),
        )
        for language in Language
    )
    return Citation(f"{titles}: {fact.source}", Text(*told))


def _day(iso: str, language: Language) -> str:
    """A day, a month or a year such as 2025-02-07, 2026-01 or 2024, as the language writes it."""
    return iso if language is Language.EN else ".".join(reversed(iso.split("-")))
