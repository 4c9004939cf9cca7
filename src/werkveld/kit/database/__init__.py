"""One PostgreSQL for the whole program: found, made, started, and divided into roles.

`connection_for` is all that the settings need and touches nothing. `ensure_running` makes sure that a server
answers, `prepare` that it holds our roles and database. With `DATABASE_URL` the server is somebody else's and
nothing is started here.
"""

from werkveld.kit.database.binaries import Binaries, available_binaries, choose_binaries
from werkveld.kit.database.cluster import Cluster, Status, discard, ensure_running, is_up, status, stop
from werkveld.kit.database.connections import DATABASE, ROLES, connect, connection_for, is_external, login_for
from werkveld.kit.database.errors import DatabaseTrouble, MissingPostgres, WrongPostgres
from werkveld.kit.database.places import Place, place_for
from werkveld.kit.database.roles import grants, prepare

__all__ = [
    "DATABASE",
    "ROLES",
    "Binaries",
    "Cluster",
    "DatabaseTrouble",
    "MissingPostgres",
    "Place",
    "Status",
    "WrongPostgres",
    "available_binaries",
    "choose_binaries",
    "connect",
    "connection_for",
    "discard",
    "ensure_running",
    "grants",
    "is_external",
    "is_up",
    "login_for",
    "place_for",
    "prepare",
    "status",
    "stop",
]
