"""Every phrase of the Python rooms stands in Kazakh, Russian and English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("geo", "core", "layers", "ingest", "tiles", "analysis", "api")
CYRILLIC = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
LETTERS = re.compile(r"[^\W\d_]{4,}")
LABELS_AFTER_CODE = {"term": 1, "Text": 0}


def phrases() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where each literal phrase stands, and its Kazakh, Russian and English."""
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            first = LABELS_AFTER_CODE.get(node.func.id)
            if first is None or len(node.args) < first + 3:
                continue
            texts = [_literal(argument) for argument in node.args[first : first + 3]]
            if all(text is not None for text in texts):
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                yield place, tuple(text for text in texts if text is not None)


def _literal(node: ast.expr) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value
            for part in node.values
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
    return None


PHRASES = list(phrases())


def test_phrases_are_found() -> None:
    assert len(PHRASES) > 250


def test_each_language_is_written_in_its_script() -> None:
    assert [place for place, texts in PHRASES if not _in_their_scripts(*texts)] == []


def _in_their_scripts(kazakh: str, russian: str, english: str) -> bool:
    def is_cyrillic(text: str) -> bool:
        words = LETTERS.findall(re.sub(r"\{[^}]*\}", "", text))
        return not words or bool(CYRILLIC.search(text))

    is_english = bool(english) and not CYRILLIC.search(english)
    return is_english and all(text and is_cyrillic(text) for text in (kazakh, russian))
