"""Whether a database has what is asked of it: tables of this version, and regions."""

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from core.errors import AtlasError
from core.migration_scripts import alembic_configuration
from core.text import Text


class TablesMissingError(AtlasError):
    """The database has no tables of the atlas, or those of another version."""

    phrase = Text(
        "Деректер қорында кестелер жоқ. Алдымен мынаны орындаңыз: tuganzher database migrate, "
        "содан кейін tuganzher regions load.",
        "В базе данных нет таблиц. Сначала выполните tuganzher database migrate, затем "
        "tuganzher regions load.",
        "The database has no tables yet. Run “tuganzher database migrate” first, then “tuganzher "
        "regions load”.",
    )


class TablesOutdatedError(AtlasError):
    """The tables are of another version of the program; `value` is their revision."""

    phrase = Text(
        "Кестелер бағдарламаның басқа нұсқасынікі ({value}, керегі {wanted}). Мынаны орындаңыз: "
        "tuganzher database migrate.",
        "Таблицы от другой версии программы ({value}, нужна {wanted}). Выполните tuganzher "
        "database migrate.",
        "The tables are those of another version of the program ({value}; {wanted} is needed). Run "
        "“tuganzher database migrate”.",
    )


class RegionsMissingError(AtlasError):
    """There are tables but no region, by which everything is placed."""

    phrase = Text(
        "Өңірлер жүктелмеген. Алдымен мынаны орындаңыз: tuganzher regions load.",
        "Регионы не загружены. Сначала выполните tuganzher regions load.",
        "No regions are loaded. Run “tuganzher regions load” first.",
    )


HAS_REGIONS = "SELECT EXISTS (SELECT FROM regions)"
"""Asks whether any unit is known."""


@cache
def newest_migration() -> str | None:
    """The revision that a migrated database has."""
    return ScriptDirectory.from_config(alembic_configuration()).get_current_head()


def revision_of(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none."""
    if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def require_tables(connection: Connection) -> None:
    """Raise TablesMissingError or TablesOutdatedError unless the tables are this program's."""
    found = revision_of(connection)
    if found is None:
        raise TablesMissingError
    if found != newest_migration():
        raise TablesOutdatedError(found, wanted=newest_migration())


def require_regions(session: Session) -> None:
    """Raise RegionsMissingError where no unit is known."""
    if not session.scalar(text(HAS_REGIONS)):
        raise RegionsMissingError
