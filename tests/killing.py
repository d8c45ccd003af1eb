"""Kill a process that saves a story, many times, at any moment; look at what is on the disk.

    python -m tests.killing FOLDER 200

Prints how often the old story was found and how often the new one; ends with 1 at any other state.
"""

from __future__ import annotations

import os
import random
import signal
import statistics
import sys
import time
from pathlib import Path

from geo.story import Story, load, save
from geo.story.files import features_text, story_text
from tests import stories


def main(folder: Path, times: int) -> int:
    """Do it; return 1 if a save was ever found half done."""
    home = folder / "small"
    one = load(stories.write(folder / "first"))
    versions = [one, _other(one)]
    texts = {(story_text(story), features_text(story)): at for at, story in enumerate(versions)}
    usual_s = statistics.median(_seconds(story, home) for story in [*versions * 8, versions[0]])
    found = [0, 0]
    chance = random.Random(1)
    for _ in range(times):
        _saved_until_killed(versions, home, chance.uniform(0, 3 * usual_s))
        now = tuple((home / name).read_text("utf-8") for name in ("story.toml", "features.geojson"))
        if now not in texts:
            print("half saved")
            return 1
        found[texts[now]] += 1
        assert load(home) == versions[texts[now]]
    save(versions[0], home)
    left = [path.name for path in folder.iterdir() if path.name.endswith(".part")]
    print(f"old {found[0]}, new {found[1]}, left behind {len(left)}")
    return 1 if left else 0


def _other(story: Story) -> Story:
    """Return a story of which both files differ."""
    features = tuple(f.model_copy(update={"name": f"{f.name} again"}) for f in story.features)
    return story.model_copy(update={"title": "Told anew", "features": features})


def _seconds(story: Story, home: Path) -> float:
    start = time.perf_counter()
    save(story, home)
    return time.perf_counter() - start


def _saved_until_killed(versions: list[Story], home: Path, after_s: float) -> None:
    begun, begin = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(begin, b"!")
        while True:
            for story in reversed(versions):
                save(story, home)
    os.read(begun, 1)
    time.sleep(after_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(begun)
    os.close(begin)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
