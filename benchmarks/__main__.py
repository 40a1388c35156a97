"""`python -m benchmarks [tiny|small|full [QUESTION…]]`: questions measured, printed as a table."""

import sys

from rich.console import Console

from api.cli.serving.serve import stop_cleanly_when_told
from benchmarks import (
    archives,
    attribution,
    coverage,
    hostile,
    hot_path,
    ingest,
    items,
    region_query,
    search,
    serving_tiles,
    summary,
    writes,
)
from benchmarks.prepared import prepared, sizes, versions
from benchmarks.table import line, title

REPORTS_OF_SIZE = {"tiny": 50_000, "small": 1_000_000, "full": 10_000_000}
QUESTIONS = {
    question.__name__.rpartition(".")[2]: question
    for question in (
        region_query, attribution, serving_tiles, hot_path, items, summary, writes, search,
        coverage, archives, hostile, ingest,
    )
}  # fmt: skip
"""The loads of files come last: they empty the layer of reports."""


def main(size: str, *names: str) -> int:
    """The exit code: 2 for an unknown size or question; the table goes to the standard output.

    Without names all questions are asked.
    """
    console = Console(soft_wrap=True, highlight=False)
    if size not in REPORTS_OF_SIZE or not set(names) <= set(QUESTIONS):
        console.print(f"SIZE is one of {', '.join(REPORTS_OF_SIZE)}.")
        console.print(f"ONLY is one of {', '.join(QUESTIONS)}.")
        return 2
    stop_cleanly_when_told()
    shown = []
    with prepared(REPORTS_OF_SIZE[size], console.print) as atlas:
        console.print(title(size, versions(atlas), sizes(atlas)))
        for name in names or QUESTIONS:
            for comparison in QUESTIONS[name].compared(atlas):
                console.print(line(comparison))
                shown.append(comparison)
    console.print("", *(str(goal) for each in shown for goal in each.goals), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:] or ["small"])))
