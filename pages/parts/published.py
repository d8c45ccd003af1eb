"""Show the published stories: to edit, rename, order, copy and delete, and the bin to put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from geo.errors import ConflictError, DatelineError
from geo.printmap.typeset.words import day
from geo.service import stories
from geo.service.shelf import shelf
from geo.story import Story
from geo.story.heads import ShelfHead
from geo.text import LANGUAGES, NATIVE_NAMES
from pages.parts import choice
from pages.parts.choice import t

SHOWN: Final = 30
"""Stories that the list shows; words find the others."""
_OPEN: Final = "story-open"
"""The story that is being changed, and the version of it that the person sees."""


def listed() -> None:
    """Show the stories in their order, and of the one that is open what can be done with it."""
    names = shelf().ids()
    if not names:
        st.caption(t("stories.none"))
        return
    st.caption(t("stories.what"))
    words = ""
    if len(names) > SHOWN:
        words = st.text_input(t("stories.find"), key="stories-find").strip()
    found = shelf().called(words, SHOWN) if words else shelf().heads(names[:SHOWN])
    opened = st.session_state.get(_OPEN)
    for head in found:
        with st.container(key=f"story-{head.id}"):
            _row(head)
            if opened and opened[0] == head.id:
                _panel(head, opened[1], names)


def _row(head: ShelfHead) -> None:
    title = choice.titled(head, choice.language())
    with st.container(horizontal=True, vertical_alignment="center", key=f"story-row-{head.id}"):
        asked = {**choice.address(), "story": head.id}
        st.page_link("map.py", label=choice.plain(title), query_params=asked, width="stretch")
        draft = stories.draft_of(head.id)
        if draft:
            query = {**choice.address(), "draft": draft.id}
            st.page_link("draft.py", label=t("stories.edit"), query_params=query, width="content")
        else:
            st.caption(t("stories.noDraft"), width="content")
        st.button(
            t("stories.change"),
            key=f"change-{head.id}",
            type="tertiary",
            on_click=_toggle,
            args=(head.id,),
        )


def _toggle(name: str) -> None:
    """Open what can be done with a story, as it is now, or close it."""
    opened = st.session_state.pop(_OPEN, None)
    if not opened or opened[0] != name:
        st.session_state[_OPEN] = (name, shelf().entry(name).version)


def _panel(head: ShelfHead, version: str, names: list[str]) -> None:
    story = shelf().entry(head.id).story
    with st.container(border=True, key=f"story-panel-{head.id}"):
        with st.container(horizontal=True):
            at = names.index(head.id)
            if at:
                _step("first", head.id, names[0], after=False)
                _step("up", head.id, names[at - 1], after=False)
            if at + 1 < len(names):
                _step("down", head.id, names[at + 1], after=True)
            if story:
                title = t("stories.copyOf", title=story.title)
                st.button(
                    t("stories.copy"), key=f"copy-{head.id}", on_click=_copy, args=(head.id, title)
                )
            st.button(
                t("stories.remove"),
                key=f"discard-{head.id}",
                on_click=_discard,
                args=(head.id, version, head.title),
            )
        st.caption(t("stories.removeWhat"))
        if story:
            _renaming(story, version)


def _renaming(story: Story, version: str) -> None:
    """Ask for the title in the story's language, and in each other that it has one in."""
    with st.form(f"rename-form-{story.id}", border=False):
        title = st.text_input(t("stories.name"), value=story.title, key=f"title-{story.id}")
        titles: dict[str, str] = {
            one: st.text_input(
                t("stories.nameIn", spoken=NATIVE_NAMES[one]),
                value=story.titles[one],
                key=f"title-{story.id}-{one}",
            )
            for one in LANGUAGES
            if one in story.titles
        }
        st.caption(t("stories.address"))
        pressed = st.form_submit_button(t("stories.rename"))
    if pressed and _done(lambda: stories.rename(story.id, version, title, titles), story.title):
        st.session_state.pop(_OPEN, None)
        st.toast(t("stories.renamed"))
        st.rerun()


def _step(which: str, name: str, neighbour: str, *, after: bool) -> None:
    def go() -> None:
        _done(lambda: stories.move(name, neighbour, after=after), name)

    st.button(t(f"stories.{which}"), key=f"{which}-{name}", on_click=go)


def _copy(name: str, title: str) -> None:
    if _done(lambda: stories.duplicate(name, title), title):
        st.toast(choice.plain(t("stories.copied", title=title)))


def _discard(name: str, version: str, title: str) -> None:
    if _done(lambda: stories.discard(name, version), title):
        st.session_state.pop(_OPEN, None)
        st.toast(choice.plain(t("stories.removed", title=title)))
        if st.query_params.get("story") == name:
            del st.query_params["story"]


def binned() -> None:
    """Show what lies in the bin, to be put back."""
    st.caption(choice.plain(t("bin.what", folder=str(shelf().folder / ".bin"))))
    for one in stories.binned()[:SHOWN]:
        with st.container(
            horizontal=True, vertical_alignment="center", key=f"binned-{one.key.partition('~')[0]}"
        ):
            st.text(one.id, width="stretch")
            st.caption(
                t("bin.since", day=day(one.since.date(), choice.language())), width="content"
            )
            st.button(t("bin.back"), key=f"back-{one.key}", on_click=_back, args=(one.key, one.id))


def _back(key: str, name: str) -> None:
    if _done(lambda: stories.put_back(key), name, conflict="stories.taken"):
        st.toast(choice.plain(t("stories.back", title=name)))


def _done(act: Callable[[], object], title: str, *, conflict: str = "stories.conflict") -> bool:
    """Do something; whether it was done. Why not, is told."""
    try:
        act()
    except ConflictError:
        st.toast(choice.plain(t(conflict, title=title)), duration="long")
        return False
    except DatelineError as error:
        st.toast(choice.plain(str(error)), duration="long")
        return False
    return True
