"""Put a draft's story where stories lie: what is confirmed, or all of it, called a draft."""

from __future__ import annotations

from pathlib import Path

from geo.draft.model import Draft
from geo.draft.publishing import story_of
from geo.draft.repository.store import Drafts
from geo.story import Story, save


def publish(draft: Draft, folder: Path, drafts: Drafts, *, replace: bool = False) -> Story:
    """Save the story of what is confirmed in a draft, and note in the draft that it was made.

    Parameters
    ----------
    draft
        As it is kept.
    folder
        Of the story; its name is the story's id.
    drafts
        Where the draft is kept.
    replace
        Whether a story that is there already may be written over.

    Raises
    ------
    DraftError
        If nothing is confirmed, or something that a story needs is missing.
    ConflictError
        If there is a story already, and it is not to be replaced.
    StoryError
        If it cannot be written.
    """
    story = story_of(draft).model_copy(update={"id": folder.name})
    save(story, folder, replace=replace)
    drafts.mark_published(draft.id, folder.name)
    return story


def preview(draft: Draft) -> Story:
    """Return a draft's story as if all that is open were confirmed, and called a draft.

    Raises
    ------
    DraftError
        If nothing can be drawn, or something that a story needs is missing.
    """
    story = story_of(draft, preview=True)
    done, all_ = draft.progress()
    summary = f"Draft, not published: {done} of {all_} places checked. {story.summary}"
    return story.model_copy(update={"title": marked(story.title), "summary": summary})


def marked(title: str) -> str:
    """Return a title that says on every picture and in every file that this is a draft."""
    return f"Draft: {title}"
