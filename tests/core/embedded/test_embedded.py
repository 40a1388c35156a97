import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from core.embedded.cluster import ClusterRunningError, EmbeddedCluster
from core.embedded.embedded_watch import revived
from tests.waiting import once, wait_for

pytestmark = pytest.mark.slow

OPTIONS = {"fsync": "off", "shared_buffers": "16MB", "logging_collector": "off"}
PROJECT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from core.embedded.cluster import EmbeddedCluster
from tests.waiting import live_until_killed
EmbeddedCluster(Path(sys.argv[1])).start()
print("started", flush=True)
live_until_killed()
"""

ClusterMaker = Callable[[], EmbeddedCluster]


@pytest.fixture
def folder(reachable_folder: Path) -> Path:
    """The data folder of a cluster, not there yet."""
    return reachable_folder / "data with a space"


@pytest.fixture
def make(folder: Path) -> Iterator[ClusterMaker]:
    """Makes cluster objects of the same folder, as different programs would have them."""
    made = []

    def make() -> EmbeddedCluster:
        made.append(EmbeddedCluster(folder, OPTIONS))
        return made[-1]

    yield make
    for cluster in made:
        cluster.stop()


def answer(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def server_pid(cluster: EmbeddedCluster) -> int:
    pid = cluster.status().pid
    assert pid is not None
    return pid


def kill_server(cluster: EmbeddedCluster) -> None:
    os.kill(server_pid(cluster), signal.SIGKILL)
    wait_for(lambda: not cluster.is_running)


def test_started_cluster_answers_in_its_database(make: ClusterMaker) -> None:
    url = make().start("some_atlas")
    assert answer(url, "SELECT current_database()") == "some_atlas"


def test_rows_outlive_a_restart(make: ClusterMaker) -> None:
    cluster = make()
    with cluster.running() as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE yurts AS SELECT 7 AS walls")
    assert not cluster.is_running
    assert answer(make().start(), "SELECT walls FROM yurts") == 7


def test_server_listens_on_no_network_and_never_compiles_queries(make: ClusterMaker) -> None:
    url = make().start()
    assert answer(url, "SHOW listen_addresses") == ""
    assert answer(url, "SHOW jit") == "off"


def test_socket_folder_is_private_and_its_path_short(folder: Path) -> None:
    deep = folder / ("long" * 30)
    cluster = EmbeddedCluster(deep, OPTIONS)
    try:
        assert answer(cluster.start(), "SELECT 1") == 1
        assert len(os.fsencode(cluster.socket_folder)) < 100
        assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700
    finally:
        cluster.stop()
        shutil.rmtree(cluster.socket_folder)


def test_cluster_stays_while_somebody_uses_it(make: ClusterMaker) -> None:
    first, second = make(), make()
    first.start()
    second.start()
    first.leave()
    assert second.is_running
    second.leave()
    assert not second.is_running


def test_kept_cluster_stays_after_its_last_user_until_it_is_stopped(make: ClusterMaker) -> None:
    cluster = make()
    cluster.start()
    cluster.keep()
    cluster.leave()
    assert cluster.status().running
    assert cluster.status().kept
    make().stop()
    assert not cluster.status().running
    assert not cluster.status().kept


def test_killed_server_starts_again_with_its_rows(make: ClusterMaker) -> None:
    cluster = make()
    with psycopg.connect(cluster.start()) as connection:
        connection.execute("CREATE TABLE yurts AS SELECT 7 AS walls")
    kill_server(cluster)
    assert answer(make().start(), "SELECT walls FROM yurts") == 7


def test_busy_backend_of_a_killed_server_does_not_hinder_the_next_start(
    make: ClusterMaker,
) -> None:
    cluster = make()
    connection = psycopg.connect(cluster.start())
    connection.execute(
        "CREATE FUNCTION pg_temp.spin() RETURNS void LANGUAGE plpgsql AS "
        "$$ BEGIN LOOP END LOOP; END $$"
    )
    connection.pgconn.send_query(b"SELECT pg_temp.spin()")
    kill_server(cluster)
    assert answer(make().start(), "SELECT 1") == 1
    connection.close()


def test_server_of_a_killed_program_is_taken_over_and_stopped(
    folder: Path, make: ClusterMaker
) -> None:
    with subprocess.Popen(  # noqa: S603 - our own interpreter runs our own script
        [sys.executable, "-c", HOLD, str(folder)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "started\n"
        pid = server_pid(make())
        program.kill()
    heir = make()
    heir.start()
    assert server_pid(heir) == pid
    heir.leave()
    assert not heir.is_running


def test_stale_pid_file_naming_a_foreign_process_is_no_obstacle(
    folder: Path, make: ClusterMaker
) -> None:
    cluster = make()
    cluster.start()
    kept = (folder / "postgres" / "postmaster.pid").read_text()
    cluster.leave()
    foreign = kept.replace(kept.split("\n", 1)[0], str(os.getpid()), 1)
    (folder / "postgres" / "postmaster.pid").write_text(foreign)
    assert not cluster.is_running
    assert answer(make().start(), "SELECT 1") == 1


def test_broken_off_creation_is_begun_anew(folder: Path, make: ClusterMaker) -> None:
    unfinished = folder / "postgres.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("15\n")
    assert answer(make().start(), "SELECT 1") == 1


def test_folder_closed_to_the_server_account_is_no_obstacle() -> None:
    closed = Path(tempfile.mkdtemp(prefix="tuganzher-closed-"))
    cluster = EmbeddedCluster(closed / "data", OPTIONS)
    try:
        assert answer(cluster.start(), "SELECT 1") == 1
    finally:
        cluster.stop()
        shutil.rmtree(cluster.home)
        shutil.rmtree(closed)


def test_cyrillic_letters_have_a_lower_case(make: ClusterMaker) -> None:
    assert answer(make().start(), "SELECT lower('ӘҢҒҮҰҚӨҺІ')") == "әңғүұқөһі"


def test_installed_kazakh_dictionary_finds_the_base_of_an_inflected_word(
    make: ClusterMaker,
) -> None:
    url = make().start()
    with psycopg.connect(url) as connection:
        connection.execute(
            "CREATE TEXT SEARCH DICTIONARY kazakh"
            " (TEMPLATE = ispell, DictFile = kk_kz, AffFile = kk_kz)"
        )
    assert answer(url, "SELECT ts_lexize('kazakh', 'кесенелеріміз')") == ["кесене"]


def test_pages_have_checksums(make: ClusterMaker) -> None:
    cluster = make()
    assert answer(cluster.start(), "SHOW data_checksums") == "on"
    assert cluster.status().checksums is True


def without_checksums(cluster: EmbeddedCluster) -> None:
    with cluster.running() as url, psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE yurts AS SELECT 7 AS walls")
    cluster._postgres().run(  # noqa: SLF001 - there is no other way back
        cluster.account, "pg_checksums", "--disable", "--pgdata", str(cluster.folder)
    )
    assert cluster.status().checksums is False


def test_cluster_made_without_checksums_has_them_after_the_next_start(make: ClusterMaker) -> None:
    cluster = make()
    without_checksums(cluster)
    url = cluster.start()
    assert answer(url, "SHOW data_checksums") == "on"
    assert answer(url, "SELECT walls FROM yurts") == 7


def test_large_cluster_gets_checksums_only_when_asked(
    make: ClusterMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.embedded.checksums.LARGEST_BYTES", 1)
    cluster = make()
    without_checksums(cluster)
    assert answer(cluster.start(), "SHOW data_checksums") == "off"
    with pytest.raises(ClusterRunningError):
        cluster.add_checksums()
    cluster.stop()
    cluster.add_checksums()
    assert answer(cluster.start(), "SHOW data_checksums") == "on"


def test_server_killed_under_its_programs_runs_again_once(make: ClusterMaker) -> None:
    first, second = make(), make()
    with first.running() as url, second.running(), revived(first), revived(second):
        for _ in range(2):
            killed = server_pid(first)
            os.kill(killed, signal.SIGKILL)
            wait_for(lambda old=killed: first.status().pid != old)
            wait_for(lambda: first.is_running)
            assert once(lambda: answer_if_ready(url, "SELECT 1")) == 1
            assert postmasters(first) == {server_pid(first)}


def postmasters(cluster: EmbeddedCluster) -> set[int]:
    """The servers on the cluster's folder; what they fork bears their command line for a moment."""
    serving = {
        int(process.name): parent_of(process)
        for process in Path("/proc").glob("[0-9]*")
        if f"-D\0{cluster.folder}".encode() in command_of(process)
    }
    return {process for process, parent in serving.items() if parent not in serving}


def parent_of(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return None


def command_of(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def answer_if_ready(url: str, query: str) -> object | None:
    with suppress(psycopg.OperationalError):
        return answer(url, query)
    return None


def test_server_that_was_stopped_stays_down(make: ClusterMaker) -> None:
    cluster = make()
    with cluster.running():
        make().stop()
        assert not cluster.revive()
        cluster.start()
        cluster._pg_ctl("stop", "--mode", "immediate", "--wait")  # noqa: SLF001 - as an operator does
        assert not cluster.revive()
        assert not cluster.is_running
