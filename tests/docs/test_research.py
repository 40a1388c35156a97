"""The calls that the researchers' page tells have just these arguments."""

import ast
import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest

from analysis.frames import Atlas, open_atlas
from core.settings import PROJECT_ROOT
from tests.docs.fences import codes_of

PAGE = PROJECT_ROOT / "docs" / "tasks" / "research.md"
CALL = re.compile(r"^(\w+)\(.*\)$")
CALLS = sorted(code for code in codes_of(PAGE) if CALL.match(code))
Arguments = list[tuple[str, bool, Any]]
"""The names, whether only by name, and the defaults; an argument that is needed has no default."""
NEEDED = inspect.Parameter.empty


def written(call: str) -> Arguments:
    """The arguments of a call as the page writes it."""
    [function] = ast.parse(f"def {call}: ...").body
    assert isinstance(function, ast.FunctionDef)
    told = function.args
    needed = [NEEDED] * (len(told.args) - len(told.defaults))
    defaults = [*needed, *map(ast.literal_eval, told.defaults)]
    named = [each and ast.literal_eval(each) for each in told.kw_defaults]
    return [
        *((each.arg, False, default) for each, default in zip(told.args, defaults, strict=True)),
        *((each.arg, True, default) for each, default in zip(told.kwonlyargs, named, strict=True)),
    ]


def declared(function: Callable[..., object]) -> Arguments:
    """The arguments that a function of the program has, itself left out."""
    return [
        (each.name, each.kind is each.KEYWORD_ONLY, each.default)
        for each in inspect.signature(function).parameters.values()
        if each.name != "self"
    ]


@pytest.mark.parametrize("call", CALLS)
def test_call_has_the_arguments_that_are_told(call: str) -> None:
    name = call.partition("(")[0]
    function = open_atlas if name == "open_atlas" else getattr(Atlas, name)
    assert written(call) == declared(function)


def test_every_method_of_the_atlas_is_told() -> None:
    methods = {name for name, _ in inspect.getmembers(Atlas, inspect.isfunction)}
    told = {call.partition("(")[0] for call in CALLS}
    assert {name for name in methods if not name.startswith("_")} == told - {"open_atlas"}
