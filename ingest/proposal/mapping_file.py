"""A mapping as a small YAML file: what a person settled once for files of a kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from ingest.mapping.mapping_names import folded
from ingest.proposal.mapping_text import mapping_text
from ingest.proposal.mapping_yaml import parsed_mapping
from ingest.rows.file_order import FileOrder, MatchRule, ToldTerms
from layers.registry import Catalogue

Terms = Mapping[str, Mapping[str, str]]
"""Codes by field and by the value as it stands in files."""


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """What was settled for files of a kind; None and empty where nothing was.

    `columns` gives columns by field, «» for a field that stays empty. Columns are found by their
    names, whatever their order. `constants` gives values for all rows by field.
    """

    layer: str
    columns: Mapping[str, str] = field(default_factory=dict)
    terms: Terms = field(default_factory=dict)
    crs: str | None = None
    key: str | None = None
    sheet: str | None = None
    source: str | None = None
    matches: MatchRule | None = None
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def told_terms(self) -> ToldTerms:
        """The codes by field and folded value, as an order tells them."""
        return {
            (name, folded(value)): code
            for name, codes in self.terms.items()
            for value, code in codes.items()
        }

    def missing(self, columns: Iterable[str]) -> tuple[str, ...]:
        """The columns of the mapping that a file of these columns lacks."""
        there = {folded(column) for column in columns}
        wanted = (*self.columns.values(), self.key or "")
        return tuple(dict.fromkeys(each for each in wanted if each and folded(each) not in there))

    def fitting(self, columns: Iterable[str]) -> Self:
        """The mapping without the columns that a file of these columns lacks."""
        missing = set(self.missing(columns))
        kept = {name: each for name, each in self.columns.items() if each not in missing}
        return replace(self, columns=kept, key=None if self.key in missing else self.key)

    def told_in(self, order: FileOrder) -> FileOrder:
        """The order with all that the mapping tells and the order itself does not.

        A column or a value for all rows that the order tells goes before both of the mapping.
        """
        columns = {name: each for name, each in self.columns.items() if name not in order.constants}
        constants = {
            name: each
            for name, each in self.constants.items()
            if not order.column_overrides.get(name)
        }
        return replace(
            order,
            source=order.source or self.source,
            sheet=order.sheet or self.sheet,
            crs=order.crs or self.crs,
            key_column=order.key_column or self.key,
            column_overrides={**columns, **order.column_overrides},
            told_terms={**self.told_terms, **order.told_terms},
            matches=self.matches if self.matches and order.matches is MatchRule.WAIT
            else order.matches,
            constants={**constants, **order.constants},
        )  # fmt: skip

    @classmethod
    def of_order(cls, order: FileOrder, columns: Mapping[str, str]) -> Self:
        """What an order tells, with the columns by field that came of it."""
        terms: dict[str, dict[str, str]] = {}
        for (name, value), code in order.told_terms.items():
            terms.setdefault(name, {})[value] = code
        empty = {name: column for name, column in order.column_overrides.items() if not column}
        return cls(
            layer=order.layer.id,
            columns={**columns, **empty},
            terms=terms,
            crs=order.crs,
            key=order.key_column,
            sheet=order.sheet,
            source=order.source,
            matches=order.matches,
            constants=order.constants,
        )

    def as_json(self) -> dict[str, Any]:
        """The mapping as JSON and YAML keep it; what is not settled is left out."""
        whole: dict[str, Any] = {
            "layer": self.layer,
            "source": self.source,
            "sheet": self.sheet,
            "crs": self.crs,
            "key": self.key,
            "matches": self.matches.value if self.matches else None,
            "columns": dict(self.columns),
            "constants": dict(self.constants),
            "terms": {name: dict(codes) for name, codes in self.terms.items() if codes},
        }
        return {name: value for name, value in whole.items() if value not in (None, {})}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """The mapping that `as_json` wrote."""
        matches = kept.get("matches")
        return cls(
            layer=kept["layer"],
            columns=dict(kept.get("columns", {})),
            terms={name: dict(codes) for name, codes in kept.get("terms", {}).items()},
            crs=kept.get("crs"),
            key=kept.get("key"),
            sheet=kept.get("sheet"),
            source=kept.get("source"),
            matches=MatchRule(matches) if matches else None,
            constants=dict(kept.get("constants", {})),
        )


def read_mapping(path: Path, catalogue: Catalogue) -> SavedMapping:
    """The mapping of a YAML file. Raises MappingFileError, which names the line."""
    with path.open("rb") as file:
        return SavedMapping.from_json(parsed_mapping(file.read, path.name, catalogue))


def write_mapping(path: Path, mapping: SavedMapping) -> None:
    """Write the mapping as YAML with comments, in an order that stays the same."""
    path.write_text(mapping_text(mapping.as_json()), encoding="utf-8")
