"""A run carried out at the terminal: a live bar, and Ctrl-C that stops it so that it can go on."""

from api.cli.output.live_progress import progress_bar, stopped_by_ctrl_c
from api.cli.output.terminal import Terminal
from core.database.engine import SessionFactory
from ingest.loading.runs.run import carry_out
from ingest.staging.runs import Run
from layers.registry import Catalogue


def carried_out(
    terminal: Terminal, sessions: SessionFactory, catalogue: Catalogue, run_id: int, *, shown: bool
) -> Run:
    """The run when it is done, failed, or stopped by Ctrl-C; `shown` tells how far it is."""
    with stopped_by_ctrl_c() as asked, progress_bar(terminal, shown=shown) as progress:
        return carry_out(sessions, run_id, catalogue, progress, asked.is_set)
