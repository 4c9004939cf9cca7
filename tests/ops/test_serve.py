"""The whole of it in real processes: pages and clockwork rise, outlive their database's death, and end in order."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.conftest import Command, environment_of
from werkveld.kit import database
from werkveld.kit.database import server


@pytest.fixture
def served(house: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A running `werkveld serve` and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "werkveld.ops.command", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment_of(house), stdout=subprocess.DEVNULL)
    yield process, f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(30)


def test_pages_return_by_themselves_when_the_database_is_killed(
    served: tuple[subprocess.Popen[bytes], str], house: Path
) -> None:
    _process, address = served
    assert _answer(address) == 200
    number = server.postmaster_of(database.place_for(house))
    assert number is not None
    os.kill(number, signal.SIGKILL)
    assert _answer(address, wanted=200, after=1.5) == 200


def test_nothing_is_left_running_when_it_is_told_to_stop(served: tuple[subprocess.Popen[bytes], str]) -> None:
    process, address = served
    assert _answer(address) == 200
    children = _children(process.pid)
    assert len(children) == 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert not [number for number in children if Path(f"/proc/{number}").exists()]
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"{address}/gezond", timeout=2)  # noqa: S310 - our own address


def test_taken_port_is_said_before_anything_starts(werkveld: Command) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = werkveld("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr


def test_tick_says_what_it_did(werkveld: Command) -> None:
    assert werkveld("tick").stdout.strip() == "0 published, 0 lapsed."


def test_doctor_finds_nothing_essential_missing(werkveld: Command) -> None:
    done = werkveld("doctor")
    assert done.returncode == 0, done.stdout
    assert "as they should be" in done.stdout


def _answer(address: str, wanted: int = 200, after: float = 0.0) -> int:
    """The status of the health page, once it is the wanted one or patience ends."""
    time.sleep(after)
    deadline = time.monotonic() + 30
    status = 0
    while time.monotonic() < deadline:
        try:
            status = urllib.request.urlopen(f"{address}/gezond", timeout=5).status  # noqa: S310 - our own address
        except urllib.error.HTTPError as error:
            status = error.code
            error.close()
        except OSError:
            status = 0
        if status == wanted:
            break
        time.sleep(0.2)
    return status


def _children(number: int) -> list[int]:
    text = Path(f"/proc/{number}/task/{number}/children").read_text()
    return [int(child) for child in text.split()]
