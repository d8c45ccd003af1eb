"""Show that the test articles say what the first story says, and are as long as they claim."""

from __future__ import annotations

import tomllib
from pathlib import Path

from geo.sources import DATA

ARTICLES = Path(__file__).resolve().parent / "data" / "articles"
FURNITURE = ("Read more:", "Also read:")


def paragraphs(name: str) -> list[str]:
    """Return the caption and the paragraphs that count, without headline, byline and date."""
    blocks = (ARTICLES / name).read_text(encoding="utf-8").strip().split("\n\n")
    caption = next(number for number, block in enumerate(blocks) if "(Photo:" in block)
    return [block for block in blocks[caption:] if not block.startswith(FURNITURE)]


def test_the_visit_says_each_statement_in_its_paragraph() -> None:
    told = paragraphs("visit.txt")
    story = tomllib.loads(
        (DATA / "stories" / "iran-azerbaijan-2025" / "story.toml").read_text(encoding="utf-8")
    )
    where = tomllib.loads((ARTICLES / "visit.toml").read_text(encoding="utf-8"))
    assert len(told) == story["source"]["paragraphs"] + 1  # the caption is paragraph 0
    assert [note["id"] for note in story["annotations"]] == list(where)
    for note in story["annotations"]:
        row = where[note["id"]]
        assert row["paragraph"] == note["paragraph"]
        assert told[row["paragraph"]].count(row["words"]) == 1, note["id"]


def test_the_visit_does_not_repeat_the_storys_claims() -> None:
    text = " ".join(paragraphs("visit.txt"))
    story = (DATA / "stories" / "iran-azerbaijan-2025" / "story.toml").read_text(encoding="utf-8")
    for note in tomllib.loads(story)["annotations"]:
        assert note["claim"].rstrip(".") not in text


def test_the_flood_is_long_enough_to_be_pasted() -> None:
    text = (ARTICLES / "danube-invented.txt").read_text(encoding="utf-8")
    assert 550 <= len(text.split()) <= 650
    assert "(Photo:" in text and "Also read:" in text and '"' in text
