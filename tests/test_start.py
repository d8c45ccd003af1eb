"""Start as a newcomer does: what it says, what it refuses, what it uses again."""

from __future__ import annotations

import importlib.util
import os
import re
import socket
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from geo.articles.limits import MAX_BYTES

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """Load start.py with an environment of its own that is nowhere near the real one."""
    monkeypatch.setenv("DATELINE_VENV", str(tmp_path / "venv"))
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def ready(start: ModuleType) -> ModuleType:
    """Pretend that the environment has been made: its Python only prints its arguments."""
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.write_text('#!/bin/sh\nfor a in "$@"; do echo "$a"; done\nexit 7\n')
    start.PYTHON.chmod(start.PYTHON.stat().st_mode | stat.S_IEXEC)
    start.STAMP.write_text(start.wanted(start.TEST_LOCK))
    start.CLIENT.mkdir()
    start.CLIENT_STAMP.write_text(start.wanted(start.CLIENT_LOCK))
    return start


def run(*arguments: str, venv: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, str(ROOT / "start.py"), *arguments],
        env={**kept, "DATELINE_VENV": str(venv), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_says_the_two_commands(tmp_path: Path) -> None:
    done = run("--help", venv=tmp_path)
    assert done.returncode == 0
    assert "python3 start.py test" in done.stdout


def test_tests_get_what_follows_and_give_their_exit_code(ready: ModuleType) -> None:
    done = run("test", "tests/test_x.py", "-k", "a name", venv=ready.VENV, DATELINE_CHROMIUM="/x")
    assert done.stdout.splitlines() == ["-m", "pytest", "tests/test_x.py", "-k", "a name"]
    assert done.returncode == 7


def test_app_opens_on_the_wanted_port_without_a_screen(ready: ModuleType) -> None:
    with socket.socket() as probe:
        probe.bind(("", 0))
        port = str(probe.getsockname()[1])
    done = run("--port", port, venv=ready.VENV)
    assert f"http://localhost:{port}" in done.stdout
    said = done.stdout.splitlines()
    assert said[said.index("--server.port") + 1] == port
    assert said[said.index("--server.headless") + 1] == "true"
    seen = run("--port", port, venv=ready.VENV, DISPLAY=":0").stdout.splitlines()
    assert seen[seen.index("--server.headless") + 1] == "false"


def test_the_app_listens_to_this_machine_alone_and_takes_no_more_than_an_article() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]
    assert settings["address"] == "localhost"
    assert settings["maxUploadSize"] * 1_000_000 == max(MAX_BYTES.values())


@pytest.mark.parametrize("address", [["0.0.0.0"], ["::"], ["192.0.2.7"], None])
def test_others_are_let_in_only_by_an_explicit_word(
    address: list[str] | None, ready: ModuleType
) -> None:
    if address:
        for given in (["--server.address", *address], [f"--server.address={address[0]}"]):
            done = run(*given, venv=ready.VENV)
            assert done.returncode == 1
            assert "delete drafts" in done.stdout and "add --open-to-others" in done.stdout
    wanted = ["--server.address", *(address or [])] if address else []
    ready.PYTHON.write_text('#!/bin/sh\necho "$DATELINE_OPEN"; for a in "$@"; do echo "$a"; done\n')
    said = run("--open-to-others", *wanted, venv=ready.VENV).stdout.splitlines()
    assert said[1] == "yes"
    assert said[said.index("--server.address") + 1] == (address or ["0.0.0.0"])[0]
    assert "--open-to-others" not in said


def test_busy_port_is_told(ready: ModuleType) -> None:
    with socket.socket() as busy:
        busy.bind(("", 0))
        busy.listen()
        done = run("--port", str(busy.getsockname()[1]), venv=ready.VENV)
    assert done.returncode == 1
    assert "is in use; choose another with --port" in done.stdout


@pytest.mark.parametrize("arguments", [["tset"], ["--port"], ["--port", "x"], ["--port", "0"]])
def test_wrong_call_is_one_sentence(ready: ModuleType, arguments: list[str]) -> None:
    done = run(*arguments, venv=ready.VENV)
    assert done.returncode == 1
    assert done.stdout.startswith("dateline: ")
    assert "Traceback" not in done.stdout + done.stderr


def test_environment_is_used_again_until_the_requirements_change(
    ready: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[Any] = []
    monkeypatch.setattr(ready.subprocess, "call", lambda *a, **k: calls.append((a, k)) or 0)
    monkeypatch.setattr(ready, "works", lambda *a: True)
    ready.set_up(ready.TEST_LOCK)
    ready.set_up(ready.LOCK, ready.TEST_LOCK)
    assert calls == []
    other = tmp_path / "requirements.lock"
    other.write_text("another\n")
    ready.set_up(other, ready.TEST_LOCK)
    assert calls == []
    ready.set_up(other)
    (((command,), _),) = calls
    assert command[-3:] == ["--require-hashes", "-r", str(other)]
    assert ready.STAMP.read_text() == ready.wanted(other)


def pins(lock: Path) -> dict[str, list[str]]:
    """Return which versions of what a lock names; each must have its hashes."""
    text = lock.read_text("utf-8")
    found: dict[str, list[str]] = {}
    for name, version in re.findall(
        r"^([a-z0-9-]+)==(\S+)[^\n]*(?:\\\n +--hash=sha256:[0-9a-f]{64}[^\n]*)+$", text, re.M
    ):
        found.setdefault(name, []).append(version)
    stated = [line for line in text.splitlines() if line[:1] not in ("#", " ")]
    assert len(stated) == sum(map(len, found.values()))
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links", text)
    return found


@pytest.mark.parametrize("name", ["requirements", "requirements-test", "requirements-dev"])
def test_a_lock_is_of_its_requirements_and_names_no_place_to_get_them(name: str) -> None:
    locked = pins(ROOT / f"{name}.lock")
    lines = (ROOT / f"{name}.txt").read_text("utf-8").splitlines()
    for wanted in map(Requirement, (line for line in lines if line and line[0] not in "#-")):
        found = locked[canonicalize_name(wanted.name)]
        assert all(version in wanted.specifier for version in found), wanted


def test_each_lock_has_all_of_the_one_before_it() -> None:
    run, test, dev = (pins(ROOT / f"requirements{end}.lock") for end in ("", "-test", "-dev"))
    assert run.items() <= test.items() <= dev.items()


def test_failed_install_is_told_and_tried_again(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "works", lambda *a: True)
    monkeypatch.setattr(start.subprocess, "call", lambda *a, **k: 1)
    with pytest.raises(start.Stop, match="could not be installed"):
        start.set_up(start.LOCK)
    assert not start.STAMP.exists()


def test_missing_venv_package_is_installed_as_root_or_through_sudo(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(start, "works", lambda *a: False)
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(
        start.subprocess, "call", lambda c, **k: calls.append(list(map(str, c))) or 0
    )
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    start.make_environment()
    assert calls[0][0] == "/usr/bin/sudo"
    assert calls[1][-1] == f"python3.{sys.version_info.minor}-venv"
    assert calls[2][1:3] == ["-m", "venv"]
    calls.clear()
    monkeypatch.setattr(start.os, "geteuid", lambda: 0)
    start.make_environment()
    assert calls[0][:1] == ["env"]


def test_without_root_or_apt_one_sentence_says_what_to_install(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    has_apt = {"apt-get": "/usr/bin/apt-get"}
    monkeypatch.setattr(start.shutil, "which", has_apt.get)
    with pytest.raises(start.Stop, match="as root, run: apt-get install chromium"):
        start.system_install("chromium", "to test")
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    with pytest.raises(start.Stop, match="please install it"):
        start.system_install("chromium", "to test")


def test_nginx_is_installed_only_where_all_is_to_be_tested(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(start, "system_install", lambda name, why: asked.append(name))
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    monkeypatch.setattr(start.Path, "exists", lambda path: False)
    monkeypatch.delenv("CI", raising=False)
    start.find_proxy()
    assert asked == []
    monkeypatch.setenv("CI", "true")
    start.find_proxy()
    assert asked == ["nginx-light"]


def test_browser_that_is_there_is_used(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATELINE_CHROMIUM", raising=False)
    monkeypatch.delenv("CI", raising=False)
    asked: list[str] = []
    monkeypatch.setattr(start, "system_install", lambda name, why: asked.append(name))
    monkeypatch.setattr(
        start.shutil, "which", lambda name: "/usr/bin/x" if name == "chromium" else None
    )
    start.find_browser()
    assert asked == []
    monkeypatch.setattr(start.shutil, "which", lambda name: "/x" if name == "apt-get" else None)
    monkeypatch.setattr(start, "MAC_BROWSER", Path("/nowhere"))
    monkeypatch.setattr(start, "works", lambda *a: False)
    start.find_browser()
    assert asked == ["chromium"]


def test_driver_that_cannot_run_gets_what_it_lacks(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(start, "system_install", lambda name, why: asked.append(name))
    monkeypatch.setattr(start.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(start, "VENV", tmp_path)
    node = tmp_path / "lib" / "python3.11" / "site-packages" / "playwright" / "driver" / "node"
    node.parent.mkdir(parents=True)
    node.touch()
    monkeypatch.setattr(start, "works", lambda *a: True)
    start.find_driver()
    assert asked == []
    monkeypatch.setattr(start, "works", lambda *a: False)
    start.find_driver()
    assert asked == ["libatomic1"]


def test_where_all_is_tested_the_lighter_browser_is_used_if_it_can_be_had(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATELINE_CHROMIUM", raising=False)
    monkeypatch.setenv("CI", "true")
    there = {"apt-get": "/usr/bin/apt-get", "chromium": "/usr/bin/chromium"}
    monkeypatch.setattr(start.shutil, "which", there.get)
    asked: list[str] = []

    def install(name: str, why: str) -> None:
        asked.append(name)
        raise start.Stop("none of that name")

    monkeypatch.setattr(start, "system_install", install)
    start.find_browser()
    del there["chromium"]
    with pytest.raises(start.Stop):
        start.find_browser()
    assert asked == ["chromium-headless-shell", "chromium-headless-shell", "chromium"]


def test_what_checks_the_client_is_installed_once_and_by_its_lock(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []

    def call(command: list[str], *, cwd: Path) -> int:
        assert cwd == start.CLIENT
        calls.append(command)
        return len(calls) == 1

    monkeypatch.setattr(start.subprocess, "call", call)
    start.VENV.mkdir()
    with pytest.raises(start.Stop, match="npm says why above"):
        start.find_checkers()
    for _ in range(2):
        start.find_checkers()
    assert len(calls) == 2
    assert "ci" in calls[1]
    assert {file.name for file in start.CLIENT.iterdir()} == {
        "package.json", "package-lock.json", "dateline-requirements"
    }  # fmt: skip


def test_the_clients_lock_names_no_place_to_get_it() -> None:
    lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')
