"""Texts that were read in a wrong encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.values.mojibake import LETTERS, Misreading, misreading_of

SOUND = (
    "Памятник",
    "Қарағанды облысы, Ұлытау ауданы",
    "БІРІНШІ ҚҰРЫЛТАЙ",
    "ескерткіш «Алаш» – № 5",
    "Р№5",
    "51°30'",
    "Où est le café à Noël, Ærø, Þingvellir",
    "Київ, вулиця Ґалаґана, Єнакієве",
    "Магілёў",
    "Какой? Почему???",
    "Не убирают?Где ответ",
    "страница ?id=5",
    "±5 м",
)


@pytest.mark.parametrize("text", SOUND)
def test_sound_texts_are_left_alone(text: str) -> None:
    assert misreading_of(text, kazakh=False) is None


TEXTS = ("Мавзолей Айша бибі", "Қарағанды қаласы, Әулие ата", "Памятник № 5 «Ёлка», ХІХ в.")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("wrong", ["cp1251", "latin-1"])
def test_utf8_read_by_single_bytes_is_repaired(text: str, wrong: str) -> None:
    table = {"cp1251": {0x98: "\x98"}, "latin-1": {}}[wrong]
    read = "".join(table.get(byte) or bytes([byte]).decode(wrong) for byte in text.encode("utf-8"))
    assert read != text
    assert misreading_of(read, kazakh=False) == Misreading(text, certain=True)


@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_windows_text_read_as_western_is_repaired(wrong: str) -> None:
    text = "Памятник Ёлка №5 «Ескерткіш» 1936 ж."
    read = text.encode("cp1251").decode(wrong)
    assert misreading_of(read, kazakh=False) == Misreading(text, certain=True)


@given(st.text(alphabet=sorted(LETTERS), min_size=3, max_size=20))
def test_any_word_is_had_back_from_utf8_read_as_western(word: str) -> None:
    read = word.encode("utf-8").decode("latin-1")
    assert misreading_of(read, kazakh=False) == Misreading(word, certain=True)


@given(st.text(alphabet=sorted(LETTERS | set(" -«»№.,()0123456789")), max_size=40))
def test_what_is_written_in_kazakh_or_russian_letters_is_never_changed(text: str) -> None:
    found = misreading_of(text, kazakh=True)
    assert found is None or set(text) <= set("РСТУ№«»ІіЁё") | set(" -.,()0123456789")


def test_partly_lost_bytes_are_suggested_not_taken() -> None:
    read = "Мавзолей".encode().decode("cp1251").replace("Р°", "Р ") + " РёР»Рё РґРѕРј"
    found = misreading_of(read, kazakh=False)
    assert found is not None
    assert not found.certain
    assert found.text is not None
    assert found.text.endswith("или дом")


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("Ќазаќстан Республикасыныњ", "Қазақстан Республикасының"),
        ("Ќазаќ ґнері, єылым, ўлт, їй", "Қазақ өнері, ғылым, ұлт, үй"),
        ("ж±лдыз, µлке, ѓылым, ќала", "жұлдыз, өлке, ғылым, қала"),
    ],
)
def test_legacy_kazakh_letters_are_repaired(read: str, text: str) -> None:
    assert misreading_of(read, kazakh=False) == Misreading(text, certain=True)


def test_kazakh_standard_of_2002_is_read_back() -> None:
    text = "Қазақ әні: өлең, ғылым, ұлт, үй, таң, гауһар"
    read = text.encode("kz1048").decode("cp1251")
    assert misreading_of(read, kazakh=False) == Misreading(text, certain=True)


def test_letters_of_another_language_wait_where_it_may_be_that() -> None:
    assert misreading_of("Скопје", kazakh=False) == Misreading("Скопәе", certain=False)
    assert misreading_of("Їлкен", kazakh=False) is None
    assert misreading_of("Їлкен", kazakh=True) == Misreading("Үлкен", certain=True)


@pytest.mark.parametrize("text", ["???? ??????", "?аза?стан", "Ба?алы", "Пам\ufffdтник", "ТА?БА"])
def test_lost_letters_cannot_be_had_back(text: str) -> None:
    assert misreading_of(text, kazakh=False) == Misreading(None, certain=False)
