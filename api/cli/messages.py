"""`tuganzher messages`: what goes to people, what does not, and the texts."""

import getpass
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.connection import opened_sessions
from api.cli.messages_phrases import MessagesMessages
from api.cli.output.terminal import Terminal
from core.access.caller import operator_called
from core.accounts.logins import email_of
from core.audit.event import AuditEvent
from core.audit.recording import AuditSubject, record
from core.database.engine import transaction
from core.messages.bouncing import forget_bounce, mark_bounced, read_report
from core.messages.channels import CHANNEL_TITLES, Channel
from core.messages.desk import latest_messages, message_numbered, send_again
from core.messages.kinds import KINDS, kind_named
from core.messages.outbox import STATE_TITLES, MessageState, OutboxMessage
from core.messages.preview import previewed
from core.messages.templates import template_of
from core.text import Language

app = typer.Typer(help=MessagesMessages.GROUP.en, no_args_is_help=True)

BY_OPERATOR = "the operator said so"
Number = Annotated[int, typer.Argument(metavar="ID", min=1, help=MessagesMessages.ID.en)]
AsJson = Annotated[bool, typer.Option("--json", help=MessagesMessages.JSON.en)]


@app.command("list", help=MessagesMessages.LIST.en)
def list_messages(
    context: typer.Context,
    *,
    state: Annotated[MessageState | None, typer.Option(help=MessagesMessages.STATE.en)] = None,
    limit: Annotated[int, typer.Option(min=1, help=MessagesMessages.LIMIT.en)] = 20,
    as_json: AsJson = False,
) -> None:
    """Lists the messages."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, sessions() as session:
        found = list(session.scalars(latest_messages(state, limit)))
    if as_json:
        terminal.give([_facts(each) for each in found])
        return
    if terminal.settings.messages.smtp is None:
        folder = terminal.settings.data_folder / "mail"
        terminal.warn(MessagesMessages.FOLDER, folder=folder)
    if not found:
        terminal.tell(MessagesMessages.NONE)
    for each in found:
        _tell(terminal, each)


@app.command(help=MessagesMessages.SHOW.en)
def show(context: typer.Context, number: Number, *, as_json: AsJson = False) -> None:
    """Tells of one message."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, sessions() as session:
        message = message_numbered(session, number)
    if as_json:
        terminal.give(_facts(message))
        return
    _tell(terminal, message)
    terminal.tell(MessagesMessages.CODE, code=message.code, attempts=message.attempts)
    if message.problem:
        terminal.tell(MessagesMessages.WHY, reason=message.problem)


@app.command(help=MessagesMessages.PREVIEW.en)
def preview(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=MessagesMessages.KIND.en)],
    language: Annotated[Language | None, typer.Option(help=MessagesMessages.LANGUAGE.en)] = None,
) -> None:
    """Shows a message with made-up values."""
    terminal: Terminal = context.obj
    meant, spoken = kind_named(kind), language or terminal.language
    with opened_sessions(terminal.settings) as sessions, sessions() as session:
        template = template_of(session, meant, spoken)
        base = terminal.settings.public_address
        message = previewed(meant, spoken, template.subject, template.body, base)
    typer.echo(f"{message.subject}\n\n{message.body}")


@app.command(help=MessagesMessages.RETRY.en)
def retry(context: typer.Context, number: Number, *, as_json: AsJson = False) -> None:
    """Sends a message again."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        message = message_numbered(session, number)
        send_again(session, message)
        about = AuditSubject("messages", number)
        operator = operator_called(getpass.getuser())
        record(session, operator, AuditEvent.SEND_MESSAGE, about)
        session.refresh(message)
    if as_json:
        terminal.give(_facts(message))
    else:
        terminal.tell(MessagesMessages.AGAIN, id=number)


@app.command(help=MessagesMessages.BOUNCE.en)
def bounce(
    context: typer.Context,
    what: Annotated[str, typer.Argument(metavar="WHAT", help=MessagesMessages.WHAT.en)],
    *,
    forget: Annotated[bool, typer.Option("--forget", help=MessagesMessages.FORGET.en)] = False,
) -> None:
    """Takes in reports of letters that came back, or marks an address."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        if forget:
            was_marked = forget_bounce(session, email_of(what))
            terminal.tell(MessagesMessages.FORGOTTEN if was_marked else MessagesMessages.UNMARKED)
        elif Path(what).exists():
            marked = [read_report(session, each.read_bytes()) for each in _files(Path(what))]
            count = len([each for each in marked if each])
            terminal.tell(MessagesMessages.READ, count=count, others=len(marked) - count)
        else:
            mark_bounced(session, email_of(what), BY_OPERATOR)
            terminal.tell(MessagesMessages.MARKED)


def _files(place: Path) -> Iterator[Path]:
    """The file, or those of a folder (also of a Maildir)."""
    if place.is_file():
        yield place
        return
    yield from sorted(each for each in place.rglob("*") if each.is_file())


def _tell(terminal: Terminal, message: OutboxMessage) -> None:
    language = terminal.language
    terminal.tell(
        MessagesMessages.LINE,
        id=message.id,
        at=f"{message.created_at:%Y-%m-%d %H:%M}",
        kind=KINDS[message.kind].title.in_language(language),
        channel=CHANNEL_TITLES[Channel(message.channel)].in_language(language),
        address=message.address,
        state=STATE_TITLES[MessageState(message.state)].in_language(language),
    )


def _facts(message: OutboxMessage) -> dict[str, Any]:
    """What is told of a message: not what it says, which is between the atlas and the person."""
    names = (
        "id", "code", "kind", "channel", "address", "language", "state", "attempts", "problem",
    )  # fmt: skip
    moments = {
        name: moment and moment.isoformat(timespec="seconds")
        for name in ("created_at", "due_at", "expires_at", "sent_at")
        for moment in [getattr(message, name)]
    }
    return {**{name: getattr(message, name) for name in names}, **moments}
