"""The PostgreSQL programs of this machine, and the account they run under."""

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.errors import AtlasError
from core.text import Text

OLDEST_MAJOR = 15
NEW_ENOUGH = f"≥ {OLDEST_MAJOR}"
SERVER_ACCOUNT = "postgres"
PROGRAM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)


class MissingPostgresError(AtlasError):
    """No PostgreSQL with PostGIS that the atlas could start itself."""

    phrase = Text(
        "PostGIS орнатылған PostgreSQL {value} табылмады. scripts/setup.sh іске қосыңыз немесе "
        "DATABASE_URL арқылы дайын серверді көрсетіңіз.",
        "Не найден PostgreSQL {value} с PostGIS. Запустите scripts/setup.sh или укажите готовый "
        "сервер в DATABASE_URL.",
        "No PostgreSQL {value} with PostGIS was found. Run scripts/setup.sh, or name a server in "
        "DATABASE_URL.",
    )


class ProgramFailedError(AtlasError):
    """A PostgreSQL program ended with an error; `value` is what it said."""

    phrase = Text(
        "{program} бағдарламасы қатемен аяқталды:\n{value}",
        "Программа {program} завершилась с ошибкой:\n{value}",
        "{program} failed:\n{value}",
    )


@dataclass(frozen=True, slots=True)
class Account:
    """The operating-system account that owns the cluster's files and runs its programs."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Whether this process already runs under the account."""
        return self.uid == os.geteuid()

    def reaches(self, folder: Path) -> bool:
        """Whether the account may enter the existing folder through all of its parents."""
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]).returncode == 0

    def own(self, path: Path) -> None:
        """Give the path to the account."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)

    def run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """The finished command, run as the account.

        Nothing of our environment is handed on, so no secret ends up in the server's. The command
        has a session of its own, so Ctrl-C in the terminal does not cut it short.
        """
        return subprocess.run(  # noqa: S603  the program's path and arguments are ours
            command,
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            start_new_session=True,
            user=None if self.is_ours else self.uid,
            group=None if self.is_ours else self.gid,
            extra_groups=None if self.is_ours else [],
        )


def server_account(cluster: Path) -> Account:
    """The account for the server of the cluster in this folder.

    It is our own; for root it is the owner of the folder or, where there is none yet, `postgres`,
    because PostgreSQL refuses to run as root.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if cluster.exists() and cluster.stat().st_uid != 0:
        return Account(cluster.stat().st_uid, cluster.stat().st_gid)
    try:
        entry = pwd.getpwnam(SERVER_ACCOUNT)
    except KeyError as error:
        raise MissingPostgresError(NEW_ENOUGH) from error
    return Account(entry.pw_uid, entry.pw_gid)


@dataclass(frozen=True, slots=True)
class Postgres:
    """One installed PostgreSQL that has PostGIS."""

    folder: Path
    major: int

    def run(self, account: Account, program: str, *arguments: str) -> str:
        """What the program printed; raises ProgramFailedError when it failed."""
        finished = self.attempt(account, program, *arguments)
        if finished.returncode != 0:
            raise ProgramFailedError(finished.stdout.strip(), program=program)
        return finished.stdout

    def attempt(
        self, account: Account, program: str, *arguments: str
    ) -> subprocess.CompletedProcess[str]:
        """The finished program, whatever its exit code."""
        return account.run([str(self.folder / program), *arguments])


def installed_postgres(major: int | None = None) -> Postgres:
    """The newest installed PostgreSQL with PostGIS, or the one of the given major version."""
    found = [
        postgres
        for postgres in _installed(_program_folders())
        if postgres.major >= OLDEST_MAJOR and major in (None, postgres.major)
    ]
    if not found:
        raise MissingPostgresError(major or NEW_ENOUGH)
    return max(found, key=lambda postgres: postgres.major)


def _program_folders() -> list[Path]:
    folders = [folder for pattern in PROGRAM_FOLDERS for folder in Path("/").glob(pattern[1:])]
    on_path = shutil.which("pg_ctl")
    return [*folders, *([Path(on_path).resolve().parent] if on_path else [])]


def _installed(folders: Iterable[Path]) -> Iterable[Postgres]:
    for folder in folders:
        if not ((folder / "pg_ctl").exists() and (folder / "pg_config").exists()):
            continue
        account = Account(os.geteuid(), os.getegid())
        said = account.run([str(folder / "pg_config"), "--version", "--sharedir"]).stdout
        version, _, share = said.strip().partition("\n")
        major = re.search(r"\d+", version)
        if major and (Path(share) / "extension" / "postgis.control").exists():
            yield Postgres(folder, int(major.group()))
