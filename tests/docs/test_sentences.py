"""Sentences of the reference that once were untrue, compared with what they tell of."""

import re

from core.settings import PROJECT_ROOT
from ingest.reading.readers import KNOWN
from ingest.values.cells import says_nothing

REFERENCE = PROJECT_ROOT / "docs" / "reference"
NO_VALUE = re.compile(r"\*\*No value is no value\.\*\* An empty cell(.*?)and the like", re.DOTALL)
MARK = re.compile(r"`([^`]+)`|«([^»]+)»")


def text_of(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_every_ending_that_is_read_is_told() -> None:
    page = text_of("formats.md").lower()
    assert [ending for ending in KNOWN if ending.removeprefix(".") not in page] == []


def test_marks_that_are_told_as_empty_are_empty() -> None:
    told = NO_VALUE.search(text_of("columns.md"))
    assert told
    marks = [code or word for code, word in MARK.findall(told[1])]
    assert len(marks) > 5
    assert [mark for mark in marks if not says_nothing(mark)] == []
