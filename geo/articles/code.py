"""Tell the source of a program, or its data, from an article."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

_LINE: Final = re.compile(
    r"\s*(?:(?:public|private|protected|static|export) \w|(?:var|let|const) \w+|"
    r"(?:if|for|while|switch|elif|catch|with)\b.*[:{]$|else ?[:{]|(?:try|finally) ?[:{]|"
    r"return\b(?:$| [\w\"'\[({]+[;.,(\[]?)|[\w.\[\]\"'$>-]{1,60} ?(?:[+*/|-]?=|:=|=>) ?\S|"
    r"[\w.]{1,60}\([^()]{0,200}\)?[;,]?$|[{}\[\]()]+[;,]?$|//|/\*|<\?php|@\w+[\w.()]*$|"
    r"[\"'][\w -]{1,40}[\"'] ?: ?\S|.{1,200}[;{]$)"
)
_SURE: Final = re.compile(
    r"\s*(?:(?:async )?def \w+\(|class \w+ ?[:({]|import [\w.{*]+;?$|from [\w.]+ import |"
    r"#(?:include|define|!)|(?:export )?(?:function|func|fn) \w+ ?\(|return\b.*[;)\]]$|"
    r"(?:if|for|while|elif|with)\b.*[\w)\]\"'] ?[:{]$|<\?php|[\w.]{1,60}\([^()]{0,200}\);?$)"
)
_MOST_LINES: Final = 400
_LEAST: Final = 5
_MOSTLY: Final = 0.6
"""Share of its lines from which a text is a program's."""
_SURELY: Final = 0.2
"""The same share of lines that nothing else has: *def name(*."""


def is_code(text: str) -> bool:
    """Tell whether most lines of a text are a program's or its data."""
    lines = [line[:300] for line in islice(filter(str.strip, text.splitlines()), _MOST_LINES)]
    sure = sum(_SURE.match(line) is not None for line in lines)
    found = sum(bool(_LINE.match(line) or _SURE.match(line)) for line in lines)
    mostly = found >= _MOSTLY * len(lines) or sure >= _SURELY * len(lines)
    return found >= _LEAST and mostly
