"""Put the client's files into a document: scripts, styles, and the fonts whose letters it needs."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Collection
from typing import Any, Final

from markupsafe import Markup

from geo.webmap.assets import ALONE, LAZY, SCRIPTS, STATIC, STYLES
from geo.webmap.modules import link

_FACE: Final = re.compile(r"@font-face \{.*?\n\}\n", re.DOTALL)
_RANGE: Final = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
_LINK: Final = re.compile(r"""url\((["']?)(?!data:)[^)"']+\1\)""")
_NO_PICTURE: Final = 'url("data:,")'
"""In place of Leaflet's own icons, which the document does not show."""
_FONTS: Final = "fonts/fonts.css"
_LICENCES: Final = (
    "vendor/leaflet/LICENSE.txt",
    "vendor/geographiclib/LICENSE.txt",
)


def style(text: str) -> Markup:
    """Return the client's styles as an element, with the fonts in which a text can be set."""
    parts = [_fonts(set(text)) if name == _FONTS else _sheet(name) for name in STYLES]
    return element("style", _content("style", "\n".join(parts)))


def script() -> str:
    """Return the client's scripts as one, the libraries' licences before them."""
    licences = "\n".join(_read(name).replace("*/", "* /") for name in _LICENCES)
    parts = [*map(_read, (*LAZY, *SCRIPTS)), link(ALONE, root=STATIC)]
    code = "\n;\n".join(parts)
    return _content("script", f"/*\n{licences}\n*/\n{code}")


def json_block(name: str, value: Any) -> Markup:
    """Return a value for the client to read, in which no text can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup('<script type="application/json" id="{}">{}</script>\n').format(
        name, Markup(text)
    )


def element(tag: str, content: str) -> Markup:
    """Return what `style` and `script` join as one element."""
    return Markup(f"<{tag}>{content}</{tag}>\n")


def _content(tag: str, content: str) -> str:
    """Return files of ours for one element; none of them may end it early."""
    return content.replace("\r\n", "\n").replace(f"</{tag}", f"<\\/{tag}")


def _sheet(name: str) -> str:
    return _LINK.sub(_NO_PICTURE, _read(name))


def _fonts(letters: Collection[str]) -> str:
    """Return the font faces that have any of some letters, each with its file inside."""
    points = {ord(letter) for letter in letters}
    faces = _FACE.findall(_read(_FONTS))
    return "".join(_with_file(face) for face in faces if _covers(face, points))


def _covers(face: str, points: Collection[int]) -> bool:
    ranges = _RANGE.findall(face)
    spans = [(int(low, 16), int(high or low, 16)) for low, high in ranges]
    return any(low <= point <= high for low, high in spans for point in points)


def _with_file(face: str) -> str:
    def inside(found: re.Match[str]) -> str:
        data = (STATIC / "fonts" / found[1]).read_bytes()
        return f'url("data:font/woff2;base64,{base64.b64encode(data).decode()}")'

    return re.sub(r'url\("([\w.-]+)"\)', inside, face)


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
