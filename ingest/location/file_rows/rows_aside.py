"""Rows of a list that are no objects: totals, footnotes, signatures, the header once more."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.text import Text
from ingest.reading.readers import DELIMITED, WORKBOOKS
from ingest.rows.batch import ROWS_PER_BATCH, Batch, InputTable
from ingest.rows.row_problem import RowProblem
from ingest.rows.table import Cell

LISTS = (*DELIMITED, *WORKBOOKS)
"""Files that people write for people to read."""
BEGINS_WITHIN = 3
"""A total or a footnote begins in one of so many first columns."""
LEAST_COLUMNS = 3
"""In a narrower table nothing tells a footnote from an object."""
TOTALS = ("барлығы", "жиыны", "итого", "всего", "total", "grand total", "subtotal")
FOOTNOTES = (
    "примечание", "примечания", "ескерту", "ескертпе", "note", "notes", "источник", "источники",
    "дереккөз", "исп", "исполнитель", "орындаған", "орындаушы", "составил", "составила",
    "подготовил", "подготовила", "м.п", "м. п",
)  # fmt: skip
OFFICES = (
    "директор", "руководитель", "начальник", "заведующий", "заведующая", "аким", "басшы", "басшысы",
    "әкім", "әкімі",
)  # fmt: skip
"""Who signs a list."""
STARTS = frozenset(
    ("*", *(letter for word in (*TOTALS, *FOOTNOTES, *OFFICES)
            for letter in (word[0], word[0].upper())))
)  # fmt: skip
"""Most cells begin with another letter and need no further look."""
COUNT = (
    r"\d[\d\s.,]*(?:(?:объект|памятник|запис|строк|единиц|шт|ескерткіш|нысан|дана|row|item)\w*\.?)?"
)
BEGINS = re.compile(
    rf"\*|(?:{'|'.join(map(re.escape, (*TOTALS, *FOOTNOTES, *OFFICES)))})\b", re.IGNORECASE
)
IS_COUNT = re.compile(COUNT, re.IGNORECASE)
TOTAL = re.compile(
    rf"(?:{'|'.join(TOTALS)})(?:\s*/\s*(?:{'|'.join(TOTALS)}))*(?:\s+(?:по|в|на|for|in)\s[^\d:]+)?"
    rf"(?:\s*[:.–—-])?\s*(?:{COUNT})?",
    re.IGNORECASE,
)
FOOTNOTE = re.compile(
    rf"\*+\s?[^\s*].*|(?:{'|'.join(map(re.escape, FOOTNOTES))})\s*[:.].*"
    rf"|(?:{'|'.join(OFFICES)})\b.*(?:_{{3}}|\b\w\.\s?\w\.).*",
    re.IGNORECASE | re.DOTALL,
)
LETTERS = re.compile(r"[^\W\d_]{2}")
IS_ASIDE = Text(
    "Жол нысан емес: қорытынды, ескертпе, қол қою орны немесе қайталанған тақырып",
    "Строка не описывает объект: это итог, примечание, подпись или повтор заголовка",
    "The row is no object: a total, a footnote, a signature or the header once more",
)


@dataclass(frozen=True, slots=True)
class BodyOfList:
    """A table without the rows that are no objects; each of them is noted."""

    table: InputTable
    has_geometry: bool = False
    crs: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self.table.columns

    @property
    def row_count(self) -> int | None:
        """How many rows there are, those aside among them."""
        return self.table.row_count

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """All rows that may be objects, from the first on."""
        for batch in self.table.batches(size):
            aside = {**dict(_totals_and_footnotes(batch)), **dict(_headers(batch))}
            yield _without(batch, aside) if aside else batch


def body_of(table: InputTable, path: Path) -> InputTable:
    """The table of a list without its totals and the like; any other as it is."""
    is_list = path.suffix.lower() in LISTS and len(table.columns) >= LEAST_COLUMNS
    return BodyOfList(table) if is_list else table


def _without(batch: Batch, aside: Mapping[int, str]) -> Batch:
    notes = tuple(
        RowProblem(int(batch.numbers[at]), "row", text, IS_ASIDE, rejected=False, code="aside")
        for at, text in sorted(aside.items())
    )
    kept = np.setdiff1d(np.arange(len(batch)), list(aside))
    return replace(batch.only(kept), problems=(*batch.problems, *notes))


def _totals_and_footnotes(batch: Batch) -> Iterator[tuple[int, str]]:
    """The positions of rows that begin as totals and footnotes do, and are no more than that."""
    for column in list(batch.cells.values())[:BEGINS_WITHIN]:
        for at, cell in enumerate(column):
            if type(cell) is not str or cell[:1] not in STARTS or at in batch.surplus:
                continue
            if BEGINS.match(cell):
                filled = _filled(batch, at)
                if filled[0] == cell and is_aside(filled, len(batch.cells)):
                    yield at, cell


def is_aside(filled: list[Cell], columns: int) -> bool:
    """Whether the filled cells of a row are a total, or a footnote alone."""
    text = str(filled[0]).strip()
    others = [str(cell) for cell in filled if cell != filled[0]]
    if TOTAL.fullmatch(text):
        has_words = any(LETTERS.search(each) and not IS_COUNT.fullmatch(each) for each in others)
        return not has_words and 2 * len(filled) <= columns
    return not others and FOOTNOTE.fullmatch(text) is not None


def _headers(batch: Batch) -> Iterator[tuple[int, str]]:
    """The positions of rows that say what their columns are called, and nothing else."""
    same = np.zeros(len(batch), dtype=np.intp)
    for name, column in batch.cells.items():
        same += np.asarray(column == name, dtype=np.bool_)
    for at in np.flatnonzero(same >= LEAST_COLUMNS).tolist():
        filled = _filled(batch, at)
        if same[at] == len(filled):
            yield at, str(filled[0])


def _filled(batch: Batch, at: int) -> list[Cell]:
    return [column[at] for column in batch.cells.values() if column[at] != ""]
