"""The private PostGIS cluster that is the default database.

The cluster lies in the data folder and listens on a Unix socket in a folder of its own that only
its account (and root) may enter. Every program that uses it holds a shared file lock; the last
one to leave stops it, unless `keep` asked for it to stay. The operating system drops the lock of
a killed program, so nothing has to be cleaned up by hand after kill -9.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from core.embedded.checksums import add_checksums, control_of, enable_checksums
from core.embedded.postgres import Account, Postgres, installed_postgres, server_account
from core.embedded.server_configuration import PORT, configuration_of
from core.errors import AtlasError
from core.text import Text

SUPERUSER = "atlas"
SHARED_FOLDER = Path("/var/lib/tuganzher-atlas")
LONGEST_SOCKET_FOLDER = 80
"""Bytes; the kernel allows 107 for the folder, the socket's name and a lock suffix."""
START_TIMEOUT_S = 120
ORPHANS_TIMEOUT_S = 10
PROCESSES = Path("/proc/self/cwd")


class ClusterTakenError(AtlasError):
    """The data folder's cluster belongs to another account."""

    phrase = Text(
        "«{value}» қалтасындағы деректер қоры басқа пайдаланушыныкі. Сол пайдаланушы болып "
        "кіріңіз немесе ATLAS_DATA арқылы басқа қалтаны көрсетіңіз.",
        "База данных в папке «{value}» принадлежит другому пользователю. Войдите под ним или "
        "укажите другую папку в ATLAS_DATA.",
        "The database in “{value}” belongs to another user. Run as that user, or name another "
        "folder in ATLAS_DATA.",
    )


class ClusterRunningError(AtlasError):
    """The cluster has to be stopped for this."""

    phrase = Text(
        "Деректер қоры жұмыс істеп тұр: {value}. Алдымен «tuganzher database down» орындаңыз.",
        "База данных работает: {value}. Сначала выполните «tuganzher database down».",
        "The database is running: {value}. Run “tuganzher database down” first.",
    )


@dataclass(frozen=True, slots=True)
class ClusterStatus:
    """How the cluster stands right now."""

    running: bool
    pid: int | None
    folder: Path
    kept: bool
    """Whether it stays up after its last user has left."""
    checksums: bool | None
    """Whether its pages have checksums; None where there is no cluster yet."""


class EmbeddedCluster:
    """One private cluster, found by its data folder.

    `options` are server settings laid over the atlas's own, such as fsync=off for tests.
    """

    def __init__(self, data_folder: Path, options: Mapping[str, str] | None = None) -> None:
        self.account = server_account(data_folder / "postgres")
        self.home = _home(data_folder, self.account)
        self.folder = self.home / "postgres"
        self.socket_folder = _socket_folder(self.home)
        self._options = dict(options or {})
        self._lock_in_use: int | None = None

    def start(self, database: str = "atlas") -> str:
        """The URL of the database, which exists and answers; the cluster is made when missing."""
        with self._sole_access():
            self._register_use()
            if not self.is_running:
                self._make_folder()
                self._start_server()
            self._make_database(database)
        return self.url(database)

    def revive(self) -> bool:
        """Whether a server that had died is started again.

        One that was shut down leaves no `postmaster.pid`, and stays down; so does the cluster of
        a program that no longer uses it.
        """
        if self.is_running or not self._has_died:
            return False
        with self._sole_access():
            if self._lock_in_use is None or self.is_running or not self._has_died:
                return False
            self._died_mark.touch()
            self._start_server()
            self._died_mark.unlink()
        return True

    def stop(self) -> None:
        """Take the server down, whoever still uses it, and keep it no longer."""
        with self._sole_access():
            self._kept_mark.unlink(missing_ok=True)
            self._died_mark.unlink(missing_ok=True)
            self._stop_server()
            self._unregister_use()

    def leave(self) -> None:
        """Leave the server, and take it down if nobody else uses it and nobody asked to keep it."""
        with self._sole_access():
            self._unregister_use()
            if not self._kept_mark.exists() and not self.is_used:
                self._stop_server()

    def add_checksums(self) -> None:
        """Give checksums to the pages of the stopped cluster, however large it is.

        Raises ClusterRunningError, and ProgramFailedError where it was not shut down cleanly.
        """
        with self._sole_access():
            if self.is_running:
                raise ClusterRunningError(self.folder)
            postgres = self._postgres()
            if not control_of(postgres, self.account, self.folder).checksums:
                add_checksums(postgres, self.account, self.folder)

    def keep(self) -> None:
        """Have the server stay up after its last user has left, until `stop`."""
        self._kept_mark.touch()

    @contextmanager
    def running(self, database: str = "atlas") -> Iterator[str]:
        """The database's URL for as long as the block runs."""
        try:
            yield self.start(database)
        finally:
            self.leave()

    @property
    def is_running(self) -> bool:
        """Whether a server process works on this cluster."""
        return self._server_pid() is not None

    @property
    def is_used(self) -> bool:
        """Whether any program, this one included, holds the cluster in use."""
        lock = self._open_lock("in_use")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(lock)
        return False

    def status(self) -> ClusterStatus:
        """How the cluster stands right now."""
        pid = self._server_pid()
        checksums = None
        if self.folder.exists():
            checksums = control_of(self._postgres(), self.account, self.folder).checksums
        return ClusterStatus(pid is not None, pid, self.folder, self._kept_mark.exists(), checksums)

    def url(self, database: str) -> str:
        """The URL of one of the cluster's databases; it holds no secret."""
        host = quote(str(self.socket_folder), safe="")
        return f"postgresql://{SUPERUSER}@/{quote(database)}?host={host}&port={PORT}"

    @property
    def _has_died(self) -> bool:
        return (self.folder / "postmaster.pid").exists() or self._died_mark.exists()

    @property
    def _died_mark(self) -> Path:
        """Is there while a server that died has not been started again, for whatever reason."""
        return self.home / "died"

    @property
    def _kept_mark(self) -> Path:
        return self.home / "kept"

    @contextmanager
    def _sole_access(self) -> Iterator[None]:
        """Alone among all programs while the block runs: starting and stopping never overlap."""
        lock = self._open_lock("lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _open_lock(self, name: str) -> int:
        try:
            lock = os.open(self.home / name, os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise ClusterTakenError(self.home) from error
        self.account.own(self.home / name)
        return lock

    def _register_use(self) -> None:
        if self._lock_in_use is None:
            self._lock_in_use = self._open_lock("in_use")
            fcntl.flock(self._lock_in_use, fcntl.LOCK_SH)

    def _unregister_use(self) -> None:
        if self._lock_in_use is not None:
            os.close(self._lock_in_use)
            self._lock_in_use = None

    def _server_pid(self) -> int | None:
        try:
            pid = int((self.folder / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        except PermissionError as error:
            raise ClusterTakenError(self.folder) from error
        if PROCESSES.exists():
            return pid if _works_in(pid, self.folder) else None
        asked = self._postgres().attempt(
            self.account, "pg_ctl", "status", "--pgdata", str(self.folder)
        )
        return pid if asked.returncode == 0 else None

    def _postgres(self) -> Postgres:
        version = self.folder / "PG_VERSION"
        return installed_postgres(int(version.read_text()) if version.exists() else None)

    def _make_folder(self) -> None:
        """Have the cluster's folder there, whole: a broken-off initdb leaves no trace."""
        if self.folder.exists():
            return
        unfinished = self.home / "postgres.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self.account.own(unfinished)
        # The order of C is that of C.UTF-8, and indexes on texts are built faster.
        # fmt: off
        self._postgres().run(
            self.account, "initdb", "--pgdata", str(unfinished), "--username", SUPERUSER,
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--lc-collate", "C",
            "--auth-local", "trust", "--auth-host", "reject", "--no-sync", "--no-instructions",
            "--data-checksums",
        )
        # fmt: on
        with (unfinished / "postgresql.conf").open("a") as configuration:
            configuration.write("\ninclude = 'atlas.conf'\n")
        unfinished.rename(self.folder)

    def _start_server(self) -> None:
        self._end_orphans()
        enable_checksums(self._postgres(), self.account, self.folder)
        self._make_socket_folder()
        for stale in (*self.socket_folder.glob(".s.PGSQL.*"), self.folder / "postmaster.pid"):
            stale.unlink(missing_ok=True)
        configuration = self.folder / "atlas.conf"
        configuration.write_text(configuration_of(self.socket_folder, self._options))
        self.account.own(configuration)
        log = self.folder / "start.log"
        log.unlink(missing_ok=True)
        self._pg_ctl("start", "--log", str(log), "--wait", "--timeout", str(START_TIMEOUT_S))

    def _make_socket_folder(self) -> None:
        self.socket_folder.mkdir(mode=0o700, exist_ok=True)
        owner = self.socket_folder.lstat().st_uid
        if self.socket_folder.is_symlink() or owner not in (self.account.uid, os.geteuid()):
            raise ClusterTakenError(self.socket_folder)
        self.account.own(self.socket_folder)
        self.socket_folder.chmod(0o700)

    def _stop_server(self) -> None:
        if self.is_running:
            self._pg_ctl("stop", "--mode", "fast", "--wait", "--timeout", str(START_TIMEOUT_S))

    def _pg_ctl(self, action: str, *arguments: str) -> None:
        self._postgres().run(
            self.account, "pg_ctl", action, "--silent", "--pgdata", str(self.folder), *arguments
        )

    def _end_orphans(self) -> None:
        """End the processes of a killed server that hold on to the folder's shared memory."""
        deadline = time.monotonic() + ORPHANS_TIMEOUT_S
        while (orphans := _processes_in(self.folder)) and time.monotonic() < deadline:
            for pid in orphans:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)

    def _make_database(self, database: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            query = "SELECT FROM pg_database WHERE datname = %s"
            if connection.execute(query, [database]).rowcount == 0:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))


def _home(data_folder: Path, account: Account) -> Path:
    """The folder for the cluster: the data folder, or one that the server's account can reach."""
    home = data_folder.resolve()
    home.mkdir(parents=True, exist_ok=True)
    if not account.reaches(home):
        home = SHARED_FOLDER / hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
        home.mkdir(parents=True, exist_ok=True)
    return home


def _socket_folder(home: Path) -> Path:
    """`home`/run, or a short path below the temporary folder where that would be too long.

    The configuration quotes the name; a double quote or comma in it is not worth the trouble.
    """
    folder = home / "run"
    name = os.fsencode(folder)
    if len(name) <= LONGEST_SOCKET_FOLDER and not set(str(folder)) & set("\"',\\"):
        return folder
    return Path(tempfile.gettempdir()) / f"tuganzher-{hashlib.sha256(name).hexdigest()[:16]}"


def _processes_in(folder: Path) -> set[int]:
    """The server processes whose working folder is this one, by /proc."""
    pids = (int(process.name) for process in Path("/proc").glob("[0-9]*"))
    return {pid for pid in pids if _works_in(pid, folder)}


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except OSError:
        return False  # it ended meanwhile, or belongs to somebody else
