"""Say in words what is wrong in a TOML file, in which line, and what to do."""

from __future__ import annotations

import re
import tomllib
from typing import Final

_LONGEST: Final = 60
"""Letters of a line that are shown."""
_AT: Final = re.compile(r"\(at line (\d+), column \d+\)$")
_DAY_OR_TIME: Final = re.compile(r"=\s*(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}:\d\d)")
_CURLY: Final = re.compile("[“”„‘’«»]")
_COLON: Final = re.compile(r"\s*[\w-]+\s*:")
_NAME_AND_VALUE: Final = 'write a name, =, and its value, as in title = "The road"'
_ONE_A_LINE: Final = (
    'write one name and value a line, text between double quotation marks, those within it as \\"'
)
_CLOSE: Final = "close the text with the quotation mark that opened it, in the same line"
_OPEN: Final = "begins a text that does not end"
_TRIPLE: Final = re.compile("\"\"\"|'''")
_KINDS: Final = (
    # what the reader's words begin with, what is wrong, what to do
    ("Invalid value", "has no value that can be read",
     "put text between double quotation marks; numbers, days (2025-04-28), true and false need "
     "none"),
    ("Invalid date", "names no day and no time that there is", "write days as 2025-04-28"),
    ("Unterminated string", _OPEN, _CLOSE),
    ("Illegal character '\\n'", _OPEN, _CLOSE),
    ("Illegal character '\\r'", _OPEN, _CLOSE),
    ("Expected \"'", _OPEN, _CLOSE),
    ("Expected \"'''", _OPEN, _CLOSE),
    ("Expected '\"", _OPEN, _CLOSE),
    ("Illegal character", "has an invisible character that no text may have", "delete it"),
    ("Unescaped '\\'", "has a backslash in a text",
     "write it twice, or put the text between single quotation marks"),
    ("Escaped character", "names a character that there is not", "write the character itself"),
    ("Invalid hex", "names a character that there is not", "write the character itself"),
    ("Cannot declare", "opens a part that was opened before",
     "give each part once, or [[several]] in double brackets each time"),
    ("Cannot", "gives a value to a name that has one already", "give each name once"),
    ("Duplicate", "gives a value to a name that has one already", "give each name once"),
    ("Expected ']", "opens a part whose brackets do not close",
     "write it as [source] or [[layers]]"),
    ("Expected newline", "goes on behind its value", _ONE_A_LINE),
    ("Expected '='", "has no = behind its name", _NAME_AND_VALUE),
    ("Invalid statement", "does not begin with a name", _NAME_AND_VALUE),
    ("Invalid initial character", "has a name that cannot be read",
     "write names in ASCII letters, digits, - and _, and no comma behind the last"),
    ("Unclosed array", "is reached before a list has ended", "close the list with ]"),
    ("Unclosed inline table", "is reached before a { is closed",
     "close it with } in the same line"),
)  # fmt: skip


def toml_fault(error: ValueError | RecursionError, text: str) -> str:
    """Return what is wrong, with its line, and what to do; the reader's own words are its own.

    Parameters
    ----------
    error
        As `tomllib` raised it.
    text
        What it could not read.
    """
    if isinstance(error, RecursionError):
        return "there are too many brackets in brackets; write it more simply"
    if not isinstance(error, tomllib.TOMLDecodeError):  # Python's own, of its numbers
        return "a number has too many digits; shorten it"
    told = str(error)
    wrong, do = next(
        ((wrong, do) for begins, wrong, do in _KINDS if told.startswith(begins)),
        ("cannot be read", _NAME_AND_VALUE),
    )
    number, line = _line(told, text)
    if wrong == _OPEN and (found := _TRIPLE.findall(text)):
        number = text[: text.rindex(found[-1])].count("\n") + 1
        line, do = text.split("\n")[number - 1].strip(), f"close the text with {found[-1]}"
    if _CURLY.search(line) and '"' not in line:
        do = 'use straight quotation marks, ", for text'
    elif wrong.startswith("goes on") and _DAY_OR_TIME.search(line):
        wrong, do = _KINDS[1][1:]
    elif wrong.startswith("has no =") and _COLON.match(line):
        do = "write = in place of the colon"
    return f"line {number} ({_shown(line)}) {wrong}; {do}"


def _line(told: str, text: str) -> tuple[int, str]:
    """Return the number and the words of the line of which the reader tells; else of the last."""
    lines = text.rstrip().split("\n")
    found = _AT.search(told)
    number = min(int(found[1]), len(lines)) if found else len(lines)
    return number, lines[number - 1].strip()


def _shown(line: str) -> str:
    bare = "".join(letter for letter in line if letter.isprintable())
    return bare if len(bare) <= _LONGEST else f"{bare[:_LONGEST]}…"
