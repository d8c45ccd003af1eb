"""Manage published stories: rename, order, copy and delete them, and put deleted ones back."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from geo.errors import ConflictError, DraftError, NotFoundError, StoryError
from geo.errors.wording import quote
from geo.service.drafts import drafts
from geo.service.shelf import shelf
from geo.story import Story
from geo.story.disk import bin as bins
from geo.story.disk import naming, order
from geo.story.disk.bin import Binned
from geo.story.disk.files import FEATURES_FILE, STORY_FILE, put
from geo.story.heads import stamp

if TYPE_CHECKING:
    from geo.draft.repository.listing import DraftLine

_LONGEST_ID: Final = 100


def draft_of(story_id: str) -> DraftLine | None:
    """Return the draft of which a story was made, if it is here still; the last saved of several.

    Raises
    ------
    DraftError
        If the folder of drafts cannot be listed.
    """
    found = (line for line in drafts().lines() if line.published_as == story_id)
    return next((line for line in found if not line.problems), None)


def rename(story_id: str, version: str, title: str, titles: Mapping[str, str]) -> None:
    """Give a story another title, and its draft too, so that it keeps it when it is made again.

    Parameters
    ----------
    story_id
        Stays: links that were shared lead on.
    version
        Of the story that the person sees.
    title
        In the story's own language.
    titles
        In others; the rest stays.

    Raises
    ------
    ConflictError
        If it was changed meanwhile.
    StoryError
        If it is not sound, would not be with this title, or cannot be written.
    """
    before = _seen(story_id, version)
    texts = _texts(story_id)
    texts[STORY_FILE] = naming.renamed(texts[STORY_FILE], {"title": title}, titles)
    folder = shelf().folder / story_id
    put(folder, texts, replace=True, check=lambda: _check(story_id, version))
    with suppress(DraftError, ConflictError):  # somebody works on it, and will see both titles
        if (line := draft_of(story_id)) and line.title == before.title:
            draft = drafts().read(line.id)
            drafts().save(draft.model_copy(update={"title": title}))


def duplicate(story_id: str, title: str) -> str:
    """Copy a story, and the draft of which it was made, under another id, which is returned.

    Raises
    ------
    StoryError
        If it is not sound, or cannot be written.
    """
    shelf().story(story_id)
    texts = _texts(story_id)
    number = 2
    while True:
        tail = f"-{number}"
        name = f"{story_id[: _LONGEST_ID - len(tail)]}{tail}"
        head = {"id": name, "title": title}
        copied = {**texts, STORY_FILE: naming.renamed(texts[STORY_FILE], head, {})}
        try:
            put(shelf().folder / name, copied, replace=False)
            break
        except ConflictError:
            number += 1
    with suppress(DraftError):  # a story without a draft is copied alone
        if line := draft_of(story_id):
            # The text's key stays with the first: the article, pasted again, opens that.
            new = {"id": name, "title": title, "published_as": name, "made_from": ""}
            drafts().add(drafts().read(line.id).model_copy(update=new))
    return name


def move(story_id: str, neighbour: str, *, after: bool) -> None:
    """Put a story beside another in the order of the list.

    Raises
    ------
    StoryError
        If the order cannot be written.
    """
    folder = shelf().folder
    try:
        order.move(folder, shelf().ids(), story_id, neighbour, after=after)
    except OSError as error:
        raise StoryError(story_id, [f"cannot be moved: {error.strerror or error}"]) from error


# --- the bin ----------------------------------------------------------------------------------


def discard(story_id: str, version: str) -> None:
    """Move a story, sound or not, to the bin; its draft stays.

    Raises
    ------
    ConflictError
        If it was changed meanwhile.
    StoryError
        If it is there no more, or cannot be moved.
    """
    shelf().entry(story_id)
    try:
        bins.discard(shelf().folder / story_id, lambda: _check(story_id, version))
    except OSError as error:
        raise StoryError(story_id, [f"cannot be deleted: {error.strerror or error}"]) from error


def binned() -> list[Binned]:
    """Return what lies in the bin, the last deleted first."""
    return bins.binned(shelf().folder)


def put_back(key: str) -> str:
    """Put a story of the bin back where it was, and return its id.

    Raises
    ------
    NotFoundError
        If it is in the bin no more.
    ConflictError
        If there is another of its id by now.
    StoryError
        If it cannot be moved.
    """
    one = next((one for one in binned() if one.key == key), None)
    if one is None:
        raise NotFoundError(f"the bin holds no {quote(key)}; look at it again")
    try:
        bins.put_back(shelf().folder, one)
    except FileExistsError as error:
        raise ConflictError(
            f"there is a story {quote(one.id)} already; delete that one first"
        ) from error
    except OSError as error:
        raise StoryError(one.id, [f"cannot be put back: {error.strerror or error}"]) from error
    return one.id


# --- two people at once -----------------------------------------------------------------------


def _seen(story_id: str, version: str) -> Story:
    """Return a sound story, if it is the version that a person saw."""
    found = shelf().story(story_id)
    _check(story_id, version)
    return found


def _check(story_id: str, version: str) -> None:
    if stamp(str(shelf().folder / story_id)) != version:
        raise ConflictError(f"story {quote(story_id)} was changed meanwhile; look at it again")


def _texts(story_id: str) -> dict[str, str]:
    folder = shelf().folder / story_id
    try:
        return {
            name: (folder / name).read_text(encoding="utf-8-sig")
            for name in (STORY_FILE, FEATURES_FILE)
        }
    except OSError as error:
        raise StoryError(story_id, [f"cannot be read: {error.strerror or error}"]) from error
