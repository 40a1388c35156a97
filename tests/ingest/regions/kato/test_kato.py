from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from ingest.regions.kato.classifier import Classifier, classify, read_classifier
from ingest.regions.kato.kato_file import KatoRow, UnreadableClassifierError
from tests.shared_data import SHARED_DATA, needs_shared_data

HEADER = ["te", "ab", "cd", "ef", "hij", "k", "kaz_name", "rus_name", "nn"]
ROWS = [
    ["100000000", "Абай облысы", "область Абай", "0"],
    ["101000000", "Семей Қ.Ә.", "Семей Г.А.", "1"],
    ["101010000", "Семей қ.", "г.Семей", "1"],
    ["103200000", "Абай ауданы", "Абайский район", "2"],
    ["103230000", "Қараауыл а.о.", "Карааульский с.о.", "2"],
    ["103230100", "Қараауыл а.", "с.Карааул", "2"],
    ["103230101", "Тоғанас қыстауы", "зимовка Тоганас", "2"],
    ["103220100", "Шар қ.", "г.Шар", "1"],
    ["710000000", "Астана қ.", "г.Астана", "1"],
    ["711110000", "Алматы ауданы", "район Алматы", "1"],
]


def rows(written: Sequence[Sequence[str]] = ROWS) -> list[KatoRow]:
    return [
        KatoRow(number, code, kk, ru, type_code)
        for number, (code, kk, ru, type_code) in enumerate(written, start=2)
    ]


def parents(classifier: Classifier) -> dict[str, str | None]:
    units = {unit.code: unit.parent_code for unit in classifier.units}
    return units | {
        settlement.code: settlement.parent_code for settlement in classifier.settlements
    }


def workbook(path: Path, *, rows_above: int = 0) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "КАТО"
    for number in range(rows_above):
        sheet.append([f"Пояснение {number + 1}"])
    sheet.append(HEADER)
    for number, (code, kk, ru, type_code) in enumerate(ROWS, start=1):
        parts = [int(code[:2]), int(code[2:4]), int(code[4:6]), int(code[6:])]
        sheet.append([int(code), *parts, int(type_code), kk, ru, number])
    book.save(path)
    return path


def test_tree_has_stored_parents() -> None:
    assert parents(classify(rows())) == {
        "100000000": None,
        "101000000": "100000000",
        "101010000": "101000000",
        "103200000": "100000000",
        "103230000": "103200000",
        "103230100": "103230000",
        "103230101": "103230000",
        "103220100": "103200000",
        "710000000": None,
        "711110000": "710000000",
    }


def test_order_of_the_rows_does_not_matter() -> None:
    assert parents(classify(rows()[::-1])) == parents(classify(rows()))


def test_kinds_and_names_are_spelled_out() -> None:
    names = {
        unit.code: (unit.level, unit.name.kind, unit.name.kk, unit.name.ru, unit.name.en)
        for unit in classify(rows()).units
    }
    assert names == {
        "100000000": (1, "oblast", "Абай облысы", "область Абай", "Abai Region"),
        "101000000": (
            2,
            "city_administration",
            "Семей қалалық әкімдігі",
            "городская администрация Семей",
            "Semey City Administration",
        ),
        "101010000": (3, "town", "Семей қаласы", "город Семей", "Semey City"),
        "103200000": (2, "district", "Абай ауданы", "Абайский район", "Abai District"),
        "103230000": (
            3,
            "rural_district",
            "Қараауыл ауылдық округі",
            "Карааульский сельский округ",
            "Karaauyl Rural District",
        ),
        "710000000": (
            1,
            "city_of_republican_significance",
            "Астана қаласы",
            "город Астана",
            "Astana",
        ),
        "711110000": (3, "city_district", "Алматы ауданы", "район Алматы", "Almaty District"),
    }


def test_settlements_lose_their_type_letter_and_know_their_centre() -> None:
    found = [
        (settlement.code, settlement.name.kind, settlement.name.kk, settlement.is_centre)
        for settlement in classify(rows()).settlements
    ]
    assert found == [
        ("103220100", "city", "Шар", False),
        ("103230100", "village", "Қараауыл", True),
        ("103230101", "other", "Тоғанас қыстауы", False),
    ]


@pytest.mark.parametrize(
    ("kk", "ru", "expected_kk", "expected_ru", "expected_en"),
    [
        (
            "Шорнақ а.о.",
            "с.о.Шорнак",
            "Шорнақ ауылдық округі",
            "сельский округ Шорнак",
            "Shornak Rural District",
        ),
        (
            "Қанай би атын.а.о.",
            "с.о.им.Канай би",
            "Қанай би атындағы ауылдық округ",
            "сельский округ имени Канай би",
            "Kanay Bi Rural District",
        ),
        (
            "Баянауыл \xa0а.о.",
            "Баянаульский с.о",
            "Баянауыл ауылдық округі",
            "Баянаульский сельский округ",
            "Bayanauyl Rural District",
        ),
        (
            "Шаған к.ә.",
            "Чаганская п.а.",
            "Шаған кенттік әкімдігі",
            "Чаганская поселковая администрация",
            "Shagan Settlement Administration",
        ),
        (
            "Изобильный а.ә.",
            "с.а.Изобильный",
            "Изобильный ауылдық әкімдігі",
            "сельская администрация Изобильный",
            "Izobilny Village Administration",
        ),
        (
            "Қазыбек би атын. а.ә.",
            "р.а. им.Казыбек би",
            "Қазыбек би атындағы аудан",
            "район имени Казыбек би",
            "Kazybek Bi District",
        ),
    ],
)
def test_abbreviations_are_spelled_out(
    kk: str, ru: str, expected_kk: str, expected_ru: str, expected_en: str
) -> None:
    written = [*ROWS, ["103240000", kk, ru, "2"]]
    [unit] = [unit for unit in classify(rows(written)).units if unit.code == "103240000"]
    assert (unit.name.kk, unit.name.ru, unit.name.en) == (expected_kk, expected_ru, expected_en)


@pytest.mark.parametrize(
    ("row", "field", "value", "reason"),
    [
        (["10324000", "Бір а.о.", "Первый с.о.", "2"], "code", "10324000", "nine digits"),
        (["103230000", "Екі а.о.", "Второй с.о.", "2"], "code", "103230000", "earlier row"),
        (["203240000", "Үш а.о.", "Третий с.о.", "2"], "code", "203240000", "unit above"),
        (["103240000", "", "Пятый с.о.", "2"], "name_kk", "", "name is missing"),
        (["103240000", "Алты", "Шестой", "2"], "name_kk", "Алты", "kind of unit"),
        (["103250200", "Жеті а.", "с.Жети", "2"], "code", "103250200", "unit above"),
    ],
    ids=["digits", "repeated", "no oblast", "no name", "no kind", "village without district"],
)
def test_bad_row_is_reported_and_the_rest_is_read(
    row: list[str], field: str, value: str, reason: str
) -> None:
    classifier = classify(rows([*ROWS, row]))
    [problem] = classifier.problems
    assert (problem.row, problem.field, problem.value) == (12, field, value)
    assert reason in problem.reason.en
    assert problem.rejected
    assert parents(classifier) == parents(classify(rows()))


def test_children_of_a_bad_row_do_not_climb_to_a_wrong_parent() -> None:
    written = [["10320000x", *row[1:]] if row[0] == "103200000" else row for row in ROWS]
    classifier = classify(rows(written))
    assert "103230000" not in parents(classifier)
    assert [problem.value for problem in classifier.problems] == [
        "10320000x",
        "103230000",
        "103230100",
        "103230101",
        "103220100",
    ]


def test_legacy_letters_are_repaired_and_reported() -> None:
    written = [*ROWS, ["103230300", "Ќабырғатал а.", "с.Кабыргатал", "2"]]
    classifier = classify(rows(written))
    [problem] = classifier.problems
    assert (problem.value, problem.suggestion) == ("Ќабырғатал а.", "Қабырғатал а.")
    assert not problem.rejected
    assert classifier.settlements[-1].name.kk == "Қабырғатал"


@pytest.mark.parametrize("rows_above", [0, 4])
def test_workbook_of_the_bureau_is_read(tmp_path: Path, rows_above: int) -> None:
    classifier = read_classifier(workbook(tmp_path / "kato.xlsx", rows_above=rows_above))
    assert parents(classifier) == parents(classify(rows()))
    assert not classifier.problems


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), (";", "cp1251")]
)
def test_tables_of_several_kinds_are_read(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "kato.csv"
    table = [
        ["kato", "name_kk", "name_ru", "type_code"],
        ["110000000", "Алматы облысы", "Область", "0"],
    ]
    text = "\n".join(delimiter.join(row) for row in table)
    path.write_bytes(text.encode(encoding))
    [unit] = read_classifier(path).units
    assert unit.name.kk == "Алматы облысы"


def test_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UnreadableClassifierError, match=r"other\.csv"):
        read_classifier(path)


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    """The official classifier of July 2026."""
    return read_classifier(SHARED_DATA / "kato" / "kato.csv")


@pytest.mark.shared_data
@needs_shared_data
def test_every_row_is_placed(classifier: Classifier) -> None:
    levels = Counter(int(unit.level) for unit in classifier.units)
    assert levels == {1: 20, 2: 209, 3: 2379}
    assert len(classifier.settlements) == 12_986
    assert not [problem for problem in classifier.problems if problem.rejected]


@pytest.mark.shared_data
@needs_shared_data
def test_kinds_add_up(classifier: Classifier) -> None:
    kinds = Counter(unit.name.kind for unit in classifier.units if unit.level == 3)
    assert kinds == {
        "rural_district": 2108,
        "village_administration": 108,
        "town": 71,
        "settlement_administration": 71,
        "city_district": 21,
    }


@pytest.mark.shared_data
@needs_shared_data
def test_special_rows_hang_where_their_code_does_not_say(classifier: Classifier) -> None:
    districts_of_cities = {
        unit.code: unit.parent_code
        for unit in classifier.units
        if unit.level == 3 and unit.parent_code != f"{unit.code[:4]}00000"
    }
    assert Counter(districts_of_cities.values()) == {
        "710000000": 6,
        "750000000": 8,
        "790000000": 5,
    }
    levels = {unit.code: unit.level for unit in classifier.units}
    directly_under_district = {
        settlement.code
        for settlement in classifier.settlements
        if settlement.parent_code != f"{settlement.code[:6]}000"
    }
    assert len(districts_of_cities) + len(directly_under_district) == 39
    assert all(code.endswith("100") for code in directly_under_district)
    parent_of = {settlement.code: settlement.parent_code for settlement in classifier.settlements}
    assert {levels[parent_of[code]] for code in directly_under_district} == {2}
    assert parent_of["113820100"] == "113800000"


@pytest.mark.shared_data
@needs_shared_data
def test_legacy_letters_leave_no_name(classifier: Classifier) -> None:
    repaired = [problem.value for problem in classifier.problems]
    assert "Ќабырғатал а." in repaired
    assert "Форт-Шевченко ќ." in repaired
    names = " ".join(settlement.name.kk for settlement in classifier.settlements)
    assert not set(names) & set("ЌќЊњЎўЇїЈј")


@pytest.mark.shared_data
@needs_shared_data
def test_no_abbreviation_is_left_in_unit_names(classifier: Classifier) -> None:
    for unit in classifier.units:
        shown = f"{unit.name.kk} {unit.name.ru} {unit.name.en}".lower()
        assert not any(short in shown for short in ("а.о", "с.о", "а.ә", "қ.ә", "г.а", "им."))
