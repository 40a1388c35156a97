"""Texts of cells, cleaned without touching what an officer wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.rows.outcome import Outcome
from ingest.values.clean import cleaned, needs_care


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("  Мавзолей \u00a0", "Мавзолей"),
        ("Мав\u00adзо\u00adлей", "Мавзолей"),
        ("\ufeffАйша\u00a0бибі\u200b", "Айша бибі"),
        ("«Алаш» – “үй” — № 5…", "«Алаш» – “үй” — № 5…"),
        ("a  b", "a  b"),
        ("Дом\nво дворе", "Дом\nво дворе"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("\u200b \u00a0", ""),
    ],
)
def test_only_what_cannot_be_seen_is_left_out(written: str, text: str) -> None:
    assert cleaned(written) == (text, None)


def test_sure_repair_is_made_and_noted() -> None:
    text, remark = cleaned("РњР°РІР·РѕР»РµР№ ")
    assert text == "Мавзолей"
    assert remark is not None
    assert (remark.code, remark.outcome) == ("mojibake_repaired", Outcome.NOTED)


def test_doubtful_repair_is_suggested_and_lost_letters_are_told() -> None:
    text, remark = cleaned("Скопје")
    assert text == "Скопје"
    assert remark is not None
    assert (remark.code, remark.outcome, remark.suggestion) == (
        "mojibake", Outcome.WAITING, "Скопәе",
    )  # fmt: skip
    _, remark = cleaned("?аза?стан")
    assert remark is not None
    assert (remark.code, remark.outcome, remark.suggestion) == (
        "letters_lost", Outcome.WAITING, None,
    )  # fmt: skip


@given(st.lists(st.one_of(st.text(), st.sampled_from(["Їл", "?", "", "\u00ad", "💡"])), max_size=8))
def test_care_is_asked_for_each_text_by_itself(texts: list[str]) -> None:
    alone = [position for position, text in enumerate(texts) if needs_care([text]).size]
    assert needs_care(texts).tolist() == alone


@given(st.text())
def test_texts_without_need_of_care_are_only_stripped(text: str) -> None:
    if not needs_care([text]).size:
        assert cleaned(text) == (text.strip(), None)
