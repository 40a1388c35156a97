"""What the pages tell a reader to do, step by step, and which steps are not tried."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.docs.addresses import IN_SENTENCE, request_of
from tests.docs.commands import INLINE_PROGRAMS, commands_of, lines_of
from tests.docs.fences import Block, blocks_of, codes_of
from tests.docs.left_out import LEFT_OUT

PROGRAMS = frozenset({"tuganzher", "curl", "createdb", "pg_dump", "pg_restore"})
"""The programs whose commands are run."""
STATEMENT = re.compile(r"^SELECT\s")
UNTRIED = frozenset(name for names in LEFT_OUT.values() for name in names)


class Kind(StrEnum):
    """How a step is done; the value is the language of its blocks."""

    COMMAND = "sh"
    REQUEST = "http"
    PYTHON = "python"
    SQL = "sql"


@dataclass(frozen=True, slots=True)
class Step:
    """A command, a request, a program in Python or a statement."""

    kind: Kind
    text: str

    @property
    def name(self) -> str:
        """By what the table of what is left out calls it: its first line, without a body."""
        if self.kind is Kind.REQUEST:
            request = request_of(self.text)
            return f"{request.method} {request.written}"
        return self.text.splitlines()[0]

    @property
    def is_left_out(self) -> bool:
        """Whether the table of what is left out has it."""
        return self.name in UNTRIED

    @property
    def is_runnable(self) -> bool:
        """Whether the tests know how to do it; a shell gets none but known programs."""
        if self.kind is not Kind.COMMAND:
            return True
        return {Path(each.program).name for each in commands_of(self.text)} <= PROGRAMS


def steps_of(page: Path) -> list[Step]:
    """The steps of a page: those of its blocks in their order, then others of its sentences.

    A sentence that names a request of a block, without its body, is no step of its own.
    """
    steps = [step for block in blocks_of(page) for step in _steps_of_block(block)]
    names = {step.name for step in steps}
    in_sentences = filter(None, map(_step_of_sentence, codes_of(page)))
    return [*steps, *(step for step in dict.fromkeys(in_sentences) if step.name not in names)]


def _steps_of_block(block: Block) -> Iterator[Step]:
    if block.language not in set(Kind):
        return
    kind = Kind(block.language)
    if kind is Kind.COMMAND:
        yield from (Step(kind, line) for line in lines_of(block.lines))
    elif kind is Kind.REQUEST:
        yield from (Step(kind, line) for line in block.lines if line)
    else:
        yield Step(kind, "\n".join(block.lines))


def _step_of_sentence(code: str) -> Step | None:
    """The step that a code within a sentence names; an address without a method is got."""
    if told := IN_SENTENCE.match(code):
        return Step(Kind.REQUEST, f"{told[1] or 'GET'} {told[2]}")
    if code.split(maxsplit=1)[0].startswith(INLINE_PROGRAMS):
        return Step(Kind.COMMAND, code)
    return Step(Kind.SQL, code) if STATEMENT.match(code) else None
