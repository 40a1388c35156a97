"""Rows that are no objects but headings: «Сауран ауданы» alone, for all rows under it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.text import Text
from ingest.mapping.mapping_names import LocationPart
from ingest.mapping.region_names import written_name
from ingest.reading.readers import DELIMITED, WORKBOOKS
from ingest.reading.table.headed_table import as_cells
from ingest.rows.batch import ROWS_PER_BATCH, Batch, InputTable, rows_at_a_time
from ingest.rows.row_problem import RowProblem
from layers.regions.region import Level, Region

LISTS = (*DELIMITED, *WORKBOOKS)
"""Files that people write for people to read."""
LOOKED_AT = 20_000
"""A list whose first heading stands further down has none."""
COLUMN = "Өңір/Регион"
"""Under this name each row has the unit of its heading."""
ORDINAL = re.compile(r"^\s*(?:\d{1,3}|[IVX]{1,5})[.)]\s*")
COUNTED = re.compile(r"\s*[(\[–—-]\s*\d[^)\]]*[)\]]?\s*$")
LONGEST = 120
IS_HEADING = Text(
    "Жол тақырып деп танылды: астындағы жолдар осы бірлікке жатады",
    "Строка прочитана как заголовок: строки под ней относятся к этой единице",
    "The row was read as a heading: the rows under it belong to this unit",
)

NamedUnits = Mapping[str, frozenset[tuple[Level, str]]]
"""The levels and kinds of the units that have a name, by the keys of the name."""


@dataclass(frozen=True, slots=True)
class SectionedTable:
    """A table without its headings, which stand in a column of their own beside their rows."""

    table: InputTable
    units: NamedUnits = field(repr=False)
    own: str
    has_geometry: bool = False
    crs: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file, and that of its headings."""
        return (*self.table.columns, self.own)

    @property
    def row_count(self) -> int | None:
        """How many rows there are, headings among them."""
        return self.table.row_count

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All rows that are no headings, from the first on."""
        section: dict[Level, str] = {}
        for batch in self.table.batches(size):
            headings = {at: text for at, text in _alone(batch) if level_of(text, self.units)}
            told = []
            for at in range(len(batch)):
                if at in headings:
                    section = self._within(section, headings[at])
                told.append(", ".join(section[level] for level in sorted(section)))
            yield self._without(batch, headings, told)

    def _within(self, section: Mapping[Level, str], text: str) -> dict[Level, str]:
        """The units after a heading: it ends those of its level and below."""
        level = level_of(text, self.units)
        if level is None:
            return dict(section)
        kept = {each: name for each, name in section.items() if each < level}
        return {**kept, level: bare(text)}

    def _without(self, batch: Batch, headings: Mapping[int, str], told: list[str]) -> Batch:
        kept = np.setdiff1d(np.arange(len(batch)), list(headings))
        whole = replace(batch, cells={**batch.cells, self.own: as_cells(told)})
        notes = tuple(
            RowProblem(
                int(batch.numbers[at]), LocationPart.REGION, text, IS_HEADING, rejected=False,
                code="heading",
            )
            for at, text in headings.items()
        )  # fmt: skip
        return replace(whole.only(kept), problems=(*batch.problems, *notes))


def with_headings(session: Session, table: InputTable, path: Path) -> InputTable:
    """The table of a list with its headings told to the rows under them; any other as it is."""
    if path.suffix.lower() not in LISTS:
        return table
    first = next(table.batches(min(LOOKED_AT, rows_at_a_time(len(table.columns)))), None)
    alone = [text for _, text in _alone(first)] if first is not None else []
    if not any(_may_be_unit(text) for text in alone):
        return table
    units = _named_units(session)
    if not any(level_of(text, units) for text in alone):
        return table
    own = COLUMN
    while own in table.columns:
        own += "*"
    return SectionedTable(table, units, own)


def level_of(text: str, units: NamedUnits) -> Level | None:
    """The level of the unit that a text names, and nothing else; None for any other text."""
    if not _may_be_unit(text):
        return None
    name = written_name(bare(text))
    units_of_name = (units.get(key, frozenset()) for key in (name.key, *name.near))
    found = frozenset[tuple[Level, str]]().union(*units_of_name)
    levels = {level for level, kind in found if not name.kinds or kind in name.kinds}
    return min(levels, default=None)


def bare(text: str) -> str:
    """A heading without its number, its colon and what it counts."""
    return COUNTED.sub("", ORDINAL.sub("", text).rstrip(" :.")).rstrip(" :.")


def _may_be_unit(text: str) -> bool:
    """Whether a text speaks of a kind of unit, or ends like a heading."""
    if len(text) > LONGEST:
        return False
    return bool(written_name(bare(text)).kinds) or text.rstrip().endswith(":")


def _alone(batch: Batch) -> Iterator[tuple[int, str]]:
    """The rows with a text in one cell alone, or the same in all that are filled, by position."""
    columns = list(batch.cells.values())
    if len(columns) < 2:  # noqa: PLR2004 - of a single column every row is alone
        return
    filled = np.array([column != "" for column in columns], dtype=bool)
    counts = filled.sum(axis=0)
    for at in np.flatnonzero((counts == 1) | (counts == len(columns))).tolist():
        texts = {column[at] for column, is_filled in zip(columns, filled[:, at], strict=True)
                 if is_filled}  # fmt: skip
        (text, *others) = texts
        if not others and isinstance(text, str) and at not in batch.surplus:
            yield at, text


def _named_units(session: Session) -> NamedUnits:
    units: dict[str, set[tuple[Level, str]]] = defaultdict(set)
    for level, kind, *names in session.execute(
        select(Region.level, Region.kind, Region.name_kk, Region.name_ru, Region.name_en)
    ):
        for name in map(written_name, filter(None, names)):
            for key in (name.key, *name.near):
                units[key].add((Level(level), kind))
    return {key: frozenset(each) for key, each in units.items() if key}
