import pytest

from geo.romanisation import romanise


@pytest.mark.parametrize(
    ("kazakh", "english"),
    [
        ("Ақтөбе", "Aktobe"),
        ("Қызылорда", "Kyzylorda"),
        ("Маңғыстау", "Mangystau"),
        ("Түркістан", "Turkistan"),
        ("Ұлытау", "Ulytau"),
        ("Жетісу", "Zhetisu"),
        ("Қостанай", "Kostanay"),
        ("Абай", "Abai"),
        ("Еңбекшіқазақ", "Enbekshikazakh"),
        ("Біржан сал", "Birzhan Sal"),
        ("Рудный", "Rudny"),
        ("Ш.Берсиев", "Sh.Bersiev"),
        ("8 наурыз", "8 Nauryz"),
    ],
)
def test_name_is_written_as_english_texts_do(kazakh: str, english: str) -> None:
    assert romanise(kazakh) == english


def test_latin_text_is_kept() -> None:
    assert romanise("Astana EXPO-2017") == "Astana EXPO-2017"


def test_abai_inside_another_name_follows_the_letters() -> None:
    assert romanise("Олжабай") == "Olzhabay"
