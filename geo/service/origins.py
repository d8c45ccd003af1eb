"""Say where a story that an address names comes from: the shelf, or a draft nobody has published.

What is drawn and saved of a story is drawn and saved of a draft by the same endpoints.
"""

from __future__ import annotations

from typing import Final, Protocol

import shapely

from geo.cache import Cache
from geo.errors import DraftError, NotFoundError
from geo.errors.wording import nearest, quote
from geo.gazetteer.places.owned import own_labels
from geo.service.drafts import drafts, known_draft
from geo.service.shelf import shelf
from geo.story import Story

MOST_OMITTED: Final = 300
"""Places that an address of a tile may name."""
_KEPT_BYTES: Final = 5_000_000
_RECORD_BYTES: Final = 3_000
"""About what a mark or a statement takes without its shape; a position of that takes 16 bytes."""


class Origin(Protocol):
    """Find stories by the ids that stand in addresses."""

    @property
    def folder(self) -> str:
        """The first part of the addresses."""

    def head(self, name: str) -> tuple[str, str]:
        """Return what a document is called, and its language, whether it is sound or not.

        Raises
        ------
        NotFoundError
            If there is none of this name.
        """

    def omitted(self, name: str) -> tuple[int, ...]:
        """Return the places whose names tiles must be told to leave out."""

    def sound(self, name: str) -> tuple[Story, str]:
        """Return a story and what changes when it does.

        Raises
        ------
        NotFoundError
            If there is none of this name.
        StoryError
        DraftError
            If it is not sound.
        """


class _Shelf:
    """Find published stories."""

    folder = "stories"

    def head(self, name: str) -> tuple[str, str]:
        """Return a story's title and language; its name where it cannot be opened."""
        _known(name)
        story = shelf().entry(name).story
        return (story.title, story.language) if story else (name, "en")

    def omitted(self, name: str) -> tuple[int, ...]:
        """Return none: tiles know a story by its id."""
        return ()

    def sound(self, name: str) -> tuple[Story, str]:
        """Return a story and the version of its files."""
        _known(name)
        entry = shelf().entry(name)
        return entry.story or shelf().story(name), entry.version


def _known(name: str) -> None:
    if not shelf().has(name):
        raise NotFoundError(f"there is no story {quote(name)}{nearest(name, shelf().ids())}")


def _weight(story: Story) -> int:
    """Return about how many bytes a story holds."""
    positions = shapely.get_num_coordinates([feature.geometry for feature in story.features]).sum()
    return _RECORD_BYTES * (len(story.features) + len(story.annotations)) + 16 * int(positions)


_previews: Final[Cache[Story]] = Cache(_KEPT_BYTES, _weight)


class _Previews:
    """Find the stories that drafts would make, unconfirmed marks too, each called a draft."""

    folder = "drafts"

    def head(self, name: str) -> tuple[str, str]:
        """Return a draft's title, marked as such, and its language."""
        from geo.draft.release import marked

        known_draft(name)
        draft = drafts().read(name)
        return marked(draft.title), draft.article.language

    def omitted(self, name: str) -> tuple[int, ...]:
        """Return the places that a draft names itself, for tiles, which know no drafts."""
        try:
            story, _ = self.sound(name)
        except DraftError:
            return ()
        return tuple(sorted(own_labels(story.features))[:MOST_OMITTED])

    def sound(self, name: str) -> tuple[Story, str]:
        """Return a draft's story as it would be if all that is open were confirmed."""
        known_draft(name)
        stamp = drafts().stamp(name)
        return _previews.get((name, stamp), lambda: _preview(name)), f"draft-{stamp}"


def _preview(name: str) -> Story:
    from geo.draft.release import preview

    return preview(drafts().read(name))


STORIES: Final[Origin] = _Shelf()
PREVIEWS: Final[Origin] = _Previews()
