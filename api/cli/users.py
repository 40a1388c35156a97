"""`tuganzher users`: accounts, their roles and tokens."""

import getpass
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from api.accounts.known_grants import require_known, require_known_unit
from api.accounts.link_address import link_address
from api.accounts.role_notices import tell_role_ended, tell_role_given
from api.cli.connection import opened_sessions
from api.cli.output.terminal import Terminal
from api.cli.users_phrases import UserMessages
from core.access.caller import operator_called
from core.access.grant import grants_of
from core.accounts.audited import audit_account
from core.accounts.inviting import Invitation
from core.accounts.inviting import invite as invite_into_role
from core.accounts.notices import mail_link
from core.accounts.one_time_links import LASTS, Purpose, make_link
from core.accounts.roles import all_roles, end_role, give_role, members_of, role_named
from core.accounts.user import User
from core.accounts.users import (
    AccountState,
    add_user,
    all_users,
    close_user,
    open_account,
    replace_token,
    revoke_tokens,
    state_of,
    take_second_factor,
    user_called,
)
from core.audit.event import AuditEvent
from core.database.engine import transaction
from layers.registry import load_catalogue

app = typer.Typer(help=UserMessages.GROUP.en, no_args_is_help=True)

Name = Annotated[str, typer.Argument(help=UserMessages.NAME.en)]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=UserMessages.UNTIL.en)]
AsJson = Annotated[bool, typer.Option("--json", help=UserMessages.JSON.en)]


@app.command(help=UserMessages.ADD.en)
def add(
    context: typer.Context,
    name: Name,
    permission: Annotated[list[str], typer.Option(help=UserMessages.PERMISSION.en)],
    *,
    as_json: AsJson = False,
) -> None:
    """Adds a user and shows their token."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        require_known(session, load_catalogue(), grants_of(permission))
        token = add_user(session, name, permission)
        made = {"permissions": [[], sorted(map(str, grants_of(permission)))]}
        _audit(session, AuditEvent.ADD_USER, user_called(session, name), changes=made)
    _show(terminal, name, token, as_json=as_json)


@app.command(help=UserMessages.TOKEN.en)
def token(context: typer.Context, name: Name, *, as_json: AsJson = False) -> None:
    """Gives a new token."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        fresh = replace_token(session, name)
        _audit(session, AuditEvent.REPLACE_TOKEN, user_called(session, name))
    _show(terminal, name, fresh, as_json=as_json)


@app.command(help=UserMessages.INVITE.en)
def invite(  # noqa: PLR0913 - the options of a command
    context: typer.Context,
    email: Annotated[str, typer.Argument(metavar="MAIL", help=UserMessages.MAIL.en)],
    role: Annotated[str, typer.Option(help=UserMessages.ROLE.en)],
    at: Annotated[str, typer.Option(help=UserMessages.AT.en)],
    *,
    name: Annotated[str | None, typer.Option(help=UserMessages.FULL_NAME.en)] = None,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Invites somebody into a role."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        require_known_unit(session, at)
        last_day = until.date() if until else None
        invitation = Invitation(email, role, at, name=name, valid_to=last_day)
        user, secret = invite_into_role(session, invitation)
        given = {"role": role, "at": at, "until": str(last_day) if last_day else None}
        _audit(session, AuditEvent.INVITE_USER, user, facts=given)
        told = user.name
        is_mailed = secret is not None and _mailed(
            terminal, session, user, Purpose.INVITATION, secret
        )
    address = link_address(terminal.settings, secret) if secret else None
    if as_json:
        answer = {"name": told, "role": role, "at": at, "link": address, "mailed": is_mailed}
        terminal.give(answer)
    elif address is None:
        terminal.tell(UserMessages.HAS_PASSWORD, name=told)
    else:
        terminal.warn(UserMessages.INVITED, name=told, days=LASTS[Purpose.INVITATION].days)
        typer.echo(address)
        _tell_mailed(terminal, is_mailed=is_mailed)


@app.command(help=UserMessages.LINK.en)
def link(context: typer.Context, name: Name, *, as_json: AsJson = False) -> None:
    """Makes a one-time link to choose a password."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        user = open_account(session, name)
        _audit(session, AuditEvent.MAKE_LINK, user)
        secret = make_link(session, user.id, Purpose.PASSWORD)
        is_mailed = _mailed(terminal, session, user, Purpose.PASSWORD, secret)
    address = link_address(terminal.settings, secret)
    if as_json:
        terminal.give({"name": name, "link": address, "mailed": is_mailed})
    else:
        terminal.warn(UserMessages.RESET, name=name)
        typer.echo(address)
        _tell_mailed(terminal, is_mailed=is_mailed)


@app.command(help=UserMessages.ROLES.en)
def roles(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Lists the roles."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        found = all_roles(session)
        told = [
            {
                "role": each.id,
                "title": each.title.as_dict(),
                "actions": sorted(f"{one.room}:{one.action}" for one in each.granted),
            }
            for each in found
        ]
        titles = {each.id: each.title.in_language(terminal.language) for each in found}
    if as_json:
        terminal.give(told)
        return
    for role in told:
        word = str(role["role"])
        typer.echo(f"{word} – {titles[word]}: {', '.join(role['actions'])}")


@app.command(help=UserMessages.GIVE.en)
def give(  # noqa: PLR0913 - the options of a command
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option(help=UserMessages.ROLE.en)],
    at: Annotated[str, typer.Option(help=UserMessages.AT.en)],
    *,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Gives a user a role in a territory."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        require_known_unit(session, at)
        user = open_account(session, name)
        last_day = until.date() if until else None
        made = give_role(session, user.id, role_named(session, role), at, valid_to=last_day)
        given = {"role": role, "at": at, "until": str(last_day) if last_day else None}
        _audit(session, AuditEvent.GIVE_ROLE, user, facts=given)
        tell_role_given(session, user, made)
        told = _summary(session, user)
    _list(terminal, [told], as_json=as_json)


@app.command(help=UserMessages.END.en)
def end(
    context: typer.Context,
    name: Name,
    role: Annotated[str, typer.Option(help=UserMessages.ROLE.en)],
    at: Annotated[str | None, typer.Option(help=UserMessages.AT.en)] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Ends a role of a user."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        user = user_called(session, name)
        wanted = role_named(session, role)
        those = {
            member.id: member
            for member in members_of(session, user.id)
            if member.role_id == wanted.id and at in {None, member.scope}
        }
        # Before it ends, so that the entry still belongs where the role was.
        facts = {"role": role, "at": sorted(member.scope for member in those.values())}
        _audit(session, AuditEvent.END_ROLE, user, facts=facts)
        count = end_role(session, those)
        for member in those.values():
            tell_role_ended(session, user, member)
    if as_json:
        terminal.give({"name": name, "ended": count})
    else:
        terminal.tell(UserMessages.ENDED, count=count)


@app.command(help=UserMessages.CLOSE.en)
def close(context: typer.Context, name: Name, *, as_json: AsJson = False) -> None:
    """Closes an account."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        user = user_called(session, name)
        close_user(session, user)
        _audit(session, AuditEvent.CLOSE_USER, user)
    if as_json:
        terminal.give({"name": name, "state": "closed"})
    else:
        terminal.tell(UserMessages.CLOSED, name=name)


@app.command(help=UserMessages.FORGET_CODE.en)
def forget_code(context: typer.Context, name: Name, *, as_json: AsJson = False) -> None:
    """Asks no code of a user any more, who has lost the telephone and the recovery codes."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        user = open_account(session, name)
        take_second_factor(session, user)
        _audit(session, AuditEvent.REMOVE_SECOND_FACTOR, user)
    if as_json:
        terminal.give({"name": name, "second_factor": False})
    else:
        terminal.tell(UserMessages.CODE_FORGOTTEN, name=name)


@app.command("list", help=UserMessages.LIST.en)
def list_users(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Lists the users, what they may do, and whether they can sign in."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        told = [_summary(session, user) for user in all_users(session)]
    _list(terminal, told, as_json=as_json)


@app.command(help=UserMessages.REVOKE.en)
def revoke(context: typer.Context, name: Name, *, as_json: AsJson = False) -> None:
    """Revokes all tokens of a user."""
    terminal: Terminal = context.obj
    with opened_sessions(terminal.settings) as sessions, transaction(sessions) as session:
        count = revoke_tokens(session, name)
        user = user_called(session, name)
        _audit(session, AuditEvent.REVOKE_TOKENS, user, facts={"tokens": count})
    if as_json:
        terminal.give({"name": name, "revoked": count})
    else:
        terminal.tell(UserMessages.REVOKED, count=count)


def _mailed(
    terminal: Terminal, session: Session, user: User, purpose: Purpose, secret: str
) -> bool:
    """Whether a link also goes by mail; into a folder it is not put."""
    if terminal.settings.messages.smtp is None:
        return False
    return mail_link(session, user, purpose, secret, language=terminal.language)


def _tell_mailed(terminal: Terminal, *, is_mailed: bool) -> None:
    terminal.warn(UserMessages.MAILED if is_mailed else UserMessages.NOT_MAILED)


def _audit(
    session: Session,
    event: AuditEvent,
    user: User,
    *,
    changes: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry for what the operator did to an account."""
    operator = operator_called(getpass.getuser())
    audit_account(session, operator, event, user.id, changes=changes, facts=facts)


def _summary(session: Session, user: User) -> dict[str, Any]:
    roles = [
        {"role": member.role_id, "at": member.scope}
        | ({"until": member.valid_to.isoformat()} if member.valid_to else {})
        for member in members_of(session, user.id)
    ]
    return {
        "name": user.name,
        "permissions": sorted(map(str, user.grants)),
        "roles": roles,
        "state": state_of(session, user),
    }


def _list(terminal: Terminal, told: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        terminal.give(told)
        return
    states = {
        AccountState.CLOSED: UserMessages.STATE_CLOSED,
        AccountState.REVOKED: UserMessages.STATE_REVOKED,
        AccountState.INVITED: UserMessages.STATE_INVITED,
    }
    for user in told:
        roles = [f"{each['role']}@{each['at']}" for each in user["roles"]]
        allowed = ", ".join([*roles, *user["permissions"]])
        nothing = UserMessages.NOTHING_ALLOWED.in_language(terminal.language)
        state = states.get(user["state"])
        mark = f" ({state.in_language(terminal.language)})" if state else ""
        typer.echo(f"{user['name']}{mark}: {allowed or nothing}")


def _show(terminal: Terminal, name: str, secret: str, *, as_json: bool) -> None:
    """Write the token to standard output, the only place where it is ever written."""
    if as_json:
        terminal.give({"name": name, "token": secret})
    else:
        terminal.warn(UserMessages.GIVEN, name=name)
        typer.echo(secret)
