import pytest

from core.text import IncompleteTextError, Language, Text, preferred_language


@pytest.mark.parametrize(
    "phrases",
    [("", "да", "yes"), ("иә", " ", "yes"), ("иә", "да", ""), ("иә {a}", "да", "yes {a}")],
)
def test_phrase_without_a_language_or_placeholder_cannot_be_made(
    phrases: tuple[str, str, str],
) -> None:
    with pytest.raises(IncompleteTextError):
        Text(*phrases)


def test_placeholders_are_filled_in_each_language() -> None:
    phrase = Text("{count} нысан", "{count} объектов", "{count} features")

    assert phrase.in_language(Language.KK, count=3) == "3 нысан"
    assert phrase.as_dict()["en"] == "{count} features"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, Language.KK),
        ("", Language.KK),
        ("de-DE,fr;q=0.8", Language.KK),
        ("ru-RU,ru;q=0.9,en;q=0.8", Language.RU),
        ("en-GB", Language.EN),
        ("ru;q=0.4, en;q=0.9, kk;q=0.5", Language.EN),
        ("en;q=0", Language.KK),
        ("en;q=nonsense, ru;q=0.1", Language.RU),
        (";;;,,,q=1", Language.KK),
    ],
)
def test_accept_language_picks_the_best_supported(header: str | None, language: Language) -> None:
    assert preferred_language(header) is language
