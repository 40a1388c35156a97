"""Written coordinates in one plain spelling: signs, words, letters of the compass, separators."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """A direction of the compass."""

    NORTH = "N"
    SOUTH = "S"
    EAST = "E"
    WEST = "W"


Directions = frozenset[Direction]

LATITUDE: Directions = frozenset({Direction.NORTH, Direction.SOUTH})
LONGITUDE: Directions = frozenset({Direction.EAST, Direction.WEST})
ANY: Directions = LATITUDE | LONGITUDE
_NORTH, _SOUTH, _EAST, _WEST = (frozenset({direction}) for direction in Direction)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or letter beside a number: the directions that it can stand for.

    `usually` is what it means by custom where the numbers leave it open: X is north in Russian
    geodesy, though files of a GIS write the longitude there.
    """

    pattern: str
    directions: Directions
    usually: Directions = ANY


MARKS: tuple[Mark, ...] = (
    Mark(r"север\w*|сев|солтүстік\w*|солт|north\w*|сш|[сc]\.\s*[еe]|[сc][еe]", _NORTH),
    Mark(r"южн\w*|юж|юг|оңтүстік\w*|оңт|south\w*|юш|ое", _SOUTH),
    Mark(r"восто\w*|вост|шығыс\w*|шығ|east\w*|вд|шб", _EAST),
    Mark(r"запад\w*|зап|батыс\w*|бат|west\w*|зд|бб|б\.\s*б", _WEST),
    Mark(r"широт\w*|шир|ендік\w*|енд|latitude|lat|φ", LATITUDE),
    Mark(r"долгот\w*|долг|бойлық\w*|бойл|longitude|long|lon|lng|λ", LONGITUDE),
    Mark(r"n|с|c", _NORTH),
    Mark(r"s|ю|о|o", _SOUTH),
    Mark(r"e|в", _EAST),
    Mark(r"w|з", _WEST),
    Mark(r"б|д|l", LONGITUDE),  # бойлық or батыс; долгота; L of geodesists
    Mark(r"ш|е", LATITUDE | _EAST),  # широта or шығыс; ендік or a Cyrillic Е for the Latin one
    Mark(r"b", LATITUDE | _EAST),  # B of geodesists, or a Latin B for восток
    Mark(r"x|х", ANY, usually=_NORTH),
    Mark(r"y|у", ANY, usually=_EAST),
)
"""Each as a lower-case pattern, whole words before letters.

Letters that stand side by side are narrowed by one another: «ш» alone is широта or шығыс, «с.ш.»
is north, «ш.б.» east.
"""

FIRST_MARK = 0xE000
"""Marks stand in the plain spelling as characters of the private use area, from here on."""
MARK_CLASS = f"[{chr(FIRST_MARK)}-{chr(FIRST_MARK + len(MARKS) - 1)}]"


class NamedSystem(StrEnum):
    """A reference system named beside the numbers."""

    WGS84 = "WGS 84"
    SK_42 = "SK-42"
    SK_63 = "SK-63"
    QAZTRF_23 = "QazTRF-23"


_SYSTEMS = (
    (NamedSystem.WGS84, r"wgs[\s-]*(?:19)?84|вгс[\s-]*84"),
    (NamedSystem.SK_42, r"[сc][кk][\s-]*42|sk[\s-]*42|(?:пулково|pulkovo)[\s-]*(?:19)?42"),
    (NamedSystem.SK_63, r"[сc][кk][\s-]*63|sk[\s-]*63"),
    (NamedSystem.QAZTRF_23, r"qaztrf[\s-]*(?:20)?23"),
)

_ALONE = r"(?<![^\W\d_])(?:{})(?![^\W\d_])\.?"
"""A word that no further letter touches, with the dot of an abbreviation."""

_SIGNS = (
    (r"[−–—‒―‑‐﹣－]", "-"),
    (r"[º˚⁰∘*]", "°"),
    (r"[′’‘ʹ´`ʼ]", "'"),
    (r"[″”“„«»ʺ]|''", '"'),
    (r"[()\[\]]", " "),
)
_WORDS = (
    (r"(?<=\d)[oо](?=[\s\d]|$)", "°"),
    (r"(\d)\s*d\s*(\d+)\s*m\s*(\d+(?:[.,]\d+)?)\s*s", r"\1°\2'\3" + '"'),
    (r"(?<=\d)\s*(?:градус\w*|град|гр|degrees?|deg)(?![^\W\d_])\.?", "°"),
    (r"(?<=\d)\s*(?:минут\w*|мин|minutes?|min)(?![^\W\d_])\.?", "'"),
    (r"(?<=\d)\s*(?:секунд\w*|сек|seconds?|sec)(?![^\W\d_])\.?", '"'),
    (_ALONE.format(r"координат\w*|коорд|gps|точка|нүкте\w*|point") + r"\s*:?", " "),
    (_ALONE.format("и|және|and") + "|[/|&]", ";"),
)
_AFTER_MARKS = (
    (rf"({MARK_CLASS})\s*(?:[:=]\s*|-\s+)", r"\1 "),
    (rf"({MARK_CLASS})\s+|\s+(?={MARK_CLASS})", r"\1 "),
    (r" *[\n\t]\s*", ";"),
    (r" +", " "),
)


NUMBERS_ONLY = re.compile(r"[-+]?[\d.,]+(?:[ ;,]*[-+]?[\d.,]+)?", re.ASCII)
"""Decimals, which are plain as they are: most rows of most files."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text in the plain spelling, and the system that it named."""

    text: str
    system: NamedSystem | None


def plain(text: str) -> PlainText:
    """The text with one sign for each meaning; letters that are no mark stay as they are.

    Degrees are °, minutes ', seconds ", a minus -, a mark one private character, a firm
    separator ;.
    """
    if NUMBERS_ONLY.fullmatch(text):
        return PlainText(text.strip(" ;,."), None)
    spelling = unicodedata.normalize("NFC", text).strip().lower().replace("\r\n", "\n")
    spelling = re.sub(r"[^\S\n\t]", " ", spelling)
    spelling = _replaced(spelling, _SIGNS)
    system = None
    for named, pattern in _SYSTEMS:
        spelling, found = re.subn(_ALONE.format(pattern) + r"\s*:?", " ", spelling)
        system = named if found else system
    spelling = _replaced(spelling, _WORDS)
    for index, mark in enumerate(MARKS):
        spelling = re.sub(_ALONE.format(mark.pattern), chr(FIRST_MARK + index), spelling)
    return PlainText(_replaced(spelling, _AFTER_MARKS).strip(" ;,."), system)


def marks_in(text: str) -> tuple[Mark, ...]:
    """The marks in a text of the plain spelling."""
    return tuple(MARKS[ord(mark) - FIRST_MARK] for mark in re.findall(MARK_CLASS, text))


def _replaced(text: str, replacements: tuple[tuple[str, str], ...]) -> str:
    for pattern, replacement in replacements:
        text = re.sub(pattern, replacement, text)
    return text
