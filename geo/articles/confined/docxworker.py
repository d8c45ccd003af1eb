"""Read a .docx as HTML in a process of its own, with little memory and time.

    python -P docxworker.py MEMORY_BYTES TIME_S STYLE_MAP < article.docx > article.json

Text that Word does not print, what tracked changes delete, and text boxes, which stand beside the
text, are taken out first and given apart, as are comments and the head and foot of pages. This file
imports nothing of Dateline's, so that it starts quickly.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any, Final

_SPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_PARTS: Final = {"document", "footnotes", "endnotes"}
_BESIDE: Final = {"hdr", "ftr", "comments"}
HIDDEN: Final = "hidden"
STRUCK: Final = "struck"
BOX: Final = "box"
DELETED: Final = "deleted"
_MARKS: Final = {"vanish": HIDDEN, "strike": STRUCK, "dstrike": STRUCK}


def page_of(data: bytes, style_map: str) -> dict[str, Any]:
    """Return the document as HTML, and what was taken out of it as [kind, text]."""
    import mammoth

    taken: list[tuple[str, str]] = []
    page = mammoth.convert_to_html(
        io.BytesIO(_lightened(data, taken)),
        style_map=style_map,
        include_embedded_style_map=False,
        external_file_access=False,
        convert_image=mammoth.images.img_element(lambda image: {}),
    ).value
    return {"page": page, "taken": taken}


def _lightened(data: bytes, taken: list[tuple[str, str]]) -> bytes:
    """Return the archive without pictures, hidden and struck text and text boxes."""
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
        if _local(tree) == "styles":
            styles.update(_styles(tree))
    for name, tree in trees.items():
        if _local(tree) in _PARTS:
            _take(tree, styles, taken)
            parts[name] = etree.tostring(tree, encoding="utf-8")
    taken += dict.fromkeys(one for tree in trees.values() for one in _beside(tree))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as lighter:
        for name, part in parts.items():
            lighter.writestr(name, part)
    return out.getvalue()


def _beside(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield each paragraph with words of a page's head or foot, or of comments, with its kind."""
    if (kind := _local(tree)) in _BESIDE:
        for paragraph in [e for e in tree.iter() if _local(e) == "p"]:
            text = _text(paragraph).strip()
            if any(letter.isalpha() for letter in text):
                yield kind, text


def _local(element: Any) -> str:
    """Return the name of one of Word's own elements; nothing for others."""
    if element is None or not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    return name if space[1:] in _SPACES else ""


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if _local(child) == name), None)


def _value(element: Any) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}val")), "")


def _marked(properties: Any) -> dict[str, bool]:
    """Return which marks the properties of a run set, or take back."""
    if properties is None:
        return {}
    return {
        _local(one): _value(one).lower() not in ("0", "false", "off")
        for one in properties
        if _local(one) in _MARKS
    }


def _styles(tree: Any) -> dict[str, dict[str, bool]]:
    """Return the marks of each style by its id, those that it is based on included."""
    own, based = {}, {}
    for style in tree:
        if _local(style) == "style":
            id_ = next((str(v) for k, v in style.attrib.items() if k.endswith("}styleId")), "")
            own[id_] = _marked(_child(style, "rPr"))
            on = _child(style, "basedOn")
            based[id_] = "" if on is None else _value(on)
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


def _take(tree: Any, styles: dict[str, dict[str, bool]], taken: list[tuple[str, str]]) -> None:
    """Take out of a part what does not stand in its text."""
    _part_at_page_ends(tree)
    _join_initials(tree)
    _take_deleted(tree, taken)
    for box in [e for e in tree.iter() if _local(e) == "txbxContent"]:
        around = [parent.tag.rpartition("}")[2] for parent in box.iterancestors()]
        if "txbxContent" not in around and "Fallback" not in around:
            for paragraph in box.iter():
                if _local(paragraph) == "p" and (text := _text(paragraph)):
                    taken.append((BOX, text))
    for box in [e for e in tree.iter() if _local(e) == "txbxContent"]:
        if box.getparent() is not None:
            box.getparent().remove(box)
    for paragraph in [e for e in tree.iter() if _local(e) == "p"]:
        gone: dict[str, list[str]] = {}
        base = _by_style(_child(paragraph, "pPr"), "pStyle", styles)
        for run in [e for e in paragraph.iter() if _local(e) == "r"]:
            properties = _child(run, "rPr")
            marks = {**base, **_by_style(properties, "rStyle", styles), **_marked(properties)}
            kind = next((_MARKS[name] for name, on in marks.items() if on), None)
            if kind:
                gone.setdefault(kind, []).append(_text(run))
                for child in [c for c in run if _local(c) in ("t", "br", "tab", "sym", "cr")]:
                    run.remove(child)
        taken += [(kind, text) for kind, parts in gone.items() if (text := "".join(parts).strip())]


def _part_at_page_ends(tree: Any) -> None:
    """Let a new page or column within a paragraph part it, as two line breaks do."""
    for end in [e for e in tree.iter() if _local(e) == "br"]:
        kind = next((key for key in end.attrib if key.endswith("}type")), None)
        if kind and end.attrib.pop(kind) in ("page", "column"):
            end.addnext(end.makeelement(end.tag))


def _join_initials(tree: Any) -> None:
    """Put a large first letter, which Word keeps as a paragraph, before the rest of its word."""
    for frame in [e for e in tree.iter() if _local(e) == "framePr"]:
        paragraph = frame.getparent().getparent()
        rest = paragraph.getnext()
        if any(key.endswith("}dropCap") for key in frame.attrib) and _local(rest) == "p":
            at = 0 if _child(rest, "pPr") is None else 1
            rest[at:at] = [child for child in paragraph if _local(child) != "pPr"]
            paragraph.getparent().remove(paragraph)


def _take_deleted(tree: Any, taken: list[tuple[str, str]]) -> None:
    for paragraph in [e for e in tree.iter() if _local(e) == "p"]:
        parts = [one.text or "" for one in _own(paragraph) if _local(one) == "delText"]
        around = {_local(parent) or parent.tag for parent in paragraph.iterancestors()}
        if (text := "".join(parts).strip()) and not any("Fallback" in tag for tag in around):
            taken.append((DELETED, text))


def _own(paragraph: Any) -> Iterator[Any]:
    """Yield what a paragraph holds, without what the paragraphs of a box in it hold."""
    for child in paragraph:
        if _local(child) != "p":
            yield child
            yield from _own(child)


def _by_style(properties: Any, name: str, styles: dict[str, dict[str, bool]]) -> dict[str, bool]:
    style = None if properties is None else _child(properties, name)
    return {} if style is None else styles.get(_value(style), {})


def _text(element: Any) -> str:
    return "".join(_letters(element))


def _letters(element: Any) -> Iterator[str]:
    for one in element.iter():
        if _local(one) == "t":
            yield one.text or ""
        elif _local(one) in ("br", "tab", "cr"):
            yield " "


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
    except MemoryError:
        found = {"problem": "heavy"}
    except Exception:  # the library lets whatever it met in the file escape
        found = {"problem": "broken"}
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
