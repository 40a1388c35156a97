from dataclasses import replace
from pathlib import Path

import pytest

from core.text import Language
from ingest.mapping.mapping import ColumnNames, folded
from ingest.proposal.mapping_file import SavedMapping, read_mapping, write_mapping
from ingest.proposal.mapping_yaml import MOST_BYTES, MappingFileError
from ingest.rows.file_order import FileOrder, MatchRule
from layers.registry import Catalogue

WHOLE = SavedMapping(
    layer="monuments",
    columns={"name_ru": "Наименование: памятника #1", "kind": "Вид", "lat": "Ш", "address": ""},
    terms={
        "kind": {"курган": "archaeology", "yes": "ensemble", "12": "ensemble", "а: б": "ensemble"},
        "significance": {"областного": "local"},
    },
    crs="EPSG:28413",
    key="№",
    sheet="Лист 1",
    source="register",
    matches=MatchRule.SAME,
    constants={"significance": "областного", "district": "Сауран: {ауданы}"},
)  # fmt: skip
COLUMNS = ("Вид", "Ш", "Наименование: памятника #1", "№", "Бос")


def read(folder: Path, catalogue: Catalogue, text: str | bytes) -> SavedMapping:
    path = folder / "m.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_mapping(path, catalogue)


def test_written_mapping_is_read_as_it_was(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "m.yaml"
    write_mapping(path, WHOLE)
    assert read_mapping(path, catalogue) == WHOLE
    text = path.read_text()
    assert "name_ru: 'Наименование: памятника #1'" in text
    assert "# өріс: баған («» — бос қалады) · поле: столбец · field: column" in text
    write_mapping(path, read_mapping(path, catalogue))
    assert path.read_text() == text


def test_least_mapping_settles_nothing_else(tmp_path: Path, catalogue: Catalogue) -> None:
    least = SavedMapping("monuments")
    assert read(tmp_path, catalogue, "layer: monuments\n") == least
    assert read(tmp_path, catalogue, "layer: monuments\ncrs:\ncolumns:\nterms: ~\n") == least
    write_mapping(tmp_path / "least.yaml", least)
    assert read_mapping(tmp_path / "least.yaml", catalogue) == least


def test_values_are_texts_whatever_they_look_like(tmp_path: Path, catalogue: Catalogue) -> None:
    terms = "terms:\n  kind:\n    12: archaeology\n    no: ensemble\n"
    text = f"layer: monuments\ncrs: 28413\nkey: 007\n{terms}"
    found = read(tmp_path, catalogue, text)
    assert (found.crs, found.key) == ("28413", "007")
    assert found.terms == {"kind": {"12": "archaeology", "no": "ensemble"}}


def test_columns_are_found_in_another_order_and_missing_ones_are_told() -> None:
    assert WHOLE.missing(COLUMNS) == ()
    assert WHOLE.missing(("вид", "№ ")) == ("Наименование: памятника #1", "Ш")
    assert WHOLE.missing(()) == ("Наименование: памятника #1", "Вид", "Ш", "№")
    fitting = WHOLE.fitting(("вид",))
    assert fitting.columns == {"kind": "Вид", "address": ""}
    assert fitting.key is None


def test_mapping_fills_an_order_but_what_is_told_goes_first(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    layer = catalogue.layer("monuments")
    plain = WHOLE.told_in(FileOrder(tmp_path / "list.csv", layer))
    assert (plain.source, plain.sheet, plain.crs) == ("register", "Лист 1", "EPSG:28413")
    assert (plain.key_column, plain.matches) == ("№", MatchRule.SAME)
    assert plain.told_terms["kind", "курган"] == "archaeology"
    told = WHOLE.told_in(
        FileOrder(
            tmp_path / "list.csv", layer, crs="4326", column_overrides={"kind": "Бос"},
            told_terms={("kind", "курган"): "ensemble"},
        )
    )  # fmt: skip
    assert told.crs == "4326"
    assert told.column_overrides == {**WHOLE.columns, "kind": "Бос"}
    assert told.told_terms["kind", "курган"] == "ensemble"
    assert plain.constants == WHOLE.constants
    mapping = ColumnNames(layer).proposed(COLUMNS, told.column_overrides)
    assert mapping.columns["kind"] == "Бос"
    assert "address" not in mapping.columns


def test_value_for_all_rows_and_column_of_a_field_displace_each_other(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    layer = catalogue.layer("monuments")
    told = {"kind": "ensemble"}, {"significance": "Мәні"}
    order = WHOLE.told_in(
        FileOrder(tmp_path / "list.csv", layer, constants=told[0], column_overrides=told[1])
    )
    assert order.constants == {"kind": "ensemble", "district": "Сауран: {ауданы}"}
    assert "kind" not in order.column_overrides
    assert order.column_overrides["significance"] == "Мәні"
    assert FileOrder.from_json(order.as_json(), catalogue) == order
    old = {name: kept for name, kept in order.as_json().items() if name != "constants"}
    assert FileOrder.from_json(old, catalogue).constants == {}


def test_order_gives_the_mapping_that_it_was_told(tmp_path: Path, catalogue: Catalogue) -> None:
    order = WHOLE.told_in(FileOrder(tmp_path / "list.csv", catalogue.layer("monuments")))
    columns = {name: column for name, column in WHOLE.columns.items() if column}
    terms = {
        name: {folded(value): code for value, code in codes.items()}
        for name, codes in WHOLE.terms.items()
    }
    assert SavedMapping.of_order(order, columns) == replace(WHOLE, terms=terms)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "no layer"),
        ("columns:\n  kind: Вид\n", 1, "no layer"),
        ("layer: rivers\n", 1, "“rivers”"),
        ("layer: monuments\ncolour: red\n", 2, "“colour”"),
        ("layer: monuments\ncolumns:\n  kind: Вид\n  hue: Цвет\n", 4, "“hue”"),
        ("layer: monuments\ncolumns:\n  register_status: Статус\n", 3, "“register_status”"),
        ("layer: monuments\ncolumns:\n  source_key: №\n", 3, "“source_key”"),
        ("layer: monuments\ncolumns: [kind]\n", 2, "pairs"),
        ("layer: monuments\ncolumns: kind\n", 2, "pairs"),
        ("layer: monuments\ncolumns:\n  kind:\n    a: b\n", 4, "single text"),
        ("layer: monuments\nkey: {a: b}\n", 2, "single text"),
        ("layer: monuments\nlayer: monuments\n", 2, "twice"),
        ("layer: monuments\nterms:\n  address:\n    a: b\n", 3, "no list of values"),
        ("layer: monuments\nterms:\n  kind:\n    курган: mound\n", 4, "“mound”"),
        ("layer: monuments\nmatches: maybe\n", 2, "“maybe”"),
        ("layer: monuments\nconstants:\n  kind: {mound}\n", 3, "single text"),
        ("layer: monuments\nconstants:\n  kind: '{mound}'\n", 3, "“{mound}”: Possible values"),
        ("layer: monuments\nconstants:\n  kind:\n", 3, "“”"),
        ("layer: monuments\nconstants:\n  lat: 43\n", 3, "“lat”"),
        ("layer: monuments\nconstants:\n  source_key: 1\n", 3, "“source_key”"),
        ("layer: monuments\ncolumns:\n  kind: A\nconstants:\n  kind: ensemble\n", 5, "column"),
        ("layer: monuments\ncrs: !!python/object/apply:os.system [ls]\n", 2, "tags"),
        ("layer: !!str monuments\n", 1, "tags"),
        ("layer: monuments\ncrs: &a 4326\nkey: *a\n", 2, "anchors"),
        ("layer: monuments\nkey: *a\n", 2, "anchors"),
        ("layer: monuments\nterms:\n  kind:\n    a:\n      b:\n        c: d\n", 5, "pairs"),
        ("layer: monuments\n\tcrs: 1\n", 2, "not YAML"),
        ("layer: monuments\n---\nlayer: monuments\n", 2, "not YAML"),
        ("layer: 'monuments\n", 2, "not YAML"),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_line(
    tmp_path: Path, catalogue: Catalogue, text: str, line: int, said: str
) -> None:
    with pytest.raises(MappingFileError) as raised:
        read(tmp_path, catalogue, text)
    assert raised.value.facts["line"] == line
    assert said in raised.value.message(Language.EN)
    assert "m.yaml" in raised.value.message(Language.KK)
    assert f"строка {line}" in raised.value.message(Language.RU)


def test_bomb_of_aliases_is_refused_before_it_unfolds(tmp_path: Path, catalogue: Catalogue) -> None:
    levels = [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 30)]
    bomb = "\n".join(("layer: monuments", "l0: &l0 [x]", *levels))
    with pytest.raises(MappingFileError, match="anchors"):
        read(tmp_path, catalogue, bomb)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"layer: \x00monuments", b"\xd0layer: x"])
def test_what_is_no_text_is_no_mapping(
    tmp_path: Path, catalogue: Catalogue, content: bytes
) -> None:
    with pytest.raises(MappingFileError, match="not YAML"):
        read(tmp_path, catalogue, content)


def test_huge_and_deep_files_are_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(MappingFileError, match="too large"):
        read(tmp_path, catalogue, b"#" * (MOST_BYTES + 1))
    with pytest.raises(MappingFileError, match="pairs"):
        read(tmp_path, catalogue, "{a: " * 20_000)
