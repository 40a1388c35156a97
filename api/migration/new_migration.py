"""The migration of what the catalogue declares and no migration makes yet."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from core.errors import InvalidValueError
from core.migration_scripts import alembic_configuration
from core.text import Text

NAME_HINT = Text(
    "Латын әріптері, сандар және астыңғы сызық, мысалы springs.",
    "Латинские буквы, цифры и подчёркивание, например springs.",
    "Latin letters, digits and underscores, such as springs.",
)


def write_migration(engine: Engine, name: str, folder: Path | None = None) -> Path | None:
    """The file of a new migration, numbered after the last; None where nothing lacks one.

    The database may be empty, or behind: all migrations are run on it within a transaction that is
    undone in the end. `folder` is that of the migrations. Raises InvalidValueError.
    """
    if not name.isidentifier() or not name.isascii():
        raise InvalidValueError(name, field="name", hint=NAME_HINT)
    configuration = alembic_configuration()
    configuration.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    if folder is not None:
        configuration.set_main_option("script_location", str(folder).replace("%", "%%"))
    last = ScriptDirectory.from_config(configuration).get_current_head()
    with engine.connect() as connection, connection.begin() as undone:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")
        made = command.revision(
            configuration,
            message=name,
            autogenerate=True,
            rev_id=f"{int(last or 0) + 1:04}",
            process_revision_directives=_leave_out_nothing,
        )
        undone.rollback()
    paths = [Path(script.path) for script in _scripts(made)]
    for path in paths:
        _put_in_style(path)
    return next(iter(paths), None)


def _leave_out_nothing(_context: Any, _revision: Any, directives: list[Any]) -> None:  # noqa: ANN401 - alembic's
    """Write no migration that would do nothing."""
    if directives and directives[0].upgrade_ops.is_empty():
        directives.clear()


def _scripts(made: Any) -> Iterator[Any]:  # noqa: ANN401 - one script, several, or none
    for script in made if isinstance(made, list) else [made]:
        if script is not None:
            yield script


def _put_in_style(path: Path) -> None:
    """Remove unused imports and lay the file out as the linter wants, where there is one."""
    if find_spec("ruff") is None:
        return
    layout = ["format", "--quiet"]
    for arguments in (layout, ["check", "--fix", "--silent", "--exit-zero"], layout):
        subprocess.run([sys.executable, "-m", "ruff", *arguments, str(path)], check=True)  # noqa: S603 - our own file
