"""What an audit workbook that comes back corrected says of the load that it is about.

Its document properties hold the source and the key column, so that its rows are found again as
those of the first file, whatever the workbook is called by then.
"""

import json
import re
from dataclasses import replace
from html import unescape

from ingest.rows.file_order import FileOrder
from ingest.staging.runs import Run

MARK = "tuganzher-audit:"
IDENTIFIER = re.compile(f"<dc:identifier>{MARK}([^<]*)</dc:identifier>")


def mark_of(run: Run) -> str:
    """What the properties of a run's audit hold."""
    kept = {"source": run.source, "key": run.order.get("key_column")}
    return MARK + json.dumps(kept, ensure_ascii=False)


def as_audited(order: FileOrder, properties: str) -> FileOrder:
    """The order with the source and the key of the load whose audit the file is.

    `properties` are the document properties of the file. What the order itself tells stays. The
    order as it is where the file is no audit.
    """
    source, key = _source_and_key(properties)
    return replace(
        order, source=order.source or source, key_column=order.key_column or key
    )  # fmt: skip


def _source_and_key(properties: str) -> tuple[str | None, str | None]:
    found = IDENTIFIER.search(properties)
    if found is None:
        return None, None
    try:
        kept = json.loads(unescape(found[1]))
    except ValueError:
        return None, None
    if not isinstance(kept, dict):
        return None, None
    source, key = kept.get("source"), kept.get("key")
    return source if isinstance(source, str) else None, key if isinstance(key, str) else None
