from hypothesis import given
from hypothesis import strategies as st

from ingest.mapping.words import Word, WordIndex, likeness, words_of

LEAST = 69
SKELETONS = st.text("абвгdено", min_size=1, max_size=6)
NAMES = st.lists(st.builds(Word, SKELETONS, st.booleans()), min_size=1, max_size=3).map(tuple)


@given(written=NAMES, names=st.lists(NAMES, min_size=1, max_size=8))
def test_index_finds_every_name_that_is_like_a_text(
    written: tuple[Word, ...], names: list[tuple[Word, ...]]
) -> None:
    like = {name for name in names if likeness(written, name) >= LEAST}
    assert like <= WordIndex(names).near(written, LEAST)


def test_index_leaves_out_what_is_not_like_the_text() -> None:
    names = [tuple(words_of(name)) for name in ("техническое состояние", "адрес", "год постройки")]
    assert WordIndex(names).near(tuple(words_of("тех. состояние")), LEAST) == {names[0]}
