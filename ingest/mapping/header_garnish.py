"""What stands in a header beside the name: how a program writes it, and by which paper it goes."""

import re

CAMEL = re.compile(r"[A-Za-z][a-z]+(?:[A-Z][a-z]+)+\d*")
"""Words that a program has written in one, such as `ObjectNameOnDoc`."""
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
ENDING = r"(?:ый|ое|ая|ые|ого|ой|ых|ий|ее|яя|ие|его|ей|их)"
QUALIFIER = re.compile(
    rf"\b(?:(?:общепринят|официальн|полн|кратк|сокращ[её]нн|основн|современн|нынешн|точн"
    rf"|действующ){ENDING}|ресми|толық|қысқаша|негізгі|қазіргі"
    r"|official|common|main|current)\b"
)
"""Words that say which name or description it is, and not of what; a "full name" is a person's."""
PAPER = (
    r"(?:документ|паспорт|реестр|списк|перечн|свод|каталог|уч[её]тн\w* карточ|данны"
    r"|постановлени|doc|document|passport|register|list)\w*"
)
REQUEST = re.compile(
    r"^(?:пожалуйста,? |please )?(?:укажите|введите|впишите|напишите|выберите|отметьте|заполните"
    r"|enter|choose|select|specify)\b(?: (?:the|your)\b)?"
    r"|\b(?:көрсетіңіз|жазыңыз|таңдаңыз|енгізіңіз|қандай)\b|\?$"
)
"""What makes a question of a form out of a name."""
OF_HERITAGE = re.compile(
    r"\b(?:историко[ -])?культурного (?:наследия|значения)\b|\bистории и культуры\b"
    r"|\b(?:тарихи[ -])?мәдени мұра(?:ның)?\b|\bтарих және мәдениет\b"
    r"|\bof (?:the )?cultural heritage\b|\b(?:heritage|historic) site\b|\bmonument(?:'s)?\b"
)
BY_PAPER = re.compile(
    rf"\b(?:по|согласно|в соответствии с|из|on|in|by|per|from|according to)\s+(?:\w+\s+)?{PAPER}.*"
    r"|\b(?:құжат|паспорт|тізілім|тізім)\w*\s+бойынша\b"
)
"""That a name is the one that a paper has."""


def apart(header: str) -> str:
    """The header with the words apart that a program has written in one."""
    return HUMP.sub(" ", header) if CAMEL.fullmatch(header) else header


def unqualified(name: str) -> str:
    """The folded name without what only says which one it is; the whole where nothing is left."""
    bare = name
    for garnish in (REQUEST, OF_HERITAGE, BY_PAPER, QUALIFIER):
        bare = " ".join(garnish.sub(" ", bare).split())
    return bare or name
