"""What must stay secret: the key that signs sessions, and files that only their owner may read."""

import errno
import os
import secrets
import stat
import tomllib
from pathlib import Path
from typing import Any

NAME = "secret-key"
OLD = "secret-key.old"  # The keys before it, one a line, the youngest first.
# What a service manager may hand over as a file instead of in the environment (systemd: LoadCredentialEncrypted=).
CREDENTIALS = (
    "WERKVELD_SECRET_KEY",
    "WERKVELD_OLD_SECRET_KEYS",
    "WERKVELD_SMTP_PASSWORD",
    "DATABASE_URL",
    "DATABASE_APP_URL",
    "DATABASE_BACKUP_URL",
)


def take_credentials() -> None:
    """Read what stands in the folder that `CREDENTIALS_DIRECTORY` names, under the name of the variable.

    A vault, or systemd with the machine's TPM, keeps them encrypted and shows them to the running service alone.
    """
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    for name in CREDENTIALS if folder else ():
        file = Path(str(folder)) / name
        if file.is_file():
            os.environ.setdefault(name, file.read_text().strip())


def secret_key(data: Path) -> str:
    """The signing key of this deployment: `WERKVELD_SECRET_KEY`, else a file of our own that only we can read.

    Two processes that start at once end with the same key: the file is made whole and linked into place.
    """
    given = os.environ.get("WERKVELD_SECRET_KEY")
    if given:
        return given
    file = data / NAME
    if not file.exists():
        _make(file)
    return file.read_text().strip()


def old_keys(data: Path) -> list[str]:
    """Keys that still open what was signed or locked before, the youngest first; nothing new is signed with them."""
    given = os.environ.get("WERKVELD_OLD_SECRET_KEYS", "")
    file = data / OLD
    kept = file.read_text().split() if file.exists() else []
    return [key for key in (*given.split(","), *kept) if key]


def replace_key(data: Path) -> None:
    """Put a fresh key in the file, the one before it among the old ones.

    Raises `FileNotFoundError` when there is no file: the key is kept elsewhere, or nothing was ever signed.
    """
    file, old = data / NAME, data / OLD
    before = [file.read_text().strip(), *old_keys(data)]
    _write(old, "\n".join(before) + "\n")
    _write(file, secrets.token_urlsafe(64))


def forget_old_keys(data: Path) -> int:
    """Throw the old keys of the file away; how many there were."""
    number = len(old_keys(data))
    (data / OLD).unlink(missing_ok=True)
    return number


def _write(file: Path, text: str) -> None:
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(text)
    fresh.replace(file)


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{NAME}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_urlsafe(64))
    try:
        os.link(fresh, file)
    except FileExistsError:
        pass  # Another process was first; its key counts.
    finally:
        fresh.unlink()


def private_table(path: str) -> dict[str, Any]:
    """The tables of a TOML file that only its owner may read; none when no file is named.

    Raises `PermissionError` when others may read it: what is in it opens doors.
    """
    if not path:
        return {}
    file = Path(path)
    # The folder of the service manager is closed to others already, whatever its files say.
    is_handed = str(file.parent) == os.environ.get("CREDENTIALS_DIRECTORY")
    if not is_handed and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise PermissionError(errno.EACCES, "others may read it: chmod 600", path)
    with file.open("rb") as stream:
        return tomllib.load(stream)
