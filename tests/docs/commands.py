"""Commands of the documentation, taken apart and compared with what the programs know."""

import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import typer
import yaml
from typer.core import TyperGroup

from api.cli import app
from api.cli.ingest.commands import FileFirst
from core.settings import PROJECT_ROOT

SETTING = re.compile(r"[A-Z][A-Z0-9_]*=.*", re.DOTALL)
BETWEEN = frozenset("|&;<>")
REMARK = re.compile(r"(?:^|\s+)# .*$")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
HELP = {"curl": ("--help", "all"), "git": ("pull", "-h")}
"""How a program tells its options where it is not by `--help`."""
HELPED = frozenset(("curl", "git", "pg_dump", "pg_restore", "createdb"))
COMPOSE = ("up", "run", "build")
INLINE_PROGRAMS = ("tuganzher", "make", ".venv/bin/", "scripts/")
"""With what a code within a sentence begins that is a command."""


class UnknownProgramError(Exception):
    """A program of the documentation of which the tests know no parser."""


@dataclass(frozen=True, slots=True)
class Command:
    """A program with its arguments, and the settings that stand before it."""

    settings: tuple[str, ...]
    program: str
    arguments: tuple[str, ...]


def lines_of(block: Iterable[str]) -> list[str]:
    """The commands of a block: lines that go on joined, remarks left out."""
    text = "\n".join(block).replace("\\\n", " ")
    return [line for each in text.splitlines() if (line := REMARK.sub("", each).strip())]


def commands_of(line: str) -> Iterator[Command]:
    """The commands that a line of the shell runs, one for each part of a pipe or a list."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    part: list[str] = []
    for word in (*lexer, ";"):
        if not set(word) <= BETWEEN:
            part.append(word)
        elif part:
            yield _command(part)
            part = []


def _command(words: list[str]) -> Command:
    settings = []
    while words and SETTING.fullmatch(words[0]):
        settings.append(words.pop(0))
    program, *arguments = words or [""]
    return Command(tuple(settings), program, tuple(arguments))


def require_known(command: Command) -> None:
    """Require that the program, its commands and options exist.

    Raises UnknownProgramError, AssertionError.
    """
    name = Path(command.program).name
    if name == "tuganzher":
        _require_ways(list(command.arguments))
    elif name == "make":
        _require_targets(command.arguments)
    elif command.program == "docker":
        _require_services(list(command.arguments))
    elif command.program.startswith((".venv/bin/", "scripts/")):
        _require_of_project(command)
    elif name in HELPED:
        _require_options(command.arguments, _help_of(name, *HELP.get(name, ("--help",))))
    else:
        raise UnknownProgramError(command.program)


def _require_ways(words: list[str]) -> None:
    """Each word is a command of the one before, an option that it has, or a value."""
    parser: Any = typer.main.get_command(app)
    while words:
        word = words.pop(0)
        if isinstance(parser, FileFirst) and word not in {*parser.commands, "--help"}:
            parser = parser.commands["file"]
        if word.startswith("-"):
            _pass_option(parser, word, words)
        elif isinstance(parser, TyperGroup):
            assert word in parser.commands, word
            parser = parser.commands[word]


def _pass_option(parser: Any, word: str, rest: list[str]) -> None:
    """The option is known; where it takes a value, the value is left out of the rest."""
    name, is_given, _ = word.partition("=")
    known = {each: option for option in parser.params for each in option.opts}
    assert name in known or name == "--help", word
    if name in known and not is_given and not known[name].is_flag:
        assert rest, f"{word} takes a value"
        rest.pop(0)


def _require_targets(arguments: tuple[str, ...]) -> None:
    """Targets stand in the Makefile, and so do the variables that are set."""
    makefile = (PROJECT_ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(TARGET.findall(makefile))
    for argument in arguments:
        name, is_set, _ = argument.partition("=")
        assert (
            f"$({name})" in makefile or f"({name})," in makefile if is_set else name in targets
        ), name


def _require_services(arguments: list[str]) -> None:
    services = yaml.safe_load((PROJECT_ROOT / "compose.yaml").read_text(encoding="utf-8"))[
        "services"
    ]
    assert arguments.pop(0) == "compose"
    if arguments[0] == "--profile":
        profile = arguments[1]
        assert any(profile in each.get("profiles", ()) for each in services.values()), profile
        del arguments[:2]
    action, *rest = arguments
    assert action in COMPOSE, action
    named = [each for each in rest if not each.startswith("--")]
    if named:
        service, *inner = named if action != "run" else rest[rest.index(named[0]) :]
        assert service in services, service
        if inner:
            require_known(_command(inner))


def _require_of_project(command: Command) -> None:
    """A file of the project or an installed program; files among its arguments are there."""
    program = PROJECT_ROOT / command.program
    assert program.is_file(), command.program
    files = [each for each in command.arguments if "/" in each]
    assert all((PROJECT_ROOT / each).exists() for each in files), files
    options = tuple(each for each in command.arguments if each.startswith("--"))
    if options:
        _require_options(options, program.read_text(encoding="utf-8"))


def _require_options(arguments: tuple[str, ...], known: str) -> None:
    words = set(re.findall(r"-{1,2}[A-Za-z][\w-]*", known.replace("[no-]", "")))
    options = {each.partition("=")[0] for each in arguments if each.startswith("-")}
    assert options <= words, options - words


@cache
def _help_of(*command: str) -> str:
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return told.stdout + told.stderr
