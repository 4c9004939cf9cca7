"""Where the embedded server keeps its files and its socket, and as whom it runs."""

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from werkveld.kit.database.errors import DatabaseTrouble

# The kernel allows about 107 bytes for a socket's path; the server adds "/.s.PGSQL.5432".
LONGEST_SOCKET_FOLDER = 85
ELSEWHERE = "postgres-elsewhere"


@dataclass(frozen=True)
class Place:
    """The folders of one cluster. `folder` holds `cluster` (PostgreSQL's own), the log and the records."""

    data: Path
    folder: Path
    socket: Path

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def major(self) -> int | None:
        """Major version that made the cluster, None when there is none yet."""
        try:
            return int((self.cluster / "PG_VERSION").read_text().strip())
        except FileNotFoundError:
            return None


@dataclass(frozen=True)
class Account:
    """The user the server runs as. None for both means: as ourselves."""

    uid: int | None
    gid: int | None


def place_for(data: Path) -> Place:
    """The place of the cluster that belongs to data folder `data`; reads at most one small file, makes nothing."""
    folder = _folder_for(data)
    socket = folder / "socket"
    if len(os.fsencode(socket)) > LONGEST_SOCKET_FOLDER:
        socket = Path("/tmp") / f"werkveld-{_mark(folder)}"  # noqa: S108 - made 0700 and checked before use
    return Place(data, folder, socket)


def account_for(place: Place) -> Account:
    """As whom to run: PostgreSQL refuses root, so root steps down to whoever owns the cluster, or to `postgres`."""
    if os.geteuid() != 0:
        return Account(None, None)
    if place.cluster.exists() and place.cluster.stat().st_uid != 0:
        owner = place.cluster.stat()
        return Account(owner.st_uid, owner.st_gid)
    user = _service_user()
    return Account(user.pw_uid, user.pw_gid)


def make_folders(place: Place, account: Account) -> None:
    """Make the cluster's folders, private to the server's user. Raises `DatabaseTrouble` when they are not ours."""
    place.data.mkdir(parents=True, exist_ok=True, mode=0o755)
    if place.folder != place.data / "postgres":
        place.folder.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        (place.data / ELSEWHERE).write_text(f"{place.folder}\n")
    for folder in (place.folder, place.socket):
        folder.mkdir(mode=0o700, exist_ok=True)
        if account.uid is not None and folder.stat().st_uid == 0:
            os.chown(folder, account.uid, account.gid or -1)
        _insist_on_private(folder, account)


def is_reachable(path: Path, account: Account) -> bool:
    """Whether the account may walk to `path` (it must be able to pass each folder above it)."""
    if account.uid is None:
        return True
    return all(_may_pass(folder, account) for folder in path.absolute().parents if folder.exists())


def _folder_for(data: Path) -> Path:
    try:
        return Path((data / ELSEWHERE).read_text().strip())
    except OSError:
        pass
    inside = data / "postgres"
    if os.geteuid() != 0 or inside.exists():
        return inside
    user = _service_user()
    if is_reachable(inside, Account(user.pw_uid, user.pw_gid)):
        return inside
    # Root's own home is closed to the server's user, and rightly so: keep the cluster where it can come.
    return Path("/var/lib/werkveld") / f"{data.parent.name}-{_mark(data)}"


def _service_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise DatabaseTrouble(
        "PostgreSQL does not run as root and this machine has no user `postgres` or `nobody`. "
        "Make one (`useradd --system postgres`) or start werkveld as an ordinary user."
    )


def _insist_on_private(folder: Path, account: Account) -> None:
    """Whoever can write the socket's folder can pose as our server, so it must be the server's and nobody else's."""
    found = folder.lstat()
    ours = os.geteuid() if account.uid is None else account.uid
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != ours:
        raise DatabaseTrouble(
            f"{folder} belongs to another user (number {found.st_uid}), so no database is started in it. "
            "Start werkveld as that user, or choose another folder with WERKVELD_DATA."
        )
    if stat.S_IMODE(found.st_mode) & 0o077:
        folder.chmod(0o700)


def _may_pass(folder: Path, account: Account) -> bool:
    found = folder.stat()
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def _mark(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:12]
