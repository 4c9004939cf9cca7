"""Questions that are put into SQL once a process, and only filled in after that.

Django builds the SQL of a queryset anew each time it is asked: 1 to 3 ms of the processor for a question with the
audience rule in it, where the database needs 0.3 ms to answer (measured on composing a briefing: 33 ms of the
processor before, 8 after). A page asks a dozen. The server keeps its plan as well, once a connection: planning cost
as much as answering.

    @prepared
    def _readings(*, viewer: Viewer, keys: list[UUID]) -> QuerySet[Reading]:
        return Reading.objects.visible_to(viewer).filter(item=any_of(keys), person=viewer.person)

    _readings(viewer=viewer, keys=keys)   # a list

The function runs once, with a `Slot` for each value; what it does with them must be right for every value: no `if`, no
list of a length that differs (use `any_of`), no None (ask `__isnull` in another question).
"""

import copy
import dataclasses
import datetime as dt
import inspect
import typing
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import psycopg
from django.db import connections, models
from django.db.models import Value
from django.db.models.sql.compiler import SQLCompiler

type Path = tuple[str, ...]


class Slot(Value):
    """A place in a question, to be filled with the value at `path`: an argument, or an attribute of one."""

    def __init__(self, path: Path, shape: str = "%s") -> None:
        super().__init__(None)
        self.path, self.shape = path, shape

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The shape with itself as the one parameter; the answer replaces it by the value."""
        return self.shape, (self,)

    def fill(self, values: dict[str, Any]) -> Any:
        """The value as the database takes it: a row by its key, a set in order."""
        value: Any = values[self.path[0]]
        for name in self.path[1:]:
            value = getattr(value, name)
        if isinstance(value, models.Model):
            return value.pk
        return told_keys(value) if isinstance(value, set | frozenset) else value


def told_keys(keys: Iterable[int]) -> str:
    """Whole numbers as the database writes an array: in one go, where a list is put into words number by number."""
    return "{" + ",".join(map(str, sorted(map(int, keys)))) + "}"


class _Whole:
    """Stands for an argument that is a value object: each attribute of it is a slot."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Slot:
        if name.startswith("_"):
            raise AttributeError(name)
        return Slot((self._name, name))


class _AnyOf(Value):
    """One of some values, as one parameter however many there are."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "ANY (%s)", (self.value,)


def any_of(values: Iterable[Any]) -> Value:
    """What a column must equal: `filter(item=any_of(keys))`."""
    return Slot(values.path, "ANY (%s)") if isinstance(values, Slot) else _AnyOf(sorted(values))


def array_of(values: Iterable[Any], field: "models.Field[Any, Any]") -> Value:
    """Values as one array, for a lookup on an array column."""
    return values if isinstance(values, Slot) else Value(sorted(values), field)


class _Kept(psycopg.Cursor[Any]):
    """A cursor whose statements the server plans once a connection, and only runs after that."""

    def execute(
        self, query: Any, params: Any = None, *, prepare: bool | None = True, binary: bool | None = None
    ) -> Any:
        return super().execute(query, params, prepare=prepare, binary=binary)


def keeping_cursor(connection: Any) -> Any:
    """A cursor for a statement that is asked again and again: its plan stays on the server.

    Only where no plan depends on the values: what is fetched by key, not what is searched.
    """
    connection.ensure_connection()
    return connection._prepare_cursor(_Kept(connection.connection))


class _Keeping:
    """A connection whose cursors keep their plans; in all else the connection itself."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def cursor(self) -> Any:
        return keeping_cursor(self._connection)


def prepared[**P, R](build: Callable[P, "models.QuerySet[Any, R]"]) -> Callable[P, list[R]]:
    """Make a question of a function from named values to a queryset; it answers with the list of rows."""
    kept: dict[str, tuple[models.QuerySet[Any, R], SQLCompiler, str, tuple[Any, ...]]] = {}

    def compiled(alias: str) -> tuple["models.QuerySet[Any, R]", SQLCompiler, str, tuple[Any, ...]]:
        rows = build(**_slots(build))  # type: ignore[call-arg]
        compiler = rows.query.get_compiler(using=alias)
        sql, params = compiler.as_sql()
        if frozen := [p for p in params if isinstance(p, dt.date)]:
            raise TypeError(f"{build.__qualname__} would ask of {frozen[0]} for ever: make that moment an argument.")
        return rows, compiler, sql, tuple(params)

    @wraps(build)
    def ask(*args: P.args, **values: P.kwargs) -> list[R]:
        alias = "default"
        if alias not in kept:
            kept[alias] = compiled(alias)
        rows, compiler, sql, params = kept[alias]
        filled = tuple(p.fill(values) if isinstance(p, Slot) else p for p in params)
        asked, bound = rows._chain(), copy.copy(compiler)  # type: ignore[attr-defined]
        # A compiler holds the connection of the thread that made it; this one is ours.
        bound.connection = _Keeping(connections[alias])  # type: ignore[assignment]
        bound.as_sql = lambda *_, **__: (sql, filled)  # type: ignore[method-assign]
        asked.query.get_compiler = lambda *_, **__: bound
        return list(asked)

    return ask


def _slots(build: Callable[..., Any]) -> dict[str, Any]:
    """A stand-in for each argument: a whole for a value object, else one slot."""
    hints = typing.get_type_hints(build)
    return {
        name: _Whole(name) if dataclasses.is_dataclass(hints.get(name)) else Slot((name,))
        for name in inspect.signature(build).parameters
    }
