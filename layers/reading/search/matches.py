"""What the ways to search find, before the caller is told what it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

REGION = "region"
"""What stands for a layer's id where a region was found."""


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is typed, and how the answer is narrowed: to layer ids and `region`, to a unit."""

    typed: str
    layers: tuple[str, ...]
    region_code: str | None
    limit: int


@dataclass(frozen=True, slots=True)
class Match:
    """A feature or region that fits, and how well; `former_id` is that of a former name."""

    layer: str
    ref: str
    match: Literal["exact", "word", "similar"]
    score: float
    former_id: int | None = None


def best_first(found: Iterable[Match], limit: int) -> list[Match]:
    """Each subject once, by its best match; equally good ones in the order given."""
    best: dict[tuple[str, str], Match] = {}
    for each in found:
        key = each.layer, each.ref
        if key not in best or best[key].score < each.score:
            best[key] = each
    return sorted(best.values(), key=lambda each: -each.score)[:limit]
