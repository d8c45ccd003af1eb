"""``draft`` drafts stories from articles; ``publish`` makes stories of what was confirmed."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from geo.cli.processes import done_apart
from geo.cli.work import complain, say
from geo.errors import (
    FOUND_PROBLEMS,
    ArticleError,
    DatelineError,
    DraftError,
    RequestError,
    StoryError,
)
from geo.errors.wording import nearest, quote
from geo.story import Shelf, Story, load, save
from geo.story.format.models import Slug

if TYPE_CHECKING:
    from geo.draft.model import Draft

ENDINGS: Final = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf", ".eml",
)  # fmt: skip
"""Of files that are taken from a folder; a file that is named itself may have any."""
_SHOWN: Final = 10
"""Names of files that are not read, at the most."""
UNSURE: Final = 0.5
"""A place whose score is lower is counted as unsure."""
_COLUMNS: Final = ("article", "draft", "places", "resolved", "unsure", "dated", "problems")


@dataclass(frozen=True)
class Work:
    """Hold one article that is to be drafted."""

    path: Path
    folder: Path | None
    """Of the story, or where its folder is to lie; none where only the draft is wanted."""
    alone: bool
    """Whether `folder` is the story's own."""
    publisher: str | None
    published: date | None
    replace: bool
    again: bool
    """Whether to draft it even where there is a draft of it."""


@dataclass(frozen=True)
class Drafted:
    """Hold what came of one article."""

    draft: Draft
    story: Path | None
    problems: tuple[str, ...] = ()
    existing: bool = False
    """Whether the article had been drafted before, and nothing was made anew."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be told; a person says it, and nothing failed."""
        known = f"It is drafted already, as {self.draft.id}; --again drafts it anew"
        return (
            *((known,) if self.existing else ()),
            *self.draft.article.untold(),
            *self.draft.notes,
        )


def add(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the commands to the parser."""
    draft = commands.add_parser(
        "draft",
        help="draft stories from articles: text, HTML, Markdown, .eml, .docx or PDF",
        description="Draft stories from articles, on this machine alone. Each draft is kept, to be "
        "checked on the page Draft. With -o the story is also written as it would be if all "
        "were confirmed, every mark indicative and the title beginning with “Draft”.",
    )
    draft.add_argument(
        "articles", nargs="+", metavar="ARTICLE", help="a file, or a folder of files", type=Path
    )
    draft.add_argument(
        "-o", "--output", metavar="FOLDER", type=Path,
        help="of one file: the story's folder; of several: where each story gets a folder",
    )  # fmt: skip
    draft.add_argument("--publisher", metavar="NAME", help="where an article does not say")
    draft.add_argument("--published", metavar="DAY", type=_day, help="for example 2025-04-28")
    draft.add_argument("--replace", action="store_true", help="write over stories that are there")
    draft.add_argument(
        "--again", action="store_true",
        help="draft articles anew that have a draft, which stays beside the new one",
    )  # fmt: skip
    draft.set_defaults(run=_draft)
    release = commands.add_parser(
        "publish",
        help="make stories of what is confirmed in drafts",
        description="Make stories of what a person confirmed in drafts; the rest is left out.",
    )
    release.add_argument("drafts", nargs="+", metavar="DRAFT", help="a draft's id")
    release.add_argument(
        "-o", "--output", metavar="FOLDER", type=Path,
        help="of one draft: the story's folder; none: the shelf of stories",
    )  # fmt: skip
    release.add_argument("--replace", action="store_true", help="write over stories that are there")
    release.set_defaults(run=_publish)


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{quote(text)} is no day; write it as 2025-04-28")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"there is no day {text}") from error


# --- drafting ---------------------------------------------------------------------------------


def _draft(options: argparse.Namespace) -> int:
    files = list(dict.fromkeys(_files(options.articles)))
    for told in _not_taken(options.articles):
        complain(told)
    if not files:
        raise RequestError(f"there is no article in the folder; name files in {', '.join(ENDINGS)}")
    alone = len(options.articles) == 1 and not options.articles[0].is_dir()
    if alone and options.output:
        _check_id(options.output)
    works = [
        Work(
            path=file,
            folder=options.output,
            alone=alone,
            publisher=options.publisher,
            published=options.published,
            replace=options.replace,
            again=options.again,
        )
        for file in files
    ]
    rows: list[tuple[str, ...]] = []
    code = 0
    for work, result in done_apart(works, _made, total=len(works), unit="articles"):
        problems = _problems(result)
        for problem in problems:
            complain(_placed(problem, work.path))
        for note in result.notes if isinstance(result, Drafted) and not problems else ():
            complain(f"{work.path}: note: {note[0].lower()}{note[1:]}")
        if problems:
            code = FOUND_PROBLEMS
        if isinstance(result, Drafted) and result.story:
            say(str(result.story))
        rows.append(_row(work, result))
    say(_table([_COLUMNS, *rows]))
    return code


def _problems(result: Drafted | DatelineError) -> Sequence[str]:
    if isinstance(result, Drafted | DraftError):
        return result.problems
    return str(result).splitlines()


def _placed(problem: str, path: Path) -> str:
    """Return a problem with the file's path at its beginning, once."""
    rest = problem.removeprefix(f"{path.name} ")
    return f"{path} {rest}" if rest != problem else f"{path}: {problem}"


def _files(given: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that are named, and those of folders that can be articles, in their order."""
    for path in given:
        if not path.is_dir():
            yield path
            continue
        yield from (file for file in _seen(path) if file.suffix.lower() in ENDINGS)


def _seen(folder: Path) -> list[Path]:
    """Return the files of a folder in their order, without hidden ones."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )


def _not_taken(given: Iterable[Path]) -> Iterator[str]:
    """Yield which files of each folder are not read, as nothing that is read ends so."""
    for folder in filter(Path.is_dir, given):
        names = [
            str(file.relative_to(folder))
            for file in _seen(folder)
            if file.suffix.lower() not in ENDINGS
        ]
        if names:
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            what = "1 file is" if len(names) == 1 else f"{len(names)} files are"
            yield (
                f"{folder}: {what} not read: {', '.join(names[:_SHOWN])}{more}; "
                "name a file itself if it holds an article"
            )


def _check_id(folder: Path) -> None:
    try:
        TypeAdapter(Slug).validate_python(folder.name)
    except ValidationError as error:
        raise RequestError(
            f"{folder}: a story's folder is named by its id, of ASCII letters, digits, - and _"
        ) from error


def _made(work: Work) -> Drafted:
    """Draft one article unless that was done, and write its story where that is wanted."""
    from geo.draft.release import preview

    kept, existing = _kept(work)
    if work.folder is None:
        return Drafted(kept, None, existing=existing)
    folder = work.folder if work.alone else work.folder / kept.id
    try:
        story = preview(kept.model_copy(update={"id": folder.name}))
        if not (existing and _stands(story, folder)):
            save(story, folder, replace=work.replace)
    except DraftError as error:
        return Drafted(kept, None, error.problems, existing)
    except DatelineError as error:
        return Drafted(kept, None, (str(error),), existing)
    return Drafted(kept, folder, existing=existing)


def _stands(story: Story, folder: Path) -> bool:
    """Say whether a story was written before, as after a kill that came later."""
    try:
        return load(folder) == story
    except StoryError:
        return False


def _kept(work: Work) -> tuple[Draft, bool]:
    """Return the draft of an article, and whether it was there before."""
    from geo.articles import read_article
    from geo.draft import draft_article
    from geo.draft.repository.contentkey import content_key
    from geo.draft.repository.store import Drafts

    data = _bytes(work.path)
    key = content_key(data, name=work.path.name, publisher=work.publisher, published=work.published)
    drafts = Drafts()
    known = None if work.again else drafts.of_article(key)
    if known:
        return known, True
    article = read_article(data, name=work.path.name)
    publisher, published = article.beside(work.publisher, work.published)
    key = content_key(data, name=work.path.name, publisher=publisher, published=published)
    known = None if work.again else drafts.of_article(key)
    if known:  # what was said is what the article says itself
        return known, True
    found = draft_article(article, publisher=work.publisher, published=work.published)
    changes = {"made_from": key}
    if work.folder and work.alone:
        changes["id"] = work.folder.name
    return drafts.add(found.model_copy(update=changes), again=work.again), False


def _bytes(path: Path) -> bytes:
    from geo.articles.limits import MAX_BYTES

    try:
        if path.stat().st_size > max(MAX_BYTES.values()):
            raise ArticleError(
                f"it is larger than {max(MAX_BYTES.values()):,} bytes; give one article"
            )
        return path.read_bytes()
    except OSError as error:
        raise ArticleError(f"it cannot be read: {error.strerror or error}") from error


def _row(work: Work, result: Drafted | DatelineError) -> tuple[str, ...]:
    """Return what the report says of one article."""
    if isinstance(result, DatelineError):
        return (str(work.path), "-", "-", "-", "-", "-", str(len(_problems(result))))
    draft = result.draft
    wanted = [mention for mention in draft.mentions if mention.wanted]
    choices = [mention.choice for mention in wanted if mention.choice]
    unsure = sum(choice.score < UNSURE for choice in choices)
    dated = sum(not statement.date.unknown for statement in draft.statements)
    numbers = (len(wanted), len(choices), unsure)
    of = f"{dated} of {len(draft.statements)}"
    return (str(work.path), draft.id, *map(str, numbers), of, str(len(result.problems)))


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as lines with their columns below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(map(str.ljust, row, widths)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


# --- publishing -------------------------------------------------------------------------------


def _publish(options: argparse.Namespace) -> int:
    from geo.draft.release import publish
    from geo.draft.repository.store import Drafts

    if options.output and len(options.drafts) > 1:
        raise RequestError("-o names one story's folder; publish several drafts without it")
    if options.output:
        _check_id(options.output)
    shelf, drafts = Shelf(), Drafts()
    code = 0
    for name in dict.fromkeys(options.drafts):
        try:
            if name not in (known := drafts.ids()):
                raise DraftError(name, [f"there is no such draft{nearest(name, known)}"])
            draft = drafts.read(name)
            folder = options.output or shelf.folder / (draft.published_as or draft.id)
            lost = publish(draft, folder, drafts, replace=options.replace)
            say(str(folder))
            for told in lost:
                complain(f"{folder.name}: {told}")
        except DatelineError as error:
            complain(str(error))
            code = FOUND_PROBLEMS
    return code
