"""How the command line speaks: its language, its steps, and JSON for scripts."""

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from core.settings import Settings
from core.text import Language, Text

SECONDS = Text("с", "с", "s")
DONE = Text("дайын", "готово", "done")
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
        """Write the phrase to standard output."""
        typer.echo(phrase.in_language(self.language, **facts))

    def warn(self, phrase: Text, **facts: object) -> None:
        """Write the phrase to standard error."""
        typer.echo(phrase.in_language(self.language, **facts), err=True)

    def warn_line(self, line: str) -> None:
        """Write a line that is already in the language to standard error."""
        typer.echo(line, err=True)

    def give(self, answer: object) -> None:
        """Write the answer to standard output as JSON."""
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


class ProgressStep:
    """One step: how far it is, and how it ended."""

    def __init__(self, head: str, language: Language) -> None:
        self._head = head
        self._language = language
        self._outcome = DONE.in_language(language)
        self._on_screen = sys.stdout.isatty()

    def progress(self, what: Text, done: int, total: int) -> None:
        """Show a person at the screen how far the step is."""
        if self._on_screen:
            self._rewrite(f"{what.in_language(self._language)}: {done:,} / {total:,}")

    def ended(self, phrase: Text, **facts: object) -> None:
        """Have the step's line end with this phrase."""
        self._outcome = phrase.in_language(self._language, **facts)

    def begin(self) -> None:
        """Show the step's title on the screen."""
        typer.echo(f"{self._head} … ", nl=False)

    def end(self, seconds: float) -> None:
        """Complete the step's line."""
        if self._on_screen:
            self._rewrite("")
        typer.echo(f"{self._outcome} ({seconds:.1f} {SECONDS.in_language(self._language)})")

    def _rewrite(self, tail: str) -> None:
        typer.echo(f"\r\033[K{self._head} … {tail}", nl=False)


class Steps:
    """Numbered steps, each written with its outcome and the time that it took."""

    def __init__(self, terminal: Terminal, total: int) -> None:
        self._terminal = terminal
        self._total = total
        self._number = 0

    @contextmanager
    def step(self, title: Text) -> Iterator[ProgressStep]:
        """The step while the block runs; its line is complete when the block ends."""
        self._number += 1
        began = time.monotonic()
        language = self._terminal.language
        step = ProgressStep(
            f"[{self._number}/{self._total}] {title.in_language(language)}", language
        )
        step.begin()
        yield step
        step.end(time.monotonic() - began)
