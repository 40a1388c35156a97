"""No row of a delimited file is swallowed by another, whatever its quotes and line ends say."""

from pathlib import Path

import pytest

from ingest.reading.readers import open_table
from ingest.rows.batch import Batch
from layers.model.layer import GeometryKind
from tests.ingest.officer_files import write_text
from tests.ingest.verdicts import Load

KNOWN = frozenset({"key", "name_ru", "kind", "lat", "lon", "description_ru"})
HEADER = "key;name_ru;kind;lat;lon;description_ru"


def batch_of(path: Path) -> Batch:
    table = open_table(path, GeometryKind.POINT, KNOWN.__contains__)
    (batch,) = table.batches()
    return batch


def row(number: int, description: str = "насыпь") -> str:
    return f"{number};Курган {number};archaeology;51.{number:02};67.5;{description}"


def listed(tmp_path: Path, *rows: str, end: str = "\n") -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes((end.join((HEADER, *rows)) + end).encode())
    return path


@pytest.mark.parametrize("closing", ["", '"ещё насыпь', 'насыпь"', '"насыпь"', '""'])
def test_quote_that_is_never_closed_takes_no_other_row_along(tmp_path: Path, closing: str) -> None:
    rows = [row(number) for number in range(1, 11)]
    rows[3] = row(4, '"большая насыпь')
    rows[7] = row(8, closing)
    batch = batch_of(listed(tmp_path, *rows))
    assert list(batch.cells["key"]) == [str(number) for number in range(1, 11)]
    assert 5 in {each.row for each in batch.problems}
    assert {each.row for each in batch.problems} <= {5, 9}
    assert all(each.waiting for each in batch.problems)


def test_quote_in_a_first_cell_takes_no_other_row_along(tmp_path: Path) -> None:
    batch = batch_of(listed(tmp_path, row(1), f'"{row(2)}', row(3), row(4)))
    assert len(batch) == 4
    assert batch.cells["name_ru"][1] == "Курган 2"
    assert [each.row for each in batch.problems] == [3]


def test_cell_with_rows_between_its_quotes_is_no_cell(tmp_path: Path) -> None:
    rows = [row(1), row(2, '"насыпь'), row(3), row(4), row(5, 'насыпь"'), row(6)]
    batch = batch_of(listed(tmp_path, *rows))
    assert len(batch) == 6
    assert [each.row for each in batch.problems] == [3]


def test_prose_of_several_lines_stays_one_cell(tmp_path: Path) -> None:
    prose = '"высокая; с рвом; вокруг; насыпи; камни; плиты\nвторая ""плоская""\n\nтретья"'
    batch = batch_of(listed(tmp_path, row(1), row(2, prose), row(3)))
    assert len(batch) == 3
    assert batch.cells["description_ru"][1].endswith('вторая "плоская"\n\nтретья')
    assert not batch.problems


def test_quotes_amid_a_cell_are_letters(tmp_path: Path) -> None:
    rows = [row(1, 'у села "Ак-Тобе"'), row(2, '"Белый" курган'), row(3, '5" выше')]
    batch = batch_of(listed(tmp_path, *rows))
    assert list(batch.cells["description_ru"]) == [
        'у села "Ак-Тобе"', '"Белый" курган', '5" выше'
    ]  # fmt: skip
    assert not batch.problems


def test_unclosed_quote_waits_and_the_others_are_loaded(load: Load, tmp_path: Path) -> None:
    rows = [row(1), row(2, '"насыпь'), row(3), row(4)]
    verdict = load(listed(tmp_path, *rows), key_column="key")
    assert (verdict.run.read, verdict.run.loaded, verdict.run.waiting) == (4, 3, 1)
    assert [(each.row, each.code) for each in verdict.problems] == [(3, "unpaired_quote")]


def test_endless_cell_is_the_matter_of_its_row(tmp_path: Path) -> None:
    batch = batch_of(listed(tmp_path, row(1), row(2, '"' + "x" * 200_000), row(3)))
    assert len(batch) == 3
    assert [each.row for each in batch.problems] == [3]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\r\r\n"])
def test_lines_may_end_in_any_way(tmp_path: Path, end: str) -> None:
    batch = batch_of(listed(tmp_path, row(1), row(2), row(3), end=end))
    assert list(batch.cells["key"]) == ["1", "2", "3"]
    assert list(batch.numbers) == [2, 3, 4]


def test_carriage_return_in_a_cell_does_not_tear_the_row(tmp_path: Path) -> None:
    batch = batch_of(listed(tmp_path, row(1, "насыпь\rс рвом"), row(2), row(3)))
    assert list(batch.cells["key"]) == ["1", "2", "3"]
    assert batch.cells["description_ru"][0] == "насыпь с рвом"


def test_rows_that_a_carriage_return_parts_are_rows(tmp_path: Path) -> None:
    batch = batch_of(listed(tmp_path, row(1), f"{row(2)}\r{row(3)}", row(4)))
    assert list(batch.cells["key"]) == ["1", "2", "3", "4"]


def test_letter_that_no_encoding_has_is_the_matter_of_its_row(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    head, first, second = (f"{each}\n".encode("cp1251") for each in (HEADER, row(1), row(2)))
    path.write_bytes(head + first.replace("К".encode("cp1251"), b"\x98") + second)
    verdict = load(path, key_column="key")
    assert (verdict.run.read, verdict.run.loaded, verdict.run.waiting) == (2, 1, 1)
    assert "letters_lost" in {each.code for each in verdict.problems}


def test_rows_may_be_parted_by_upright_strokes(tmp_path: Path) -> None:
    path = write_text(tmp_path / "list.txt", f"{HEADER}\n{row(1)}\n{row(2)}\n".replace(";", "|"))
    assert list(batch_of(path).cells["key"]) == ["1", "2"]


@pytest.mark.parametrize("titles", [("# made by R", "# 2026-05-01"), ("Список", "", "на 2026 год")])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_titles_of_one_cell_do_not_hide_the_separator(
    tmp_path: Path, titles: tuple[str, ...], delimiter: str
) -> None:
    rows = ("key;name_ru;kind;lat;lon", "1;Курган;archaeology;51.5;67.5")
    text = "\n".join((*titles, *(each.replace(";", delimiter) for each in rows))) + "\n"
    batch = batch_of(write_text(tmp_path / "list.csv", text))
    assert list(batch.cells) == ["key", "name_ru", "kind", "lat", "lon"]
    assert (len(batch), batch.cells["name_ru"][0]) == (1, "Курган")


def test_list_of_one_column_stays_one_where_a_row_has_a_comma(tmp_path: Path) -> None:
    text = "name_ru\nКурган\nМечеть, старая\nДом\nСтена\n"
    batch = batch_of(write_text(tmp_path / "list.csv", text))
    assert list(batch.cells) == ["name_ru"]
    assert batch.cells["name_ru"][1] == "Мечеть, старая"
