"""Entries of the audit as a file, page by page, so that it never lies in memory whole."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.audit.answers import AuditEntryAnswer, entry_answer
from api.audit.filters import AuditFilter, entries_query
from api.audit.view import AuditView
from core.access.caller import Caller
from core.database.engine import SessionFactory
from core.text import Language
from layers.exports.guard import guarded
from layers.registry import Catalogue

ROWS_AT_ONCE = 1000
BYTE_ORDER_MARK = "\ufeff"
COLUMNS = (
    "id", "at", "event", "title", "actor_id", "actor_name", "credential", "address", "request_id",
    "layer", "object_id", "units", "changes", "facts", "position", "sha256",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuditFile:
    """What is to be written, for whom."""

    sessions: SessionFactory
    caller: Caller
    asked: AuditFilter
    catalogue: Catalogue
    language: Language

    def ndjson(self) -> Iterator[str]:
        """A line of JSON for each entry."""
        for entry in self._entries():
            yield f"{entry.model_dump_json()}\n"

    def table(self) -> Iterator[str]:
        """CSV as spreadsheet programs read it, in which no cell is a formula."""
        yield BYTE_ORDER_MARK + _line(COLUMNS)
        for entry in self._entries():
            yield _line(_cells(entry))

    def _entries(self) -> Iterator[AuditEntryAnswer]:
        asked = self.asked
        while True:
            page = self._page(asked)
            yield from page
            if len(page) < ROWS_AT_ONCE:
                return
            asked = asked.model_copy(update={"after": page[-1].id})

    def _page(self, asked: AuditFilter) -> list[AuditEntryAnswer]:
        with self.sessions() as session:
            view = AuditView(session, self.caller)
            rows = session.execute(entries_query(session, view, asked).limit(ROWS_AT_ONCE)).all()
            return [entry_answer(row, view, self.catalogue, self.language) for row in rows]


def _cells(entry: AuditEntryAnswer) -> list[str]:
    told: dict[str, Any] = entry.model_dump(mode="json")
    actor, chain = told["actor"] or {}, told["chain"] or {}
    values = {
        **told,
        "actor_id": actor.get("id"),
        "actor_name": actor.get("name"),
        "credential": actor.get("credential"),
        "units": " ".join(told["units"]),
        "changes": _as_json(told["changes"]),
        "facts": _as_json(told["facts"]),
        **{name: chain.get(name) for name in ("position", "sha256")},
    }
    return [guarded("" if values[name] is None else str(values[name])) for name in COLUMNS]


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def _line(cells: Any) -> str:  # noqa: ANN401 - a row of texts
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
