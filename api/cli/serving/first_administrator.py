"""The first administrator of an atlas: an account, and a link that is shown in the terminal."""

import sys

from sqlalchemy.exc import SQLAlchemyError

from api.cli.output.terminal import Terminal
from core.accounts.inviting import first_administrator
from core.accounts.one_time_links import PATH, Purpose, make_link
from core.database.engine import make_engine, make_sessions, transaction
from core.text import Text


class AdministratorMessages:
    """What is said to who starts an atlas that nobody administers."""

    LINK = Text(
        "Әкімші әлі жоқ. Осы бір реттік сілтемемен құпиясөз таңдап, кіріңіз: {address}",
        "Администратора ещё нет. Выберите пароль и войдите по этой одноразовой ссылке: {address}",
        "Nobody administers the atlas yet. Choose a password and sign in by this one-time link:"
        " {address}",
    )
    COMMAND = Text(
        "Әкімші әлі жоқ. Оның бір реттік сілтемесін мына команда береді: {command}",
        "Администратора ещё нет. Одноразовую ссылку для него даст команда: {command}",
        "Nobody administers the atlas yet. This command gives their one-time link: {command}",
    )


def offer_administrator(terminal: Terminal, database_url: str, address: str) -> None:
    """Tell how to become the administrator, where there is none.

    A link is shown to a person at a terminal alone: what goes elsewhere is kept as a log.
    """
    engine = make_engine(database_url)
    try:
        with transaction(make_sessions(engine)) as session:
            user = first_administrator(session)
            if user is None:
                return
            name = user.name
            is_read = sys.stderr.isatty()
            secret = make_link(session, user.id, Purpose.INVITATION) if is_read else ""
    except SQLAlchemyError:
        return  # not migrated yet, or only read: whoever migrates it sees to its people
    finally:
        engine.dispose()
    if secret:
        base = terminal.settings.accounts.public_url or address
        terminal.warn(AdministratorMessages.LINK, address=f"{base}{PATH}{secret}")
    else:
        terminal.warn(AdministratorMessages.COMMAND, command=f"tuganzher users link {name}")
