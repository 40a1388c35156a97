"""The text of a cell without what cannot be seen, and read anew where it was read wrongly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.text import Text
from ingest.rows.kept_bytes import of_another_encoding
from ingest.rows.outcome import Outcome
from ingest.values.mojibake import ONLY_KAZAKH_HERE, misreading_of

INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Soft hyphens, spaces of no width, marks of direction and of byte order."""
HARD_SPACES = re.compile("[\u00a0\u2007\u202f]")
WRONG_LETTERS = frozenset("ЂЃѓЉЊЌЋЏђљњќћџЎўЈјҐґЄєЇїЅѕ?‰")
"""Characters that may come of a wrong encoding and are hardly written otherwise."""
HIGHEST = 0x10FFFF

REPAIRED = Text(
    "Мәтін бұрыс кодтаумен оқылған еді, түзетілді",
    "Текст был прочитан в неверной кодировке и исправлен",
    "The text was read in a wrong encoding and has been repaired",
)
DOUBTFUL = Text(
    "Мәтін бұрыс кодтаумен оқылғанға ұқсайды; ұсынылған жазуды растаңыз немесе түзетіңіз",
    "Похоже, текст прочитан в неверной кодировке; подтвердите предложенное или исправьте",
    "The text seems to be read in a wrong encoding; confirm what is suggested or correct it",
)
LOST = Text(
    "Мәтіндегі әріптер жоғалып, орнында сұрақ белгілері қалған; мәтінді қайта жазыңыз",
    "Буквы текста утрачены, на их месте знаки вопроса; впишите текст заново",
    "Letters of the text are lost, question marks stand in their place; write the text anew",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a cell; `suggestion` is what may be meant, or what was made of it."""

    code: str
    reason: Text
    outcome: Outcome
    suggestion: str | None = None


def cleaned(text: str, *, kazakh: bool = False) -> tuple[str, Remark | None]:
    """The text that is meant, and what is to be said of it.

    Letters, quotes and dashes stay as the officer wrote them. `kazakh` texts can be in no other
    language.
    """
    if not needs_care([text]).size:
        return text.strip(), None
    foreign = of_another_encoding(text)
    if foreign is not None:
        foreign = _without_invisible(foreign)
        return foreign, Remark("mojibake_repaired", REPAIRED, Outcome.NOTED, foreign)
    wrong = misreading_of(text, kazakh=kazakh)
    if wrong is None:
        return _without_invisible(text), None
    if wrong.text is None:
        return _without_invisible(text), Remark("letters_lost", LOST, Outcome.WAITING)
    meant = _without_invisible(wrong.text)
    if wrong.certain:
        return meant, Remark("mojibake_repaired", REPAIRED, Outcome.NOTED, meant)
    return _without_invisible(text), Remark("mojibake", DOUBTFUL, Outcome.WAITING, meant)


def needs_care(texts: Sequence[str]) -> NDArray[np.intp]:
    """The positions of the texts with a character that may have to be repaired or left out."""
    joined = "".join(texts).encode("utf-32-le", errors="surrogatepass")
    telling = np.flatnonzero(TELLING[np.frombuffer(joined, dtype="<u4")])
    if not telling.size:
        return telling
    ends = np.cumsum(np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)))
    return np.unique(np.searchsorted(ends, telling, side="right"))


def _without_invisible(text: str) -> str:
    return HARD_SPACES.sub(" ", INVISIBLE.sub("", text)).strip()


def _telling() -> NDArray[np.bool_]:
    """Whether a character, by its number, makes a text worth looking at."""
    telling = np.zeros(HIGHEST + 1, dtype=bool)
    telling[[0, *map(ord, WRONG_LETTERS | ONLY_KAZAKH_HERE), 0xFFFD]] = True
    telling[0x7F:0xA1] = True
    telling[[*map(ord, "¢£¤¥¦¨ª¬\u00ad®¯±²³´µ¶¸¹º¼½¾¿")]] = True
    telling[0xC0:0x100] = True
    telling[0xD800:0xE000] = True
    for characters in (INVISIBLE, HARD_SPACES):
        telling[[code for code in range(0x2FFF) if characters.match(chr(code))]] = True
    telling[0xFEFF] = True
    return telling


TELLING = _telling()
