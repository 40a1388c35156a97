"""How long work shows how far it is at the terminal, and how Ctrl-C stops it."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.cli.output.terminal import Terminal
from core.text import Text


@contextmanager
def stopped_by_ctrl_c() -> Iterator[Event]:
    """An event that Ctrl-C sets while the block runs; pressed twice it cuts the work off."""
    asked = Event()

    def stop(_number: int, _frame: object) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield asked
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress_bar(terminal: Terminal, *, shown: bool) -> Iterator["Bar"]:
    """A live progress bar on the terminal; nothing where standard error is none."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        transient=True,
        disable=not (shown and sys.stderr.isatty()),
    ) as progress:
        yield Bar(terminal, progress)


class Bar:
    """Tells the bar how far the work is; each kind of work has a line of its own."""

    def __init__(self, terminal: Terminal, progress: Progress) -> None:
        self._terminal = terminal
        self._progress = progress
        self._tasks: dict[Text, int] = {}

    def __call__(self, what: Text, done: int, total: int) -> None:
        """Show in the line of this work how far it is."""
        if what not in self._tasks:
            title = what.in_language(self._terminal.language)
            self._tasks[what] = self._progress.add_task(title, total=total or None)
        self._progress.update(self._tasks[what], completed=done, total=total or None)  # type: ignore[arg-type]  # rich's own TaskID
