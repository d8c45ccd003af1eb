"""Put a draft's story where stories lie: what is confirmed, or all of it, called a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from geo.draft.model import Draft
from geo.draft.publishing import story_of
from geo.draft.repository.store import Drafts
from geo.errors import StoryError
from geo.errors.wording import quote
from geo.story import Story, load, save
from geo.story.importance import named_by


def publish(
    draft: Draft, folder: Path, drafts: Drafts, *, replace: bool = False
) -> tuple[str, ...]:
    """Save the story of what is confirmed in a draft, and note in the draft that it was made.

    Return a sentence for each thing that people added to the story before and that could not stay.

    Parameters
    ----------
    draft
        As it is kept.
    folder
        Of the story; its name is the story's id.
    drafts
        Where the draft is kept.
    replace
        Whether a story that is there already may be written over; what people added to one that
        was made of this draft stays, see `carried`.

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
    lost: tuple[str, ...] = ()
    if replace and draft.published_as == folder.name:  # else it is the story of something else
        with suppress(StoryError):  # it is gone, or cannot be read
            before = load(folder)
            story = carried(story, before)
            lost = tuple(_lost(story, before))
    save(story, folder, replace=replace)
    drafts.mark_published(draft.id, folder.name)
    return lost


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


def carried(made: Story, before: Story) -> Story:
    """Return a story with what the one before it on the shelf had and its draft cannot know.

    A draft knows one language, and one source. Texts in other languages stay where the text that
    they stand for is as it was; the frame that was set by hand, and what other sources say of marks
    that are there still, stay too.
    """
    changes: dict[str, Any] = {
        "titles": _same(made, before, "title", "titles"),
        "summaries": _same(made, before, "summary", "summaries"),
        "bounds": before.bounds,
    }
    for name, pairs in (
        ("layers", (("title", "titles"),)),
        ("categories", (("title", "titles"),)),
        ("annotations", (("claim", "claims"), ("said_by", "speakers"))),
        ("features", (("name", "names"), ("name", "also_known_as"), ("remark", "remarks"))),
    ):
        old = {one.id: one for one in getattr(before, name)}
        changes[name] = tuple(_translated(one, old, pairs) for one in getattr(made, name))
    marks = {feature.id for feature in made.features}
    told = {one.id for one in made.annotations}
    changes["context"] = tuple(
        one.model_copy(update={"about": tuple(name for name in one.about if name in told)})
        for one in before.context
        if one.relation is None and marks.issuperset(one.features)
    )
    return made.model_copy(update=changes)


def _lost(made: Story, before: Story) -> Iterator[str]:
    """Yield a sentence for each statement of another source that `carried` could not take over."""
    kept = {one.id for one in made.context}
    marks = {feature.id for feature in made.features}
    for one in (one for one in before.context if one.id not in kept):
        gone = ", ".join(quote(name) for name in named_by(one) if name not in marks)
        why = f"there is no mark {gone} any more" if gone else "a draft cannot hold what it ties"
        yield f"context {quote(one.id)} is not in the story any more, for {why}: {one.claim}"


def _translated(made: Any, old: Mapping[str, Any], pairs: Iterable[tuple[str, str]]) -> Any:
    before = old.get(made.id)
    if before is None:
        return made
    return made.model_copy(update={
        into: _same(made, before, text, into) for text, into in pairs
    })  # fmt: skip


def _same(made: Any, before: Any, text: str, into: str) -> Any:
    """Return the texts beside one that is as it was: those of before, then those that are new."""
    found, known = getattr(made, into), getattr(before, into)
    if getattr(made, text) != getattr(before, text):
        return found
    return {**found, **known} if isinstance(found, Mapping) else known or found
