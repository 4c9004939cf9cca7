"""What one real worker holds after it has shown many pages: granian with one process, read from /proc."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

PATIENCE = 30.0


def worker_megabytes(data: Path, cookie: str, paths: list[str]) -> tuple[float, float]:
    """Resident memory of the worker in MB, before the first page and after all of them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--blocking-threads", "1", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--log-level", "warning"]
    environment = {**os.environ, "WERKVELD_DATA": str(data.absolute()), "WERKVELD_DATABASE_ROLE": "app"}
    server = subprocess.Popen([*command, "werkveld.wsgi:application"], env=environment)
    try:
        _await(port)
        worker = _child_of(server.pid)
        before = _resident(worker)
        for path in paths:
            _fetch(port, path, cookie)
        return before, _resident(worker)
    finally:
        server.terminate()
        server.wait(20)


def _await(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            _fetch(port, "/gezond", "")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def _fetch(port: int, path: str, cookie: str) -> None:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Cookie": cookie})
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        answer.read()


def _child_of(parent: int) -> int:
    """The worker that the server forked: its largest child (a helper of the start-up method is small)."""
    children = [int(n) for n in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    return max(children, key=_resident)


def _resident(process: int) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
