"""Skeletons of names: Kazakh and Russian Cyrillic and the usual Latin spellings meet in one form.

The tables are plain data, so that the database can be given the very same steps. A skeleton is for
comparing and searching, never for showing.
"""

import re
import unicodedata

CYRILLIC_LETTERS: dict[str, str] = {
    **dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            (
                "a",
                "b",
                "u",
                "g",
                "d",
                "e",
                "e",
                "j",
                "z",
                "i",
                "i",
                "k",
                "l",
                "m",
                "n",
                "o",
                "p",
                "r",
                "s",
                "t",
                "u",
                "f",
                "k",
                "s",
                "c",
                "c",
                "c",
                "",
                "i",
                "",
                "e",
                "iu",
                "ia",
            ),
            strict=True,
        )
    ),
    **dict(zip("әғқңөұүһіў", "agknouukiu", strict=True)),
}
"""One letter each; в, у and w meet in u, х, қ and к in k, ш, щ and ч in c, ы, и, й and і in i."""

LATIN_PAIRS: tuple[tuple[str, str], ...] = (
    ("shch", "c"), ("tch", "c"), ("sch", "c"), ("sh", "c"), ("ch", "c"),
    ("дж", "j"), ("dzh", "j"), ("zh", "j"), ("dj", "j"),
    ("kh", "k"), ("gh", "g"), ("ph", "f"), ("ts", "s"), ("тс", "s"), ("ck", "k"),
    ("yu", "iu"), ("ya", "ia"), ("ye", "e"), ("yo", "e"),
)  # fmt: skip
"""Groups of letters, replaced in this order before single letters are."""

LATIN_LETTERS: dict[str, str] = {
    **dict(zip("qxvwyhc", ("k", "ks", "u", "u", "i", "k", "c"), strict=True)),
    **dict(
        zip("şçğıñŋəßøœæ", ("c", "c", "g", "i", "n", "n", "a", "s", "o", "o", "a"), strict=True)
    ),
}


def _marked_latin_letters() -> dict[str, str]:
    """Latin letters with marks under the skeleton of the bare letter."""
    letters = {}
    for code in range(0x00C0, 0x0250):
        letter = chr(code)
        bare = unicodedata.normalize("NFD", letter)[0]
        if letter.islower() and bare != letter and bare.isascii():
            letters[letter] = LATIN_LETTERS.get(bare, bare)
    return letters


FOLDED_LETTERS: dict[str, str] = {
    **_marked_latin_letters(),
    **LATIN_LETTERS,
    **CYRILLIC_LETTERS,
    "\u0307": "",
    **dict.fromkeys("'’ʼ`ʻ‘", ""),
}
"""Every letter that changes, after the pairs: what the database's twin translates."""

OTHER_THAN_LETTERS = "[^a-z0-9]+"
REPEATED_LETTER = r"([a-z])\1+"

_TRANSLATION = str.maketrans(FOLDED_LETTERS)


def fold(text: str) -> str:
    """The lower-case Latin skeleton of a name; words are kept apart by single spaces.

    Қожа Ахмет, Ходжа Ахмед and Khoja Ahmed become koja akmet, koja akmed and koja akmed. An empty
    text, or one without letters and digits, gives an empty skeleton.
    """
    folded = unicodedata.normalize("NFC", text).lower()
    for written, skeleton in LATIN_PAIRS:
        folded = folded.replace(written, skeleton)
    folded = folded.translate(_TRANSLATION)
    folded = re.sub(OTHER_THAN_LETTERS, " ", folded)
    return re.sub(REPEATED_LETTER, r"\1", folded).strip()
