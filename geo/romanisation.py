"""English spellings of Kazakh names.

Letters follow the plain system of Kazakhstan's passports and of the English texts of its laws
(Aktobe, Kyzylorda, Mangystau): the BGN/PCGN 1979 table for Kazakh with ғ g, қ k, ң n and without
marks over vowels. Names that English writes in another way are listed.
"""

import re

LETTERS: dict[str, str] = {
    **dict(zip("абвгдезийклмнопрстуфъыьэ", (
        "a", "b", "v", "g", "d", "e", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t",
        "u", "f", "", "y", "", "e",
    ), strict=True)),
    **dict(zip("әғқңөұүһі", "agknouuhi", strict=True)),
    "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ю": "yu", "я": "ya",
}  # fmt: skip

ENDINGS: tuple[tuple[str, str], ...] = ((r"[ыи]й\b", "y"), (r"й(?=ы)", "i"))
"""Adjective endings of Russian names (Рудный is Rudny), and й before ы, which English writes iy:
Raiymbek, Moiynkum."""

ENGLISH_STEMS: tuple[tuple[str, str], ...] = (
    (r"қазақ|казах", "kazakh"),
    (r"^абай$", "abai"),
    (r"^алтай$", "altai"),
    (r"^қарағанды", "karaganda"),
)
"""Stems that English writes in its own way: patterns over lower-case words."""


def romanise(name: str) -> str:
    """The name in English letters; each word begins with a capital. Latin text is kept.

    Digits and marks stay: «Карл Маркс» gives «Karl Marks», «8 наурыз» «8 Nauryz».
    """
    return re.sub(r"[^\W\d_]+", lambda word: _romanised_word(word.group()), name)


def _romanised_word(word: str) -> str:
    if word.isascii():
        return word
    text = word.lower()
    for pattern, ending in ENDINGS:
        text = re.sub(pattern, ending, text)
    for stem, english in ENGLISH_STEMS:
        text = re.sub(stem, english, text)
    latin = "".join(LETTERS.get(letter, letter) for letter in text)
    is_initials = len(word) > 1 and word.isupper()
    return latin.upper() if is_initials else latin[:1].upper() + latin[1:]
