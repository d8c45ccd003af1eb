"""Read, check and write stories: what an article says, and where.

``dates`` → ``models`` → ``words`` → ``checks``, ``swap`` → ``files`` → ``shelf``: each imports
only from those before it.
"""

from geo.story.dates import StoryDate, parse_date
from geo.story.files import load, save
from geo.story.models import (
    CERTAINTIES,
    STATUSES,
    TONES,
    AlsoKnownAs,
    Annotation,
    Article,
    Certainty,
    Context,
    Feature,
    LayerHead,
    Relation,
    Status,
    Story,
    Tone,
)
from geo.story.shelf import Shelf, ShelfEntry

__all__ = [
    "CERTAINTIES",
    "STATUSES",
    "TONES",
    "AlsoKnownAs",
    "Annotation",
    "Article",
    "Certainty",
    "Context",
    "Feature",
    "LayerHead",
    "Relation",
    "Shelf",
    "ShelfEntry",
    "Status",
    "Story",
    "StoryDate",
    "Tone",
    "load",
    "parse_date",
    "save",
]
