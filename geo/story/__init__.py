"""Read, check and write stories: what an article says, and where.

``format`` → ``disk`` → ``importance`` of marks → ``framing`` of the first view; ``heads`` of a
list → ``shelf`` of all stories → ``reading`` them in a process of its own.
"""

from geo.story.disk.files import load, save
from geo.story.format.dates import StoryDate, parse_date
from geo.story.format.models import (
    CERTAINTIES,
    TONES,
    Annotation,
    Article,
    Category,
    Certainty,
    Context,
    Feature,
    LayerHead,
    Relation,
    Story,
)
from geo.story.shelf import Shelf, ShelfEntry

__all__ = [
    "CERTAINTIES",
    "TONES",
    "Annotation",
    "Article",
    "Category",
    "Certainty",
    "Context",
    "Feature",
    "LayerHead",
    "Relation",
    "Shelf",
    "ShelfEntry",
    "Story",
    "StoryDate",
    "load",
    "parse_date",
    "save",
]
