"""`tuganzher users import`: the people of a list."""

import csv
import getpass
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api.accounts.link_address import link_address
from api.administration.administering import reach_of
from api.administration.invitations import Administration, Post
from api.administration.people_list import PeopleListAnswer, list_answer, people_of_file
from api.cli.connection import opened_sessions
from api.cli.output.terminal import Terminal
from api.cli.users import AsJson
from api.cli.users_phrases import UserMessages
from core.access.caller import operator_called
from core.database.engine import transaction


def import_list(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=UserMessages.FILE.en)],
    *,
    sheet: Annotated[str | None, typer.Option(help=UserMessages.SHEET.en)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=UserMessages.DRY_RUN.en)] = False,
    as_json: AsJson = False,
) -> None:
    """Invites the people of a list; ends with 1 where a row was refused."""
    terminal: Terminal = context.obj
    settings = terminal.settings
    listed = people_of_file(file, settings.reading, sheet)
    with opened_sessions(settings) as sessions, transaction(sessions) as session:
        post = Post.of(settings, terminal.language)
        work = Administration(
            session, reach_of(session, operator_called(getpass.getuser())), None, post
        )
        address = partial(link_address, settings)
        answer = list_answer(work, listed, terminal.language, address, dry_run=dry_run)
    if as_json:
        terminal.give(answer.model_dump(mode="json"))
    else:
        _tell_list(terminal, answer)
    if answer.counts.get("refused"):
        raise typer.Exit(1)


def _tell_list(terminal: Terminal, answer: PeopleListAnswer) -> None:
    """Write the links as CSV, and what was refused beside them."""
    rows = csv.writer(sys.stdout)
    for row in answer.rows:
        if row.problem:
            terminal.warn(
                UserMessages.ROW_REFUSED,
                row=row.row,
                email=row.email,
                message=row.problem.message,
            )
        elif row.link:
            rows.writerow([row.email, row.link])
    outcomes = ("invited", "given", "unchanged", "refused")
    counts = {name: answer.counts.get(name, 0) for name in outcomes}
    terminal.warn(UserMessages.LIST_ENDED, **counts)
