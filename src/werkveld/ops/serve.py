"""`werkveld serve`: the pages, the clockwork and the database behind them, until it is told to stop."""

import argparse
import ctypes
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from werkveld.kit import database
from werkveld.ops import assets
from werkveld.ops.migrate import insist_on_tables
from werkveld.ops.terminal import Refusal, Subparsers, add_command, console, say, start_django

log = logging.getLogger(__name__)

CLOCKWORK_SECONDS = 30
LOOK_SECONDS = 1.0
GRACE_SECONDS = 15.0


def add_to(subparsers: Subparsers) -> None:
    """Hang `serve` on the command."""
    parser = add_command(
        subparsers,
        "serve",
        "Serve the pages, and run the clockwork that publishes and lapses items.",
        text="Starts the database when it is not up, and again should it fall. Stop with Ctrl+C; the database\n"
        "stays up (`werkveld db stop`). Put a proxy with TLS in front: docs/running.md says how.",
        examples="werkveld serve\nwerkveld serve --port 9000 --workers 4\nWERKVELD_HOSTS=buurt.example werkveld serve",
    )
    add_address_to(parser)
    parser.set_defaults(run=run)


def add_address_to(parser: argparse.ArgumentParser) -> None:
    """The options that say where to listen; the demo has them too."""
    parser.add_argument("--port", type=int, default=8000, help="default 8000")
    parser.add_argument("--host", default="127.0.0.1", help="default 127.0.0.1: only this machine")
    parser.add_argument("--workers", type=int, default=2, help="processes that make pages, one a core; default 2")


def run(chosen: argparse.Namespace) -> int:
    """Check what must be right, then serve."""
    insist_on_earnest()
    data = start_django("owner")
    database.prepare(database.ensure_running(data, say=say))
    insist_on_tables()
    assets.collect()
    insist_on_port(chosen.host, chosen.port)
    console.print(f"Werkveld stands at [bold]http://{chosen.host}:{chosen.port}/[/] (stop with Ctrl+C)")
    return serve(data, chosen.host, chosen.port, chosen.workers)


def insist_on_earnest() -> None:
    """Refuse the two switches that open everything to everybody: they are for looking around and for building."""
    if os.environ.get("WERKVELD_DEMO") == "1":
        raise Refusal("WERKVELD_DEMO is set: anybody could sign in as anybody. Take it away, or use `werkveld demo`.")
    if os.environ.get("WERKVELD_DEBUG") == "1":
        raise Refusal("WERKVELD_DEBUG is set: an error would show the program's inside to visitors. Take it away.")


def insist_on_port(host: str, port: int) -> None:
    """Refuse before anything is started when somebody else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refusal(f"Port {port} on {host} is taken ({error.strerror}). Choose another with --port.") from error


def serve(data: Path, host: str, port: int, workers: int) -> int:
    """Run pages and clockwork as children until one signal or the pages' end; returns the pages' exit code."""
    is_stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal is_stopping
        is_stopping = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    pages, clockwork = _pages(host, port, workers), _clockwork()
    try:
        while not is_stopping and pages.poll() is None:
            time.sleep(LOOK_SECONDS)
            _keep_database(data)
            if clockwork.poll() is not None and not is_stopping:
                log.warning("The clockwork stopped and is started again.")
                clockwork = _clockwork()
    finally:
        _end(clockwork)
        code = _end(pages)
        for number, answer in before.items():
            signal.signal(number, answer)
    return 0 if is_stopping else code


def _pages(host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    # One blocking thread a worker: Django over WSGI gains nothing from more, and each holds one connection.
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--blocking-threads", "1", "--no-ws"]
    command += ["--host", host, "--port", str(port), "--workers", str(workers), "--respawn-failed-workers"]
    command += ["--log-level", "warning", "--log-config", str(Path(__file__).with_name("granian.json"))]
    command += ["werkveld.wsgi:application"]
    return _child(command, "app")


def _clockwork() -> subprocess.Popen[bytes]:
    return _child([sys.executable, "-m", "werkveld.ops.command", "tick", "--every", str(CLOCKWORK_SECONDS)], "owner")


def _child(command: list[str], role: str) -> subprocess.Popen[bytes]:
    """A process of our own: away from the terminal's Ctrl+C, so that we end it in order, and never outliving us."""
    # Never with errors laid open, not even in the demo.
    environment = {**os.environ, "WERKVELD_DATABASE_ROLE": role, "WERKVELD_DEBUG": ""}
    return subprocess.Popen(command, env=environment, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: PLW1509


def _die_with_parent() -> None:
    """Linux only: should we be killed without a chance to clean up, our children are told to stop."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1 = PR_SET_PDEATHSIG


def _keep_database(data: Path) -> None:
    if not database.is_external() and not database.is_up(data):
        try:
            log.warning("The database was down and is started again.")
            database.ensure_running(data, say=say)
        except database.DatabaseTrouble as trouble:
            log.error(str(trouble))  # noqa: TRY400 - the sentence says it all


def _end(child: subprocess.Popen[bytes]) -> int:
    if child.poll() is None:
        child.terminate()
    try:
        return child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()
