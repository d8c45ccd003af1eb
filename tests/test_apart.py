"""Work in a process of its own: same bytes, faults told, a killed process replaced."""

from __future__ import annotations

import os
import signal

import pytest

from geo.errors import BusyError, RequestError
from geo.printmap import encode, sheet_of
from geo.service.jobs.apart import apart
from geo.story import Shelf

FIRST = "iran-azerbaijan-2025"


def test_another_process_does_it() -> None:
    assert apart(os.getpid) != os.getpid()
    assert apart(os.getpid) == apart(os.getpid)


@pytest.mark.parametrize("form", ["svg", "pdf"])
def test_a_file_is_the_same_as_here(form: str) -> None:
    sheet, page = sheet_of(Shelf().story(FIRST), {"preset": "square", "lang": "fa"})
    assert apart(encode, sheet, page, form) == encode(sheet, page, form)


def test_a_fault_is_told_as_it_is() -> None:
    sheet, page = sheet_of(Shelf().story(FIRST), {"preset": "square"})
    with pytest.raises(RequestError, match="there is no format"):
        apart(encode, sheet, page, "bmp")


def test_a_killed_process_is_told_of_and_replaced() -> None:
    old = apart(os.getpid)
    os.kill(old, signal.SIGKILL)
    with pytest.raises(BusyError, match="ask again"):
        apart(os.getpid)
    assert apart(os.getpid) not in (old, os.getpid())


def test_ctrl_c_in_the_terminal_does_not_reach_it() -> None:
    process = apart(os.getpid)
    os.kill(process, signal.SIGINT)
    assert apart(os.getpid) == process
