"""Read a .docx as HTML in a process of its own, with little memory and time.

    python -P docxworker.py MEMORY_BYTES TIME_S STYLE_MAP < article.docx > article.json

What is no text of the page is taken out first and given apart: what Word does not print, what
tracked changes delete, text boxes, comments, the head and foot of pages. This file and the one
beside it import nothing of Dateline's, so that it starts quickly.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from geo.articles.confined import docxplain as plain
else:  # it stands beside this file, and the option -P leaves that folder out
    sys.path.append(str(Path(__file__).parent))
    plain = import_module("docxplain")

_MARKS: Final = {
    "vanish": plain.HIDDEN,
    "strike": plain.STRUCK,
    "dstrike": plain.STRUCK,
}


def page_of(data: bytes, style_map: str) -> dict[str, Any]:
    """Return the document as HTML, and what was taken out of it as [kind, text]."""
    import mammoth

    taken: plain.Taken = []
    page = mammoth.convert_to_html(
        io.BytesIO(_lightened(data, taken)),
        style_map=style_map,
        include_embedded_style_map=False,
        external_file_access=False,
        convert_image=mammoth.images.img_element(lambda image: {}),
    ).value
    return {"page": page, "taken": taken}


def _lightened(data: bytes, taken: plain.Taken) -> bytes:
    """Return the archive without pictures and without what is no text of the page."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    parts, trees = {}, {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            markup = part.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<"
            parts[name] = part if markup else b""
            with contextlib.suppress(etree.XMLSyntaxError):
                trees[name] = etree.fromstring(parts[name], parser)
    styles = {}
    for tree in trees.values():
        if plain.local(tree) == "styles":
            styles.update(_styles(tree))
    for name, tree in trees.items():
        if plain.local(tree) in plain.PARTS | plain.BESIDE:
            plain.make_plain(tree, plain.targets_of(trees, name), taken)
        if plain.local(tree) in plain.PARTS:
            _take(tree, styles, taken)
    plain.take_notes([tree for tree in trees.values() if plain.local(tree) in plain.PARTS], taken)
    taken += dict.fromkeys(one for tree in trees.values() for one in _beside(tree))
    for name, tree in trees.items():
        if plain.local(tree) in plain.BESIDE:
            del tree[:]
        if plain.local(tree) in plain.PARTS | plain.BESIDE:
            parts[name] = etree.tostring(tree, encoding="utf-8")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as lighter:
        for name, part in parts.items():
            lighter.writestr(name, part)
    return out.getvalue()


def _beside(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield what stands beside the text: of pages' heads and feet, comments and charts."""
    if (kind := plain.local(tree)) in plain.BESIDE:
        for paragraph in [e for e in tree.iter() if plain.local(e) == "p"]:
            if plain.has_words(text := plain.text_of(paragraph).strip()):
                yield kind, text
    elif plain.name_of(tree) in plain.DRAWN_PARTS:
        words = dict.fromkeys(e.text.strip() for e in tree.iter() if plain.tells(e))
        if words:
            yield plain.DRAWN, " · ".join(words)


def _marked(properties: Any) -> dict[str, bool]:
    """Return which marks the properties of a run set, or take back."""
    if properties is None:
        return {}
    return {
        plain.local(one): plain.attribute(one, "val").lower() not in ("0", "false", "off")
        for one in properties
        if plain.local(one) in _MARKS
    }


def _styles(tree: Any) -> dict[str, dict[str, bool]]:
    """Return the marks of each style by its id, those that it is based on included."""
    own, based = {}, {}
    for style in tree:
        if plain.local(style) == "style":
            id_ = plain.attribute(style, "styleId")
            own[id_] = _marked(plain.child(style, "rPr"))
            on = plain.child(style, "basedOn")
            based[id_] = "" if on is None else plain.attribute(on, "val")
    found = {}
    for id_ in own:
        marks: dict[str, bool] = {}
        seen: set[str] = set()
        at = id_
        while at in own and at not in seen:
            seen.add(at)
            marks = {**own[at], **marks}
            at = based[at]
        found[id_] = marks
    return found


def _take(tree: Any, styles: dict[str, dict[str, bool]], taken: plain.Taken) -> None:
    """Take out of a part what stands in its text and is not shown, or not meant."""
    _join_paragraphs(tree)
    for paragraph in [e for e in tree.iter() if plain.local(e) == "p"]:
        gone: dict[str, list[str]] = {}
        base = _by_style(plain.child(paragraph, "pPr"), "pStyle", styles)
        for run in [e for e in paragraph.iter() if plain.local(e) == "r"]:
            properties = plain.child(run, "rPr")
            marks = {**base, **_by_style(properties, "rStyle", styles), **_marked(properties)}
            kind = next((_MARKS[name] for name, on in marks.items() if on), None)
            if kind:
                letters = [one for one in run if plain.local(one) in plain.LETTERS]
                gone.setdefault(kind, []).extend(map(plain.text_of, letters))
                for one in letters:
                    run.remove(one)
        taken += [(kind, text) for kind, parts in gone.items() if (text := "".join(parts).strip())]


def _join_paragraphs(tree: Any) -> None:
    """Put before the next paragraph what is one with it.

    That is a large first letter, which Word keeps as a paragraph, and one whose end was deleted.
    """
    for paragraph in [e for e in tree.iter() if plain.local(e) == "p"][::-1]:
        properties = plain.child(paragraph, "pPr")
        marks = [] if properties is None else list(properties.iter())
        large = [e for e in marks if plain.local(e) == "framePr" and plain.attribute(e, "dropCap")]
        ends = [e for e in marks if plain.local(e) == "del"]
        rest = paragraph.getnext()
        if (large or ends) and plain.local(rest) == "p":
            first = next(iter(rest), None)
            for one in [one for one in paragraph if plain.local(one) != "pPr"][::-1]:
                if first is not None and plain.local(first) == "pPr":
                    first.addnext(one)
                else:
                    rest.insert(0, one)
            paragraph.getparent().remove(paragraph)
        for end in ends:  # the library would look for a paragraph that goes on
            end.getparent().remove(end)


def _by_style(properties: Any, name: str, styles: dict[str, dict[str, bool]]) -> dict[str, bool]:
    style = None if properties is None else plain.child(properties, name)
    return {} if style is None else styles.get(plain.attribute(style, "val"), {})


def main(arguments: list[str]) -> int:
    """Set the limits, read, and print."""
    memory, time_s = map(int, arguments[:2])
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, time_s)):
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit of memory
            resource.setrlimit(kind, (limit, limit))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        found = page_of(sys.stdin.buffer.read(), arguments[2])
    except (MemoryError, ImportError, SystemError):  # what comes of a library without memory
        found = {"problem": "heavy"}
    except Exception:  # the library lets whatever it met in the file escape
        found = {"problem": "broken"}
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
