"""Say how much a story is about each of its features: its prominence, and in how many statements.

Where names crowd on a map, on paper and on the screen, the more important find room first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from geo.story.format.models import Annotation, Context, Feature, Prominence, Story


class Importance(NamedTuple):
    """Say how much a story is about a feature."""

    headed: bool = False
    """Whether the story is about it, or a statement that is pointed out names it."""
    statements: int = 0
    """How many name it."""
    prominence: Prominence = "also"

    @property
    def order(self) -> tuple[bool, bool, int]:
        """By which the more important come first."""
        return not self.headed, self.prominence == "aside", -self.statements


def importances(
    story: Story, *, telling: Iterable[Annotation | Context] = ()
) -> Mapping[str, Importance]:
    """Return the importance of each feature by its id; where all stand aside, none does.

    Parameters
    ----------
    telling
        Statements that are pointed out, which count as a headline does.
    """
    told = {name for one in telling for name in named_by(one)}
    count = Counter(name for one in story.statements for name in set(named_by(one)))
    found = {}
    all_aside = all(feature.prominence == "aside" for feature in story.features)
    for feature in story.features:
        prominence = "also" if all_aside else prominence_of(story, feature)
        headed = prominence == "main" or feature.id in told
        found[feature.id] = Importance(headed, count[feature.id], prominence)
    return found


def prominence_of(story: Story, feature: Feature) -> Prominence:
    """Return how much a story is about a feature: as it says, or else as its titles show."""
    return feature.prominence or ("main" if _is_headed(story, feature) else "also")


def _is_headed(story: Story, feature: Feature) -> bool:
    """Whether a story's title or its article's headline names a feature, in any language."""
    titles = " · ".join((story.title, *story.titles.values(), story.source.headline)).casefold()
    names = {name.casefold() for name in (feature.name, *feature.names.values())}
    return any(name in titles and re.search(rf"\b{re.escape(name)}\b", titles) for name in names)


def named_by(statement: Annotation | Context) -> tuple[str, ...]:
    """Return the ids of the features that a statement names or ties."""
    ends = (statement.relation.start, statement.relation.end) if statement.relation else ()
    return (*statement.features, *ends)
