"""The proposal for a file, shown at the terminal before anything is loaded."""

from collections.abc import Mapping, Sequence
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.cli.ingest.ingest_phrases import ProposalMessages, ResultMessages
from api.cli.output.terminal import Terminal
from core.text import Text

SAMPLES = 3
VALUES_SHOWN = 40
FOUND_BY: Mapping[str, Text] = {
    "name": ProposalMessages.BY_NAME,
    "label": ProposalMessages.BY_NAME,
    "alias": ProposalMessages.BY_NAME,
    "near": ProposalMessages.BY_NEAR_NAME,
    "value": ProposalMessages.BY_VALUE,
    "saved": ProposalMessages.SAVED,
    "told": ProposalMessages.TOLD,
}
SYSTEM_BY: Mapping[str, Text] = {
    "told": ProposalMessages.BY_TOLD,
    "file": ProposalMessages.BY_FILE,
    "column": ProposalMessages.BY_COLUMN,
    "detected": ProposalMessages.BY_DETECTION,
    "assumed": ProposalMessages.BY_ASSUMPTION,
}
Facts = Mapping[str, Any]
"""A proposal, or a part of it, as `MappingProposal.as_json` gives it."""


def confirmed(terminal: Terminal, proposal: Facts) -> bool:
    """Whether a person who has seen the proposal agrees to it."""
    show_proposal(terminal, proposal)
    return typer.confirm(ProposalMessages.ASK.in_language(terminal.language), default=True)


def show_proposal(terminal: Terminal, proposal: Facts) -> None:
    """Show the tables of columns and values, the system and the counts on the screen."""
    console = Console(highlight=False)
    language = terminal.language

    def say(phrase: Text, **facts: object) -> str:
        return escape(phrase.in_language(language, **facts))

    console.print(say(ProposalMessages.TITLE, file=proposal["file"]["name"], rows=proposal["rows"]))
    console.print(_columns_table(terminal, proposal))
    for field, value in proposal["constants"].items():
        console.print(say(ResultMessages.CONSTANT, field=field, value=value))
    for field in proposal["missing"]:
        console.print(say(ProposalMessages.MISSING, field=field))
    values = _values_table(terminal, proposal["terms"])
    if values.row_count:
        console.print(values)
    console.print(escape(_system(terminal, proposal["crs"])))
    console.print(say(ProposalMessages.COUNTS, **proposal["counts"]))


def _columns_table(terminal: Terminal, proposal: Facts) -> Table:
    titles = {
        field["name"]: field["title"][terminal.language.value] for field in proposal["fields"]
    }
    table = _table(
        terminal,
        ProposalMessages.COLUMN,
        ProposalMessages.SAMPLE,
        ProposalMessages.FIELD,
        ProposalMessages.HOW,
    )
    for column in proposal["columns"]:
        field = column["field"]
        how = FOUND_BY.get(column["how"] or "")
        table.add_row(
            escape(column["column"]),
            escape(" · ".join(str(each) for each in column["sample"][:SAMPLES])),
            escape(f"{titles.get(field, field)} ({field})") if field else _dim(terminal),
            escape(how.in_language(terminal.language)) if how and field else "",
        )
    return table


def _values_table(terminal: Terminal, terms: Sequence[Facts]) -> Table:
    """The values of coded fields that are not sure, with what they may mean."""
    table = _table(
        terminal,
        ProposalMessages.FIELD,
        ProposalMessages.VALUE,
        ProposalMessages.ROWS,
        ProposalMessages.CODE,
    )
    open_values = [
        (field["field"], value)
        for field in terms
        for value in field["values"]
        if value["how"] not in {"label", "alias", "told", "saved"}
    ]
    for field, value in open_values[:VALUES_SHOWN]:
        likely = value["code"] or value["suggestion"]
        phrase = ProposalMessages.PERHAPS if likely else ProposalMessages.UNKNOWN
        code = phrase.in_language(terminal.language, code=likely)
        table.add_row(field, escape(str(value["value"])), str(value["rows"]), escape(code))
    return table


def _system(terminal: Terminal, crs: Facts) -> str:
    how = SYSTEM_BY.get(crs["from"] or "")
    if how is None or not crs["code"]:
        return ProposalMessages.NO_SYSTEM.in_language(terminal.language)
    return ProposalMessages.SYSTEM.in_language(
        terminal.language,
        title=crs["title"][terminal.language.value],
        code=crs["code"],
        how=how.in_language(terminal.language),
    )


def _table(terminal: Terminal, *titles: Text) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for title in titles:
        table.add_column(title.in_language(terminal.language), overflow="fold")
    return table


def _dim(terminal: Terminal) -> str:
    return f"[dim]{escape(ProposalMessages.UNREAD.in_language(terminal.language))}[/dim]"
