"""How the command line speaks: its language, its steps, and JSON for scripts."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from core.settings import Settings
from core.text import Language, Text

SECONDS = Text("с", "с", "s")
LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of_terminal(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language given by --lang, else the terminal's; English where neither names ours."""
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or "".join(arguments[position + 1 : position + 2])
            return Language(value) if value in set(Language) else Language.EN
    locale = next((environment[name] for name in LOCALE_VARIABLES if environment.get(name)), "")
    primary = locale.lower().split("_")[0].split(".")[0]
    return Language(primary) if primary in set(Language) else Language.EN


@dataclass(frozen=True, slots=True)
class Terminal:
    """The language and settings of one run of the command line."""

    language: Language
    settings: Settings

    def tell(self, phrase: Text, **facts: object) -> None:
        """Nothing; the phrase stands on standard output."""
        typer.echo(phrase.in_language(self.language, **facts))

    def warn(self, phrase: Text, **facts: object) -> None:
        """Nothing; the phrase stands on standard error."""
        typer.echo(phrase.in_language(self.language, **facts), err=True)

    def give(self, answer: object) -> None:
        """Nothing; the answer stands on standard output as JSON."""
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


class Steps:
    """Numbered steps, each written with its outcome and the time that it took."""

    def __init__(self, terminal: Terminal, total: int) -> None:
        self._terminal = terminal
        self._total = total
        self._number = 0

    @contextmanager
    def step(self, title: Text) -> Iterator["Outcome"]:
        """The step's outcome, to be filled in the block; it is written when the block ends."""
        self._number += 1
        began = time.monotonic()
        outcome = Outcome()
        language = self._terminal.language
        head = f"[{self._number}/{self._total}] {title.in_language(language)}"
        typer.echo(f"{head} … ", nl=False)
        yield outcome
        result = outcome.phrase.in_language(language, **outcome.facts)
        unit = SECONDS.in_language(language)
        typer.echo(f"{result} ({time.monotonic() - began:.1f} {unit})")


class Outcome:
    """How a step ended."""

    def __init__(self) -> None:
        self.phrase = Text("дайын", "готово", "done")
        self.facts: dict[str, object] = {}

    def was(self, phrase: Text, **facts: object) -> None:
        """Nothing; the step's line will end with this phrase."""
        self.phrase, self.facts = phrase, facts
