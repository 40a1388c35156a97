"""Who serves reads features through `layers.access.readable` alone."""

import ast
import re
from collections.abc import Iterator

import pytest

from core.settings import PROJECT_ROOT
from layers.registry import load_catalogue

SERVING = ("analysis", "api", "tiles")
STATEMENTS = {"delete", "exists", "get", "insert", "query", "select", "update"}
FEATURE_TABLES = "|".join(layer.table.__tablename__ for layer in load_catalogue().layers)
FROM_TABLE = re.compile(rf"\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:{FEATURE_TABLES})\b", re.IGNORECASE)


def statements_round_access(source: str) -> Iterator[str]:
    """Statements on a layer's `table`, and SQL text that names one; `access.select` is neither."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            starts_anew = isinstance(node.func, ast.Name) or name in {"get", "query"}
            if name in STATEMENTS and starts_anew and any(map(_names_table, node.args)):
                yield ast.unparse(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from FROM_TABLE.findall(node.value)


def _names_table(argument: ast.expr) -> bool:
    return any(
        isinstance(part, ast.Attribute) and part.attr == "table" for part in ast.walk(argument)
    )


@pytest.mark.parametrize("room", SERVING)
def test_serving_rooms_read_features_through_access(room: str) -> None:
    modules = list((PROJECT_ROOT / room).rglob("*.py"))
    assert modules
    offences = {
        str(module.relative_to(PROJECT_ROOT)): found
        for module in modules
        if (found := list(statements_round_access(module.read_text(encoding="utf-8"))))
    }
    assert offences == {}


def test_sql_files_of_serving_rooms_name_no_feature_table() -> None:
    scripts = [path for room in SERVING for path in (PROJECT_ROOT / room).rglob("*.sql")]
    assert [path.name for path in scripts if FROM_TABLE.search(path.read_text())] == []


@pytest.mark.parametrize(
    "source",
    [
        "select(layer.table.id)",
        "session.scalars(select(layer.table).where(true()))",
        "session.get(access.layer.table, 7)",
        "text('SELECT * FROM monuments')",
    ],
)
def test_read_round_access_is_found(source: str) -> None:
    assert list(statements_round_access(source))


@pytest.mark.parametrize("source", ["access.select(access.layer.table.id)", "select(Region.id)"])
def test_read_through_access_is_left_alone(source: str) -> None:
    assert not list(statements_round_access(source))
