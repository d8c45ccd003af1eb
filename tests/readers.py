"""Read as two people do for half an hour, then as thirty-two for a minute, and watch the server.

    python -m tests.readers              and prints what was answered and the memory, each 5 minutes
    python -m tests.readers 2 0.5        two minutes of two readers, half a minute of thirty-two

A reader opens the app as a browser does: the page, Streamlit's WebSocket, the map's document and
what it loads; then he walks over the map from tile to tile, looks at the Export preview, takes a
picture and the data, and leaves. The server is a process of its own, as it is for people.
"""

from __future__ import annotations

import http.client
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.serving import Server, running
from tests.weights import MB

STORY: Final = "iran-azerbaijan-2025"
PAUSE_S: Final = 0.4
"""Between two things that a person does."""
SIGHTS: Final = ("preset=article", "preset=square&lang=fa&theme=dark", "preset=a4-landscape",
                 "width=900&height=700&at=S16", "preset=portrait&lang=hy&theme=grey")  # fmt: skip
FILES: Final = (
    "features.geojson",
    "features.csv",
    "features.gpkg",
    "annotations.jsonld",
    "map.html",
)
LANGUAGES: Final = ("en", "az", "fa", "hy", "tr", "ru")
NOTED_S: Final = 300
STEADY: Final = 0.05
"""Share by which memory may grow in the last third and still be called flat."""
BUSY: Final = frozenset({429, 503})
"""Answers that say to come again, which a reader then does."""


@dataclass
class Tally:
    """Count what was answered, by all readers together."""

    answers: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    visits: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, status: int, path: str) -> None:
        """Count an answer; one that is no answer, but for a busy one, is a fault."""
        with self.lock:
            self.answers[status] += 1
            if status >= 400 and status not in BUSY:
                self.faults.append(f"{status} {path}")

    def broken(self, error: Exception, path: str) -> None:
        """Note a connection that broke."""
        with self.lock:
            self.faults.append(f"{type(error).__name__}: {error} at {path}")

    def visited(self) -> None:
        """Count a reader who came and went."""
        with self.lock:
            self.visits += 1


def resident_mb(pid: int) -> float:
    """Return the memory of a process and of those that it has started."""
    pages = 0
    for one in (pid, *children(pid)):
        try:
            pages += int(Path(f"/proc/{one}/statm").read_text().split()[1])
        except FileNotFoundError:
            continue
    return pages * 4096 / MB


def children(pid: int) -> Iterator[int]:
    """Yield the processes below one."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            yield child
            yield from children(child)


class Reader:
    """Visit the app again and again until it is time to stop."""

    def __init__(self, server: Server, tally: Tally, seed: int) -> None:
        self.parts = urlsplit(server.url)
        self.tally = tally
        self.random = random.Random(seed)

    def read(self, until: float) -> None:
        """Visit until a moment of the monotonic clock."""
        while time.monotonic() < until:
            path = "/"
            connection = http.client.HTTPConnection(self.parts.netloc, timeout=60)
            try:
                for path in self.visit(until):
                    self.get(connection, path)
                    time.sleep(self.random.uniform(0, PAUSE_S))
                self.tally.visited()
            except Exception as error:
                self.tally.broken(error, path)
            finally:
                connection.close()

    def get(self, connection: http.client.HTTPConnection, path: str) -> None:
        """Ask for an address on the reader's connection, and read the answer to its end.

        One that lay idle may have been closed meanwhile; then it is asked on a new one, as browsers
        do.
        """
        was_open = connection.sock is not None
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            connection.close()
            if not was_open:
                raise
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
        answer.read()
        self.tally.answered(answer.status, path)

    def visit(self, until: float) -> Iterator[str]:
        """Yield the addresses of one visit, in their order."""
        lang, theme = self.random.choice(LANGUAGES), self.random.choice(("light", "dark"))
        yield f"/?story={STORY}&lang={lang}"
        self.session(f"story={STORY}&lang={lang}")
        for name in ("embed", "bundle.json"):
            yield f"/stories/{STORY}/{name}"
        x, y = self.random.randrange(36, 44), self.random.randrange(22, 27)
        for zoom in range(6, 11):
            for row in range(2):
                for column in range(3):
                    yield f"/tiles/{theme}/{lang}/{zoom}/{x + column}/{y + row}.png"
            x, y = 2 * x + self.random.randrange(2), 2 * y + self.random.randrange(2)
            if time.monotonic() > until:
                return
        sight = f"{self.random.choice(SIGHTS)}&from=20{self.random.randrange(10, 24)}-01-01"
        yield f"/stories/{STORY}/map.json?{sight}"
        yield f"/stories/{STORY}/map.png?{sight}"
        yield f"/stories/{STORY}/map.{self.random.choice(('pdf', 'svg', 'webp'))}?{sight}"
        yield f"/stories/{STORY}/{self.random.choice(FILES)}"

    def session(self, query: str) -> None:
        """Open a session of Streamlit as the page does, and wait until its script has run."""
        address = f"ws://{self.parts.netloc}/_stcore/stream"
        with connect(
            address, subprotocols=["streamlit"], origin=f"http://{self.parts.netloc}", max_size=None
        ) as socket:
            order = BackMsg()
            order.rerun_script.query_string = query
            socket.send(order.SerializeToString())
            said = ForwardMsg()
            while said.WhichOneof("type") != "script_finished":
                said.ParseFromString(socket.recv(timeout=60))


def together(server: Server, tally: Tally, readers: int, minutes: float) -> list[float]:
    """Let readers read side by side; return the memory, noted all along."""
    until = time.monotonic() + 60 * minutes
    threads = [
        threading.Thread(target=Reader(server, tally, seed).read, args=(until,))
        for seed in range(readers)
    ]
    for thread in threads:
        thread.start()
    memory: list[float] = []
    every_s = min(NOTED_S, 60 * minutes / 6)
    started = told = time.monotonic()
    while any(thread.is_alive() for thread in threads):
        time.sleep(min(5, every_s))
        memory.append(resident_mb(server.pid))
        if time.monotonic() - told >= every_s:
            told = time.monotonic()
            gone = f"{readers:3} readers {(told - started) / 60:5.1f} min: {memory[-1]:6.0f} MB"
            print(f"{gone}, {tally.visits} visits, {tally.answers.total()} answers", flush=True)
    return memory


def grown(memory: list[float]) -> float:
    """Return by which share memory grew over the last third, by its middles at either end."""
    third = memory[2 * len(memory) // 3 :]
    ends = max(1, len(third) // 4)
    first, last = sorted(third[:ends])[ends // 2], sorted(third[-ends:])[ends // 2]
    return last / first - 1


def main(arguments: list[str]) -> int:
    """Run both, print counts, and say whether anything broke or memory grew."""
    minutes, crowd = ([float(text) for text in arguments] + [30, 1][len(arguments) :])[:2]
    tally = Tally()
    with (
        tempfile.TemporaryDirectory() as folder,
        running(log=Path(folder) / "server.log") as server,
    ):
        print(f"at rest: {resident_mb(server.pid):.0f} MB", flush=True)
        memory = together(server, tally, 2, minutes)
        together(server, tally, 32, crowd)
        said = [line for line in server.last_words(2_000).splitlines() if "Traceback" in line]
    print("answers:", ", ".join(f"{code}: {n}" for code, n in sorted(tally.answers.items())))
    growth = grown(memory)
    print(f"memory over the last third of the two readers' time: {growth:+.1%}")
    for fault in [*tally.faults[:20], *said[:5]]:
        print("fault:", fault)
    print(f"{tally.visits} visits, {len(tally.faults)} faults, {len(said)} tracebacks")
    return int(bool(tally.faults or said) or growth > STEADY)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
