"""Pairs that a person has labelled, and the signs that make or break a pair."""

from itertools import chain

import pytest

from core.text import Language
from geo.names import fold
from ingest.matching.match_score import (
    SAME_FROM,
    UNDECIDED_FROM,
    Described,
    Pair,
    Verdict,
    is_conflict,
    scored,
)
from ingest.matching.match_words import sorts_of
from tests.ingest.labelled_pairs import (
    DIFFERENT,
    OPEN,
    SAME,
    WITHIN_M,
    Labelled,
    pair,
    statue,
    thing,
)

MISSED = 4
"""Pairs that are one object but need a person: another spelling of the whole name, a translated
name, another name altogether, and a place known to 12 km only."""
DOUBTED = 3
"""Pairs that are two objects but look alike enough for a person to be asked."""


def verdicts(labelled: tuple[Labelled, ...]) -> list[Verdict]:
    return [scored(pair(*each)).verdict for each in labelled]


def test_there_are_enough_labelled_pairs() -> None:
    assert len(SAME) + len(DIFFERENT) + len(OPEN) >= 60


@pytest.mark.parametrize("labelled", [*DIFFERENT, *OPEN])
def test_no_pair_is_called_the_same_wrongly(labelled: Labelled) -> None:
    assert scored(pair(*labelled)).verdict is not Verdict.SAME


@pytest.mark.parametrize("labelled", SAME)
def test_no_true_pair_is_lost(labelled: Labelled) -> None:
    assert scored(pair(*labelled)).verdict is not Verdict.DIFFERENT


@pytest.mark.parametrize("labelled", OPEN)
def test_what_cannot_be_told_is_left_to_a_person(labelled: Labelled) -> None:
    assert scored(pair(*labelled)).verdict is Verdict.UNDECIDED


def test_most_pairs_need_no_person() -> None:
    assert verdicts(SAME).count(Verdict.UNDECIDED) <= MISSED
    assert verdicts(DIFFERENT).count(Verdict.UNDECIDED) <= DOUBTED


@pytest.mark.parametrize("labelled", [*chain(SAME, DIFFERENT, OPEN)])
def test_order_of_the_two_does_not_matter(labelled: Labelled) -> None:
    one, other, distance_m = labelled
    assert scored(pair(one, other, distance_m)) == scored(pair(other, one, distance_m))


AISHA = thing("Айша бибі кесенесі", "Мавзолей Айша-Биби")


def score_at(distance_m: float, other: Described = AISHA) -> float:
    return scored(pair(AISHA, other, distance_m)).value


def test_score_falls_with_distance_beyond_the_accuracy() -> None:
    assert score_at(0) > score_at(200) > score_at(600) > score_at(WITHIN_M)
    rough = thing(ru="Мавзолей Айша-Биби", accuracy_m=500)
    assert score_at(500, rough) == score_at(0, thing(ru="Мавзолей Айша-Биби"))


def test_other_kind_alone_keeps_a_perfect_pair_from_being_the_same() -> None:
    other = thing("Айша бибі кесенесі", "Мавзолей Айша-Биби", kind="ensemble")
    assert UNDECIDED_FROM <= score_at(0, other) < SAME_FROM


def test_number_raises_and_lowers() -> None:
    with_number = thing("Айша бибі кесенесі", no="245-1")
    similar = thing("Айша кесенесі", no="№ 245/1")
    without = scored(pair(with_number, thing("Айша кесенесі"), 100)).value
    assert scored(pair(with_number, similar, 100)).value > without
    other = thing("Айша кесенесі", no="17")
    assert scored(pair(with_number, other, 100)).value < without


def test_no_number_in_words_is_no_number() -> None:
    first, second = thing("Қорған", no="б/н"), thing("Қорған", no="б/н")
    assert pair(first, second, 5).has_one_number is None


def test_generalised_place_is_never_the_same() -> None:
    assert scored(Pair(AISHA, AISHA, 0, WITHIN_M, is_rough=True)).verdict is Verdict.UNDECIDED


def test_missing_name_is_neutral() -> None:
    nameless = pair(thing(), AISHA, 0)
    assert nameless.name_likeness is None
    assert scored(nameless).verdict is Verdict.UNDECIDED


def test_initials_that_contradict_part_two_busts() -> None:
    first, second = statue(ru="Бюст А. Кунанбаева"), statue(ru="Бюст Ш. Кунанбаева")
    assert scored(pair(first, second, 5)).verdict is Verdict.UNDECIDED


@pytest.mark.parametrize(
    ("word", "sorts"),
    [
        ("кесенесі", {"mausoleum"}),
        ("Мавзолея", {"mausoleum"}),
        ("үйі", {"house"}),
        ("домбыра", set()),
        ("қорғандары", {"kurgan"}),
        ("Көлсай", set()),
    ],
)
def test_words_for_sorts_are_known_in_any_form(word: str, sorts: set[str]) -> None:
    assert sorts_of(fold(word)) == sorts


def far(one: Described, other: Described) -> bool:
    return is_conflict(Pair(one, other, 300_000, WITHIN_M))


def test_conflict_takes_two_languages_or_a_telling_name() -> None:
    assert far(AISHA, AISHA)
    assert far(thing(ru="Мавзолей Айша-Биби"), AISHA)
    assert not far(thing(ru="Мавзолей Макула"), thing(ru="Мавзолей Макула"))
    assert not far(thing(ru="Мавзолей Айша-Биби"), thing("Айша бибі", "Мавзолей Бабаджи-Хатун"))


def test_commonplace_name_conflicts_by_number_within_one_oblast_only() -> None:
    west = thing("Қорған", no="12", oblast="100000000")
    assert far(west, thing("Қорған", no="12", oblast="100000000"))
    assert not far(west, thing("Қорған", no="12", oblast="200000000"))
    assert not far(west, thing("Қорған", no="12"))


def test_ordinals_part_namesakes_far_apart() -> None:
    one, two = (
        thing("Берел қорымы 1", "Могильник Берел 1"),
        thing("Берел қорымы 2", "Могильник Берел 2"),
    )
    assert not far(one, two)


def test_names_agree_across_languages() -> None:
    in_english = Described({Language.EN: "Mausoleum of Aisha Bibi"})
    assert pair(AISHA, in_english, 0).name_likeness == pytest.approx(1.0)
