"""Hold the linker to plain modules: each form is read as a browser does, or refused in words."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from geo.webmap.assets import ALONE, MODULES, STATIC
from geo.webmap.modules import LinkError, link, linked

ENTRIES = (*MODULES.values(), ALONE)


def write(root: Path, **modules: str) -> Path:
    for name, source in modules.items():
        path = root / f"{name.replace('__', '/')}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return root


def refused(root: Path, **modules: str) -> str:
    with pytest.raises(LinkError) as told:
        link("main.js", root=write(root, **modules))
    return str(told.value)


def test_modules_stand_after_those_they_import_and_each_but_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        main='import { b } from "./in/b.js";\nimport * as a from "./a.js";\na.say(b);\n',
        a="export function say(what) { console.log(what); }\n",
        in__b='import { say as told } from "../a.js";\nconst b = 1;\ntold(b);\nexport { b };\n',
    )
    assert linked("main.js", root=tmp_path) == ("a.js", "in/b.js", "main.js")
    assert link("main.js", root=tmp_path) == (
        '(() => {\n"use strict";\n'
        "const $0 = (() => {\nfunction say(what) { console.log(what); }\nreturn { say };\n})();\n"
        "const $1 = (() => {\nconst { say: told } = $0;\nconst b = 1;\ntold(b);\n"
        "return { b };\n})();\n"
        "const $2 = (() => {\nconst { b } = $1;\nconst a = $0;\na.say(b);\n})();\n"
        "})();\n"
    )


def test_every_plain_form_of_an_export_is_read(tmp_path: Path) -> None:
    made = (
        "export function one() {}\nexport async function two() {}\nexport class Three {}\n"
        "export const four = 4;\nconst five = 5;\nconst six = 6;\nexport {\n  five, six,\n};\n"
    )
    write(tmp_path, main=made)
    assert "return { one, two, Three, four, five, six };" in link("main.js", root=tmp_path)


def test_what_is_told_to_programmers_alone_is_left_out(tmp_path: Path) -> None:
    made = (
        "/* Say one. */\n\n/** What\n * one is. */\nexport const one = 1; // so\n/* Use it. */\n"
        "const f = (/** @type {any} */ a) => a;\n  /** @type {any} */ (f)(one);\n"
        "/**\n * @param {number} a\n */\nfunction g(a) { return a * 2 / 2; }\ng(one);\n"
    )
    write(tmp_path, main=made)
    assert link("main.js", root=tmp_path) == (
        '(() => {\n"use strict";\nconst $0 = (() => {\nconst one = 1; // so\n/* Use it. */\n'
        "const f = (a) => a;\n  (f)(one);\nfunction g(a) { return a * 2 / 2; }\ng(one);\n"
        "return { one };\n})();\n})();\n"
    )


@pytest.mark.parametrize(
    "form",
    [
        "export default 1;",
        "export let a = 1;",
        "export var a = 1;",
        "export const { a } = {};",
        "export function* a() {}",
        'export * from "./a.js";',
        'export { a } from "./a.js";',
        'import "./a.js";',
        'import a from "./a.js";',
        'import { a } from "a";',
        "import { a } from './a.js';",
        'const a = await import("./a.js");',
        "const here = import.meta.url;",
    ],
)
def test_any_other_form_is_refused(tmp_path: Path, form: str) -> None:
    told = refused(tmp_path, main=f"/* Try. */\n\n{form}\n", a="export const a = 1;\n")
    assert told == f"main.js:3: the linker does not read this form: {form}"


def test_a_circle_is_named_whole(tmp_path: Path) -> None:
    told = refused(
        tmp_path,
        main='import { a } from "./a.js";\n',
        a='\nimport { b } from "./b.js";\nexport const a = 1;\n',
        b='import { a } from "./a.js";\nexport const b = 1;\n',
    )
    assert told == "b.js:1: modules import each other: a.js → b.js → a.js"


def test_names_and_modules_that_are_not_there_are_refused(tmp_path: Path) -> None:
    other = "export const one = 1;\n"
    assert refused(tmp_path, main='\nimport { two } from "./a.js";\n', a=other) == (
        "main.js:2: a.js exports no two"
    )
    assert refused(tmp_path, main='import { one } from "./none.js";\n') == (
        "main.js:1: there is no module none.js"
    )
    assert refused(tmp_path, main="export const one = 1;\nexport { one };\n") == (
        "main.js:2: one is exported twice"
    )
    assert refused(tmp_path, main="const one = 1;\nexport { one as two };\n") == (
        "main.js:2: a name is exported under another"
    )


@pytest.mark.parametrize("made", ["let one = 1;", 'import { one } from "./a.js";', "f(one);"])
def test_only_what_lasts_and_is_its_own_is_exported(tmp_path: Path, made: str) -> None:
    told = refused(tmp_path, main=f"{made}\nexport {{ one }};\n", a="export const one = 1;\n")
    assert told == "main.js:2: exports one, which is no function, class or constant of its own"


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_client_is_linked_and_leaves_but_one_name(entry: str) -> None:
    whole = link(entry, root=STATIC)
    assert whole.startswith('(() => {\n"use strict";\n')
    assert re.findall(r"\bwindow\.(\w+) = ", whole) == ["Dateline"]


def test_every_client_file_is_loaded() -> None:
    known = {name for entry in ENTRIES for name in linked(entry, root=STATIC)}
    assert {path.relative_to(STATIC).as_posix() for path in STATIC.glob("js/**/*.js")} == known


ROOMS = ("base", "core", "map", "placing", "labels", "reading", "time", "panels", "export", "alone")
"""Of the reading page: each imports only from itself and from those before it."""
CHECK_ROOMS = (
    "base",
    "core",
    "map",
    "check/draft",
    "check/deciding",
    "check/map",
    "check/forms",
    "check/desk",
)


def test_no_room_holds_more_than_nine_modules() -> None:
    rooms = Counter(path.parent for path in STATIC.glob("js/**/*.js"))
    assert [room.name for room, many in rooms.items() if many > 9] == []


def test_rooms_lead_one_way() -> None:
    for path in STATIC.glob("js/**/*.js"):
        name = path.relative_to(STATIC / "js").as_posix()
        room = name.rpartition("/")[0]
        rooms = CHECK_ROOMS if room.startswith("check") else ROOMS
        if room not in rooms:
            continue
        for wanted in linked(f"js/{name}", root=STATIC):
            other = wanted.removeprefix("js/").rpartition("/")[0]
            last = name == "alone/main.js" and not other
            assert last or rooms.index(other) <= rooms.index(room), (name, wanted)
