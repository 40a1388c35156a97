"""What a batch of a file comes to: rows that may be loaded, rows that are left, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely import Point
from sqlalchemy.orm import Session

from ingest.batch import ROWS_PER_BATCH, Batch
from ingest.batch_reading import batch_reader
from ingest.checked_batch import CheckedBatch
from ingest.file_order import Decision, FileOrder
from ingest.table import Cell
from layers.registry import Catalogue

COLUMNS = ("register_no", "name_ru", "kind", "coordinates")
GOOD = ("7", "Курган", "археология", "51,5 67,5")


@dataclass(frozen=True)
class DrawnTable:
    """An opened file that a test has drawn; its rows count from 2, below the header."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    has_geometry: bool = False
    crs: str | None = None

    @property
    def row_count(self) -> int:
        """All of them."""
        return len(self.rows)

    def batches(self, size: int = ROWS_PER_BATCH) -> Iterator[Batch]:
        """The rows, at most `size` at a time."""
        for start in range(0, len(self.rows), size):
            rows = self.rows[start : start + size]
            width = len(self.columns)
            yield Batch(
                numbers=np.arange(start + 2, start + 2 + len(rows)),
                cells={
                    name: np.fromiter((row[position] for row in rows), dtype=object)
                    for position, name in enumerate(self.columns)
                },
                surplus={position: row[width:] for position, row in enumerate(rows) if row[width:]},
            )


@pytest.fixture
def read(session: Session, catalogue: Catalogue) -> Any:
    """Reads drawn rows for a layer, in one batch."""

    def read_rows(
        *rows: tuple[Cell, ...],
        columns: tuple[str, ...] = COLUMNS,
        layer: str = "monuments",
        **told: Any,
    ) -> CheckedBatch:
        table = DrawnTable(columns, rows)
        order = FileOrder(Path("list.csv"), catalogue.layer(layer), **told)
        reader = batch_reader(session, order, table)
        (batch,) = table.batches()
        checked = reader.read(batch)
        assert set(checked.values) == set(reader.columns)
        assert checked.read == len(checked) + len(checked.left)
        return checked

    return read_rows


def why(checked: CheckedBatch) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.field, problem.code) for problem in checked.problems]


def test_good_row_has_its_values_place_provenance_and_key(read: Any) -> None:
    checked = read(GOOD)
    assert (checked.numbers.tolist(), why(checked), checked.left) == ([2], [], ())
    values = {name: column[0] for name, column in checked.values.items()}
    assert (values["register_no"], values["kind"]) == ("7", "archaeology")
    assert (values["original_coordinates"], values["original_crs"]) == ("51,5 67,5", "EPSG:4326")
    assert checked.geometry[0] == Point(67.5, 51.5)
    assert checked.keys.tolist() == ["row:b695339ae42879de93f8dc93fde3100e"]


def test_left_rows_keep_their_cells_and_all_of_their_problems(read: Any) -> None:
    checked = read(("1", "Башня", "башня", "0; 0"), GOOD, (*GOOD, "лишнее"))
    assert checked.numbers.tolist() == [3]
    assert why(checked) == [
        (2, "kind", "unknown_term"),
        (2, "coordinates", "zero"),
        (4, "coordinates", "shifted"),
    ]
    assert [(row.number, row.cells["name_ru"]) for row in checked.left] == [
        (2, "Башня"),
        (4, "Курган"),
    ]


def test_decided_values_stand_in_for_cells(read: Any) -> None:
    bad = ("7", "Курган", "башня", "51,5 67,5")
    decided = {2: Decision(values={"kind": "ensemble", "name_ru": "Қорған"})}
    checked = read(bad, decisions=decided)
    assert why(checked) == []
    assert (checked.values["kind"][0], checked.values["name_ru"][0]) == ("ensemble", "Қорған")


def test_key_column_gives_the_key_and_an_empty_one_is_a_fault(read: Any) -> None:
    checked = read(GOOD, ("", *GOOD[1:]), key_column="register_no")
    assert (checked.keys.tolist(), why(checked)) == (["7"], [(3, "register_no", "no_key")])


def test_report_gets_the_deadline_of_its_day_and_topic(read: Any) -> None:
    columns = ("topic", "submitted_at", "lat", "lon")
    rows = [
        ("Дороги", "17.07.2026 02:30", "51,5", "67,5"),
        ("Дороги", "17.07.2026 23:59", "51,5", "67,6"),
        ("Су", "2026-07-16T19:30:00Z", "51,5", "67,7"),
        ("Дороги", "16.07.2026", "51,5", "67,8"),
    ]
    checked = read(*rows, columns=columns, layer="citizen_reports")
    assert checked.at_creation["due_on"].tolist() == [
        date(2026, 8, 1), date(2026, 8, 1), date(2026, 7, 20), date(2026, 7, 31),
    ]  # fmt: skip
