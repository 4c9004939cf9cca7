"""The server's own process: make a cluster, start it, clear what a crash left behind, stop it."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from werkveld.kit.database.binaries import Binaries
from werkveld.kit.database.connections import ROLES
from werkveld.kit.database.errors import DatabaseTrouble
from werkveld.kit.database.places import Account, Place

START_SECONDS = 120
ORPHAN_SECONDS = 5.0


def make(place: Place, binaries: Binaries, account: Account) -> None:
    """initdb in a folder beside the real one, moved when complete: a crash half-way leaves nothing half-made."""
    half = place.folder / "cluster.half"
    shutil.rmtree(half, ignore_errors=True)
    first = [binaries.program("initdb"), "--pgdata", str(half), "--username", ROLES["admin"], "--auth", "trust"]
    first += ["--encoding", "UTF8", "--data-checksums", "--text-search-config", "dutch"]
    failures = []
    for locale in _locales(binaries):
        done = _run([*first, *locale], place, account)
        if done.returncode == 0:
            with (half / "postgresql.conf").open("a") as file:
                file.write("include_if_exists 'werkveld.conf'\n")
            half.rename(place.cluster)
            return
        failures.append(done.stderr.strip())
        shutil.rmtree(half, ignore_errors=True)
    raise DatabaseTrouble(f"PostgreSQL could not make its data folder in {place.folder}:\n{failures[-1]}")


def start(place: Place, binaries: Binaries, account: Account) -> None:
    """Start the server and wait until it takes connections, recovery included."""
    _write_configuration(place, account)
    command = [binaries.program("pg_ctl"), "start", "--wait", "--silent", f"--timeout={START_SECONDS}"]
    done = _run([*command, "--pgdata", str(place.cluster), "--log", str(place.log)], place, account)
    if done.returncode != 0:
        raise DatabaseTrouble(f"PostgreSQL did not start. The end of its log, {place.log}:\n{_last_lines(place.log)}")


def stop(place: Place) -> None:
    """Stop it in order, so that the next start needs no recovery. Needs none of its programs, of whatever version."""
    number = postmaster_of(place)
    if number is None:
        return
    os.kill(number, signal.SIGINT)  # PostgreSQL's "fast": no new work, roll back what is under way, write all
    deadline = time.monotonic() + START_SECONDS
    while postmaster_of(place) is not None:
        if time.monotonic() > deadline:
            raise DatabaseTrouble(f"PostgreSQL did not stop. The end of its log:\n{_last_lines(place.log)}")
        time.sleep(0.05)


def postmaster_of(place: Place) -> int | None:
    """Process number of this cluster's running server, None when there is none.

    A number alone proves nothing: after a crash in a container another process soon carries it. The server
    stands in its own data folder, so its working folder tells.
    """
    try:
        number = int((place.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return number if _stands_in(number, place.cluster) else None


def clear_leftovers(place: Place) -> None:
    """After `kill -9`: end orphans of this cluster, which hold its shared memory, and drop locks of the dead."""
    deadline = time.monotonic() + ORPHAN_SECONDS
    while _processes_in(place.cluster) and time.monotonic() < deadline:
        time.sleep(0.1)
    for number in _processes_in(place.cluster):
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    if postmaster_of(place) is None:
        for name in (place.cluster / "postmaster.pid", *place.socket.glob(".s.PGSQL.*")):
            name.unlink(missing_ok=True)


def _write_configuration(place: Place, account: Account) -> None:
    """Written at every start, because the data folder may have moved. Safety settings are said, not assumed."""
    lines = {
        "listen_addresses": "",
        "unix_socket_directories": str(place.socket),
        "unix_socket_permissions": "0700",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        "shared_buffers": f"{_shared_megabytes()}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "effective_cache_size": f"{_shared_megabytes() * 4}MB",
        "random_page_cost": "1.1",
        "max_connections": "100",
        "max_wal_size": "2GB",
        # Pages ask many small questions; compiling them or spreading them over cores costs more than it gives.
        "jit": "off",
        "max_parallel_workers_per_gather": "0",
        "log_min_messages": "warning",
        "log_min_error_statement": "panic",
        "log_line_prefix": "%m [%p] ",
        "timezone": "UTC",
    }
    text = "".join(f"{name} = '{value}'\n" for name, value in lines.items())
    file = place.cluster / "werkveld.conf"
    file.write_text(f"# Written by werkveld at every start; your own settings go in postgresql.auto.conf.\n{text}")
    if account.uid is not None:
        os.chown(file, account.uid, account.gid or -1)


def _shared_megabytes() -> int:
    """An eighth of the memory, two gigabytes at most: a million items and their indexes stay in it (measured: 1.1 GB),
    so that a word in some thousands of them does not fetch each page from the system again.
    """
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    return max(64, min(2048, whole // 8))


def _locales(binaries: Binaries) -> list[list[str]]:
    # Code-point order never changes with the system's libraries, so an index stays right after an upgrade.
    plain = [["--locale", "C.UTF-8"], ["--locale", "C"]]
    if binaries.major >= 17:
        return [["--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"], *plain]
    return plain


def _run(command: list[str], place: Place, account: Account) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's programs as the server's user, blind to the caller's own PG… variables."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    # The server outlives pg_ctl and would hold a pipe open for ever, so the answer goes to a file.
    with tempfile.TemporaryFile("w+") as answer:
        done = subprocess.run(
            command,
            cwd=place.folder,
            env={**environment, "LC_ALL": "C", "HOME": str(place.folder)},
            user=account.uid,
            group=account.gid,
            extra_groups=None if account.uid is None else [],
            stdin=subprocess.DEVNULL,
            stdout=answer,
            stderr=answer,
            text=True,
            check=False,
        )
        answer.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, "", answer.read())


def _last_lines(file: Path) -> str:
    try:
        return "\n".join(file.read_text(errors="replace").splitlines()[-12:])
    except OSError:
        return "(no log)"


def _stands_in(number: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{number}/cwd").resolve(strict=True) == folder.resolve()
    except OSError:
        pass
    if Path("/proc/self/cwd").exists():
        return False
    listed = subprocess.run(["ps", "-o", "command=", "-p", str(number)], capture_output=True, text=True, check=False)
    return str(folder) in listed.stdout


def _processes_in(folder: Path) -> list[int]:
    numbers = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")] if Path("/proc/self").exists() else []
    return [number for number in numbers if _stands_in(number, folder)]
