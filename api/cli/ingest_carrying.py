"""A run carried out at the terminal: a live bar, and Ctrl-C that stops it so that it can go on."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.cli.terminal import Terminal
from core.database import SessionFactory
from core.text import Text
from ingest.loading.run import carry_out
from ingest.loading.runs import Run
from layers.registry import Catalogue


def carried_out(
    terminal: Terminal, sessions: SessionFactory, catalogue: Catalogue, run_id: int, *, shown: bool
) -> Run:
    """The run when it is done, failed, or stopped by Ctrl-C; `shown` tells how far it is."""
    with _stopped_by_ctrl_c() as asked, _bar(terminal, shown=shown) as progress:
        return carry_out(sessions, run_id, catalogue, progress, asked.is_set)


@contextmanager
def _stopped_by_ctrl_c() -> Iterator[Event]:
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
def _bar(terminal: Terminal, *, shown: bool) -> Iterator["_Bar"]:
    """A live progress bar on the terminal; nothing where standard error is none."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        transient=True,
        disable=not (shown and sys.stderr.isatty()),
    ) as progress:
        yield _Bar(terminal, progress)


class _Bar:
    """Tells the bar how far a run is; each kind of work has a line of its own."""

    def __init__(self, terminal: Terminal, progress: Progress) -> None:
        self._terminal = terminal
        self._progress = progress
        self._tasks: dict[Text, int] = {}

    def __call__(self, what: Text, done: int, total: int) -> None:
        if what not in self._tasks:
            title = what.in_language(self._terminal.language)
            self._tasks[what] = self._progress.add_task(title, total=total or None)
        self._progress.update(self._tasks[what], completed=done, total=total or None)  # type: ignore[arg-type]  # rich's own TaskID
