"""A file that brings objects up to date by their keys, without a column of what they are called."""

from pathlib import Path

from sqlalchemy.orm import Session

from tests.ingest.officer_files import write_csv
from tests.ingest.verdicts import Load, counts, monuments, why

FIRST = ("a;Курган;archaeology;51.5;67.5", "b;Мечеть;ensemble;51.6;67.6")


def test_object_of_a_known_key_keeps_its_name_and_kind_and_takes_the_new_address(
    load: Load, session: Session, tmp_path: Path
) -> None:
    first = write_csv(tmp_path, *FIRST, header="key;name_ru;kind;lat;lon")
    load(first, key_column="key", source="register")
    later = write_csv(
        tmp_path, "a;ул. Абая, 1;51.5;67.5", "c;ул. Абая, 3;51.7;67.7",
        header="key;address;lat;lon",
    )  # fmt: skip
    told = load(later, key_column="key", source="register")
    assert counts(told) == (1, 0, 0, 1)
    assert {(row, code) for row, _, code in why(told)} == {(3, "no_name"), (3, "required")}
    updated = monuments(session)["Курган"]
    assert (updated.address, updated.kind) == ("ул. Абая, 1", "archaeology")


def test_name_that_is_emptied_in_a_column_of_names_is_missed_all_the_same(
    load: Load, tmp_path: Path
) -> None:
    header = "key;name_ru;kind;lat;lon"
    load(write_csv(tmp_path, *FIRST, header=header), key_column="key", source="register")
    emptied = write_csv(
        tmp_path, "a;;archaeology;51.5;67.5", header=header
    )  # fmt: skip
    told = load(emptied, key_column="key", source="register")
    assert counts(told) == (0, 0, 1, 0)
    assert why(told) == [(2, "name_ru", "no_name")]


def test_same_key_of_another_source_is_no_known_object(load: Load, tmp_path: Path) -> None:
    first = write_csv(tmp_path, *FIRST, header="key;name_ru;kind;lat;lon")
    load(first, key_column="key", source="register")
    later = write_csv(tmp_path, "a;ул. Абая, 1;51.5;67.5", header="key;address;lat;lon")
    assert counts(load(later, key_column="key", source="another")) == (0, 0, 0, 1)
