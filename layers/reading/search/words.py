"""The words of a typed text."""

import re

WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
SHORT = 2
"""Letters of words such as «на» and "of", which say nothing beside longer ones."""
MOST_WORDS = 8


def words_of(typed: str) -> tuple[str, ...]:
    """The words that tell something, each once; short ones only where all are short."""
    words = tuple(dict.fromkeys(WORD.findall(typed.lower())))
    return tuple(word for word in words if len(word) > SHORT) or words
