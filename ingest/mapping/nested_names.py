"""What the name of a nested value says: `reporter/phone` is the author's, `status/text` no text."""

import re
from collections.abc import Callable, Iterator

from core.text import Language
from ingest.mapping.mapping_names import CLAIMS, LocationPart, folded

NESTED = re.compile(r"[a-z_@0-9][^\s/()]*(?:/[a-z_@0-9][^\s/()]*)+")
"""Names of a program within names: no officer's header such as «Широта/Долгота»."""
CONTAINERS = frozenset(
    (
        "properties", "attributes", "attrs", "fields", "data", "record", "item", "object",
        "feature", "values", "content", "info", "details", "general", "main", "tags", "request",
        "report", "monument", "project", "route", "settlement", "site",
    )
)  # fmt: skip
"""What only holds the fields of the row together."""
PLACES = re.compile(r"(geo|loc|pos|coord|point|gps|place|centr|center|address)")
PERSONS = re.compile(r"(author|reporter|applicant|citizen|submitter|initiator|contact|creator)")
OF_AUTHOR = re.compile(r"author_|contact$")
LANGUAGE_NAMES = {"kk": Language.KK, "kz": Language.KK, "ru": Language.RU, "en": Language.EN}

TargetOf = Callable[[str], str | None]


def is_nested(header: str) -> bool:
    """Whether a header is the path to a nested value."""
    return NESTED.fullmatch(header) is not None


def nested_targets(header: str, target_of: TargetOf) -> Iterator[tuple[str, bool]]:
    """The fields and places that a path may mean, each with whether its context agrees.

    `target_of` gives the field of a name. Halves of a place in one column are none.
    """
    *context, last = header.split("/")
    target = target_of(last)
    if target is not None:
        yield target, _agrees(target, context)
    group = target_of(context[-1])
    if group is not None and group != target:
        yield group, False


def language_within(header: str) -> tuple[str, Language] | None:
    """The name and the language of such as `name/kk`; None of any other path."""
    name, _, last = header.rpartition("/")
    language = LANGUAGE_NAMES.get(folded(last))
    return (name.rpartition("/")[2], language) if language else None


def _agrees(target: str, context: list[str]) -> bool:
    """Whether all that a value is nested in is of its field's kind, or says nothing."""
    others = [part for part in map(folded, context) if part not in CONTAINERS]
    if OF_AUTHOR.search(target):
        return all(PERSONS.match(part) for part in others)
    if target in set(LocationPart) - set(CLAIMS):
        return all(PLACES.match(part) for part in others)
    if target in CLAIMS or target == "address":
        return all(PLACES.match(part) for part in others)
    return not others
