"""How to reach the database as each of its roles."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg

from werkveld.kit.database.errors import DatabaseTrouble
from werkveld.kit.database.places import place_for

DATABASE = "werkveld"
# What a process may be; "admin" is the embedded server's own superuser and exists only there.
ROLES = {
    "owner": "werkveld_owner",
    "app": "werkveld_app",
    "backup": "werkveld_backup",
    "admin": "werkveld_admin",
}
# The list of certificate authorities: Debian and its like, Red Hat and its like, Alpine.
BUNDLES = (
    Path("/etc/ssl/certs/ca-certificates.crt"),
    Path("/etc/pki/tls/certs/ca-bundle.crt"),
    Path("/etc/ssl/cert.pem"),
)
URLS = {"owner": "DATABASE_URL", "app": "DATABASE_APP_URL", "backup": "DATABASE_BACKUP_URL"}


def is_external() -> bool:
    """Whether the database is somebody else's server, named by `DATABASE_URL`."""
    return bool(os.environ.get("DATABASE_URL"))


def login_for(role: str, data: Path, database: str | None = None) -> dict[str, str]:
    """Connection words for libpq (`host`, `user`, `dbname`, …) as `role`: owner, app, backup or admin."""
    if role not in ROLES:
        raise DatabaseTrouble(f"There is no database role {role!r}; choose from {', '.join(ROLES)}.")
    login = _external_login(role) if is_external() else _embedded_login(role, data)
    return {**login, "dbname": database} if database else login


def connection_for(role: str, data: Path) -> dict[str, Any]:
    """Django's DATABASES entry as `role`. Pure: it starts nothing, and answers also before a server is there."""
    login = login_for(role, data)
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{known[word]: value for word, value in login.items() if word in known},
        # A worker has one thread, so one kept connection each is a pool already.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Plans are kept for statements that ask for it (`kit/prepared.py`); None, as Django has it, would forbid that.
        "OPTIONS": {"prepare_threshold": 1_000_000, **{w: value for w, value in login.items() if w not in known}},
        "TEST": {"NAME": os.environ.get("WERKVELD_TEST_DATABASE", "test_werkveld")},
    }


def connect(role: str, data: Path, database: str | None = None) -> psycopg.Connection:
    """A bare connection in autocommit, outside Django: for roles, databases, backup and diagnosis."""
    login = {**login_for(role, data, database), "connect_timeout": "5"}
    return psycopg.connect(" ".join(f"{k}='{_quoted(v)}'" for k, v in login.items()), autocommit=True)


def _embedded_login(role: str, data: Path) -> dict[str, str]:
    return {"host": str(place_for(data).socket), "port": "5432", "user": ROLES[role], "dbname": DATABASE}


def _external_login(role: str) -> dict[str, str]:
    own = os.environ.get(URLS.get(role, ""), "")
    login = _parsed(own or os.environ["DATABASE_URL"])
    if not own and role in {"app", "backup"}:
        login["user"] = ROLES[role]
    return login


def _parsed(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise DatabaseTrouble("DATABASE_URL must look like postgresql://user:password@host:5432/werkveld.")
    login = {
        "host": unquote(parts.hostname or ""),
        "port": str(parts.port or 5432),
        "user": unquote(parts.username or ROLES["owner"]),
        "password": unquote(parts.password or ""),
        "dbname": unquote(parts.path.lstrip("/")) or DATABASE,
    }
    words = [pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair]
    if is_elsewhere(login["host"]):
        # Over a network only to the server that its certificate names, unless the address says otherwise.
        login = {**login, "sslmode": "verify-full", "sslrootcert": trusted()}
    return {k: v for k, v in {**login, **{k: unquote(v) for k, v in words}}.items() if v}


def is_elsewhere(host: str) -> bool:
    """Whether a network lies between: no socket and not this machine's loopback."""
    return bool(host) and not host.startswith(("/", "@")) and host not in {"localhost", "127.0.0.1", "::1"}


def trusted() -> str:
    """Whose certificates are believed: the machine's own list, in the one form that every libpq reads."""
    return next((str(file) for file in BUNDLES if file.exists()), "system")


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
