"""One embedded PostgreSQL server per data folder: made, started, found again after any crash, stopped."""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from werkveld.kit.database import server
from werkveld.kit.database.binaries import Binaries, choose_binaries, reachable_copy
from werkveld.kit.database.connections import connect, is_external
from werkveld.kit.database.errors import DatabaseTrouble
from werkveld.kit.database.places import Account, Place, account_for, is_reachable, make_folders, place_for

PATIENCE = 120.0  # seconds: recovery after a crash replays the log first
Say = Callable[[str], None]


@dataclass(frozen=True)
class Cluster:
    """A server that answers. `place` and `binaries` are None when it is somebody else's (`DATABASE_URL`)."""

    data: Path
    version: str
    place: Place | None = None
    binaries: Binaries | None = None
    was_started: bool = False

    @property
    def is_external(self) -> bool:
        return self.place is None


@dataclass(frozen=True)
class Status:
    """What is known of a data folder's database without starting anything."""

    is_external: bool
    is_made: bool
    is_running: bool
    version: str
    place: Place | None
    trouble: str = ""


def ensure_running(data: Path, *, say: Say = lambda sentence: None) -> Cluster:
    """A running server for `data`: made when there is none, started when it is not up, left alone when it is.

    Two callers at once start it once. `say` gets a sentence for each thing a person may wonder about.
    Raises `MissingPostgres`, `WrongPostgres` or `DatabaseTrouble`.
    """
    if is_external():
        return Cluster(data, _version_at("owner", data, None))
    place = place_for(data)
    if place.major is None:
        choose_binaries(None)  # Without a PostgreSQL not even a folder is made.
    account = account_for(place)
    make_folders(place, account)
    with _one_at_a_time(place):
        binaries = _reachable(choose_binaries(place.major), place, account)
        if place.major is None:
            if place.folder != place.data / "postgres":
                say(f"The database's own user cannot enter {data}, so its files are kept in {place.folder}.")
            say(f"Making a new database with PostgreSQL {binaries.version} in {place.folder}.")
            server.make(place, binaries, account)
            _record(place, binaries)
        was_started = not _answers(place)
        if was_started:
            server.clear_leftovers(place)
            server.start(place, binaries, account)
        return Cluster(data, _version_at("admin", data, "postgres"), place, binaries, was_started)


def stop(data: Path) -> bool:
    """Stop the embedded server of `data`, letting running statements go; False when it was not running."""
    place = place_for(data)
    if is_external() or place.major is None or server.postmaster_of(place) is None:
        return False
    with _one_at_a_time(place):
        server.stop(place)
    return True


def discard(data: Path) -> None:
    """Stop the embedded server of `data` and throw its cluster away, whatever version made it."""
    place = place_for(data)
    if is_external() or place.major is None:
        return
    with _one_at_a_time(place):
        server.stop(place)
        shutil.rmtree(place.cluster)


def is_up(data: Path) -> bool:
    """Whether the embedded server's process is there: cheap enough to ask each second."""
    return server.postmaster_of(place_for(data)) is not None


def status(data: Path) -> Status:
    """Look, and change nothing."""
    if is_external():
        try:
            return Status(True, True, True, _version_at("owner", data, None), None)
        except DatabaseTrouble as trouble:
            return Status(True, True, False, "", None, str(trouble))
    place = place_for(data)
    if place.major is None:
        return Status(False, False, False, "", place)
    try:
        return Status(False, True, True, _version_at("admin", data, "postgres"), place)
    except DatabaseTrouble as trouble:
        return Status(False, True, False, str(place.major), place, str(trouble))


@contextmanager
def _one_at_a_time(place: Place) -> Iterator[None]:
    with (place.folder / "start.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _reachable(binaries: Binaries, place: Place, account: Account) -> Binaries:
    if is_reachable(binaries.folder / "postgres", account):
        return binaries
    return reachable_copy(binaries, place.folder)


def _answers(place: Place) -> bool:
    """Whether the server takes connections; one that is still recovering is waited for."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connect("admin", place.data, "postgres").close()
        except psycopg.OperationalError as error:
            if "starting up" not in str(error) and "shutting down" not in str(error):
                return False
            if time.monotonic() > deadline:
                raise DatabaseTrouble(f"The database does not come up; its log is {place.log}.") from error
            time.sleep(0.1)
        else:
            return True


def _version_at(role: str, data: Path, database: str | None) -> str:
    try:
        with connect(role, data, database) as connection:
            number = connection.info.server_version
            return f"{number // 10000}.{number % 10000}"
    except psycopg.OperationalError as error:
        raise DatabaseTrouble(f"The database does not answer: {str(error).strip()}") from error


def _record(place: Place, binaries: Binaries) -> None:
    """Who made this cluster, for whoever finds the folder later."""
    made = {"postgresql": binaries.version, "source": binaries.source, "programs": str(binaries.folder)}
    record = place.folder / "cluster.json"
    record.write_text(json.dumps(made, indent=2) + "\n")
    if os.geteuid() == 0:
        os.chown(record, place.cluster.stat().st_uid, place.cluster.stat().st_gid)
