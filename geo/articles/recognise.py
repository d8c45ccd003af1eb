"""Make an article of a page's blocks: its head, its paragraphs, and what is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from geo.articles.article import Dateline, Kind, LeftOut, Paragraph, ReadArticle, numbered
from geo.articles.blocks.cutting import Role, TextBlock
from geo.articles.boilerplate import furniture, handouts
from geo.articles.boilerplate.captions import is_caption
from geo.articles.dateline import opening
from geo.articles.formats.webpage import PageHead
from geo.articles.language import language_of
from geo.articles.leads import is_lead
from geo.articles.limits import MAX_HEADLINE, MAX_PUBLISHER
from geo.story import StoryDate

_RIGHTS: Final = "a notice of rights"
_AFTER_END: Final = "after the line that ends the report"
_HANDED_ON: Final = "words with which the mail was handed on"
_DATELINE_WITHIN: Final = 8
"""Among how many of the first blocks of text the dateline is looked for."""
_MOST_BEFORE: Final = 3
"""How many paragraphs may stand before the dateline: a lead, key points."""
_LEAST_REPEATED: Final = 20
"""Letters from which it is no chance that words stand twice."""
_LONGEST_HEADLINE: Final = 200
_LONGEST_COVER: Final = 400
"""Letters with which a mail is handed on, at the most."""
_BESIDE: Final = re.compile(r"\s*[|•]|\s+(?=\d{4}-\d)")
"""What parts a publisher's name from the day that stands beside it."""
_COPYRIGHT_OF: Final = re.compile(
    r"(?:©|\(c\)|copyright)[\s:,]*(?:(?:©|\(c\))\s*)?(?:19|20)?\d{0,2}[\s,]*(?:by\s+)?"
    r"(?P<who>[A-Z][\w&.'’ -]{1,60}?)\s*(?:[,.]|\d{4}|all rights|$)",
    re.I,
)


_KINDS: Final[dict[str, Kind]] = {
    "text": "text", "item": "item", "caption": "caption", "heading": "heading",
}  # fmt: skip


@dataclass(slots=True)
class _Making:
    """Gather what becomes an article."""

    headline: str | None = None
    publisher: str | None = None
    byline_agency: str | None = None
    dateline: Dateline | None = None
    published: StoryDate | None = None
    updated: StoryDate | None = None
    handed_on: bool = False
    """Whether what follows is a mail in a mail, whose own head counts."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave(self, text: str, reason: str) -> None:
        self.left_out.append(LeftOut(text, reason, len(self.paragraphs)))

    def keep(self, block: TextBlock) -> None:
        kind = block.role if block.role in ("item", "caption", "heading") else "text"
        self.paragraphs.append(Paragraph(1, block.text, _KINDS[kind]))

    def tell(self, block: TextBlock) -> None:
        """Keep a paragraph, and leave out the agency that closes it."""
        text, credit = furniture.without_credit(block.text)
        self.keep(replace(block, text=text))
        if credit:
            self.leave(credit, furniture.CREDIT)
            self.byline_agency = self.byline_agency or furniture.agency_of(credit)


def recognise(blocks: Sequence[TextBlock], head: PageHead) -> ReadArticle:
    """Return the article that these blocks are; it has no paragraph if nothing reads as one."""
    language = language_of("\n".join(block.text for block in blocks if block.role != "outside"))
    reasons = [furniture.reason_of(block) for block in blocks]
    _cover(blocks, reasons)
    blocks = [_as_told(block, reason) for block, reason in zip(blocks, reasons, strict=True)]
    making = _Making(head.headline, head.publisher, published=head.published)
    title = _headline_at(blocks, reasons, head.headline)
    first, making.dateline = _opening(blocks, reasons, title)
    if title is not None and making.headline is None:
        making.headline = blocks[title].text
    end = _end_at(blocks, reasons)
    prose = (at for at, b in enumerate(blocks[:end]) if _is_prose(b, reasons[at]))
    last = max(prose, default=-1)
    for at, block in enumerate(blocks):
        if at == title or block.text == making.headline:
            making.leave(block.text, "the headline")
        elif at >= end:
            making.leave(block.text, reasons[at] or _AFTER_END)
        elif at < first and (title is None or title < at) and is_lead(block, reasons[at]):
            making.tell(replace(block, role="item" if block.role == "item" else "text"))
        elif at < first:
            of_it = block.role != "outside" or (title is not None and title < at)
            _before(making, block, reasons[at], language, of_it=of_it)
        else:
            _within(making, block, reasons[at], language, ended=at > last)
    _conclude(making)
    notes = tuple(_shorten(making))
    return ReadArticle(
        paragraphs=numbered(tuple(making.paragraphs)),
        headline=making.headline,
        publisher=making.publisher,
        dateline=making.dateline,
        published=making.published,
        language=language,
        left_out=tuple(making.left_out),
        notes=notes,
    )


def _cover(blocks: Sequence[TextBlock], reasons: list[str | None]) -> None:
    """Take the words with which a mail is handed on for what they are, where that follows it."""
    at = next((at for at, b in enumerate(blocks) if handouts.hands_on(b.text)), 0)
    before = [n for n in range(at) if reasons[n] is None and blocks[n].role != "outside"]
    said = sum(len(blocks[n].text) for n in before)
    behind = sum(len(b.text) for b, why in zip(blocks[at:], reasons[at:], strict=True) if not why)
    if said < _LONGEST_COVER and said < behind:
        for n in before:
            reasons[n] = _HANDED_ON


def _as_told(block: TextBlock, reason: str | None) -> TextBlock:
    """Return a sentence that stands as a heading or below the headline as the text that it is."""
    told = reason is None and block.role in ("heading", "standfirst")
    return replace(block, role="text") if told else block


def _headline_at(
    blocks: Sequence[TextBlock], reasons: Sequence[str | None], known: str | None
) -> int | None:
    """Return which block is the headline: the one marked so, or the first line if it reads so."""
    for at, block in enumerate(blocks):
        if block.role == "title" and block.text:
            return at
        if known and block.text == known:
            return at
    for at, block in enumerate(blocks):
        if block.role == "outside" or block.role == "cell":
            continue
        if (reasons[at] is not None and block.role != "heading") or is_caption(block.text):
            continue
        more = any(b.role in ("text", "item") for b in blocks[at + 1 :])
        reads_so = (
            len(block.text) <= _LONGEST_HEADLINE
            and not re.search(r"(?:[:;,]|\.[”\"’]?)$", block.text)
            and opening.dateline_of(block.text) is None
            and known is None
        )
        return at if more and reads_so else None
    return None


def _opening(
    blocks: Sequence[TextBlock], reasons: Sequence[str | None], title: int | None
) -> tuple[int, Dateline | None]:
    """Return where the article's text begins, and its dateline if it has one."""
    prose = [
        at
        for at, block in enumerate(blocks)
        if at != title and reasons[at] is None and block.role in ("text", "item")
    ]
    begins = [
        at
        for at in prose
        if (furniture.is_sentence(blocks[at].text) or furniture.leads_on(blocks[at].text))
        and not is_caption(blocks[at].text)
    ]
    first = (begins or prose or [0])[0]
    before = 0
    for place, at in enumerate(prose[:_DATELINE_WITHIN]):
        after = blocks[prose[place + 1]].text if place + 1 < len(prose) else ""
        found = opening.opens(blocks[at].text, after)
        if found and not _speaks(found, blocks, at):
            return min(first, at), found
        before += at in begins
        if before > _MOST_BEFORE:
            break
    return first, None


def _speaks(found: Dateline, blocks: Sequence[TextBlock], at: int) -> bool:
    """Tell whether a name with a colon is who speaks: it, or one beside it, does so again."""
    if found.agency or found.day or not found.text.endswith(":"):
        return False
    said = Counter(block.text.partition(": ")[0] for block in blocks if ": " in block.text)
    near = (block.text.partition(": ")[0] for block in blocks[max(0, at - 1) : at + 2])
    return any(said[name] > 1 and name.isupper() for name in near)


def _end_at(blocks: Sequence[TextBlock], reasons: Sequence[str | None]) -> int:
    """Return at which block the report says that it ends, with less of a text behind than before.

    What stands behind is for editors: who they may ask, and about whom the report is.
    """
    ends = [at for at, block in enumerate(blocks) if handouts.is_end(block.text)]
    for at in ends[-1:]:
        said = [
            len(b.text) * _is_prose(b, reason) for b, reason in zip(blocks, reasons, strict=True)
        ]
        if sum(said[at:]) < sum(said[:at]):
            return at
    return len(blocks)


def _is_prose(block: TextBlock, reason: str | None) -> bool:
    return reason is None and block.role in ("text", "item") and furniture.says(block)


def _before(
    making: _Making, block: TextBlock, reason: str | None, language: str | None, *, of_it: bool
) -> None:
    """Place what stands before the first paragraph: captions stay, all else is left out."""
    if block.role == "caption" or (
        block.role == "text" and reason is None and is_caption(block.text)
    ):
        making.keep(TextBlock(block.text, "caption"))
        return
    if block.body and reason in (None, furniture.HEADING):
        making.keep(_as_line(block))
        return
    if of_it or reason == _RIGHTS:
        _learn(making, block, reason, language)
    making.leave(block.text, reason or "before the article's first paragraph")


def _within(
    making: _Making, block: TextBlock, reason: str | None, language: str | None, *, ended: bool
) -> None:
    """Place what stands from the first paragraph on."""
    if block.role == "caption" or (
        reason == furniture.HEADING and block.role == "heading" and not ended
    ):
        making.keep(block)
    elif reason is not None:
        if block.role != "outside" or reason == _RIGHTS:  # others are of other articles
            _learn(making, block, reason, language)
        making.leave(block.text, reason)
    elif making.dateline and block.text == making.dateline.text and not making.paragraphs:
        making.leave(block.text, "the dateline")
    elif repeated := _repeats(making, block):
        making.leave(block.text, repeated)
    elif furniture.says(block) and (ended or not is_caption(block.text)):
        making.tell(block)
    elif block.role == "text" and is_caption(block.text) and len(making.paragraphs) > 0:
        making.keep(TextBlock(block.text, "caption"))
    elif _short(block) and block.body and not ended:
        making.keep(_as_line(block))
    elif _short(block) and making.paragraphs:
        making.leave(block.text, "a short line, no sentence" if not ended else "after the article")
    else:
        making.tell(block)


def _as_line(block: TextBlock) -> TextBlock:
    """Return a line of the article that is no sentence: a heading, or a row of a table."""
    roles: dict[str, Role] = {"text": "heading", "cell": "item"}
    return replace(block, role=roles.get(block.role, block.role))


def _short(block: TextBlock) -> bool:
    """Tell whether a block is a line that says nothing whole and leads to nothing."""
    return (
        block.role in ("text", "cell")
        and not furniture.says(block)
        and not block.text.endswith((":", ";", ","))
    )


def _repeats(making: _Making, block: TextBlock) -> str | None:
    """Return that a block only repeats words of the text, as a pulled quotation does."""
    if len(block.text) < _LEAST_REPEATED:
        return None
    bare = block.text.strip("“”\"' ") if len(block.text) < 200 else block.text
    if any(bare in paragraph.text for paragraph in making.paragraphs):
        return "it repeats words of the article"
    return None


def _learn(making: _Making, block: TextBlock, reason: str | None, language: str | None) -> None:
    """Take from what is left out who published, and when."""
    label = furniture.label_of(block.text)
    inner = making.handed_on and label is not None and label[0] == "subject"
    if (
        label
        and label[0] in ("title", "headline", "subject")
        and (making.headline is None or inner)
    ):
        making.headline, making.handed_on = label[1], False
    if label and label[0] in ("publisher", "source") and making.publisher is None:
        making.publisher = _BESIDE.split(label[1])[0]
    dated = reason == "when it was published" or (label and label[0] in ("date", "published"))
    dated = dated or (handouts.tells_day(block.text) and not furniture.is_sentence(block.text))
    if (
        handouts.hands_on(block.text)
        and sum(len(paragraph.text) for paragraph in making.paragraphs) < _LONGEST_COVER
    ):
        making.handed_on = True
        making.published = opening.date_of_line(block.text, language)  # not when it was handed on
    told, is_update = handouts.of_publication(block.text)
    if dated and is_update:
        making.updated = making.updated or opening.date_of_line(told, language)
    elif dated and making.published is None:
        making.published = opening.date_of_line(told, language)
    if reason == _RIGHTS and making.publisher is None:
        who = _COPYRIGHT_OF.match(block.text)
        making.publisher = who["who"].strip() if who else None
    if reason == "a byline" and making.byline_agency is None:
        making.byline_agency = furniture.agency_of(block.text)


def _shorten(making: _Making) -> Iterator[str]:
    """Cut a headline and a publisher that are longer than any, and yield that they were cut."""
    for name, limit in (("headline", MAX_HEADLINE), ("publisher", MAX_PUBLISHER)):
        whole = getattr(making, name) or ""
        if len(whole) > limit:
            setattr(making, name, whole[:limit].rsplit(" ", 1)[0] + " …")
            yield f"The {name} has {len(whole):,} letters and was cut; give the article's own."


def _conclude(making: _Making) -> None:
    """Take publisher and date from byline and dateline where nothing better said them."""
    if making.headline:
        making.headline = furniture.without_label(making.headline)
    making.published = making.published or making.updated
    if making.dateline and making.published is None:
        making.published = opening.published_by_dateline(making.dateline)
    if making.publisher is None:
        agency = making.dateline.agency if making.dateline else None
        making.publisher = agency or making.byline_agency
