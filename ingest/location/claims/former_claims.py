"""Units that rows claim by names of other years."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ingest.mapping.region_names import KINDS, WrittenName, codes_by_letters, written_name
from layers.regions.former_names import FormerName
from layers.regions.region import Level

KINDS_OF: Mapping[str, frozenset[str]] = {
    "oblast": KINDS["oblast"],
    "district": KINDS["district"],
    "city": KINDS["city"],
    "village": KINDS["village"] | KINDS["settlement"],
}
"""The kinds of units that the words beside a name of each kind stand for."""
UNTOLD: Mapping[Level | None, tuple[tuple[str, ...], ...]] = {
    Level.OBLAST: (("oblast", "city"),),
    Level.DISTRICT: (("district",), ("city",)),
    Level.RURAL_DISTRICT: (("village",), ("city",)),
    None: (("city",), ("village",)),
}
"""Which kinds a name without such a word may have in the column of a level, the likeliest first.

A bare «Целиноград» among oblasts is the city or its oblast, as «Алматы» is.
"""


@dataclass(frozen=True, slots=True)
class _Former:
    code: str
    kind: str


class FormerClaims:
    """Finds the codes of units by the names that they bore."""

    def __init__(self, names: Iterable[FormerName]) -> None:
        self._exact: dict[str, set[_Former]] = defaultdict(set)
        self._near: dict[str, set[_Former]] = defaultdict(set)
        for each in names:
            former = _Former(each.code, each.kind)
            for text in filter(None, each.names.values()):
                name = written_name(text)
                self._exact[name.key].add(former)
                for key in name.near | {name.key.replace(" ", "")}:
                    self._near[key].add(former)

    def codes(self, name: WrittenName, level: Level | None) -> tuple[str, ...]:
        """The codes of the units that bore a name or hold the land of what did; else none.

        `level` is that of the column. Several units that bore one name are all given.
        """
        if found := codes_by_letters(name):
            return found
        keys = {name.key, *name.near, name.key.replace(" ", "")}
        near = {former for key in keys for former in self._near.get(key, ())}
        for known in (self._exact.get(name.key, set()), near):
            for kinds in self._possible(name, level):
                codes = sorted({former.code for former in known if former.kind in kinds})
                if codes:
                    return tuple(codes)
        return ()

    @staticmethod
    def _possible(name: WrittenName, level: Level | None) -> Iterable[frozenset[str]]:
        """The kinds that are meant, the likeliest first."""
        if name.kinds:
            yield frozenset(kind for kind, kinds in KINDS_OF.items() if kinds & name.kinds)
        else:
            yield from map(frozenset, UNTOLD[level])
