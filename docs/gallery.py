"""Draw twelve invented articles and the first story, to be looked at as an editor would.

    python -m docs.gallery                      docs/gallery/*.webp and its page of figures
    python -m docs.gallery --data FILE --to FOLDER      other labelled articles

Each article is confirmed as it was labelled, so that what is looked at is the map alone.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from PIL import Image

from benchmarks.focus.confirmed import confirmed
from benchmarks.focus.labels import load
from geo.draft.publishing import story_of
from geo.printmap import PRESETS, Page, Sheet, encode, sheet_of
from geo.story import Shelf, Story
from geo.story.importance import prominence_of

FOLDER = Path(__file__).parent / "gallery"
ARTICLES = FOLDER / "articles.jsonl"
FIRST = "iran-azerbaijan-2025"
USES = ("article", "square", "phone")
DPI = 110
"""Fine enough to be judged, small enough to be kept."""
NAMES = ("label", "place", "key")
_JUDGED = ("Drawn by `python -m docs.gallery`. What an editor said of it: [judged](judged.md).", "")
_HEAD = "| picture | main places | in the frame and named | names that touch | legend, % |"


@dataclass(frozen=True)
class Looked:
    """What can be measured of one picture."""

    name: str
    main: tuple[str, ...]
    unnamed: tuple[str, ...]
    """Main places that the picture does not show with their name."""
    touching: int
    legend: float
    """Its share of the page."""

    def row(self) -> str:
        """Return it as a line of the table."""
        found = len(self.main) - len(self.unnamed)
        lacking = f" (not {', '.join(self.unnamed)})" if self.unnamed else ""
        return (
            f"| {self.name} | {', '.join(self.main)} | {found} of {len(self.main)}{lacking} "
            f"| {self.touching} | {self.legend:.0%} |"
        )


def looked(name: str, story: Story, sheet: Sheet) -> Looked:
    """Measure one picture."""
    main = {f.id: f.name for f in story.features if prominence_of(story, f) == "main"}
    named = {one.name for role in ("label", "keyed") for one in sheet.of(role)}
    boxes = [one.box for role in NAMES for one in sheet.of(role)]
    legend = [one.box for one in sheet.of("legend")]
    area = 0.0
    if legend:
        wide = max(box.right for box in legend) - min(box.left for box in legend)
        area = wide * (max(box.bottom for box in legend) - min(box.top for box in legend))
    return Looked(
        name,
        tuple(main.values()),
        tuple(called for id_, called in main.items() if id_ not in named),
        sum(one.touches(other) for one, other in combinations(boxes, 2)),
        area / (sheet.width_px * sheet.height_px),
    )


def stories(data: Path) -> Iterator[tuple[str, Story, Sequence[str]]]:
    """Yield what is drawn: a name for its files, the story, the presets."""
    for labelled in load(data):
        yield labelled.id, story_of(confirmed(labelled)), USES
    yield "first", Shelf().story(FIRST), tuple(PRESETS)


def main() -> None:
    """Draw the gallery, and write down what can be measured of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ARTICLES, help="labelled articles")
    parser.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER")
    asked = parser.parse_args()
    asked.to.mkdir(parents=True, exist_ok=True)
    lines = ["# Gallery", "", *__doc__.splitlines()[5:], "", *_JUDGED, _HEAD, "|---" * 5 + "|"]
    shown = []
    for name, story, presets in stories(asked.data):
        shown += ["", f"## {story.title}", ""]
        for preset in presets:
            sheet, page = sheet_of(story, {"preset": preset})
            file = asked.to / f"{name}-{preset}.webp"
            fine = Page(page.width_px, page.height_px, DPI)
            image = Image.open(io.BytesIO(encode(sheet, fine, "png")))
            image.convert("RGB").save(file, quality=80, method=6)
            lines.append(looked(f"{name}, {preset}", story, sheet).row())
            shown.append(f"![{sheet.alt}]({file.name})")
            print(lines[-1], flush=True)
    (asked.to / "README.md").write_text("\n".join([*lines, *shown, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
