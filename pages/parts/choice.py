"""Know which story a reader looks at, in which language, and keep it from page to page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import streamlit as st

from geo.errors import StoryError
from geo.errors.wording import nearest, quote
from geo.service import stories
from geo.service.online import QUERY_KEY, chosen
from geo.service.shelf import opening, shelf
from geo.story import ShelfEntry, Story
from geo.story.heads import ShelfHead
from geo.style import SCREEN_THEMES
from geo.text import LANGUAGES, pick
from pages.parts import words

_STORY, _SIGHT, _CHOOSER = "story", "sight", "chooser"
OFFERED = 200
"""Stories to choose from; a page of all of ten thousand would be a megabyte."""
LISTED = 30
"""Stories that a page lists where the one asked for is not here."""
NAMED = 6
"""Stories that are named where several are called alike."""


def plain(text: str) -> str:
    """Return text so that Streamlit's Markdown shows it as it is, on one line."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def settle() -> None:
    """Read the address once for this run; a story that it names and that is not here is told of."""
    asked = st.query_params.get(_STORY)
    try:
        ids = shelf().ids()
    except StoryError as error:
        st.error(plain(f"{error}."))
        st.stop()
    if asked or st.session_state.get(_STORY) not in ids:
        _move_to(asked or opening(None))
    sight = st.session_state.setdefault(_SIGHT, {})
    for key, known in (("lang", LANGUAGES), ("theme", SCREEN_THEMES)):
        if st.query_params.get(key) in known:
            sight[key] = st.query_params[key]
    if QUERY_KEY in st.query_params:
        online = chosen(st.query_params[QUERY_KEY])
        sight[QUERY_KEY] = online.id if online else None


def unknown(key: str, name: str, known: Sequence[str]) -> str:
    """Return that there is nothing of a name, as text; which is nearest is told in English."""
    hint = nearest(name, known) if words_are("en") else ""
    return plain(f"{t(key, name=quote(name))}{hint or '.'}")


def _move_to(story: str | None) -> None:
    st.session_state[_STORY] = story


def entry() -> ShelfEntry | None:
    """Return the chosen story's folder, sound or not."""
    name = st.session_state.get(_STORY)
    known = name and shelf().has(name)  # it may have been deleted just now
    return shelf().entry(str(name)) if known else None


def story() -> Story:
    """Return the chosen story; where it cannot be opened, say why and end the page."""
    found = entry()
    if found is None:
        _gone(st.session_state.get(_STORY))
        st.stop()
    if found.story is None:
        _problems(found)
        st.stop()
    return found.story


def _gone(name: str | None) -> None:
    """Say which story is not here, and lead to those that are, or to the bin where it may lie."""
    kept = shelf()
    with st.container(key="problems"):
        if name:
            st.header(unknown("story.unknown", name, kept.ids()), anchor=False)
            if any(one.id == name for one in stories.binned()):
                st.page_link("draft.py", label=t("story.inBin"), query_params=address())
        found = kept.newest(LISTED)
        if not found:
            st.warning(plain(t("story.none", folder=str(kept.folder))))
            return
        st.text(t("story.others"))
        for one in found:
            label = plain(titled(one, language()))
            st.button(label, key=f"open-{one.id}", on_click=_open, args=(one.id,))


def _problems(found: ShelfEntry) -> None:
    """Say what is wrong, as text: nothing of a broken story is trusted as markup."""
    with st.container(key="problems"):
        st.header(t("story.broken"), anchor=False)
        st.text(t("story.wrong", n=len(found.problems), id=found.id))
        for sentence in found.problems:
            st.text(sentence)
        st.text(t("story.mend"))


def language() -> str:
    """Return the language of the map, in which names are shown."""
    found = entry()
    fallback = found.story.language if found and found.story else "en"
    return str(st.session_state[_SIGHT].get("lang") or fallback)


def words_are(code: str) -> bool:
    """Tell whether the pages' own words are in a language; where the map's has none, in English."""
    now = language()
    return code == (now if now in LANGUAGES else "en")


def t(key: str, **values: str | int) -> str:
    """Return the pages' words of a key in the map's language."""
    return words.word(key, language(), **values)


def title(found: Story) -> str:
    """Return a story's title in the map's language, where it has one."""
    return pick(found.titles, language(), found.title)


def online() -> str | None:
    """Return the chosen online tile source, if any."""
    found: str | None = st.session_state[_SIGHT].get(QUERY_KEY)
    return found


def choose_online(name: str | None) -> None:
    """Remember an online tile source for this visit."""
    st.session_state[_SIGHT][QUERY_KEY] = name


def remember(seen: dict[str, str]) -> None:
    """Keep the language and theme that the document reports, for the other pages."""
    for key in ("lang", "theme"):
        st.session_state[_SIGHT][key] = seen.get(key) or None


def told() -> str:
    """Return what is known of the document's language and theme, as its frame tells it."""
    sight = st.session_state[_SIGHT]
    return f"{sight.get('lang') or ''},{sight.get('theme') or ''}"


def address() -> dict[str, str]:
    """Return what a link to another page carries on."""
    name = st.session_state.get(_STORY)
    return {**({_STORY: name} if name else {}), **seen()}


def seen() -> dict[str, str]:
    """Return what is known of the reader's language, theme and base map."""
    return {key: value for key, value in st.session_state[_SIGHT].items() if value}


def chooser() -> None:
    """Show the titles of stories to choose from, sound ones first; the others are marked.

    Of very many it has the newest, and finds the others by words that are typed into it.
    """
    kept, now = shelf(), st.session_state[_STORY]
    now = now if now and kept.has(now) else None
    found = kept.newest(OFFERED)
    if now and all(one.id != now for one in found):
        found = [*kept.heads([now]), *found]
    labels = labelled(found, language())
    if not labels:
        return
    st.session_state[_CHOOSER] = now
    count = len(kept.ids())
    st.selectbox(
        t("chooser"),
        list(labels),
        index=0 if now else None,
        placeholder=t("chooser"),
        key=_CHOOSER,
        format_func=lambda name: labels.get(name, name),
        label_visibility="collapsed",
        help=t("chooser.help", n=count) if count > OFFERED else None,
        accept_new_options=count > OFFERED,
        on_change=_chosen,
        width=340,
    )


def labelled(found: Sequence[ShelfHead], language: str) -> dict[str, str]:
    """Return id → what the list calls it. No two are alike: Streamlit tells them by their words."""
    ordered = sorted(found, key=lambda one: one.sound is False)
    titles = {one.id: titled(one, language) for one in ordered}
    count = Counter(titles.values())
    return {
        name: title if count[title] == 1 else f"{title} ({name})" for name, title in titles.items()
    }


def titled(found: ShelfHead, language: str) -> str:
    """Return a story's title in a language; one that cannot be opened is marked."""
    if found.sound is False:
        return f"⚠ {words.word('chooser.broken', language, id=found.id)}"
    return pick(found.titles, language, found.title)


def _open(name: str) -> None:
    """Go to another story: the address loses the sight of the one before."""
    _move_to(name)
    st.query_params.from_dict(address())


def _chosen() -> None:
    """Go to the story that was chosen by its title, or by words of it."""
    asked = st.session_state[_CHOOSER]
    if not shelf().has(asked):
        found = shelf().called(asked, NAMED)
        if not found:
            st.toast(plain(t("chooser.nothing", name=quote(asked))), duration="long")
            return
        if len(found) > 1:
            rest = ", ".join(quote(one.id) for one in found[1:])
            st.toast(plain(t("chooser.several", names=rest)), duration="long")
        asked = found[0].id
    _open(asked)
