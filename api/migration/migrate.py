"""Brings a database up to date: migrations, then what `layers.install` puts in."""

from alembic import command
from sqlalchemy import Connection, Engine, inspect, text

from core.errors import AtlasError
from core.migration_scripts import alembic_configuration
from core.text import Text
from layers.install import install
from layers.materialized.rebuild import vacuum_unseen
from layers.registry import Catalogue

MIGRATION_LOCK = 7_255_218
"""Key of the advisory lock that lets one program migrate at a time."""


class UnmigratedLayerError(AtlasError):
    """A layer of the catalogue has a table, `value`, that no migration makes."""

    phrase = Text(
        "«{layer}» қабатының «{value}» кестесін ешбір миграция жасамайды. Мынаны орындаңыз: "
        "tuganzher database revision {layer}",
        "Таблицу «{value}» слоя «{layer}» не создаёт ни одна миграция. Выполните: tuganzher "
        "database revision {layer}",
        "No migration makes the table “{value}” of the layer “{layer}”. Run: tuganzher database "
        "revision {layer}",
    )


def migrate(engine: Engine, catalogue: Catalogue) -> None:
    """Give the database every table, function and trigger of the catalogue.

    One transaction: a failure leaves the database as it was. Running it again changes nothing.
    Raises UnmigratedLayerError.
    """
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        configuration = alembic_configuration()
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")
        _require_tables_of(connection, catalogue)
        install(connection, catalogue)
    vacuum_unseen(engine)


def _require_tables_of(connection: Connection, catalogue: Catalogue) -> None:
    """Raise UnmigratedLayerError where a layer has a table that no migration has made."""
    there = set(inspect(connection).get_table_names())
    for layer in catalogue.layers:
        for table in (layer.table, *(child.table for child in layer.children)):
            if table.__tablename__ not in there:
                raise UnmigratedLayerError(table.__tablename__, layer=layer.id)
