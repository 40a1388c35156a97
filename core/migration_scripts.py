"""Where the migrations lie, as Alembic wants to be told."""

from pathlib import Path

from alembic.config import Config

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def alembic_configuration() -> Config:
    """Alembic's configuration, with the project's migrations and no logging of its own."""
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return configuration
