"""How each column of dates of a file is written: found out from the whole file, once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from core.text import Text
from ingest.rows.batch import Cells, InputTable
from ingest.values.date_order import LOCAL, DateEvidence, DateOrder, DateStyle, needs_style

MONTH_STANDS_FIRST = Text(
    "Бұл бағанның күндерінде айы алдымен жазылған деп танылды",
    "Даты этого столбца прочитаны как записанные с месяцем впереди",
    "The dates of this column were read with the month first",
)


@dataclass
class ColumnDates:
    """The styles of a file's columns of dates.

    The file is read through as soon as a cell cannot be read without it, and no more than once;
    only counts are kept. `again` opens it for that, for one reading of a table ends another.
    `known` are styles by column that an earlier run found out.
    """

    again: Callable[[], AbstractContextManager[InputTable]]
    columns: tuple[str, ...]
    known: Mapping[str, DateStyle] = field(default_factory=dict)
    _found: dict[str, DateStyle] = field(default_factory=dict, init=False)
    _told: set[str] = field(default_factory=set, init=False)

    def style_of(self, column: str, cells: Cells) -> DateStyle:
        """The style in which some cells of a column are to be read."""
        if column in self.known:
            return self.known[column]
        if column not in self._found and needs_style(cells):
            self._find()
        return self._found.get(column, LOCAL)

    @property
    def found(self) -> Mapping[str, DateStyle]:
        """The styles that had to be found out, by column."""
        return {**self.known, **self._found}

    def to_tell(self, column: str) -> Iterator[Text]:
        """What is to be told of a column, once: that its month was taken to stand first."""
        style = self.found.get(column, LOCAL)
        by_month = DateOrder.MONTH in (style.dotted, style.other)
        if by_month and column not in self._told:
            self._told.add(column)
            yield MONTH_STANDS_FIRST

    def _find(self) -> None:
        evidence = {column: DateEvidence() for column in self.columns}
        with self.again() as table:
            for batch in table.batches():
                for column, each in evidence.items():
                    each.add(batch.cells[column])
        self._found = {column: each.style for column, each in evidence.items()}
