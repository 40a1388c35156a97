"""Which objects of OpenStreetMap a layer takes, and which of their tags fill its fields."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from core.errors import AtlasError
from core.text import Text

Tags = Mapping[str, str]
DEFAULT = Path(__file__).parent / "osm_mapping.yaml"
ANY = "*"
VALUE = "{value}"
OSM_ID = "{osm_id}"
ID_COLUMN = "osm_id"

LETTERS = {
    "kazakh": re.compile("[әғқңөұүһі]", re.IGNORECASE),
    "cyrillic": re.compile("[а-яё]", re.IGNORECASE),
    "latin": re.compile("[a-z]", re.IGNORECASE),
}
"""Letters that show in what language a name is; the first set with a letter in it decides."""


class UnusableOsmMappingError(AtlasError):
    """The mapping file cannot be used as it is written."""

    phrase = Text(
        "«{value}» OSM сәйкестік файлында қате бар: {part}.",
        "Ошибка в файле соответствий OSM «{value}»: {part}.",
        "The OSM mapping file “{value}” has a mistake: {part}.",
    )


@dataclass(frozen=True, slots=True)
class TagRule:
    """Objects that have all these tags; no values stand for any value."""

    wanted: Mapping[str, frozenset[str]]

    def fits(self, tags: Tags) -> bool:
        """Whether the tags are among those wanted; a list «a;b» has each of its values."""
        return all(
            key in tags and (not values or not values.isdisjoint(_listed(tags[key])))
            for key, values in self.wanted.items()
        )


@dataclass(frozen=True, slots=True)
class NameTag:
    """A tag that may fill a field; with `letters`, only if it is written in these."""

    tag: str
    letters: str | None = None

    def value(self, tags: Tags) -> str:
        """What the tag says, or nothing."""
        text = tags.get(self.tag, "").strip()
        return text if self.letters in (None, _letters(text)) else ""


@dataclass(frozen=True, slots=True)
class OsmLayer:
    """What one layer takes from OpenStreetMap."""

    take: tuple[TagRule, ...]
    leave: tuple[TagRule, ...]
    fields: Mapping[str, tuple[NameTag, ...]]
    values: Mapping[str, Mapping[str, Mapping[str, str]]]
    always: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table, the lasting key of OpenStreetMap first."""
        return (ID_COLUMN, *dict.fromkeys((*self.fields, *self.values, *self.always)))

    @property
    def keys(self) -> tuple[str, ...]:
        """A key of each rule: an object with none of them is not taken."""
        return tuple(dict.fromkeys(next(iter(rule.wanted)) for rule in self.take))

    def takes(self, tags: Tags) -> bool:
        """Whether an object of these tags belongs to the layer."""
        is_taken = any(rule.fits(tags) for rule in self.take)
        return is_taken and not any(rule.fits(tags) for rule in self.leave)

    def cells(self, osm_id: str, tags: Tags) -> dict[str, str]:
        """The cells of an object by column."""
        filled = {
            field: next(filter(None, (each.value(tags) for each in sources)), "")
            for field, sources in self.fields.items()
        }
        coded = {field: _code(rules, tags) for field, rules in self.values.items()}
        always = {field: text.replace(OSM_ID, osm_id) for field, text in self.always.items()}
        return {ID_COLUMN: osm_id, **filled, **coded, **always}


def osm_layers(path: Path = DEFAULT) -> dict[str, OsmLayer]:
    """The layers of a mapping file. Raises UnusableOsmMappingError."""
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UnusableOsmMappingError(path.name, field="mapping", part=error) from error
    layers = told.get("layers") if isinstance(told, dict) else None
    if not isinstance(layers, dict) or not layers:
        raise UnusableOsmMappingError(path.name, field="mapping", part="layers")
    found = {}
    for name, part in layers.items():
        try:
            found[str(name)] = _layer(part)
        except (AttributeError, TypeError, KeyError, ValueError) as error:
            raise UnusableOsmMappingError(
                path.name, field="mapping", part=f"layers.{name}: {error}"
            ) from error
    return found


def _layer(part: Mapping[str, Any]) -> OsmLayer:
    return OsmLayer(
        take=tuple(map(_rule, part["take"])),
        leave=tuple(map(_rule, part.get("leave", ()))),
        fields={
            str(field): tuple(map(_name_tag, sources))
            for field, sources in part.get("fields", {}).items()
        },
        values={
            str(field): {
                str(tag): {str(value): str(code) for value, code in codes.items()}
                for tag, codes in rules.items()
            }
            for field, rules in part.get("values", {}).items()
        },
        always={str(field): str(text) for field, text in part.get("always", {}).items()},
    )


def _rule(tags: Mapping[str, Any]) -> TagRule:
    if not tags:
        raise ValueError(tags)
    return TagRule({str(key): _wanted(values) for key, values in tags.items()})


def _wanted(values: str | Sequence[Any]) -> frozenset[str]:
    listed = [values] if isinstance(values, str) else [str(value) for value in values]
    return frozenset() if ANY in listed else frozenset(listed)


def _name_tag(source: str | Mapping[str, str]) -> NameTag:
    if isinstance(source, str):
        return NameTag(source)
    letters = source["letters"]
    if letters not in LETTERS:
        raise ValueError(letters)
    return NameTag(source["tag"], letters)


def _listed(value: str) -> Iterator[str]:
    return (each.strip() for each in value.split(";"))


def _letters(text: str) -> str | None:
    return next((name for name, letters in LETTERS.items() if letters.search(text)), None)


def _code(rules: Mapping[str, Mapping[str, str]], tags: Tags) -> str:
    """The codes of the first tag that gives any; several values of it give several codes.

    Where no tag gives one, the first value as it stands, for a person to say what it means.
    """
    for tag, codes in rules.items():
        listed = [each for each in _listed(tags.get(tag, "")) if each]
        found = [codes.get(each, codes.get(ANY, "")).replace(VALUE, each) for each in listed]
        known = list(dict.fromkeys(filter(None, found)))
        if known:
            return ", ".join(known)
    return next((tags[tag] for tag in rules if tags.get(tag)), "")
