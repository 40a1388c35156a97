"""Written coordinates: every notation there and back, and every trap by its name."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.coordinates.columns import sure_rows
from geo.coordinates.formats import (
    LAYOUTS,
    NegativeCoordinateError,
    Notation,
    format_coordinates,
)
from geo.coordinates.marks import NamedSystem
from geo.coordinates.parsing import parse_coordinates, parse_pair
from geo.coordinates.values import NumberNotation
from geo.coordinates.written_place import (
    AxisOrder,
    CoordinateKind,
    CoordinateProblem,
    CoordinateReading,
    Written,
)

PARTS_OF_UNIT = {
    NumberNotation.DECIMAL_DEGREES: 1,
    NumberNotation.DEGREES_MINUTES: 60,
    NumberNotation.DEGREES_MINUTES_SECONDS: 3600,
    NumberNotation.METRES: 1,
}
NORTH_43, EAST_68 = 43 + 17 / 60 + 51 / 3600, 68 + 16 / 60 + 14 / 3600


def only_reading(written: Written) -> CoordinateReading:
    assert written.problems == (), written
    assert len(written.readings) == 1, written
    return written.readings[0]


def on_grid(
    draw: st.DrawFn, limits: tuple[float, float], style: NumberNotation, decimals: int
) -> float:
    """A number that the notation can write without rounding."""
    units = PARTS_OF_UNIT[style] * 10**decimals
    whole = draw(st.integers(int(limits[0] * units) + 1, int(limits[1] * units) - 1))
    return float(Fraction(whole, units))


@pytest.mark.parametrize("notation", list(Notation))
@settings(deadline=None)
@given(data=st.data(), decimals=st.integers(0, 6))
def test_what_was_written_is_read_back(
    notation: Notation, data: st.DataObject, decimals: int
) -> None:
    style = LAYOUTS[notation].style
    if style is NumberNotation.METRES:
        north_limits = (4_480_000, 6_150_000)
        prefix = data.draw(st.sampled_from((0, *range(8, 30)))) * 1_000_000
        east_limits = (prefix + 150_000, prefix + 850_000)
    else:
        north_limits, east_limits = (40.5, 55.5), (46.4, 87.4)
    north = data.draw(st.composite(on_grid)(north_limits, style, decimals))
    east = data.draw(st.composite(on_grid)(east_limits, style, decimals))
    text = format_coordinates(east, north, notation, decimals)
    written = parse_coordinates(text)
    found = [(reading.east, reading.north) for reading in written.readings]
    assert (east, north) in found
    assert set(written.problems) <= {CoordinateProblem.AMBIGUOUS, CoordinateProblem.WHOLE_DEGREES}
    if CoordinateProblem.AMBIGUOUS in written.problems:
        assert sorted(found) == sorted([(east, north), (north, east)])
        assert 46.4 <= min(east, north) <= max(east, north) <= 55.5
        assert not _has_letters(notation)
    else:
        assert len(found) == 1
    assert written.styles == {style}
    assert written.uncertainty_m == pytest.approx(
        0.5
        / 10**decimals
        / PARTS_OF_UNIT[style]
        * (1 if style is NumberNotation.METRES else 111_320)
    )


def _has_letters(notation: Notation) -> bool:
    place = LAYOUTS[notation].place.replace("{north}", "").replace("{east}", "")
    return any(letter.isalpha() for letter in place)


@settings(deadline=None)
@given(
    east=st.floats(46.4, 87.4),
    north=st.floats(40.5, 55.5),
    notation=st.sampled_from(
        [n for n in Notation if LAYOUTS[n].style is not NumberNotation.METRES]
    ),
)
def test_any_place_is_read_back_as_finely_as_it_was_written(
    east: float, north: float, notation: Notation
) -> None:
    assume(40.51 < north < 55.49 and 46.41 < east < 87.39)
    written = parse_coordinates(format_coordinates(east, north, notation, 4))
    assert any(
        reading.east == pytest.approx(east, abs=1e-4 * 0.51)
        and reading.north == pytest.approx(north, abs=1e-4 * 0.51)
        for reading in written.readings
    )


@settings(deadline=None)
@given(st.text(max_size=250))
def test_no_text_is_too_odd_to_be_answered(text: str) -> None:
    written = parse_coordinates(text)
    assert written.readings or written.problems


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,;:-°'\" NEсшвдXY=\n\u00a0", max_size=60))
def test_no_jumble_of_digits_and_signs_is_read_without_a_reading_or_a_problem(text: str) -> None:
    written = parse_coordinates(text)
    assert bool(written.readings) != bool(
        set(written.problems)
        & {
            CoordinateProblem.EMPTY,
            CoordinateProblem.UNREADABLE,
            CoordinateProblem.HALF_MISSING,
            CoordinateProblem.MINUTES_OUT_OF_RANGE,
            CoordinateProblem.SECONDS_OUT_OF_RANGE,
            CoordinateProblem.DEGREES_OUT_OF_RANGE,
            CoordinateProblem.CONTRADICTORY_MARKS,
        }
    )
    told = {
        CoordinateProblem.AMBIGUOUS,
        CoordinateProblem.SWAPPED,
        CoordinateProblem.OUTSIDE_KAZAKHSTAN,
    }
    assert len(written.readings) < 2 or told & set(written.problems)


@pytest.mark.parametrize(
    "text",
    [
        "43°17'51\"N 68°16'14\"E",
        "43°17′51″N, 68°16′14″E",
        "43º17’51” N; 68º16’14” E",
        "43˚17´51˝ 68˚16´14˝".replace("˝", "''"),
        "43*17'51'' 68*16'14''",
        "43° 17' 51« 68° 16' 14«",
        "N43 17 51 E68 16 14",
        "N 43°17'51\" E 68°16'14\"",
        "E 68°16'14\" N 43°17'51\"",
        "43 17 51 N 68 16 14 E",
        "43 17 51 68 16 14",
        "43-17-51 68-16-14",
        "43:17:51 68:16:14",
        "43.17.51 68.16.14",
        "43d17m51sN 68d16m14sE",
        "с.ш. 43 17 51 в.д. 68 16 14",
        "43°17'51\" с.ш. 68°16'14\" в.д.",
        "43°17'51\" с. ш., 68°16'14\" в. д.",
        "43°17'51\" сш 68°16'14\" вд",
        "43°17'51\"С 68°16'14\"В",
        "43 градуса 17 минут 51 секунда с.ш. 68 градусов 16 минут 14 секунд в.д.",
        "43 град. 17 мин. 51 сек. 68 град. 16 мин. 14 сек.",
        "43гр 17мин 51сек 68гр 16мин 14сек",
        "43 градус 17 минут 51 секунд с.е. 68 градус 16 минут 14 секунд ш.б.",
        "солтүстік ендік 43°17′51″, шығыс бойлық 68°16′14″",
        "солтүстік ендіктің 43°17′51″ және шығыс бойлықтың 68°16′14″",
        "43°17'51\" солт. енд. 68°16'14\" шығ. бойл.",
        "С 43°17'51\" Ш 68°16'14\"",
        "Ш 43°17'51\" Д 68°16'14\"",
        "Е 43°17'51\" Б 68°16'14\"",
        "северная широта 43°17'51\", восточная долгота 68°16'14\"",
        "Широта: 43°17'51\"\nДолгота: 68°16'14\"",
        "Широта – 43°17'51\"; Долгота – 68°16'14\"",
        "Ендік 43°17'51\" Бойлық 68°16'14\"",
        "lat=43°17'51\" lon=68°16'14\"",
        "B=43°17'51\" L=68°16'14\"",
        "φ 43°17'51\" λ 68°16'14\"",
        "43о17'51'' с.ш., 68о16'14'' в.д.",
        "(43°17'51\"; 68°16'14\")",
        "Координаты: 43°17'51\", 68°16'14\".",
        "Широта: 43°17'51\" N, долгота: 68°16'14\" E",
        "43°\u00a017'\u00a051\"\u00a068°\u00a016'\u00a014\"",
        "43°17'51\"/68°16'14\"",
        "43°17'51\"\t68°16'14\"",
        "c.ш. 43 17 51 B.Д. 68 16 14",  # Latin letters that look Cyrillic
    ],
)
def test_degrees_minutes_and_seconds_in_any_hand(text: str) -> None:
    reading = only_reading(parse_coordinates(text))
    assert reading.kind is CoordinateKind.GEOGRAPHIC
    assert (reading.north, reading.east) == pytest.approx((NORTH_43, EAST_68), abs=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "43.2975, 68.2706",
        "43.2975 68.2706",
        "43,2975 68,2706",
        "43,2975; 68,2706",
        "43,2975, 68,2706",
        "43,2975,68,2706",
        "68.2706, 43.2975",
        "43.2975N68.2706E",
        "43.2975° 68.2706°",
        "43,2975° северной широты и 68,2706° восточной долготы",
        "+43.2975 +68.2706",
        "43.2975, N, 68.2706, E",
        "x: 68.2706 y: 43.2975",
        "X=43,2975 Y=68,2706",
        "Х=43,2975 У=68,2706",  # Cyrillic letters
        "43 17.85 68 16.236",
        "43°17,85' 68°16,236'",
        "GPS 43.2975 68.2706",
    ],
)
def test_decimals_in_any_hand(text: str) -> None:
    reading = only_reading(parse_coordinates(text))
    assert (reading.north, reading.east) == pytest.approx((43.2975, 68.2706), abs=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "X=4801234,5 Y=13512345",
        "Y=13512345 X=4801234,5",
        "X=13512345 Y=4801234,5",
        "Х 4801234,5 У 13512345",
        "4801234.5 13512345",
        "13512345 4801234.5",
        "4 801 234,5 13 512 345",
        "13 512 345; 4 801 234,5",
        "4 801 234,5 м, 13 512 345 м",
        "4,801,234.5 13,512,345.0",
        "4.801.234,5 13.512.345,0",
        "4\u00a0801\u00a0234,5 13\u202f512\u202f345",
        "northing 4801234.5 easting 13512345",
    ],
)
def test_metres_in_any_hand(text: str) -> None:
    reading = only_reading(parse_coordinates(text))
    assert reading.kind is CoordinateKind.PROJECTED
    assert (reading.north, reading.east) == (4_801_234.5, 13_512_345)


@pytest.mark.parametrize("minus", "-−–—‑")
def test_every_minus_is_a_minus(minus: str) -> None:
    written = parse_coordinates(f"{minus}43.29; {minus}68.27")
    assert (written.readings[0].north, written.readings[0].east) == (-43.29, -68.27)
    assert CoordinateProblem.OUTSIDE_KAZAKHSTAN in written.problems


def test_southern_and_western_letters_make_the_number_negative() -> None:
    written = parse_coordinates("43.29 ю.ш. 68.27 з.д.")
    assert (written.readings[0].north, written.readings[0].east) == (-43.29, -68.27)
    assert written.problems == (CoordinateProblem.OUTSIDE_KAZAKHSTAN,)


@pytest.mark.parametrize("text", ["48.5 52.3", "52,3; 48,5", "X=48.5 Y=52.3"])
def test_numbers_that_fit_both_ways_give_both_readings(text: str) -> None:
    written = parse_coordinates(text)
    assert written.problems == (CoordinateProblem.AMBIGUOUS,)
    assert {(reading.north, reading.east) for reading in written.readings} == {
        (48.5, 52.3),
        (52.3, 48.5),
    }


def test_x_is_north_by_custom_where_the_numbers_leave_it_open() -> None:
    for text, north in (("X=48.5 Y=52.3", 48.5), ("Y=48.5 X=52.3", 52.3)):
        assert parse_coordinates(text).readings[0].north == north


@pytest.mark.parametrize("text", ["48.5 N 52.3 E", "с.ш. 48,5 в.д. 52,3", "E 52.3 N 48.5"])
def test_letters_settle_the_order(text: str) -> None:
    reading = only_reading(parse_coordinates(text))
    assert (reading.north, reading.east) == (48.5, 52.3)


def test_columns_settle_the_order() -> None:
    north_first = only_reading(parse_pair(48.5, 52.3, AxisOrder.NORTH_FIRST))
    east_first = only_reading(parse_pair(48.5, 52.3, AxisOrder.EAST_FIRST))
    assert (north_first.north, north_first.east) == (48.5, 52.3)
    assert (east_first.north, east_first.east) == (52.3, 48.5)
    assert parse_pair(48.5, 52.3).problems == (CoordinateProblem.AMBIGUOUS,)


@pytest.mark.parametrize(
    "written",
    [
        parse_coordinates("N 68.27 E 43.29"),
        parse_coordinates("68,27 с.ш. 43,29 в.д."),
        parse_pair(68.27, 43.29, AxisOrder.NORTH_FIRST),
        parse_pair("43,29", "68,27", AxisOrder.EAST_FIRST),
        parse_pair(13512345, 4801234, AxisOrder.NORTH_FIRST),
    ],
    ids=lambda written: written.text,
)
def test_swapped_place_is_named_and_given_both_ways(written: Written) -> None:
    assert written.problems == (CoordinateProblem.SWAPPED,)
    assert [reading.is_in_kazakhstan for reading in written.readings] == [False, True]
    assert not written.is_sure


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", CoordinateProblem.EMPTY),
        (" \u00a0\n", CoordinateProblem.EMPTY),
        ("Түркістан қаласы", CoordinateProblem.UNREADABLE),
        ("43°17.5'51\" 68°16'14\"", CoordinateProblem.UNREADABLE),
        ("43.2975.1 68.2706", CoordinateProblem.UNREADABLE),
        ("43 17 51 68 16", CoordinateProblem.UNREADABLE),
        ("43.29, 68.27, 350", CoordinateProblem.UNREADABLE),
        ("4" * 201, CoordinateProblem.UNREADABLE),
        ("43.2975", CoordinateProblem.HALF_MISSING),
        ("43°17'51\" с.ш.", CoordinateProblem.HALF_MISSING),
        ("43°17'60\" 68°16'14\"", CoordinateProblem.SECONDS_OUT_OF_RANGE),
        ("43 17 75, 68 16 14", CoordinateProblem.SECONDS_OUT_OF_RANGE),
        ("43°60' 68°16'", CoordinateProblem.MINUTES_OUT_OF_RANGE),
        ("43 17 51 68 99 14", CoordinateProblem.MINUTES_OUT_OF_RANGE),
        ("120, 200", CoordinateProblem.DEGREES_OUT_OF_RANGE),
        ("N 95 E 68", CoordinateProblem.DEGREES_OUT_OF_RANGE),
        ("43.29 с.ш. 68.27 с.ш.", CoordinateProblem.CONTRADICTORY_MARKS),
        ("N -43.29 E 68.27", CoordinateProblem.CONTRADICTORY_MARKS),
        ("lat 43.29 lat 68.27", CoordinateProblem.CONTRADICTORY_MARKS),
    ],
)
def test_refused_with_the_reason(text: str, problem: CoordinateProblem) -> None:
    written = parse_coordinates(text)
    assert written.readings == ()
    assert written.problems == (problem,)
    assert not written.is_sure


@pytest.mark.parametrize("text", ["43 68", "43.0, 68.0", "43° N 68° E", "43°00'00\" 68°00'00\""])
def test_whole_degrees_are_read_but_not_trusted(text: str) -> None:
    written = parse_coordinates(text)
    assert (written.readings[0].north, written.readings[0].east) == (43, 68)
    assert written.problems == (CoordinateProblem.WHOLE_DEGREES,)


def test_one_whole_degree_is_no_problem() -> None:
    assert parse_coordinates("43.0, 68.2706").is_sure


@pytest.mark.parametrize("text", ["0,0", "0 0", "0.000000, 0.000000", "0°00'00\"N 0°00'00\"E"])
def test_null_island_is_named(text: str) -> None:
    assert parse_coordinates(text).problems == (CoordinateProblem.ZERO,)


def test_null_island_in_two_cells_is_named() -> None:
    assert parse_pair(0, 0, AxisOrder.NORTH_FIRST).problems == (CoordinateProblem.ZERO,)
    assert parse_pair("0.0", "0.0").problems == (CoordinateProblem.ZERO,)


@pytest.mark.parametrize("text", ["55.75 N 37.62 E", "431751 N 681614 E", "43.29 N 168.27 E"])
def test_place_abroad_is_named(text: str) -> None:
    assert parse_coordinates(text).problems == (CoordinateProblem.OUTSIDE_KAZAKHSTAN,)


@pytest.mark.parametrize(
    ("text", "uncertainty_m"),
    [
        ("43 68", 55_660),
        ("43.29, 68.27", 557),
        ("43.2975, 68.2706", 5.6),
        ("43.297512, 68.270634", 0.056),
        ("43°17' 68°16'", 928),
        ("43°17'51\" 68°16'14\"", 15.5),
        ("43°17'51.2\" 68°16'14.9\"", 1.55),
        ("43.2975, 68.3", 5.6),
        ("4801234 13512345", 0.5),
        ("4801234.25 13512345.5", 0.005),
    ],
)
def test_digits_tell_how_fine_a_place_is(text: str, uncertainty_m: float) -> None:
    assert parse_coordinates(text).uncertainty_m == pytest.approx(uncertainty_m, rel=0.01)


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("WGS-84: 43.2975, 68.2706", NamedSystem.WGS84),
        ("43.2975, 68.2706 (WGS 84)", NamedSystem.WGS84),
        ("СК-42 X=4801234 Y=13512345", NamedSystem.SK_42),
        ("Пулково 1942: 43°17'51\" 68°16'14\"", NamedSystem.SK_42),
        ("СК63: 5412345 2312345", NamedSystem.SK_63),
        ("QazTRF-23 4801234 13512345", NamedSystem.QAZTRF_23),
        ("43.2975, 68.2706", None),
    ],
)
def test_system_named_in_the_text_is_kept(text: str, system: NamedSystem | None) -> None:
    written = parse_coordinates(text)
    assert written.is_sure
    assert written.system is system


def test_text_is_kept_as_it_was_written() -> None:
    text = " 43°17′51″ с.ш., 68°16′14″ в.д. "
    assert parse_coordinates(text).text == text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("43,2975", "68,2706"),
        (43.2975, 68.2706),
        (Decimal("43.2975"), Decimal("68.2706")),
        ("43.2975° с.ш.", "68.2706° в.д."),
        ("N43.2975", "E68.2706"),
        ("43.2975, 68.2706", None),
        (None, "43.2975, 68.2706"),
        ("43.2975, 68.2706", ""),
    ],
)
def test_two_cells_are_read_as_one_place(
    first: str | float | Decimal | None, second: str | float | Decimal | None
) -> None:
    reading = only_reading(parse_pair(first, second, AxisOrder.NORTH_FIRST))
    assert (reading.north, reading.east) == (43.2975, 68.2706)


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        (None, None, CoordinateProblem.EMPTY),
        ("", float("nan"), CoordinateProblem.EMPTY),
        (43.2975, None, CoordinateProblem.HALF_MISSING),
        (None, "68°16'14\"", CoordinateProblem.HALF_MISSING),
        (43.2975, "жоқ", CoordinateProblem.UNREADABLE),
        (10**400, 1, CoordinateProblem.UNREADABLE),
        ("43°17'61\"", "68°16'14\"", CoordinateProblem.SECONDS_OUT_OF_RANGE),
        ("с.ш. 43,2975", "с.ш. 68,2706", CoordinateProblem.CONTRADICTORY_MARKS),
    ],
)
def test_two_cells_that_make_no_place_are_refused_with_the_reason(
    first: str | float | None, second: str | float | None, problem: CoordinateProblem
) -> None:
    written = parse_pair(first, second)
    assert written.readings == ()
    assert written.problems == (problem,)


def test_cells_of_a_spreadsheet_show_no_noise_of_floating_point() -> None:
    written = parse_pair(0.1 + 0.2 + 43, 68.25)
    assert written.readings[0].north == pytest.approx(43.3)
    assert parse_pair(4_801_234.0, 13_512_345.0).uncertainty_m == 0.5


def test_rounding_up_carries_into_the_degree() -> None:
    text = format_coordinates(68.9999999, 43.9999999, Notation.SECONDS, 0)
    assert text == "44°00'00\"N 69°00'00\"E"


def test_place_west_of_greenwich_is_not_written_with_eastern_letters() -> None:
    with pytest.raises(NegativeCoordinateError):
        format_coordinates(-0.1, 51.5, Notation.SECONDS, 0)


ODD_NUMBERS = st.one_of(
    st.floats(-200, 200),
    st.floats(40, 90).map(lambda number: round(number, 1)),
    st.floats(1e5, 3e7).map(lambda number: round(number, 1)),
    st.sampled_from((0.0, 43.0, 48.0, 52.0, 68.0, float("nan"), float("inf"))),
)


@settings(deadline=None)
@given(
    rows=st.lists(st.tuples(ODD_NUMBERS, ODD_NUMBERS), max_size=20),
    order=st.sampled_from((None, *AxisOrder)),
)
def test_columns_are_sure_where_their_rows_are(
    rows: list[tuple[float, float]], order: AxisOrder | None
) -> None:
    first, second = (np.array([row[place] for row in rows], dtype=float) for place in (0, 1))
    columns = sure_rows(first, second, order)
    for index, row in enumerate(rows):
        written = parse_pair(*row, order)
        assert columns.is_sure[index] == written.is_sure, row
        if written.is_sure:
            reading = written.readings[0]
            assert (columns.east[index], columns.north[index]) == (reading.east, reading.north)
            assert columns.is_projected[index] == (reading.kind is CoordinateKind.PROJECTED)
