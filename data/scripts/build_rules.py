"""Write for the browser what both sides must know alike: ``python data/scripts/build_rules.py``.

``static/js/base/rules.js`` holds the rules, ``tests/js/vectors/folding.json`` what Python makes of
names, for the browser's own fold to be held to. `tests/test_rules.py` says when to run it again.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from geo.draft.model import SUMMARY  # noqa: E402
from geo.gazetteer import folding  # noqa: E402
from geo.printmap.typeset.measure import missing  # noqa: E402
from geo.story.format.models import CERTAINTIES, PROMINENCES  # noqa: E402
from geo.text import NATIVE_NAMES, RIGHT_TO_LEFT  # noqa: E402

NAMES: Final = (
    "Bakı", "BAKI", "Ağrı", "İstanbul", "Düzce", "Şəki", "Łódź", "Århus", "Þórshöfn",
    "Straße", "STRASSE", "Ærø", "Sana‘a", "Sanaʻa", "Sana'a", "Port-au-Prince",
    "Port au Prince", "St. John’s", "Côte d'Ivoire", "Ὀδυσσεύς", "ΑΘΗΝΑ", "Владикавказ",
    "Йошкар-Ола", "Երևան", "ԵՐԵՎԱՆ", "Արաքս", "تهران", "تهـران", "كرمانشاه", "کرمانشاه",
    "آستارا", "علي‌آباد", "مكة", "ۀ", "תל אביב", "თბილისი", "北京", "東京　都", "Ｔｅｈｒａｎ",
    "ﬁnland",
    "№ 5", " Nagorno-\u2011Karabakh  ", "Val‐d’Or", "e\u0301", "", "–",
)  # fmt: skip


def tables() -> dict[str, str]:
    """Return what each file must hold, by its path from the root."""
    letters = {chr(code): to or "" for code, to in folding.LETTERS.items()}
    rules: dict[str, Any] = {
        "LANGUAGES": dict(NATIVE_NAMES),
        "RIGHT_TO_LEFT": sorted(RIGHT_TO_LEFT),
        "CERTAINTIES": list(CERTAINTIES),
        "PROMINENCES": list(PROMINENCES),
        "APOSTROPHES": folding.APOSTROPHES,
        "HYPHENS": folding.HYPHENS,
        "LETTERS": letters,
        "UNREAD": folding.UNREAD,
        "SUMMARY": SUMMARY,
        "DRAWN": _drawn(),
    }
    head = "/* What both sides know alike. Made by data/scripts/build_rules.py, of Python's. */\n"
    lines = (f"{_typed(value)}export const {name} = {_js(value)};" for name, value in rules.items())
    names = {name: folding.fold(name) for name in NAMES}
    return {
        "static/js/base/rules.js": head + "\n" + "\n".join(lines) + "\n",
        "tests/js/vectors/folding.json": json.dumps(names, ensure_ascii=False, indent=1) + "\n",
    }


def _drawn() -> str:
    """Return what stands in the brackets of a pattern of all letters that paper can show."""
    ranges: list[list[int]] = []
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        if unicodedata.category(letter) in {"Cn", "Cs"}:  # no letter: it parts no range
            continue
        if missing(letter):
            ranges.append([])
        elif ranges and ranges[-1]:
            ranges[-1][1:] = [code]
        else:
            ranges[-1:] = [[code]]
    return "".join("-".join(f"\\u{{{code:x}}}" for code in one) for one in ranges)


def _typed(value: object) -> str:
    """Return what says to the checker of types that a table may be asked for any word."""
    return "/** @type {Record<string, string>} */\n" if isinstance(value, dict) else ""


def _js(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


if __name__ == "__main__":
    for name, text in tables().items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
