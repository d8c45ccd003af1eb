"""Take an article in, draft it, and lead to the page on which a person checks the draft."""

from __future__ import annotations

import hashlib
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import wait
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.articles import ReadArticle, read_article
from geo.articles.limits import MAX_BYTES
from geo.draft.model import Draft
from geo.draft.repository.store import id_of
from geo.errors import DatelineError, GivenUpError
from geo.printmap.typeset.words import listed as in_a_row
from geo.printmap.typeset.words import number
from geo.service.drafting import (
    LONGEST,
    Drafting,
    Incoming,
    begun,
    beside,
    existing,
    get_ready,
)
from geo.service.drafts import drafts, line_of, lines
from geo.service.settings import audience
from geo.service.shelf import shelf
from geo.service.stories import binned
from geo.text import name_in_words
from pages.parts import checkframe, choice, published
from pages.parts.choice import t

PASTE, FILE = "draft.paste", "draft.upload"
KINDS: Final = ("txt", "md", "html", "htm", "eml", "docx", "pdf")
SHOWN: Final = 30
"""Drafts that the list shows at first."""
_LOOK_S: Final = 0.5
"""How often somebody who waits for a draft may be heard."""
_DRAFT: Final = "draft"
_READ: Final = "article-read"
_SEEN: Final = "article-seen"
"""The article whose publisher and day the person has been asked for."""
_AWAITED: Final = "draft-awaited"
"""What somebody waited for when the page was last run to its end."""
_GIVING_UP_S: Final = 3.0
"""How long what was given up may take to end."""


@dataclass(frozen=True)
class Read:
    """Hold what came of reading an article: the article, or why it cannot be read."""

    mark: str
    article: ReadArticle | None
    problem: str = ""


# --- the article ------------------------------------------------------------------------------


def said(problem: str) -> str:
    """Return a problem as a sentence of the page, as text; a file's name stays as it is."""
    whole = f"The {problem[4:]}" if problem.startswith("the ") else problem
    return choice.plain(f"{whole}.")


def brought() -> Incoming | None:
    """Return what the person has pasted or uploaded, if anything."""
    how = st.segmented_control(
        t("draft.how"),
        [PASTE, FILE],
        format_func=t,
        default=PASTE,
        required=True,
        label_visibility="collapsed",
        key="how",
    )
    if how == FILE:
        file = st.file_uploader(
            t("draft.file"),
            type=list(KINDS),
            max_upload_size=max(MAX_BYTES.values()) // 1_000_000,
            key="file",
        )
        if file is None:
            return None
        return Incoming(data=file.getvalue(), name=file.name, media_type=file.type or None)
    text = st.text_area(
        t("draft.text"),
        height=260,
        placeholder="BAKU: …",
        key="text",
    )
    return Incoming(data=text.encode(), media_type="text/plain") if text else None


def read(incoming: Incoming) -> Read:
    """Read an article once, however often the page is run."""
    mark = hashlib.sha256(incoming.data + repr(incoming.name).encode()).hexdigest()[:16]
    known: Read | None = st.session_state.get(_READ)
    if known and known.mark == mark:
        return known
    try:
        article = read_article(incoming.data, name=incoming.name, media_type=incoming.media_type)
        found = Read(mark, article)
    except DatelineError as error:
        found = Read(mark, None, str(error))
    st.session_state[_READ] = found
    return found


def recognised(article: ReadArticle) -> None:
    """Say what was recognised, and what was left out and why."""
    count = t("draft.paragraphs", n=article.count)
    if article.dateline:
        written = (name_in_words(one, article.language or "en") for one in article.dateline.places)
        places = in_a_row(written, choice.language())
        count = t("draft.paragraphsAt", n=article.count, places=places)
    with st.container(key="recognised"):
        st.text(f"{article.headline or t('draft.noHeadline')}\n{count}")
        if article.left_out:
            with st.expander(t("draft.leftOut", n=len(article.left_out))):
                st.text("\n".join(f"{part.reason}: {part.text[:200]}" for part in article.left_out))


def asked(found: Read) -> tuple[str | None, date | None]:
    """Let the person say who published the article and when, where it does not say rightly."""
    article = found.article
    assert article is not None  # only what was read is asked about
    left, right = st.columns(2)
    publisher = left.text_input(
        t("draft.publisher"),
        value=article.by or "",
        max_chars=LONGEST,
        key=f"publisher-{found.mark}",
    )
    published = right.date_input(
        t("draft.published"),
        value=article.day,
        min_value=date(1500, 1, 1),
        max_value=date(2200, 1, 1),
        format="YYYY-MM-DD",
        help=t("draft.publishedWhy"),
        key=f"published-{found.mark}",
    )
    return publisher.strip() or None, published


def make() -> None:
    """Take an article and draft it; the button is there before anything has been recognised."""
    incoming = brought()
    found = read(incoming) if incoming else None
    if found and found.problem:
        st.error(said(found.problem))
    wanted = ""
    if incoming and found and found.article:
        recognised(found.article)
        publisher, published = asked(found)
        of_it = found.article.beside(publisher, published)
        incoming = replace(incoming, publisher=of_it[0], published=of_it[1])
        incoming = replace(incoming, again=drafted_before(incoming))
        wanted = unsaid(publisher, published)
    pressed = st.button(t("draft.make"), type="primary", key="make")
    abandoned = st.session_state.pop(_AWAITED, None)
    if abandoned and not pressed:
        st.info(given_up(abandoned))
    seen, st.session_state[_SEEN] = st.session_state.get(_SEEN), found and found.mark
    if not pressed:
        return
    if incoming is None:
        st.error(t("draft.nothing"))
    elif found and found.article and wanted and seen != found.mark:
        # Who presses the button right after pasting has not seen yet what is asked.
        st.info(t(f"draft.say.{wanted}"))
    elif found and found.article:
        start(incoming)


def drafted_before(incoming: Incoming) -> bool:
    """Say that an article has a draft; return whether the person wants it drafted again."""
    try:
        found, others = existing(incoming), beside(incoming)
    except DatelineError:
        return False  # the list below says what is wrong
    if found is None:
        for line in others[:1]:
            of = origin(line.publisher, line.published)
            st.info(choice.plain(t("draft.beside", title=line.title, origin=of)))
        return False
    done, all_ = found.progress()
    st.info(choice.plain(t("draft.already", title=found.title, done=done, all=all_)))
    return st.checkbox(t("draft.again"), key="again")


def origin(publisher: str, published: str) -> str:
    """Return in words who published a draft's article, and when."""
    return f"{publisher or t('draft.noPublisher')}, {published or t('draft.noDay')}"


def unsaid(publisher: str | None, published: date | None) -> str:
    """Return what a story needs of its article and nobody has said; nothing where all is said."""
    if not publisher and not published:
        return "both"
    return "" if publisher and published else "day" if publisher else "publisher"


def start(incoming: Incoming) -> None:
    """Draft an article and go to the page that checks it, or say why it cannot be drafted."""
    try:
        caller = st.context.ip_address or "127.0.0.1"
        made = existing(incoming) or awaited(begun(incoming, caller))
    except DatelineError as error:
        st.error(said(str(error)))
        return
    st.session_state.pop(_READ, None)
    st.query_params[_DRAFT] = made.id
    st.rerun()


def awaited(drafting: Drafting) -> Draft:
    """Wait for a draft; whatever else is pressed meanwhile, or that the page is left, gives it up.

    Streamlit interrupts a script where it says something to the page, so it does so all the time.
    """
    with st.container(key="drafting", horizontal=True, vertical_alignment="center"):
        said_so = st.empty()
        st.button(t("draft.giveUp"), key="give-up")
    began = time.monotonic()
    st.session_state[_AWAITED] = drafting
    try:
        while not wait([drafting.promise], timeout=_LOOK_S).done:
            took = time.monotonic() - began
            said_so.text(t("draft.finding", n=round(took)))
            if not watched():
                raise GivenUpError("the page was left")
        del st.session_state[_AWAITED]
        return drafting.promise.result()
    finally:
        drafting.give_up()


def given_up(drafting: Drafting) -> str:
    """Return in words what came of a draft for which nobody waited any longer."""
    promise = drafting.promise
    if not promise.cancel():
        wait([promise], timeout=_GIVING_UP_S)
    if promise.done() and not promise.cancelled() and promise.exception() is None:
        return t("draft.finished")
    return t("draft.givenUp")


def watched() -> bool:
    """Tell whether a browser still shows this page."""
    session = get_script_run_ctx()
    if session is None or not runtime.exists():
        return True
    return runtime.get_instance().is_active_session(session.session_id)


# --- the drafts -------------------------------------------------------------------------------


def lists() -> None:
    """Show the drafts, the stories that were made of them, and the bin, one at a time."""
    try:
        found = lines()
    except DatelineError as error:
        st.error(choice.plain(f"{error}."))
        return
    heads = {"drafts": len(found), "stories": len(shelf().ids()), "bin": len(binned())}
    names = [f"{t(key)} · {number(count, choice.language())}" for key, count in heads.items()]
    first, second, third = st.tabs(names, default=names[0 if found else 1])
    with first:
        listed(found)
    with second:
        published.listed()
    with third:
        published.binned()


def listed(found: list[dict[str, Any]]) -> None:
    """Show the drafts that there are, to go on with or to delete."""
    found = list(told_apart(found))
    st.caption(t("drafts.what"))
    all_ = len(found) <= SHOWN or st.toggle(t("drafts.all", n=len(found)), key="all-drafts")
    for line in found if all_ else found[:SHOWN]:
        with st.container(key=f"line-{line['id']}", horizontal=True, vertical_alignment="center"):
            row(line)


def told_apart(found: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield drafts; of those with one title, the title says who published each, when, and which."""
    origins = {line["id"]: origin(line["publisher"], line["published"]) for line in found}
    titles = Counter(line["title"] for line in found)
    alike = Counter((line["title"], origins[line["id"]]) for line in found)
    for line in found:
        title, of = line["title"], origins[line["id"]]
        same = alike[title, of]
        words = [of] if same < titles[title] else []
        words += [mark(line)] if same > 1 else []
        yield {**line, "title": f"{title} ({', '.join(words)})"} if words else line


def mark(line: dict[str, Any]) -> str:
    """Return what tells a draft from others of its article: the number in its id, or the id."""
    found = re.fullmatch(rf"{re.escape(id_of(line['title']))}(?:-(\d+))?", line["id"])
    if not found:
        return str(line["id"])
    return t("drafts.number", n=int(found[1])) if found[1] else t("drafts.first")


def row(line: dict[str, Any]) -> None:
    """Show one draft."""
    if line["problems"]:
        problem = line["problems"][0]
        st.text(t("drafts.broken", title=line["title"], problem=problem), width="stretch")
    else:
        link("draft.py", line["title"], {_DRAFT: line["id"]})
        if line["published_as"] in shelf().ids():
            link("map.py", t("drafts.story"), {"story": line["published_as"]})
        done, all_ = line["progress"]
        words = t("drafts.progress", done=done, all=all_) if all_ else t("drafts.noPlace")
        st.progress(done / all_ if all_ else 0.0, text=words, width=190)
    with st.popover(t("drafts.delete"), type="tertiary"):
        st.text(t("drafts.deleteAsk", title=line["title"]))
        st.button(
            t("drafts.deleteNow"), key=f"delete-{line['id']}", on_click=delete, args=(line["id"],)
        )


def link(to: str, words: str, query: dict[str, str]) -> None:
    """Show a way to a draft or a story."""
    wide: Literal["stretch", "content"] = "stretch" if to == "draft.py" else "content"
    asked = {**choice.address(), **query}
    st.page_link(to, label=choice.plain(words), query_params=asked, width=wide)


def delete(name: str) -> None:
    """Delete a draft; one that is gone already needs no word."""
    try:
        drafts().remove(name)
    except DatelineError as error:
        if name in drafts().ids():
            st.toast(choice.plain(str(error)))


# --- the page ---------------------------------------------------------------------------------


def page() -> None:
    """Show the draft that the address names, or all of them and the way to a new one."""
    name = st.query_params.get(_DRAFT)
    found = line_of(name) if name else None
    if found:
        checkframe.show(found["id"], found["title"])
        return
    if name:
        st.toast(choice.unknown("drafts.unknown", name, drafts().ids()))
        del st.query_params[_DRAFT]
    get_ready()
    with st.container(key="reading"):
        st.title(t("draft.title"), anchor=False)
        st.text(t("draft.what"))
        if told := audience(st.get_option("server.address")):
            st.warning(choice.plain(told))
        make()
        lists()


if __name__ != "__mp_main__":  # a process that drafts begins by reading this file too
    page()
