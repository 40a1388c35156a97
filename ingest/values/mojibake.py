"""Text that was read in the wrong encoding: what it was, and whether that is sure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

LETTERS = frozenset(
    "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяӘҒҚҢӨҰҮҺІәғқңөұүһі"
)
"""Of Kazakh and Russian; no other language is expected below wrong letters."""
FEWEST = 3
"""So many wrong letters are needed before an encoding is doubted."""
SHORT = 60
"""In a text of at most so many characters a single question mark within a word tells enough."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """What a text was before it was read wrongly; `text` is None where letters are lost for good.

    Where it is not `certain` a person has to confirm it.
    """

    text: str | None
    certain: bool


def misreading_of(text: str, *, kazakh: bool) -> Misreading | None:
    """What is wrong with the text, None if nothing is; `kazakh` says that it can only be that."""
    if letters_are_lost(text):
        return Misreading(None, certain=False)
    return _of_utf8(text) or _of_windows_1251(text) or _of_legacy_kazakh(text, kazakh=kazakh)


def letters_are_lost(text: str) -> bool:
    """Whether question marks stand where letters stood."""
    if "\ufffd" in text:
        return True
    if "?" not in text:
        return False
    if not any(map(str.isalnum, text)):
        return text.count("?") >= FEWEST
    within = len(LOST_WITHIN.findall(text))
    return within > 1 or (within == 1 and len(text) <= SHORT)


SMALL = "".join(sorted(filter(str.islower, LETTERS)))
CAPITAL = "".join(sorted(LETTERS.difference(SMALL)))
CYRILLIC = SMALL + CAPITAL
LOST_WITHIN = re.compile(
    rf"(?<=[{SMALL}])\?+(?=[{SMALL}])|(?<=[{CAPITAL}])\?+(?=[{CYRILLIC}])|(?<!\S)\?+(?=[{CYRILLIC}])"
)
"""Not before a capital after a small letter: there only a space is missing."""


def _single_bytes(*encodings: str) -> dict[str, int]:
    """The byte of each character above ASCII in any of the encodings, the first first."""
    bytes_of: dict[str, int] = {}
    for encoding in encodings:
        for byte in range(0x80, 0x100):
            character = bytes([byte]).decode(encoding, errors="ignore")
            if character:
                bytes_of.setdefault(character, byte)
    return bytes_of


BYTES_1251 = _single_bytes("cp1251") | {"\x98": 0x98}
BYTES_1252 = _single_bytes("cp1252", "latin-1")
"""Windows programs read bytes that cp1252 does not define as Latin-1 does."""


FIRST_OF_TWO = range(0xD0, 0xD4)
SECOND_OF_TWO = range(0x80, 0xC0)
"""The two bytes of a Cyrillic letter in UTF-8."""
LETTERS_1251 = range(0xC0, 0x100)
"""The bytes of the Russian letters but Ё in Windows-1251."""


def _pairs(bytes_of: Mapping[str, int]) -> re.Pattern[str]:
    """What Cyrillic letters in UTF-8 look like, several in a row."""
    first = "".join(letter for letter, byte in bytes_of.items() if byte in FIRST_OF_TWO)
    second = "".join(letter for letter, byte in bytes_of.items() if byte in SECOND_OF_TWO)
    return re.compile(rf"(?:[{re.escape(first)}][{re.escape(second)}])+")


UTF8_READ_AS = tuple((bytes_of, _pairs(bytes_of)) for bytes_of in (BYTES_1251, BYTES_1252))


def _of_utf8(text: str) -> Misreading | None:
    """UTF-8 that was read as Windows-1251, «РњР°Р·Р°СЂ», or as Western, «ÐœÐ°Ð·Ð°Ñ€»."""
    for bytes_of, pairs in UTF8_READ_AS:
        wrong = sum(len(match[0]) // 2 for match in pairs.finditer(text))
        if wrong < FEWEST:
            continue
        whole = _decoded(text, bytes_of, "utf-8")
        if whole is not None and _is_readable(whole):
            return Misreading(whole, certain=True)
        repaired = pairs.sub(partial(_pairs_decoded, bytes_of=bytes_of), text)
        if repaired != text and set(filter(str.isalpha, _changed(text, repaired))) <= LETTERS:
            return Misreading(repaired, certain=False)
    return None


def _pairs_decoded(match: re.Match[str], *, bytes_of: Mapping[str, int]) -> str:
    return _decoded(match[0], bytes_of, "utf-8") or match[0]


def _changed(text: str, repaired: str) -> Iterator[str]:
    """The characters that only the repaired text has."""
    before = frozenset(text)
    return (character for character in repaired if character not in before)


def _of_windows_1251(text: str) -> Misreading | None:
    """Windows-1251 that was read as Western: «Ïàìÿòíèê»."""
    if not LETTERS.isdisjoint(text):
        return None
    words = [word for word in WORDS.findall(text) if not word.isascii() and word.strip("¹²³")]
    wrong = [word for word in words if set(word) <= WESTERN]
    if max(map(len, wrong), default=0) < FEWEST:
        return None
    whole = _decoded(text, BYTES_1252, "cp1251")
    if whole is None:
        return None
    return Misreading(whole, certain=len(wrong) == len(words))


WORDS = re.compile(r"[^\W\d_]+")
WESTERN = frozenset(letter for letter, byte in BYTES_1252.items() if byte in LETTERS_1251).union(
    "¸¨³²"
)
"""What Cyrillic letters of Windows-1251 look like in a Western encoding."""


def _decoded(text: str, bytes_of: Mapping[str, int], encoding: str) -> str | None:
    """The text read anew from its bytes; None where they are not of the encoding."""
    try:
        return bytes(
            ord(character) if character < "\x80" else bytes_of[character] for character in text
        ).decode(encoding)
    except (KeyError, UnicodeDecodeError):
        return None


def _is_readable(text: str) -> bool:
    return all(letter in LETTERS or not letter.isalpha() or letter.isascii() for letter in text)


BY_BOTH = dict(zip("ЌќЇї", "ҚқҮү", strict=True))
"""Letters that both ways of writing Kazakh in a one-byte encoding show alike."""
BY_STANDARD = BY_BOTH | dict(zip("ЎўЈјҐґЄєЅѕЋћ", "ҰұӘәӨөҒғҢңҺһ", strict=True))
"""STRK 1048-2002 (Python's kz1048), as Windows-1251 shows it."""
BY_FONT = BY_BOTH | dict(zip("ЊњЃѓҐµ±‰Ћћ", "ҢңҒғӨөұәҺһ", strict=True))
"""Kazakh fonts of the 1990s over Windows-1251: «Ќазаќстан Республикасыныњ»."""
ONLY_KAZAKH_HERE = frozenset("ЌќЊњЅѕЈјЃѓ")
"""Letters of Macedonian and Serbian: in this country's papers they are Kazakh ones."""
SIGNS_WITHIN = re.compile(rf"(?<=[{CYRILLIC}])[µ±‰]|[µ±‰](?=[{CYRILLIC}])")


def _of_legacy_kazakh(text: str, *, kazakh: bool) -> Misreading | None:
    """Kazakh letters of an old font or of STRK 1048-2002, read as Windows-1251."""
    foreign = {letter for letter in text if letter in BY_STANDARD or letter in BY_FONT}
    if not SIGNS_WITHIN.search(text):
        foreign -= set("µ±‰")
    if not foreign or LETTERS.isdisjoint(text):
        return None
    if not kazakh and foreign.isdisjoint(ONLY_KAZAKH_HERE | set("µ±‰")):
        return None  # Ukrainian and Belarusian names have Ї, Є, Ґ and Ў of their own.
    fitting = [table for table in (BY_STANDARD, BY_FONT) if foreign <= table.keys()]
    readings = {_replaced(text, table) for table in fitting or [BY_FONT | BY_STANDARD]}
    certain = bool(fitting) and len(readings) == 1 and (kazakh or not foreign.isdisjoint("Ќќ"))
    return Misreading(min(readings), certain=certain)


def _replaced(text: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in text)
