"""Read an article from Markdown."""

from __future__ import annotations

import re
from typing import Final

from geo.articles.blocks.cutting import TextBlock, blocks_of, parse_html, tidy

_FRONT: Final = "front_matter"
_TOML: Final = re.compile(r"\A\ufeff?\+\+\+[ \t]*\r?\n(.*?)\r?\n\+\+\+[ \t]*(?:\r?\n|\Z)", re.S)
_PAIR: Final = re.compile(r"^([A-Za-z][\w-]{0,30})\s*[:=]\s*(\S.*)$")


def read_markdown(text: str, name: str) -> list[TextBlock]:
    """Return the blocks of a Markdown text; the lines of its front matter come first.

    Raises
    ------
    ArticleError
        If it has too much markup or no text.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 20})
    parser.enable(["table", "strikethrough"])
    front_matter_plugin(parser)
    footnote_plugin(parser)
    text = _TOML.sub("---\n\\1\n---\n", text)
    tokens = parser.parse(text)
    front = [line for token in tokens if token.type == _FRONT for line in token.content.split("\n")]
    body = parser.renderer.render(
        [token for token in tokens if token.type != _FRONT], parser.options, {}
    )
    head = [
        TextBlock(f"{found[1]}: {_unquoted(found[2])}", "cell")
        for line in front
        if (found := _PAIR.match(line))
    ]
    return head + (blocks_of(parse_html(body, name)) if body.strip() else [])


def _unquoted(value: str) -> str:
    return tidy(value).strip("\"'")
