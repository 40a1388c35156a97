"""What an analysis answers: tables that carry the method by which they were made."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from core.text import Language, Text

WGS84 = "EPSG:4326"
GAPS = Text(
    "Қамтылмаған елді мекендер", "Неохваченные населённые пункты", "Settlements not covered"
)


@dataclass(frozen=True, slots=True)
class Objects:
    """How many objects entered an analysis; `near_only` are known to the caller only nearby."""

    count: int
    synthetic: int
    near_only: int


@dataclass(frozen=True, slots=True)
class Method:
    """How a coverage was worked out: all that is needed to repeat and to judge it.

    `limit` is in `unit`. `place_accuracy_m` is the median accuracy of the settlements' places,
    None where it is not on record. `approximate_boundaries` tells that a polygon by which
    settlements were counted was built, not drawn by an authority.
    """

    engine: str
    formula: Text
    unit: str
    limit: float
    on: date
    layer: str
    filter: str | None
    objects: Objects
    settlements: Text
    place_accuracy_m: float | None
    approximate_boundaries: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The coverage of one unit; `code` is None for settlements that lie in none of the children.

    `approximate` tells that the unit's polygon was built, not drawn by an authority.
    """

    code: str | None
    name: Text
    level: int | None
    settlements: int
    covered: int
    approximate: bool

    @property
    def share(self) -> float | None:
        """The share of settlements that are covered, 0-1; None where there is no settlement."""
        return self.covered / self.settlements if self.settlements else None


@dataclass(frozen=True, slots=True)
class Gap:
    """A settlement that is not covered; `cost` to the nearest object is in the method's unit.

    Degrees, EPSG:4326. The cost is None where there is no object at all.
    """

    kato: str
    names: dict[Language, str | None]
    longitude: float
    latitude: float
    cost: float | None
    oblast_code: str | None
    district_code: str | None
    rural_district_code: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of a region, of its children, and of what lies in none of them.

    Children and `unassigned` add up to `total`. `gaps` are the worst ones, of `gaps_total`.
    """

    method: Method
    total: Row
    children: tuple[Row, ...]
    unassigned: Row | None
    gaps: tuple[Gap, ...]
    gaps_total: int

    def table(self, language: Language = Language.EN) -> pd.DataFrame:
        """One line a child, then what is unassigned, then the total; the method is in `.attrs`.

        Indexed by KATO code; the code of the unassigned line is empty.
        """
        rows = [*self.children, *([self.unassigned] if self.unassigned else []), self.total]
        frame = pd.DataFrame(
            {
                "code": [row.code or "" for row in rows],
                "name": [row.name.in_language(language) for row in rows],
                "level": pd.array([row.level for row in rows], dtype="Int64"),
                "settlements": [row.settlements for row in rows],
                "covered": [row.covered for row in rows],
                "share": [row.share for row in rows],
                "approximate": [row.approximate for row in rows],
            }
        ).set_index("code")
        frame.attrs["method"] = self.method_in(language)
        return frame

    def gaps_table(self, language: Language = Language.EN) -> gpd.GeoDataFrame:
        """One line a gap with its place, EPSG:4326, the worst first; the method is in `.attrs`.

        Indexed by KATO code. `nearest_m` (or `_s`, by the method's unit) is how far the nearest
        object is, missing where there is none.
        """
        places = gpd.points_from_xy(
            [gap.longitude for gap in self.gaps], [gap.latitude for gap in self.gaps], crs=WGS84
        )
        costs = [gap.cost for gap in self.gaps]
        frame = gpd.GeoDataFrame(
            {
                "kato": [gap.kato for gap in self.gaps],
                "name": [gap.names[language] for gap in self.gaps],
                f"nearest_{self.method.unit}": pd.array(costs, dtype="Float64"),
                "oblast_code": [gap.oblast_code for gap in self.gaps],
                "district_code": [gap.district_code for gap in self.gaps],
                "rural_district_code": [gap.rural_district_code for gap in self.gaps],
            },
            geometry=places,
        ).set_index("kato")
        frame.attrs.update(
            title=GAPS.in_language(language),
            region=self.total.code,
            method=self.method_in(language),
        )
        return frame

    def method_in(self, language: Language) -> dict[str, Any]:
        """The method as plain values, its phrases in one language."""
        method = self.method
        return {
            "engine": method.engine,
            "formula": method.formula.in_language(language),
            "unit": str(method.unit),
            "limit": method.limit,
            "on": method.on.isoformat(),
            "layer": method.layer,
            "filter": method.filter,
            "objects": method.objects.count,
            "synthetic_objects": method.objects.synthetic,
            "objects_near_only": method.objects.near_only,
            "settlements": method.settlements.in_language(language),
            "place_accuracy_m": method.place_accuracy_m,
            "approximate_boundaries": method.approximate_boundaries,
        }
