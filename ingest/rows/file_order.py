"""What is to be loaded, and what a person says of it; kept with the run, so that it can go on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from layers.model.layer import Layer
from layers.registry import Catalogue

ToldTerms = Mapping[tuple[str, str], str]
"""Codes that a person told for values met in a file, by field and folded value."""


class MatchRule(StrEnum):
    """What becomes of rows that seem to be in the atlas already, or twice in the file.

    `wait`: they wait for a person. `same`: what scores as the same is taken as the same, only the
    undecided wait. `different`: every row is an object of its own.
    """

    WAIT = "wait"
    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on one waiting row; None where they said nothing.

    `crs` is the system that its coordinates are in, `place` the longitude and latitude (EPSG:4326)
    that are meant, `same_as` the id of the object that it is, `is_new` that it is none of those
    proposed. `values` replace cells, by field.
    """

    crs: str | None = None
    place: tuple[float, float] | None = None
    same_as: int | None = None
    is_new: bool = False
    values: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The decision as JSON keeps it."""
        return {
            "crs": self.crs,
            "place": list(self.place) if self.place else None,
            "same_as": self.same_as,
            "is_new": self.is_new,
            "values": dict(self.values),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Decision":
        """The decision that `as_json` wrote."""
        place = kept.get("place")
        return cls(
            crs=kept.get("crs"),
            place=(float(place[0]), float(place[1])) if place else None,
            same_as=kept.get("same_as"),
            is_new=bool(kept.get("is_new")),
            values=dict(kept.get("values") or {}),
        )


@dataclass(frozen=True, slots=True)
class FileOrder:
    """What is to be loaded, and what a person says of it.

    `source` names where the rows are from; the file's name without its ending is meant where it is
    None. `crs` is believed before what the file itself says. `column_overrides` gives columns by
    field («» for a field that is to stay empty), `told_terms` codes by field and folded value, and
    `decisions` what was decided on single rows, by number. `constants` gives a value for all rows,
    written as in a cell, by field or claimed unit that no column fills. `found` are the codes of
    the systems that a whole file was found to be in, where this order takes up a remnant of it, and
    `dates` how its columns of dates were found to be written.
    Where `trust_detected` is false, rows wait whose reference system was only found out. Where
    `erase_empty` is true, an empty cell takes from a known object what it has in that field.
    """

    path: Path
    layer: Layer
    source: str | None = None
    sheet: str | None = None
    crs: str | None = None
    key_column: str | None = None
    column_overrides: Mapping[str, str] = field(default_factory=dict)
    told_terms: ToldTerms = field(default_factory=dict)
    matches: MatchRule = MatchRule.WAIT
    trust_detected: bool = True
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    found: tuple[str, ...] = ()
    dates: Mapping[str, str] = field(default_factory=dict)
    erase_empty: bool = False

    @property
    def source_name(self) -> str:
        """The source under which the rows are found again."""
        return self.source or self.path.stem

    def as_json(self) -> dict[str, Any]:
        """The order as a run keeps it."""
        return {
            "path": str(self.path),
            "layer": self.layer.id,
            "source": self.source,
            "sheet": self.sheet,
            "crs": self.crs,
            "key_column": self.key_column,
            "column_overrides": dict(self.column_overrides),
            "told_terms": [
                [field_name, value, code] for (field_name, value), code in self.told_terms.items()
            ],
            "matches": self.matches.value,
            "trust_detected": self.trust_detected,
            "decisions": {str(row): decision.as_json() for row, decision in self.decisions.items()},
            "constants": dict(self.constants),
            "found": list(self.found),
            "dates": dict(self.dates),
            "erase_empty": self.erase_empty,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], catalogue: Catalogue) -> "FileOrder":
        """The order that `as_json` wrote. Raises UnknownLayerError."""
        return cls(
            path=Path(kept["path"]),
            layer=catalogue.layer(kept["layer"]),
            source=kept["source"],
            sheet=kept["sheet"],
            crs=kept["crs"],
            key_column=kept["key_column"],
            column_overrides=dict(kept.get("column_overrides", kept.get("told_columns", {}))),
            told_terms={(name, value): code for name, value, code in kept["told_terms"]},
            matches=MatchRule(kept["matches"]),
            trust_detected=kept["trust_detected"],
            decisions={
                int(row): Decision.from_json(decision)
                for row, decision in kept["decisions"].items()
            },
            constants=dict(kept.get("constants", {})),
            found=tuple(kept.get("found", ())),
            dates=dict(kept.get("dates", {})),
            erase_empty=bool(kept.get("erase_empty")),
        )
