import pytest

from core.text import Text
from ingest.mapping.term_mapping import TermBy, TermNames
from layers.catalogue.endangered_objects import PRIORITY
from layers.catalogue.monuments import CONDITION, DAMAGE_SHARE, KIND, SIGNIFICANCE
from layers.model.vocabulary import Vocabulary, term

TWINS = Vocabulary(
    "twins",
    Text("Екі", "Два", "Two"),
    (
        term("first", "Бірінші", "Первый", "First", aliases=("общий", "second")),
        term("second", "Екінші", "Второй", "Second", aliases=("общий",)),
    ),
)


@pytest.mark.parametrize(
    ("vocabulary", "written", "code", "how"),
    [
        (SIGNIFICANCE, "republican", "republican", TermBy.LABEL),
        (SIGNIFICANCE, "РЕСПУБЛИКАЛЫҚ МАҢЫЗЫ БАР", "republican", TermBy.LABEL),
        (SIGNIFICANCE, "  Республиканского   значения. ", "republican", TermBy.LABEL),
        (SIGNIFICANCE, "Respublikanskogo znacheniya", "republican", TermBy.LABEL),
        (SIGNIFICANCE, "zhergilikti manyzy bar", "local", TermBy.LABEL),
        (SIGNIFICANCE, "респ. значения", "republican", TermBy.ALIAS),
        (SIGNIFICANCE, "мемл. маңызы бар", "republican", TermBy.ALIAS),
        (SIGNIFICANCE, "respublikalyq", "republican", TermBy.ALIAS),
        (SIGNIFICANCE, "UNESCO", "international", TermBy.ALIAS),
        (DAMAGE_SHARE, "11-30%", "11_30", TermBy.LABEL),
        (PRIORITY, "1-2 года", "years_1_2", TermBy.LABEL),
        (CONDITION, "Канагаттанарлык", "fair", TermBy.LABEL),
        (CONDITION, "удовл.", "fair", TermBy.ALIAS),
        (CONDITION, "Неудовлетворительное", "poor", TermBy.ALIAS),
        (CONDITION, "Утрачена", "destroyed", TermBy.ALIAS),
    ],
)
def test_term_is_known_by_code_label_and_alias_in_every_language_and_alphabet(
    vocabulary: Vocabulary, written: str, code: str, how: TermBy
) -> None:
    names = TermNames(vocabulary)
    assert names.named(written) == (vocabulary.term(code), how)
    assert names.code_of(written) == vocabulary.term(code)


@pytest.mark.parametrize(
    ("vocabulary", "written", "code"),
    [
        (SIGNIFICANCE, "респ. знач.", "republican"),
        (SIGNIFICANCE, "республ. значение", "republican"),
        (SIGNIFICANCE, "республиканскаго", "republican"),
        (SIGNIFICANCE, "Мемлек. маңызы", "republican"),
        (SIGNIFICANCE, "памятник местного значения", "local"),
        (SIGNIFICANCE, "жергіл.", "local"),
        (SIGNIFICANCE, "mestnogo znach.", "local"),
        (SIGNIFICANCE, "международн.", "international"),
        (KIND, "Памятники археологии", "archaeology"),
        (KIND, "архитектурное", "urban_planning_architecture"),
        (KIND, "градостроит. и архит.", "urban_planning_architecture"),
        (KIND, "монумент. искусство", "monumental_art"),
        (CONDITION, "удовлетв.", "fair"),
        (CONDITION, "оч. плохое", "very_bad"),
        (CONDITION, "Разрушеное", "destroyed"),
    ],
)
def test_cut_and_misspelt_values_are_only_suggested(
    vocabulary: Vocabulary, written: str, code: str
) -> None:
    names = TermNames(vocabulary)
    assert names.code_of(written) is None
    suggestion = names.suggested(written)
    assert suggestion is not None
    assert suggestion[0] == code
    assert 70 <= suggestion[1] <= 100


@pytest.mark.parametrize(
    ("vocabulary", "written"),
    [
        (KIND, "щщщщ"),
        (KIND, "курган"),
        (SIGNIFICANCE, "значения"),
        (SIGNIFICANCE, "областного значения"),
        (SIGNIFICANCE, ""),
        (SIGNIFICANCE, "—"),
        (CONDITION, "заснеженное"),
        (DAMAGE_SHARE, "31"),
    ],
)
def test_nothing_is_suggested_for_what_is_like_no_term(
    vocabulary: Vocabulary, written: str
) -> None:
    assert TermNames(vocabulary).code_of(written) is None
    assert TermNames(vocabulary).suggested(written) is None


def test_name_of_two_terms_means_neither() -> None:
    assert TermNames(TWINS).code_of("общий") is None
    assert TermNames(TWINS).suggested("общий") is None


def test_code_goes_before_the_alias_of_another_term() -> None:
    assert TermNames(TWINS).named("second") == (TWINS.term("second"), TermBy.LABEL)
