"""Tell what stands among an article's paragraphs and is none: bylines, links, share prices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from geo.articles.blocks import brackets
from geo.articles.blocks.cutting import TextBlock
from geo.articles.boilerplate import handouts
from geo.english.agencies import AGENCIES, AGENCY

_NAME: Final = r"[^\W\d_][\w.'’-]*"
_NAMES: Final = rf"{_NAME}(?: {_NAME}){{0,3}}(?:(?:,| and| &) {_NAME}(?: {_NAME}){{0,3}}){{0,4}}"
_MOST: Final = 160
"""Letters up to which a line can be furniture; what is longer is a paragraph."""
_ENDS: Final = re.compile(r"[.!?…։؟。！？][\"'”’»)\]*_]*$")
_INNER: Final = re.compile(
    r"(?:\S+\s+){3,}\S*[^\W\d_A-Z]{3}[.!?][\"'”’»)\]]*\s+\S|.*\w[,.!?][\"”’]\s+[^\W\d_]|"
    r"(?:\S+\s+){1,2}[a-z]{3,}[.!?]\s+[A-Z]\S*\s+(?:\S+\s+){3}"
)
"""A sentence that ends before the text does, or a quotation with the words that say whose it is."""
_SENTENCE_WORDS: Final = 14
"""Words from which a line is a sentence, though it has no stop."""
_LONGEST_LABEL: Final = 30
"""Letters of what a line says before its link, as ``See also:`` in any language."""
_LINK: Final = 0.9
"""Share of its letters from which a block is a link."""
_LEAST_LEAD: Final = 6
"""Words from which a line that ends with a colon is a paragraph, and not a label."""
_LEAST_TOLD: Final = 4
"""Words from which a heading that ends with a full stop is a sentence."""
_CHINESE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
"""Letters of Chinese and Japanese, which set no spaces between words."""
_WORD: Final = re.compile(r"[^\W\d_][\w.'’-]*")
_ADDED: Final = re.compile(r"(?:\s+(?:\(?\d{1,2}/\d{0,2}\)?|[:;]-?[()DP]|#\w+|[^\w\s.!?…]{1,8}))+$")
"""What is set behind a last stop: *2/3*, *:)*, *#flood*."""
_LONGEST_ADDED: Final = 100

HEADING: Final = "a heading"
STANDFIRST: Final = "the lines under the headline"
TABLE: Final = "a table or a list of data"
CREDIT: Final = "the names of those who made the report"
_TO_EDITORS: Final = "a note to editors"
_OF_THE_PAGE: Final = "of the page, not of the article"
_TO_SHARE: Final = "to share or to follow"
_URGENCY: Final = (
    r"(?:URGENT|BREAKING(?: NEWS)?|NEWS ?ALERT|ALERT|NEWSFLASH|FLASH|JUST IN|EXCLUSIVE|DEVELOPING|"
    r"LEAD|WRAP-?UP|UPDATED?|CORRECTED|CORRECTION|CLARIFICATION|REFILED?|RECASTS?|REPEAT|RPT)"
)
_LABELS: Final = re.compile(
    rf"(?:{_URGENCY}(?: ?\d{{1,2}})?(?:\s?:|\s[-–—]{{1,2}}\s)\s*|"
    r"(?i:re|fwd?|aw|wg)\s?:\s*|(?i:\d(?:st|nd|rd|th) (?:lead|update))\s?[:–—-]\s*|"
    r"(?:(?:UPDATE|WRAP-?UP|LEAD) \d{1,2}|CORRECTED|CORRECTION|REFILE|RPT)\s?[-–—]\s?)+(?=\S)"
)
"""How agencies mark a headline for those who print it: *URGENT:*, *CORRECTED-UPDATE 2-*."""
_SITES: Final = (
    r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|instagram|youtube|tiktok|threads|bluesky|"
    r"google news|apple news|social media)"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Hold one kind of furniture: how its whole line looks, and why it is left out."""

    reason: str
    looks: re.Pattern[str]
    most: int = _MOST
    """Letters up to which it is one."""
    stopped: bool = False
    """Whether it is one even if it ends as a sentence does: no article says such a thing."""


def _kind(reason: str, pattern: str, *, most: int = _MOST, stopped: bool = False) -> _Kind:
    return _Kind(reason, re.compile(rf"(?:{pattern})", re.I), most, stopped)


_KINDS: Final = (
    _kind(
        "a link to something else",
        r"(?:(?:also|must)[ -](?:read|watch|see)|read (?:more|also|next|this|full|the full)\b|"
        r"(?:related|recommended|more)(?: (?:stories|news|articles?|coverage))?\s*[:|»>]|"
        r"(?:read|see also|watch|explainer|opinion|in pictures|editor[’']s (?:pick|note))\s*[:|»>]|"
        r"more (?:on|from) this\b|you (?:may|might) also (?:like|be interested in)\b|click here).*|"
        r"(?:top stories|most read|trending(?: now)?|related (?:stories|news|articles|topics))",
    ),
    _kind(
        "a link to something else",
        r"(?:please )?click (?:here|on the link)(?: (?:to|for) [\w’' -]{1,60})?[.!]?",
        stopped=True,
    ),
    _kind(
        _TO_SHARE,
        r"(?:share (?:this|on|via)|follow @|join (?:us|our)|subscribe\b|sign up\b|"
        r"download (?:our|the)|get (?:the|our) (?:latest|newsletter|app)|"
        r"for (?:all )?the latest news,|leave a comment|log in\b).*|"
        r"published in [A-Z].{0,40}, \w+ \d.{0,12}|\d+ min(?:ute)?s? read|"
        r"reading time\b.{0,20}|listen to this (?:article|story)",
    ),
    _kind(
        _TO_SHARE,
        rf"(?:(?:follow|join|find|like) (?:us|our \w+|@?\w+)(?: \w+){{0,3}}? on {_SITES}|"
        r"(?:sign up|subscribe)(?: now| here| today)?(?: to| for) (?:our|the|my|this) "
        r"(?:[\w’'-]+ ){0,5}(?:newsletters?|channel|briefing|e-?mails?|podcast|alerts))"
        r"(?:\W.{0,60})?",
        stopped=True,
    ),
    _kind(
        "an advertisement",
        r"(?:advertisement|advertorial|ad|sponsored(?: content)?|promoted)[:.]?|"
        r"(?:(?:the )?(?:story|article) continues|scroll|advertisement\W{1,3}scroll)"
        r" (?:below|after|to continue)(?: (?:this |the )?(?:advert(?:isement)?|ad|promotion))?\.?",
        stopped=True,
    ),
    _kind(
        _TO_EDITORS,
        r"for immediate release|embargo(?:ed)?(?:\s?:| until| till)\s.*|"
        r"(?:not for|hold for) (?:release|publication|use|broadcast)\b.*|"
        r"(?-i:(?:BC|AM|PM|AP)-[A-Z][\w-]*\S.*|[^\W\d_]+(?:-[^\W_]+){1,6},[a-z0-9][\w-]*)",
    ),
    _kind(_TO_EDITORS, r"(?-i:Eds|EDS)\s?[:.]\s.*", stopped=True),
    _kind(
        _TO_EDITORS,
        r"[(\[]\s*(?:corrects|correction|corrected|clarifies|clarification|refiles|recasts|"
        r"(?:this|an earlier version of this) (?:story|article|report|item|version|headline) "
        r"(?:was|has been|is|has|had|corrects|clarifies|updates|adds|removes|replaces|refiles|"
        r"recasts)|(?:adds|updates|removes|replaces|repeats|fixes|changes|deletes|drops)\b"
        r"(?=.*\b(?:paragraphs?|paras?|headline|byline|dateline|quotes?|details?|background|slug)\b))"
        r"\b[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]\.?",
        most=600,
        stopped=True,
    ),
    _kind(_TO_EDITORS, rf"(?-i:{_URGENCY}(?: ?\d{{1,2}})?)\s?:?"),
    _kind(
        _OF_THE_PAGE,
        r"loading(?:…|\.\.\.)|getting your .{0,40} ready(?:…|\.\.\.)|"
        r"(?:we|this (?:web)?site) uses? cookies\b[^,“”\"]*|"
        r"(?:please )?enable (?:javascript|cookies)\b[^,“”\"]*|"
        r"(?:please )?(?:support|donate to) (?:our|quality|independent) (?:work|journalism|"
        r"newsroom|reporting)\b[^,“”\"]*",
        stopped=True,
    ),
    _kind("a picture's credit", r"(?:image|photo|picture|video) (?:source|credit)s?\s?[,:].{1,60}"),
    _kind(
        "a notice of rights",
        r"©.{0,120}|(?:\(c\)|copyright\s*[:,]?\s*(?:©|\(c\)))\s*(?:19|20)\d\d.*|"
        r"copyright\s*[:,]?\s*(?:©|\(c\)|(?:19|20)\d\d\b).*|(?:.{0,120}\W)?all rights reserved"
        r"(?:\W.*)?|this (?:article|story|material|content) may not be (?:re)?"
        r"(?:published|produced|used|printed|distributed|broadcast|written).*",
        most=400,
        stopped=True,
    ),
    _kind("a notice of rights", r"copyright\s*[:,]?\s*(?:by\b|(?-i:[A-Z])).*"),
    _kind("tags", r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|sections?)\s*[:|].*"),
    _kind(
        "share prices or rates",
        r"(?=[^\d\n]{0,40}\d)(?:[\w&/.-]{1,20} ){0,4}[$€£]?\d[\d,.]* ?(?:"
        r"(?:increased|decreased) by\b.{0,40}|[(]?[+\-−–▲▼] ?\d+[.,]?\d*(?: ?%)?[)]?"
        r"(?: ?[(]?[+\-−–▲▼]? ?\d+[.,]?\d* ?%[)]?)?|[(] ?\d+[.,]?\d* ?%[)])|"
        r"(?:[\w&/.-]{1,20} ){1,4}[(]?(?:[+\-−–] ?\d+[.,]?\d* ?%|[▲▼] ?\d[\d.,]*(?: ?%)?)[)]?|"
        r"(?-i:[A-Z][A-Z0-9/&-]{1,11}(?: [A-Z0-9/&-]{2,12})?) [$€£]?\d{1,3}(?:,\d{3})*"
        r"(?:[,.]\d+)",
        most=100,
    ),
    _kind(
        "the head of a mail",
        r"\*?(?:(?:reply-)?to|cc|bcc|sent|subject|from|(?:mime|message|content|return|x)-[\w-]+)"
        r"\s?:\*?\s.*|\*?date\s?:\*?\s(?=.*\d).*|from \S{1,80}@\S{1,80} .*",
        most=10_000,
    ),
    _kind(
        "the head of a mail",
        r"-{2,} ?(?:forwarded|original) message ?-{2,}|begin forwarded message:|"
        r"on .{6,80}\bwrote:",
        most=200,
    ),
)
_CREDIT: Final = re.compile(
    r"\W?(?:additional )?(?:reporting|writing|editing|edited|compiled|translation|translated|"
    r"written|with (?:additional )?inputs?)(?: and \w+)? (?:by|from)\b",
    re.I,
)
CREDIT_SMALL: Final = {
    "and", "by", "in", "from", "at", "of", "the", "with", "for", "additional", "reporting",
    "writing", "editing", "edited", "compiled", "written", "translation", "translated", "input",
    "inputs", "agencies", "staff", "desk", "our", "a", "de", "van", "von", "al", "el", "bin", "ibn",
    "di", "da", "del", "der", "la", "le", "ten", "team", "correspondents", "correspondent",
    "bureau", "newsroom", "reporters", "reporter", "writer", "writers", "graphics", "research",
}  # fmt: skip
_CLOSING: Final = re.compile(
    rf"(?<=[.!?…\"'”’])(?:\s*[-–—|/]{{1,2}}\s*(?:{AGENCIES})-?\.?|"
    rf"\s*[(\[]\s*(?:with (?:inputs? )?(?:from )?)?(?:{AGENCIES})"
    rf"(?:(?:\s?[/,&]\s?| and )(?:{AGENCIES}|agencies))*\s*[)\]]\.?|"
    rf"\s+(?:{AGENCIES})(?:/[a-z]{{2,3}}){{0,4}}|\s+(?:Enditem|ENDS))$"
)
"""What closes a report after its last stop: *- AFP*, *(ANI/Reuters)*, *AFP/jk*, *Enditem*."""
_LONGEST_CLOSING: Final = 60
_SHARING: Final = {
    "share", "tweet", "print", "email", "e-mail", "save", "listen", "comment", "comments", "like",
    "bookmark", "pin", "it", "copy", "link", "facebook", "twitter", "x", "whatsapp", "telegram",
    "linkedin", "reddit", "pinterest", "messenger", "instagram", "youtube", "and", "on", "via",
    "this", "to", "article", "story", "page", "k",
}  # fmt: skip
_BYLINE: Final = re.compile(
    rf"(?:by|from|author|written by|reported by)\s*:?\s+(?:{_NAMES}|{AGENCIES})"
    rf"(?:[,|/–—-]\s*(?:{AGENCIES}|{_NAMES}))?"
    rf"(?:\s+in\s+{_NAMES})?$|"
    rf"(?:{AGENCIES})(?:\s*[/,|&–—-]\s*(?:{AGENCIES}))*(?: staff)?$|"
    r"(?:by |from )?(?:our|a)?\s?(?:own |special )?(?:web desk|news desk|staff|"
    r"staff (?:report(?:er)?|writer)s?|correspondents?|monitoring desk|editorial(?: board)?|"
    r"agencies)$",
    re.I,
)
_SMALL: Final = {
    "and", "in", "our", "own", "a", "special", "staff", "desk", "report", "reporter", "reporters",
    "writer", "writers", "correspondent", "correspondents", "board", "agencies",
}  # fmt: skip
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBER_OF_DAY: Final = r"\d{1,2}(?:st|nd|rd|th|\.)?"
DATED: Final = re.compile(
    rf"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d|"
    rf"\b{_NUMBER_OF_DAY} (?:de )?[^\W\d]{{3,12}}\.?,? (?:de )?(?:19|20)\d\d\b|"
    rf"\b[^\W\d]{{3,12}}\.? {_NUMBER_OF_DAY},? (?:19|20)\d\d\b|"
    rf"\b{_MONTH} (?:19|20)\d\d\b|(?:19|20)\d\d,? [^\W\d]{{3,12}} \d{{1,2}}\b",
    re.I,
)
_STAMP_WORDS: Final = {
    "first", "last", "published", "updated", "posted", "modified", "created", "date", "release",
    "on", "at", "the", "of", "and", "am", "pm", "a", "p", "m", "gmt", "utc", "ist", "cet", "cest",
    "et", "est", "edt", "pt", "pst", "pdt", "bst", "msk", "t", "z", "h", "hrs", "min", "mins",
    "read", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon",
    "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "minutes", "local", "time",
}  # fmt: skip
_NOON: Final = re.compile(r"\b([ap])\.m\.", re.I)
_LABEL: Final = re.compile(
    r"^\*?(?P<label>title|headline|author|by|publisher|source|date|published|language|summary|"
    r"description|slug|layout|url|link|subject)\s*:\*?\s*(?P<value>\S.*)$",
    re.I,
)


def label_of(text: str) -> tuple[str, str] | None:
    """Return the label and value of a line such as ``Publisher: Daily Example``."""
    found = _LABEL.match(text)
    return (found["label"].lower(), found["value"].strip()) if found else None


def without_label(headline: str) -> str:
    """Return a headline without an agency's marks before it, of how urgent or how new it is."""
    found = _LABELS.match(headline)
    return headline[found.end() :] if found else headline


def is_byline(text: str) -> bool:
    """Tell whether a line only says who wrote; a name begins with a capital letter."""
    if len(text) > _MOST or not _BYLINE.match(text) or _ENDS.search(text):
        return False
    words = re.sub(r"^(?:by|from|author|written by|reported by)\s*:?\s+", "", text, flags=re.I)
    return all(word[0].isupper() or word in _SMALL for word in _WORD.findall(words)) or not (
        re.match(r"(?:by|from)\b", text, re.I)
    )


def is_credit(text: str) -> bool:
    """Tell whether a line only names who made the report; its words are names, or small ones."""
    if len(text) > 2 * _MOST or not _CREDIT.match(text):
        return False
    return all(
        word[0].isupper() or word.lower().strip(".") in CREDIT_SMALL for word in _WORD.findall(text)
    )


def is_stamp(text: str) -> bool:
    """Tell whether a line only says when something was published."""
    text = _NOON.sub(r"\1m", text)
    if len(text) > 100 or _ENDS.search(text) or not DATED.search(text):
        return False
    rest = re.findall(r"[^\W\d_]+", DATED.sub(" ", text).lower())
    return _STAMP_WORDS.issuperset(rest)


def without_credit(text: str) -> tuple[str, str]:
    """Return a sentence without the agency that closes it, and those last words, or nothing."""
    found = _CLOSING.search(text, max(0, len(text) - _LONGEST_CLOSING))
    return (text[: found.start()], found[0].strip()) if found else (text, "")


def agency_of(credit: str) -> str | None:
    """Return the agency that a line or a closing credit names, and nothing else."""
    found = re.fullmatch(rf"\W*(?:by )?{AGENCY}(?:/[a-z]{{2,3}})*\W*", credit, re.I)
    return found["agency"] if found else None


def reason_of(block: TextBlock) -> str | None:
    """Return why a block is no paragraph of the article; nothing where it is one."""
    text = block.text
    if block.role == "outside":
        return block.reason if block.taken else _reason_of_line(text) or block.reason
    if reason := _reason_of_line(text):
        return reason
    if _leads_away(block):
        return "a link to something else"
    if block.role in ("heading", "standfirst", "title") and not _tells(text):
        return STANDFIRST if block.role == "standfirst" else HEADING
    if (
        block.role == "cell"
        and not block.body
        and not (is_stopped(text) and len(text.split()) >= _LEAST_LEAD)
    ):
        return TABLE
    if not re.search(r"[^\W\d_]", text):
        return "no words"
    return None


def _leads_away(block: TextBlock) -> bool:
    """Tell whether a line is a link from its first letter to its last, or after a label.

    In a list of the article a link may be one of its points.
    """
    if block.role not in ("text", "heading"):
        return block.linked > _LINK and not block.body and not says(block)
    if is_stopped(block.text):
        return False
    label, colon, rest = block.text.partition(":")
    linked = block.linked * len(block.text)
    return block.linked > _LINK or (
        bool(colon) and len(label) <= _LONGEST_LABEL and linked >= _LINK * len(rest) > 0
    )


def _reason_of_line(text: str) -> str | None:
    """Return why a line is none: it is furniture from its first letter to its last."""
    if is_stamp(text):
        return "when it was published"
    if brackets.is_bracketed(text):
        return brackets.REASON
    if form := handouts.reason_of_form(text):
        return form
    sentence = is_stopped(text)
    for kind in _KINDS:
        if len(text) <= kind.most and (kind.stopped or not sentence) and kind.looks.fullmatch(text):
            return kind.reason
    words = re.findall(r"[^\W\d_][\w-]*", text.lower())
    if words and len(text) <= _MOST and _SHARING.issuperset(words):
        return _TO_SHARE
    if is_credit(text):
        return CREDIT
    if is_byline(text):
        return "a byline"
    return None


def is_stopped(text: str) -> bool:
    """Tell whether a text ends as a sentence does, its agency's name at the end not counted."""
    bare = _ADDED.sub("", text[-_LONGEST_ADDED:])
    return bool(_ENDS.search(without_credit(text)[0]) or _ENDS.search(bare))


def is_sentence(text: str) -> bool:
    """Tell whether a text has at least one sentence: it is stopped, or long."""
    return is_stopped(text) or is_long(text) or bool(_INNER.match(text[:_MOST]))


def is_long(text: str) -> bool:
    """Tell whether a text has as many words as a sentence, and more than a heading."""
    return len(text.split()) + len(_CHINESE.findall(text)) / 2 >= _SENTENCE_WORDS


def says(block: TextBlock) -> bool:
    """Tell whether a block has a sentence; the headline of another article is a link without."""
    if block.linked > _LINK:
        return is_stopped(block.text) or is_long(block.text)
    return is_sentence(block.text)


def leads_on(text: str) -> bool:
    """Tell whether a text ends in a colon and says enough to be one with what it leads to."""
    return text.endswith(":") and len(text.split()) >= _LEAST_LEAD


def _tells(text: str) -> bool:
    """Tell whether what stands as a heading is a sentence of the article, as a lead is."""
    return len(text.split()) >= _SENTENCE_WORDS or (
        text.endswith((".", ".”", '."')) and len(text.split()) >= _LEAST_TOLD
    )
