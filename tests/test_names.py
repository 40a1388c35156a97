"""A class name stands in one file only, so that whoever reads it knows what it is."""

import ast
from collections import defaultdict

from core.settings import PROJECT_ROOT

ROOMS = ("geo", "core", "layers", "ingest", "tiles", "analysis", "api")


def files_by_class() -> dict[str, list[str]]:
    """The files that define each public class, by its name."""
    found = defaultdict(list)
    for path in (path for room in ROOMS for path in sorted((PROJECT_ROOT / room).rglob("*.py"))):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name in {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}:
            if not name.startswith("_"):
                found[name].append(str(path.relative_to(PROJECT_ROOT)))
    return found


def test_class_name_stands_in_one_file_only() -> None:
    files = files_by_class()
    assert "Feature" in files
    assert {name: where for name, where in files.items() if len(where) > 1} == {}
