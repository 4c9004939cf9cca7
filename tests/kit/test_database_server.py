"""The embedded server on a data folder of its own: made, killed, found again, refused politely.

Every test makes a real cluster with real programs; they share one where they can, because making takes a second.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from werkveld.kit import database
from werkveld.kit.database import binaries, places, server

SOURCES = ("system", "wheel")
PROGRAM = """
import pathlib, sys
from werkveld.kit import database
cluster = database.ensure_running(pathlib.Path(sys.argv[1]))
database.prepare(cluster)
print(cluster.was_started)
"""


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of its own that a dropped root can reach; its server is stopped afterwards."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = Path(tempfile.gettempdir()) / f"werkveld-test-{os.getpid()}-{threading.get_ident() % 10_000}"
    folder.mkdir(mode=0o755)
    yield folder
    if database.place_for(folder).major is not None:
        database.stop(folder)
    shutil.rmtree(folder)


def _use(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WERKVELD_POSTGRES", source)
    if not database.available_binaries():
        pytest.skip(f"no PostgreSQL from {source} on this machine")


def _write_rows(folder: Path, count: int) -> None:
    with database.connect("owner", folder) as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS probe (n int)")
        owner.execute("INSERT INTO probe SELECT generate_series(1, %s)", [count])


def _rows(folder: Path) -> int:
    with database.connect("owner", folder) as owner:
        row = owner.execute("SELECT count(*) FROM probe").fetchone()
    return row[0] if row else 0


@pytest.mark.parametrize("source", SOURCES)
def test_rows_are_kept_when_every_process_is_killed(source: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _use(source, monkeypatch)
    cluster = database.ensure_running(data)
    database.prepare(cluster)
    assert cluster.binaries is not None
    assert cluster.binaries.source == source
    _write_rows(data, 1000)
    for number in server._processes_in(database.place_for(data).cluster):
        os.kill(number, signal.SIGKILL)
    again = database.ensure_running(data)
    assert again.was_started
    assert _rows(data) == 1000


def test_server_starts_again_when_only_the_first_process_is_killed(data: Path) -> None:
    database.prepare(database.ensure_running(data))
    _write_rows(data, 10)
    number = server.postmaster_of(database.place_for(data))
    assert number is not None
    with database.connect("owner", data) as held:
        os.kill(number, signal.SIGKILL)
        assert database.ensure_running(data).was_started
        with pytest.raises(psycopg.OperationalError):
            held.execute("SELECT 1")
    assert _rows(data) == 10


def test_stale_number_is_not_believed_when_another_process_carries_it(data: Path) -> None:
    database.ensure_running(data)
    database.stop(data)
    place = database.place_for(data)
    (place.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{place.cluster}\n")
    assert not database.is_up(data)
    assert database.ensure_running(data).was_started


def test_server_is_started_once_when_two_ask_at_the_same_time(data: Path) -> None:
    both = [subprocess.Popen([sys.executable, "-c", PROGRAM, str(data)], stdout=subprocess.PIPE) for _ in range(2)]
    answers = sorted(one.communicate(timeout=60)[0].decode().strip() for one in both)
    assert answers == ["False", "True"]


def test_safety_settings_are_on_and_nothing_listens_on_the_network(data: Path) -> None:
    database.ensure_running(data)
    with database.connect("admin", data, "postgres") as admin:
        shown = {name: admin.execute(f"SHOW {name}").fetchone()[0] for name in SETTINGS}
    assert shown == SETTINGS
    assert database.place_for(data).socket.stat().st_mode & 0o077 == 0


SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "data_checksums": "on",
    "listen_addresses": "",
    "server_encoding": "UTF8",
}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")
def test_root_steps_down_to_an_unprivileged_user(data: Path) -> None:
    database.ensure_running(data)
    number = server.postmaster_of(database.place_for(data))
    owner = Path(f"/proc/{number}").stat().st_uid
    assert owner != 0
    assert pwd.getpwuid(owner).pw_name in {"postgres", "nobody"}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")
def test_cluster_is_kept_elsewhere_and_said_so_when_its_user_cannot_enter(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    closed = tmp_path_factory.mktemp("closed", numbered=True)
    closed.chmod(0o700)
    place = database.place_for(closed / "data")
    assert place.folder.parent == Path("/var/lib/werkveld")
    assert place.socket.is_relative_to(place.folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_ordinary_user_runs_it_as_themselves(data: Path) -> None:
    user = pwd.getpwnam("nobody")
    os.chown(data, user.pw_uid, user.pw_gid)
    if not places.is_reachable(Path(sys.executable).resolve(), places.Account(user.pw_uid, user.pw_gid)):
        pytest.skip("this Python stands in a folder that only root may enter")
    command = [sys.executable, "-c", PROGRAM, str(data)]
    done = subprocess.run(
        command, user=user.pw_uid, group=user.pw_gid, extra_groups=[], capture_output=True, check=True
    )
    assert done.stdout.strip() == b"True"
    assert database.status(data).is_running


def test_socket_moves_to_a_short_folder_when_the_data_folder_is_deep(tmp_path: Path) -> None:
    place = database.place_for(tmp_path / ("a" * 60) / ("b" * 60))
    assert len(str(place.socket / ".s.PGSQL.5432")) <= 100
    assert database.connection_for("app", place.data)["HOST"] == str(place.socket)


def test_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "socket"
    folder.mkdir()
    with pytest.raises(database.DatabaseTrouble, match="belongs to another user"):
        places._insist_on_private(folder, places.Account(folder.stat().st_uid + 1, 0))


def test_sentence_says_what_to_install_when_there_is_no_postgresql(
    data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WERKVELD_POSTGRES", str(tmp_path))
    with pytest.raises(database.MissingPostgres, match="apt-get install postgresql"):
        database.ensure_running(data)


def test_lone_wrapper_on_path_is_not_taken_for_a_postgresql(tmp_path: Path) -> None:
    (tmp_path / "pg_ctl").symlink_to("/bin/true")
    assert binaries._usable([tmp_path], "system") == []


def test_cluster_of_another_version_is_refused_and_left_alone(data: Path) -> None:
    place = database.place_for(data)
    place.cluster.mkdir(parents=True)
    (place.cluster / "PG_VERSION").write_text("9\n")
    with pytest.raises(database.WrongPostgres, match="made by PostgreSQL 9") as refusal:
        database.ensure_running(data)
    assert "werkveld db backup" in str(refusal.value)
    assert [file.name for file in place.cluster.iterdir()] == ["PG_VERSION"]
    database.discard(data)
    assert database.ensure_running(data).was_started
