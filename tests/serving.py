"""Run the real server for tests, and fetch from it."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 90


@dataclass(frozen=True)
class Server:
    url: str
    log: Path
    pid: int

    def last_words(self, lines: int = 40) -> str:
        """Return the end of the server's output."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def get(self, path: str, **headers: str) -> Answer:
        return fetch(self.url + path, {k.replace("_", "-"): v for k, v in headers.items()})


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


def fetch(url: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Ask for an address exactly as it is written, with no path made simpler."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        path = url.split(parts.netloc, 1)[1] or "/"
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())
    finally:
        connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Proxy:
    """Listen as a proxy to whatever would ask another host, and answer nothing."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def variables(self) -> Mapping[str, str]:
        """Return what the environment says to whom it shall lead."""
        url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        names = ("http_proxy", "https_proxy", "all_proxy")
        named = {word: url for name in names for word in (name, name.upper())}
        return {**named, "no_proxy": "", "NO_PROXY": ""}

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            with caller, suppress(OSError):
                caller.settimeout(5)
                self.asked.append(caller.recv(300).decode("latin-1"))

    def close(self) -> None:
        self._socket.close()


@contextmanager
def running(
    shelf: Path | None = None, *options: str, log: Path, **variables: str
) -> Iterator[Server]:
    """Run the app until the block ends; it is ready when the block begins."""
    port = free_port()
    command = [
        sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"),
        "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true",
        *options,
    ]  # fmt: skip
    own = {"DATELINE_DRAFTS": str(log.parent / "drafts"), "PYTHONUNBUFFERED": "1"}
    environment = {**os.environ, **own, **variables}
    environment.pop("DATELINE_STORIES", None)
    if shelf is not None:
        environment["DATELINE_STORIES"] = str(shelf)
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        server = Server(f"http://127.0.0.1:{port}", log, process.pid)
        try:
            wait_until_warm(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until_warm(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if server.get("/health").json()["warm"]:
                return
        except (OSError, ValueError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start; its last words:\n{server.last_words()}")
