"""A backup that proves itself: every table's rows are counted in the database, in the file, and after restoring."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import Connection, sql

from werkveld.kit import database
from werkveld.kit.database.roles import make_database, open_schema
from werkveld.ops.terminal import Refusal

Counts = dict[str, int]
RESTORING = "werkveld_restoring"


def backup(cluster: database.Cluster, file: Path) -> tuple[Counts, Counts]:
    """Write everything to `file`; the counts in the database and in the file, both of the same instant.

    Runs as the backup role, which row-level security does not bind. The file appears only when it is whole.
    """
    half = file.with_name(f"{file.name}.half")
    file.parent.mkdir(parents=True, exist_ok=True)
    with database.connect("backup", cluster.data) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        options = ["--format=custom", f"--snapshot={row[0] if row else ''}", f"--file={half}"]
        half.touch(mode=0o600)
        _run(cluster, "backup", "pg_dump", *options)
        there = count_rows(connection)
    half.rename(file)
    return there, rows_in(cluster, file)


def restore(cluster: database.Cluster, file: Path) -> tuple[Counts, Counts]:
    """Put `file` in the place of the database; the counts in the file and in the restored database.

    It is restored beside the present database and only takes its place when every count agrees, so a broken file
    costs nothing. Raises `Refusal` when it does not agree or cannot be read.
    """
    if not file.is_file():
        raise Refusal(f"There is no file {file}.")
    wanted = rows_in(cluster, file)
    with _maintenance(cluster) as owner:
        _drop(owner, RESTORING)
        make_database(owner, RESTORING)
        try:
            with database.connect("owner", cluster.data, RESTORING) as fresh:
                open_schema(fresh)
            _run(cluster, "owner", "pg_restore", "--exit-on-error", f"--dbname={RESTORING}", str(file))
            with database.connect("backup", cluster.data, RESTORING) as connection:
                there = count_rows(connection)
            if there != wanted:
                raise Refusal("The restored rows differ from those in the file; the present database was kept.")
            take_place(owner, RESTORING, name_of(cluster))
        finally:
            _drop(owner, RESTORING)
    return wanted, there


def reset(data: Path) -> database.Cluster:
    """An empty database in the place of the present one; an embedded one is made anew, by today's PostgreSQL."""
    database.discard(data)
    cluster = database.ensure_running(data)
    if cluster.is_external:
        _empty(cluster)
    database.prepare(cluster)
    return cluster


def _empty(cluster: database.Cluster) -> None:
    name = name_of(cluster)
    with _maintenance(cluster) as owner:
        _drop(owner, name)
        make_database(owner, name)


def count_rows(connection: Connection) -> Counts:
    """Rows of each table of ours, as the connection's role sees them."""
    ours = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    counts = {}
    for (name,) in sorted(connection.execute(ours).fetchall()):
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", name))).fetchone()
        counts[name] = row[0] if row else 0
    return counts


def rows_in(cluster: database.Cluster, file: Path) -> Counts:
    """Rows of each table as they stand in a backup file, by reading it to the end: so the whole file is known good."""
    command = [_program(cluster, "pg_restore"), "--data-only", "--file=-", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_plain()) as reader:
        counts = _counted(reader.stdout) if reader.stdout else {}
        answer = reader.stderr.read().decode(errors="replace").strip() if reader.stderr else ""
    if reader.returncode != 0:
        raise Refusal(f"{file} cannot be read as a backup: {answer}")
    return counts


def take_place(owner: Connection, fresh: str, name: str) -> None:
    """Put database `fresh` in the place of `name`; whoever is connected to the old one must connect anew."""
    _drop(owner, name)
    owner.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(fresh), sql.Identifier(name)))


def name_of(cluster: database.Cluster) -> str:
    """The database's own name: ours, or the one that DATABASE_URL names."""
    return database.login_for("owner", cluster.data)["dbname"]


def _counted(lines: Iterable[bytes]) -> Counts:
    counts: Counts = {}
    table = None
    for line in lines:
        if table is not None:
            if line == b"\\.\n":
                table = None
            else:
                counts[table] += 1
        elif line.startswith(b"COPY public."):
            table = line.split(b"public.", 1)[1].split(b" (", 1)[0].decode().strip().strip('"')
            counts[table] = 0
    return counts


@contextmanager
def _maintenance(cluster: database.Cluster) -> Iterator[Connection]:
    """A connection as owner beside our database, from where it can be dropped and renamed."""
    with database.connect("owner", cluster.data, "postgres") as owner:
        yield owner


def _drop(owner: Connection, name: str) -> None:
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _run(cluster: database.Cluster, role: str, program: str, *options: str) -> None:
    """Run one of PostgreSQL's programs as `role`; the password goes by the environment, never by the command line."""
    words = {"dbname": "PGDATABASE", "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    login = database.login_for(role, cluster.data)
    environment = {words.get(word, f"PG{word.upper()}"): value for word, value in login.items()}
    done = subprocess.run(
        [_program(cluster, program), "--no-password", *options],
        env={**_plain(), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Refusal(f"{program} stopped: {done.stderr.strip()}")


def _program(cluster: database.Cluster, name: str) -> str:
    return (cluster.binaries or database.choose_binaries(None)).program(name)


def _plain() -> dict[str, str]:
    return {word: value for word, value in os.environ.items() if not word.startswith("PG")}
