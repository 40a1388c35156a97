"""Columns of written places say the very same as their rows one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.coordinates.parsing import parse_coordinates, parse_pair
from geo.coordinates.written_place import AxisOrder, Written
from ingest.location.placing.place_columns import PlaceColumns, WrittenRows, numbers_in
from ingest.mapping.mapping_names import LocationPart
from ingest.rows.table import Cell
from ingest.values.cells import says_nothing

DEGREES = st.one_of(
    st.floats(-200, 200),
    st.floats(40, 90).map(lambda number: round(number, 3)),
    st.sampled_from((0.0, 43.0, 52.0, 68.0)),
)
METRES = st.floats(1e5, 3e7).map(lambda number: round(number, 2))
NUMBERS = st.one_of(DEGREES, METRES, st.integers(-200, 30_000_000))
TEXTS = st.one_of(
    NUMBERS.map(str),
    NUMBERS.map(lambda number: str(number).replace(".", ",")),
    NUMBERS.map(lambda number: f" {number} "),
    st.sampled_from(
        ("", "+51.5", "51.", ".5", "51,5,5", "5e1", "nan", "inf", "1_000", "0051.5", "51°30'",
         "N 51.5", "51.5 с.ш.", "жоқ", "-51.5", "4 801 234,5", "51.5, 67.5")
    ),
    st.text(alphabet="0123456789.,- ", max_size=9),
)  # fmt: skip
CELLS = st.one_of(NUMBERS, TEXTS)
COLUMNS = {
    (LocationPart.LATITUDE, LocationPart.LONGITUDE): AxisOrder.NORTH_FIRST,
    (LocationPart.X, LocationPart.Y): None,
}


def column(cells: list[Cell]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    found = np.empty(len(cells), dtype=object)
    found[:] = cells
    return found


def meant(cell: Cell) -> str | float:
    """The cell for the parser; a word such as `nan` stands for none."""
    if isinstance(cell, str):
        return "" if says_nothing(cell.strip()) else cell
    return float(cell)


def assert_says(rows: WrittenRows, position: int, expected: Written) -> None:
    assert rows.is_sure[position] == expected.is_sure
    assert rows.named.get(position) == expected.system
    if not expected.is_sure:
        assert rows.unsure[position] == expected
        return
    reading = expected.readings[0]
    assert (rows.east[position], rows.north[position]) == (reading.east, reading.north)
    assert rows.is_projected[position] == (reading.kind == "projected")
    assert rows.texts[position] == expected.text


@pytest.mark.parametrize("places", list(COLUMNS))
@settings(deadline=None)
@given(pairs=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=20))
def test_two_columns_are_read_as_their_pairs_are(
    places: tuple[LocationPart, LocationPart], pairs: list[tuple[Cell, Cell]]
) -> None:
    reader = PlaceColumns({place: place.value for place in places})
    cells = {place.value: column([pair[at] for pair in pairs]) for at, place in enumerate(places)}
    rows = reader.read(cells, np.ones(len(pairs), dtype=np.bool_))
    for position, pair in enumerate(pairs):
        if pair == ("", ""):
            continue
        first, second = map(meant, pair)
        assert_says(rows, position, parse_pair(first, second, COLUMNS[places]))


@settings(deadline=None)
@given(
    texts=st.lists(
        st.one_of(
            TEXTS,
            st.tuples(DEGREES, st.sampled_from((", ", " ", "; ", ",", ";")), DEGREES).map(
                lambda parts: f"{parts[0]}{parts[1]}{parts[2]}"
            ),
            st.tuples(DEGREES, st.sampled_from((" ", "; ", ", ", ",")), DEGREES).map(
                lambda parts: f"{parts[0]}".replace(".", ",") + parts[1]
                + f"{parts[2]}".replace(".", ",")
            ),
        ),
        min_size=1,
        max_size=20,
    )
)  # fmt: skip
def test_one_column_is_read_as_its_texts_are(texts: list[str]) -> None:
    reader = PlaceColumns({LocationPart.COORDINATES: "where"})
    rows = reader.read({"where": column(list(texts))}, np.ones(len(texts), dtype=np.bool_))
    for position, text in enumerate(texts):
        assert_says(rows, position, parse_coordinates(str(meant(text))))


def test_row_without_its_first_columns_is_read_from_the_next() -> None:
    parts = (LocationPart.LATITUDE, LocationPart.LONGITUDE, LocationPart.X, LocationPart.Y)
    names: dict[str, str] = dict(zip((*parts, LocationPart.COORDINATES), "abcde", strict=True))
    cells = {
        "a": column([51.5, "", "", ""]),
        "b": column([67.5, "", "", ""]),
        "c": column(["", 4801234, "", ""]),
        "d": column(["", 13512345, "", ""]),
        "e": column(["1 1", "1 1", "51,25; 67,25", ""]),
    }
    rows = PlaceColumns(names).read(cells, np.ones(4, dtype=np.bool_))
    assert rows.east.tolist()[:3] == [67.5, 13512345, 67.25]
    assert rows.texts.tolist() == ["51.5; 67.5", "4801234; 13512345", "51,25; 67,25", ""]
    assert set(rows.unsure) == {3}


def test_number_that_no_float_holds_is_none() -> None:
    numbers = numbers_in(column([10**400, 51.5, True, "51,5", "x"]))
    assert np.isnan(numbers).tolist() == [True, False, True, False, True]
    assert np.isnan(numbers_in(column([10**400, 51]))).tolist() == [True, False]


def test_row_with_a_number_that_no_float_holds_is_unreadable() -> None:
    cells = {"lat": column([10**400]), "lon": column([67.5])}
    rows = PlaceColumns({LocationPart.LATITUDE: "lat", LocationPart.LONGITUDE: "lon"}).read(
        cells, np.ones(1, dtype=np.bool_)
    )
    assert [problem.value for problem in rows.unsure[0].problems] == ["unreadable"]
