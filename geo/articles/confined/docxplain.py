"""Leave of Word's markup the few elements that mammoth reads, and give apart what is no text.

Whatever else holds words is taken off from around them, so that no word is lost for an element
that nobody thought of. This file imports nothing of Dateline's, so that the worker starts quickly.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, Final

_SPACES: Final = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
PARTS: Final = {"document", "footnotes", "endnotes"}
BESIDE: Final = {"hdr", "ftr", "comments"}
DRAWN_PARTS: Final = {"chartSpace", "dataModel"}
"""What a chart, or a drawing of boxes with arrows, is called in the part that it has alone."""
HIDDEN: Final = "hidden"
STRUCK: Final = "struck"
BOX: Final = "box"
DELETED: Final = "deleted"
MOVED: Final = "moved"
OLDER: Final = "older"
DRAWN: Final = "drawn"
SHOWN: Final = "shown"
SPOKEN: Final = "spoken"
NOTE: Final = "note"
FILE: Final = "file"
_GONE: Final = {"del": DELETED, "conflictDel": DELETED, "delText": DELETED, "moveFrom": MOVED}
_FRAME: Final = {
    "document", "body", "footnotes", "footnote", "endnotes", "endnote", "tbl", "tr", "tc", "p", "r",
    "hyperlink",
}  # fmt: skip
"""What may stand around words; all else is taken off from around them."""
LETTERS: Final = {"t", "br", "tab", "sym", "noBreakHyphen", "softHyphen"}
_REFERENCES: Final = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_NOTES: Final = tuple(_REFERENCES.values())
_SPACED: Final = {"br": " ", "cr": " ", "tab": " ", "ptab": " ", "noBreakHyphen": "\u2011"}
_DRAWINGS: Final = {"drawing", "pict", "object"}
_SET_IN: Final = {"altChunk", "subDoc", "OLEObject"}
_NO_WORDS: Final = {
    "t", "instrText", "delInstrText", "fldData", "binData", "align", "posOffset", "f", "formatCode",
    "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset",
}  # fmt: skip
"""Elements whose letters are told otherwise, or are orders to the program and no words."""
_DESCRIBE: Final = {"descr", "title", "alt"}
_BEFORE: Final = {"den": "/", "sup": "^", "sub": "_"}
"""What stands before a part of a formula that is set on one line."""

Taken = list[tuple[str, str]]
"""What is no text of the page: as what it was taken out, and its words."""


def text_of(element: Any) -> str:
    """Return the letters in an element, without those of paragraphs in it."""
    return "".join(map(_letter, _own(element)))


def _own(element: Any) -> Iterator[Any]:
    """Yield an element and what it holds, without what the paragraphs of a box in it hold."""
    left = [element]
    while left:
        one = left.pop()
        yield one
        left += [inner for inner in reversed(one) if not _is_apart(inner)]


def _is_apart(element: Any) -> bool:
    return local(element) == "p" or local(element).endswith("Pr")


def _letter(element: Any) -> str:
    name = local(element)
    if name in ("t", "delText"):
        return element.text or ""
    return _SPACED.get(name, "")


def name_of(element: Any) -> str:
    """Return the name of an element, of whichever vocabulary."""
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def local(element: Any) -> str:
    """Return the name of one of Word's own elements; nothing for others."""
    if element is None or not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag.rpartition("}")
    return name if space[1:] in _SPACES else ""


def child(element: Any, name: str) -> Any:
    """Return the first of an element's children that Word calls so."""
    return next((one for one in element if local(one) == name), None)


def attribute(element: Any, name: str) -> str:
    """Return an attribute's value by its name, of whichever vocabulary; empty where it is not."""
    found = (str(value) for key, value in element.attrib.items() if _bare(key) == name)
    return next(found, "")


def _bare(key: str) -> str:
    return key.rpartition("}")[2]


def has_words(text: str) -> bool:
    """Tell whether there is a letter in a text."""
    return any(letter.isalpha() for letter in text)


def tells(element: Any) -> bool:
    """Tell whether an element holds words itself that are no letters of Word's own text."""
    name = name_of(element)
    if name in _NO_WORDS and not (name == "t" and not local(element)):
        return False
    return isinstance(element.tag, str) and has_words(element.text or "")


def make_plain(tree: Any, targets: dict[str, str], taken: Taken) -> None:
    """Leave of a part only what mammoth knows, and take out what is no text of the page."""
    _choose(tree, taken)
    _take_gone(tree, taken)
    _set_letters(tree)
    _take_spoken(tree, taken)
    _take_files(tree, targets, taken)
    if local(tree) in PARTS:
        _take_boxes(tree, taken)
    _take_drawn(tree, taken)
    _unwrap(tree)
    _loosen_links(tree, targets)


def targets_of(trees: dict[str, Any], name: str) -> dict[str, str]:
    """Return where each relation of a part leads to, by its id."""
    folder, file = posixpath.split(name)
    relations = trees.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    if relations is None:
        return {}
    return {one.get("Id", ""): one.get("Target", "") for one in relations}


def _replace(element: Any, others: list[Any]) -> None:
    for other in others:
        element.addprevious(other)
    element.getparent().remove(element)


def _choose(tree: Any, taken: Taken) -> None:
    """Leave one of several ways to show the same thing: the first that holds words."""
    for element in [e for e in tree.iter() if name_of(e) == "AlternateContent"][::-1]:
        ways = [way for way in element if name_of(way) in ("Choice", "Fallback")]
        chosen = next((way for way in ways if has_words(_all(way))), None)
        if chosen is not None:
            told = "".join(_all(chosen).split())
            for way in ways:
                if way is not chosen and "".join((text := _all(way)).split()) not in told:
                    taken.append((OLDER, text))
        _replace(element, [] if chosen is None else list(chosen))


def _all(element: Any) -> str:
    """Return all words in an element, those of drawings too."""
    return "".join(
        _letter(one) or (one.text if tells(one) else attribute(one, "string"))
        for one in element.iter()
        if isinstance(one.tag, str)
    )


def _take_gone(tree: Any, taken: Taken) -> None:
    """Take out what tracked changes delete, or move to another place."""
    gone: dict[tuple[Any, str], list[str]] = {}
    for element in list(tree.iter()):
        kind = _gone(element)
        if not kind or not _is_in(element, tree):
            continue
        around = next((e for e in element.iterancestors() if local(e) == "p"), element)
        for holder in [element, *(e for e in element.iterdescendants() if local(e) == "p")]:
            key = around if holder is element else holder
            gone.setdefault((key, kind), []).append(text_of(holder))
        for one in [one for one in element if local(one) != "tcPr"]:
            element.remove(one)
        if local(element) != "tc":
            element.getparent().remove(element)
    taken += [(kind, text) for (_, kind), told in gone.items() if (text := "".join(told).strip())]


def _gone(element: Any) -> str:
    """Return as what a tracked change takes an element away; nothing where it does not."""
    name = name_of(element)
    if name in _GONE and (len(element) or element.text):
        return _GONE[name]
    if local(element) in ("tr", "tc"):
        properties = child(element, f"{name}Pr")
        mark = "del" if name == "tr" else "cellDel"
        if properties is not None and child(properties, mark) is not None:
            return DELETED
        merged = None if properties is None else child(properties, "vMerge")
        if merged is not None and attribute(merged, "val") != "restart":
            return HIDDEN  # its words lie under those of the cell above
    return ""


def _is_in(element: Any, tree: Any) -> bool:
    """Tell whether an element stands in a tree still."""
    top = next((e for e in element.iterancestors() if e.getparent() is None), element)
    return top is tree


def _set_letters(tree: Any) -> None:
    """Set formulas, symbols and odd breaks as the text that they are."""
    for element in list(tree.iter()):
        name = name_of(element)
        if name == "oMath" and not local(element):
            run = element.makeelement(f"{{{_space(tree)}}}r")
            _add_text(run, _formula(element))
            _replace(element, [run])
        elif local(element) == "sym":
            _set_symbol(element)
        elif local(element) in ("cr", "ptab"):
            element.tag = f"{{{_space(tree)}}}{'br' if name == 'cr' else 'tab'}"
        elif local(element) == "br":
            _set_break(element)


def _space(tree: Any) -> str:
    return str(tree.tag.rpartition("}")[0][1:])


def _add_text(run: Any, text: str) -> None:
    letters = run.makeelement(f"{{{_space(run)}}}t")
    letters.text = text
    run.append(letters)


def _formula(element: Any) -> str:
    """Return a formula on one line."""
    parts = [
        _BEFORE.get(name_of(one), "") + ((one.text or "") if name_of(one) == "t" else "")
        for one in element.iter()
    ]
    return "".join(parts)


def _set_symbol(element: Any) -> None:
    """Let a letter of a font of pictures stand as the library knows it, or as an unknown one."""
    from mammoth.docx.dingbats import dingbats

    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        code = 0xFFFD
    font = attribute(element, "font")
    if (font, code) in dingbats or (code >> 8 == 0xF0 and (font, code & 0xFF) in dingbats):
        return
    known = 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFE or 0x10000 <= code < 0xF0000
    letters = element.makeelement(f"{{{_space(element)}}}t")
    letters.text = chr(code) if known else "\ufffd"
    _replace(element, [letters])


def _set_break(element: Any) -> None:
    """Let a new page or column within a paragraph part it, as two line breaks do."""
    kind = next((key for key in element.attrib if _bare(key) == "type"), None)
    if kind and element.attrib.pop(kind) in ("page", "column"):
        element.addnext(element.makeelement(element.tag))


def _take_spoken(tree: Any, taken: Taken) -> None:
    """Take out how words are spoken, which some languages set above them."""
    for element in [e for e in tree.iter() if local(e) == "rt"]:
        if text := text_of(element).strip():
            taken.append((SPOKEN, text))
        element.getparent().remove(element)


def _take_files(tree: Any, targets: dict[str, str], taken: Taken) -> None:
    """Name what stands in a file of its own, which is not read."""
    for element in tree.iter():
        if name_of(element) in _SET_IN:
            target = posixpath.basename(targets.get(attribute(element, "id"), ""))
            what = [word for word in (attribute(element, "ProgID"), target) if word]
            taken.append((FILE, ", ".join(what) or name_of(element)))


def _take_boxes(tree: Any, taken: Taken) -> None:
    boxes = [e for e in tree.iter() if local(e) == "txbxContent"]
    for box in boxes:
        if not any(local(parent) == "txbxContent" for parent in box.iterancestors()):
            for paragraph in box.iter():
                if local(paragraph) == "p" and (text := text_of(paragraph)):
                    taken.append((BOX, text))
    for box in boxes:
        box.getparent().remove(box)


def _take_drawn(tree: Any, taken: Taken) -> None:
    """Take out drawings: the words in them, and those that describe them or a table."""
    drawn: dict[Any, list[str]] = {}
    for element in tree.iter():
        if tells(element):
            around = next((e for e in element.iterancestors() if name_of(e) == "p"), element)
            drawn.setdefault(around, []).append(element.text)
            element.text = None
        if isinstance(element.tag, str) and not local(element):
            if text := attribute(element, "string").strip():
                taken.append((DRAWN, text))
            told = (str(v).strip() for k, v in element.attrib.items() if _bare(k) in _DESCRIBE)
            taken += [(SHOWN, text) for text in told if text]
        elif local(element) in ("tblCaption", "tblDescription"):
            taken.append((SHOWN, attribute(element, "val")))
    taken += [(DRAWN, "".join(parts).strip()) for parts in drawn.values()]
    for drawing in [e for e in tree.iter() if local(e) in _DRAWINGS]:
        if not any(local(e) == "t" for e in drawing.iter()):
            drawing.getparent().remove(drawing)


def _unwrap(tree: Any) -> None:
    """Take off what the library does not know from around words, whatever it is."""
    words = LETTERS | set(_REFERENCES)
    around: set[Any] = set()
    for element in tree.iter():
        if local(element) in words and local(element.getparent()) != "tabs":
            for parent in element.iterancestors():
                if parent in around:
                    break
                around.add(parent)
    for element in [e for e in tree.iter() if e in around and local(e) not in _FRAME]:
        if element.getparent() is not None:
            _replace(element, list(element))


def _loosen_links(tree: Any, targets: dict[str, str]) -> None:
    """Let a link that leads nowhere be none; the library takes it for a broken file."""
    for element in tree.iter():
        if local(element) == "hyperlink":
            for key in [k for k, v in element.attrib.items() if _bare(k) == "id"]:
                if str(element.attrib[key]) not in targets:
                    del element.attrib[key]


def take_notes(trees: list[Any], taken: Taken) -> None:
    """Take out notes to which nothing refers, and what refers to notes that are not there."""
    notes = {
        (local(note), attribute(note, "id")): note
        for tree in trees
        for note in tree
        if local(note) in _NOTES
    }
    refers = [e for tree in trees for e in tree.iter() if local(e) in _REFERENCES]
    used = {(_REFERENCES[local(e)], attribute(e, "id")) for e in refers}
    for reference in refers:
        if (_REFERENCES[local(reference)], attribute(reference, "id")) not in notes:
            reference.getparent().remove(reference)
    for key, note in notes.items():
        told = [text_of(e).strip() for e in note.iter() if local(e) == "p"]
        if key not in used:
            taken += [(NOTE, text) for text in told if has_words(text)]
