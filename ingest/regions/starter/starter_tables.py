"""The tables that the project ships itself, and those written in their form."""

import csv
from pathlib import Path

STARTER_FOLDER = Path(__file__).resolve().parent.parent.parent / "starter"


def records(table: Path) -> list[dict[str, str]]:
    """The rows of a table by column name: CSV in UTF-8 with commas, as `starter/` holds it."""
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
