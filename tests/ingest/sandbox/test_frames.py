"""Rows on their way from the process that reads them: nothing is lost, nothing is believed."""

from dataclasses import fields

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point

from core.text import Text
from ingest.reading.table.headed_table import as_cells
from ingest.rows.batch import Batch
from ingest.rows.row_problem import RowProblem
from ingest.rows.table import Cell
from ingest.sandbox.frames import batch_of, message_of
from ingest.sandbox.limits import LARGEST_SHAPE
from ingest.sandbox.sandboxed_table import joined
from ingest.sandbox.wire import BrokenMessageError, Message

CELL = st.one_of(
    st.text(st.characters(codec=None), max_size=5),
    st.just(""),
    st.integers(),
    st.booleans(),
    st.floats(allow_nan=False),
)
PROBLEM = RowProblem(
    3, "name_ru", "x", Text("қ {a}", "р {a}", "e {a}"), "y", rejected=False, waiting=True, code="c"
)


def batch(**columns: list[Cell]) -> Batch:
    count = len(next(iter(columns.values())))
    return Batch(
        numbers=np.arange(2, 2 + count),
        cells={name: as_cells(cells) for name, cells in columns.items()},
    )


@settings(max_examples=100, deadline=None)
@given(st.lists(CELL, min_size=1, max_size=30))
def test_cells_come_as_they_went(cells: list[Cell]) -> None:
    whole = batch(a=cells, b=[""] * len(cells))
    got = batch_of(message_of(whole, ("a", "b")), ("a", "b"))
    assert list(map(type, got.cells["a"])) == list(map(type, cells))
    assert got.cells["a"].tolist() == cells
    assert got.cells["b"].tolist() == [""] * len(cells)


def test_all_that_a_batch_holds_is_sent() -> None:
    whole = Batch(
        numbers=np.array([5, 9]),
        cells={"a": as_cells(["x", 7])},
        geometry=np.array([None, LineString([(0, 0, 1), (1, 1, 2)])], dtype=object),
        surplus={1: ("лишнее", 5)},
        problems=(PROBLEM,),
    )
    got = batch_of(message_of(whole, ("a",)), ("a",))
    told = {each.name for each in fields(Batch)}
    assert told == {"numbers", "cells", "geometry", "surplus", "problems"}
    assert got.numbers.tolist() == [5, 9]
    assert got.geometry is not None
    assert whole.geometry is not None
    assert shapely.equals_exact(got.geometry[1], whole.geometry[1])
    assert got.geometry[1].has_z
    assert (got.surplus, got.problems) == (whole.surplus, whole.problems)
    twice = joined([got, got])
    assert twice.numbers.tolist() == [5, 9, 5, 9]
    assert twice.surplus == {1: ("лишнее", 5), 3: ("лишнее", 5)}


def test_shape_that_is_too_large_is_left_out_and_its_row_waits() -> None:
    line = LineString(np.zeros((LARGEST_SHAPE // 16 + 1, 2)))
    whole = Batch(
        np.array([1, 2]), {"a": as_cells(["x", "y"])}, np.array([Point(1, 2), line], object)
    )
    got = batch_of(message_of(whole, ("a",)), ("a",))
    assert got.geometry is not None
    assert list(got.geometry) == [Point(1, 2), None]
    (problem,) = got.problems
    assert (problem.row, problem.waiting, problem.code) == (2, True, "too_large")


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_message_of_no_reader_is_refused(data: st.DataObject) -> None:
    whole = batch(a=["x", "y", 5], b=[1, 2, 3])
    message = message_of(whole, ("a", "b"))
    body = bytearray(message.body)
    for _ in range(data.draw(st.integers(1, 5))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(body[: data.draw(st.integers(0, len(body)))])
    for broken in (bytes(body), cut):
        try:
            got = batch_of(Message(message.document, broken), ("a", "b"))
        except BrokenMessageError:
            continue
        assert set(got.cells) == {"a", "b"}
        assert all(len(column) == len(got) for column in got.cells.values())


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"surplus": [], "problems": []},
        {"surplus": {"9": ["x"]}, "problems": []},
        {"surplus": {"0": [None]}, "problems": []},
        {"surplus": {}, "problems": [{}]},
        {"surplus": {}, "problems": [5]},
    ],
)
def test_document_of_no_reader_is_refused(document: dict[str, object]) -> None:
    body = message_of(batch(a=["x"]), ("a",)).body
    with pytest.raises(BrokenMessageError):
        batch_of(Message(document, body), ("a",))
