"""Fenced blocks, and code within sentences, of the pages of the documentation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.settings import PROJECT_ROOT

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: where it stands, what its fence says, and its lines."""

    page: Path
    line: int
    language: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page.relative_to(PROJECT_ROOT)}:{self.line}"


@cache
def pages() -> tuple[Path, ...]:
    """Every page that a reader follows; decisions tell of their own day."""
    decisions = PROJECT_ROOT / "docs" / "decisions"
    return (
        *(PROJECT_ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
        *sorted(page for page in (PROJECT_ROOT / "docs").rglob("*.md") if page.parent != decisions),
    )


def blocks_of(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    for fence in FENCE.finditer(text):
        line = text.count("\n", 0, fence.start()) + 1
        yield Block(page, line, fence[1].strip(), tuple(fence[2].splitlines()))


def all_blocks(*languages: str) -> list[Block]:
    """The blocks of all pages in these languages; in any, if none is named."""
    every = (block for page in pages() for block in blocks_of(page))
    return [block for block in every if not languages or block.language in languages]


def codes_of(page: Path) -> list[str]:
    """What stands in backticks within the sentences and tables of a page, each on one line."""
    sentences = FENCE.sub("", page.read_text(encoding="utf-8"))
    return [" ".join(code.replace("\\|", "|").split()) for code in CODE.findall(sentences)]
