"""What can be wrong with the database, each with a sentence that says what to do."""


class DatabaseTrouble(Exception):  # noqa: N818 - it is read by people, in `except` and on screen
    """The database cannot be used now; the message says why and what to do, in words for a person."""


class MissingPostgres(DatabaseTrouble):
    """No PostgreSQL of at least version 15 was found on this machine."""


class WrongPostgres(DatabaseTrouble):
    """The data folder was made by another major version than any that is installed."""
