"""Who may do what in the database: the owner makes, the app is bound by row-level security, the backup reads all."""

from psycopg import Connection, sql

from werkveld.kit.database.cluster import Cluster
from werkveld.kit.database.connections import DATABASE, ROLES, connect
from werkveld.kit.database.errors import DatabaseTrouble

OWNER, APP, BACKUP, SEARCH = (sql.Identifier(f"werkveld_{name}") for name in ("owner", "app", "backup", "search"))
# The owner and the backup pass by the policies: a migration or a dump that saw a part would lose the rest silently.
ATTRIBUTES = {
    "werkveld_owner": "LOGIN BYPASSRLS CREATEDB",
    "werkveld_app": "LOGIN NOBYPASSRLS NOCREATEDB",
    "werkveld_backup": "LOGIN BYPASSRLS NOCREATEDB",
    "werkveld_search": "NOLOGIN BYPASSRLS NOCREATEDB",
}
ONE_AT_A_TIME = 7_319_001


def prepare(cluster: Cluster) -> None:
    """Make the roles and the database of an embedded cluster, and give each role its rights; safe to repeat.

    On somebody else's server roles are for its administrator to make. Raises `DatabaseTrouble` when they are absent.
    """
    if cluster.is_external:
        with connect("owner", cluster.data) as owner:
            _insist_on_roles(owner)
            grants(owner)
        return
    with connect("admin", cluster.data, "postgres") as admin:
        # Two processes may start at once; the second waits here and finds everything made.
        admin.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        for name, attributes in ATTRIBUTES.items():
            _make_role(admin, name, attributes)
        # The owner takes on the app's role in tests, and gives the search role the functions it makes.
        admin.execute(sql.SQL("GRANT {}, {} TO {}").format(APP, SEARCH, OWNER))
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            make_database(admin, DATABASE)
        with connect("owner", cluster.data) as owner:
            grants(owner)


def make_database(connection: Connection, name: str) -> None:
    """An empty database owned by the owner, the same wherever it is made."""
    make = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'")
    connection.execute(make.format(sql.Identifier(name), OWNER))


def grants(owner: Connection) -> None:
    """Say, as owner, what the roles may do with what is and what will be made in this database.

    Tables made later get these rights at birth; a migration that takes some away again keeps its word, because
    only tables nobody ever gave rights on are touched here.
    """
    open_schema(owner)
    for statement in _default_rights():
        owner.execute(_named(statement))
    bare = """SELECT c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = 'public' AND c.relacl IS NULL AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"""
    for name, kind in owner.execute(bare).fetchall():
        for right, what, role in RIGHTS:
            if (kind == "S") == (what == "SEQUENCES"):
                owner.execute(_named(f"GRANT {right} ON {{name}} TO {role}", name=name))


def open_schema(owner: Connection) -> None:
    """Let the roles in, without any right on a table: all that a backup needs before it is restored.

    A backup brings each table's rights itself, and counts on finding no default ones that would add to them.
    """
    owner.execute(_named("GRANT USAGE ON SCHEMA public TO {app}, {backup}, {search}"))
    # A function can only be given to a role that may make things in its schema; the search role cannot log in.
    owner.execute(_named("GRANT CREATE ON SCHEMA public TO {search}"))


RIGHTS = [
    ("SELECT, INSERT, UPDATE, DELETE", "TABLES", "{app}"),
    ("SELECT", "TABLES", "{backup}, {search}"),
    ("USAGE, SELECT", "SEQUENCES", "{app}"),
    ("SELECT", "SEQUENCES", "{backup}, {search}"),
]


def _default_rights() -> list[str]:
    return [
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {right} ON {what} TO {role}" for right, what, role in RIGHTS
    ]


def _named(statement: str, name: str = "") -> sql.Composed:
    return sql.SQL(statement).format(app=APP, backup=BACKUP, search=SEARCH, name=sql.Identifier("public", name))


def _insist_on_roles(owner: Connection) -> None:
    there = {row[0] for row in owner.execute("SELECT rolname FROM pg_roles").fetchall()}
    absent = sorted(set(ATTRIBUTES) - {"werkveld_owner"} - there)
    if absent:
        raise DatabaseTrouble(
            f"The server of DATABASE_URL has no role {', '.join(absent)}. docs/running.md has the statements for "
            "its administrator, under “A server of your own”."
        )


def _make_role(admin: Connection, name: str, attributes: str) -> None:
    known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    word = "ALTER" if known else "CREATE"
    admin.execute(sql.SQL(f"{word} ROLE {{}} {attributes}").format(sql.Identifier(name)))


assert set(ATTRIBUTES) >= {name for role, name in ROLES.items() if role != "admin"}  # noqa: S101 - said in two files
