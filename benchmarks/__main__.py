"""`python -m benchmarks [small|full]`: every question measured, and printed as one table."""

import sys

from rich.console import Console

from api.cli.serve import stop_cleanly_when_told
from benchmarks import attribution, coverage, items, region_query, search, summary, tile
from benchmarks.prepared import prepared, sizes, versions
from benchmarks.table import line, title

REPORTS_OF_SIZE = {"small": 50_000, "full": 1_000_000}
QUESTIONS = (region_query, attribution, tile, items, search, coverage, summary)


def main(size: str) -> int:
    """The exit code: 2 for a size that there is not; the table goes to the standard output."""
    console = Console(soft_wrap=True, highlight=False)
    if size not in REPORTS_OF_SIZE:
        console.print(f"SIZE is one of {', '.join(REPORTS_OF_SIZE)}, not “{size}”.")
        return 2
    stop_cleanly_when_told()
    with prepared(REPORTS_OF_SIZE[size]) as atlas:
        console.print(title(size, versions(atlas), sizes(atlas)))
        for question in QUESTIONS:
            for comparison in question.compared(atlas):
                console.print(line(comparison))
    return 0


if __name__ == "__main__":
    sys.exit(main(*(sys.argv[1:] or ["small"])))
