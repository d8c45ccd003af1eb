"""Link the client's ES modules into one classic script, as a page asks for one file, not eighty.

A module becomes a function that runs once and returns what it exports; modules stand in the order
in which they need each other. Only plain forms are read, so that every name can be checked here::

    import { el, svg as drawn } from "../base/dom.js";
    import * as marks from "./marks.js";
    export function f() {}      export async function f() {}
    export class C {}           export const c = 1;           export { f, g };
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from geo.errors import FaultError

_FROM: Final = r'from "(?P<path>\.\.?/[\w./-]+\.js)";$'
_IMPORT: Final = re.compile(
    rf"^import (?:\* as (?P<whole>\w+)|\{{(?P<names>[^{{}}]*)\}}) {_FROM}", re.M
)
_LASTING: Final = r"(?:export )?(?:async function|function|class|const)"
"""What is exported is handed over once: a variable that changes later would not be seen to."""
_MADE: Final = re.compile(rf"^(?=export ){_LASTING} (?P<name>\w+)\b(?! *,)", re.M)
_LISTED: Final = re.compile(r"^export \{(?P<names>[^{}]*)\};$", re.M)
_OTHER: Final = re.compile(r"""^\s*(?:import|export)\b\s*[\w"'{*]|\bimport\s*[(.]""", re.M)
_DOC: Final = r"/\*\*(?:(?!\*/).)*\*/"
_TOLD: Final = re.compile(rf"\A/\*.*?\*/\s*|^[ \t]*{_DOC}[ \t]*\n|{_DOC} ?", re.M | re.S)
"""What is told to programmers and to the checker of types alone, a module's first words too: it
need not travel."""
_NAME: Final = re.compile(r"(\w+)(?: as (\w+))?")


class LinkError(FaultError):
    """Say what of the client's modules does not fit together, and in which line."""


@dataclass(frozen=True)
class _Import:
    path: str
    names: tuple[tuple[str, str], ...]
    """What each is called there and here; ``*`` for all."""
    line: int


@dataclass(frozen=True)
class _Module:
    imports: tuple[_Import, ...]
    exports: tuple[str, ...]
    code: str


def link(entry: str, *, root: Path) -> str:
    """Return a module and all that it imports as one script, which leaves no name behind.

    Parameters
    ----------
    entry
        Path of a module inside `root`, for example ``"js/main.js"``.
    root
        The folder that holds the modules.

    Raises
    ------
    LinkError
        Where a form is not one of those above, an import leads to nothing, a name is exported
        twice or not at all, or modules import each other in a circle.
    """
    modules = dict(_ordered(entry, root))
    numbers = {path: number for number, path in enumerate(modules)}
    parts = [_wrapped(module, numbers, path) for path, module in modules.items()]
    return "\n".join(["(() => {", '"use strict";', *parts, "})();"]) + "\n"


def linked(entry: str, *, root: Path) -> tuple[str, ...]:
    """Return the paths of a module and of all that it imports, in the order of `link`."""
    return tuple(path for path, _ in _ordered(entry, root))


def _ordered(entry: str, root: Path) -> Iterator[tuple[str, _Module]]:
    """Yield the modules, each after those that it imports."""
    done: dict[str, _Module] = {}

    def visit(path: str, way: tuple[str, ...]) -> Iterator[tuple[str, _Module]]:
        module = _read(path, root)
        for wanted in module.imports:
            if wanted.path in (*way, path):
                circle = " → ".join([*(*way, path)[(*way, path).index(wanted.path) :], wanted.path])
                raise LinkError(f"{path}:{wanted.line}: modules import each other: {circle}")
            if wanted.path not in done:
                if not (root / wanted.path).is_file():
                    raise LinkError(f"{path}:{wanted.line}: there is no module {wanted.path}")
                yield from visit(wanted.path, (*way, path))
            for name, _ in wanted.names:
                if name not in ("*", *done[wanted.path].exports):
                    raise LinkError(f"{path}:{wanted.line}: {wanted.path} exports no {name}")
        done[path] = module
        yield path, module

    yield from visit(entry, ())


def _read(path: str, root: Path) -> _Module:
    source = (root / path).read_text(encoding="utf-8")
    imports = tuple(_import(found, path, source) for found in _IMPORT.finditer(source))
    exports: list[str] = []
    for found in sorted([*_MADE.finditer(source), *_LISTED.finditer(source)], key=re.Match.start):
        names = [found["name"]] if found.re is _MADE else _names(found, path, source)
        for name in names:
            if name in exports:
                raise LinkError(f"{path}:{_line(source, found)}: {name} is exported twice")
            if not re.search(rf"^{_LASTING} {name}\b", source, re.M):
                told = f"exports {name}, which is no function, class or constant of its own"
                raise LinkError(f"{path}:{_line(source, found)}: {told}")
            exports.append(name)
    code = _LISTED.sub(_blank, _MADE.sub(_bare, _IMPORT.sub(_blank, source)))
    other = _OTHER.search(code)
    if other:
        line = code.count("\n", 0, other.end()) + 1
        form = code.splitlines()[line - 1].strip()
        raise LinkError(f"{path}:{line}: the linker does not read this form: {form}")
    return _Module(imports, tuple(exports), _TOLD.sub("", code).strip())


def _import(found: re.Match[str], path: str, source: str) -> _Import:
    parts: list[str] = []
    for part in (PurePosixPath(path).parent / found["path"]).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    names = (
        [("*", found["whole"])]
        if found["whole"]
        else [(own, other or own) for own, other in _pairs(found, path, source)]
    )
    return _Import("/".join(parts), tuple(names), _line(source, found))


def _names(found: re.Match[str], path: str, source: str) -> list[str]:
    pairs = list(_pairs(found, path, source))
    if any(other for _, other in pairs):
        raise LinkError(f"{path}:{_line(source, found)}: a name is exported under another")
    return [name for name, _ in pairs]


def _pairs(found: re.Match[str], path: str, source: str) -> Iterator[tuple[str, str]]:
    for part in filter(None, map(str.strip, found["names"].split(","))):
        name = _NAME.fullmatch(part)
        if not name:
            raise LinkError(f"{path}:{_line(source, found)}: {part} is not a name")
        yield name[1], name[2] or ""


def _line(source: str, found: re.Match[str]) -> int:
    return source.count("\n", 0, found.start()) + 1


def _blank(found: re.Match[str]) -> str:
    """Leave as many lines, so that what comes after keeps its number."""
    return "\n" * found[0].count("\n")


def _bare(found: re.Match[str]) -> str:
    return found[0].removeprefix("export ")


def _wrapped(module: _Module, numbers: Mapping[str, int], path: str) -> str:
    """Return a module as a function; ``$`` begins no name of ours."""
    names = partial(map, lambda pair: pair[0] if pair[0] == pair[1] else ": ".join(pair))
    taken = [
        f"const {wanted.names[0][1]} = ${numbers[wanted.path]};"
        if wanted.names[0][0] == "*"
        else f"const {{ {', '.join(names(wanted.names))} }} = ${numbers[wanted.path]};"
        for wanted in module.imports
    ]
    given = [f"return {{ {', '.join(module.exports)} }};"] if module.exports else []
    lines = [f"const ${numbers[path]} = (() => {{", *taken, module.code, *given, "})();"]
    return "\n".join(lines)
