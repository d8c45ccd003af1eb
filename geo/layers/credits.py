"""Say what a map is called, who published the article, and whom else it must thank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from geo.layers.spec import Credit
from geo.options import View
from geo.sources import Source, load_sources
from geo.story import Story, parse_date
from geo.text import listed, name_in_words, pick

_BASE_MAP_FILES: Final = ("data/basemap/", "data/gazetteer/places.sqlite")
"""Of which whoever draws a map must thank the makers; other tables only serve to read articles."""


def title_of(story: Story, view: View) -> str:
    """Return the title that a view gives a story, or the story's own in its language."""
    return view.title or pick(story.titles, view.language, story.title)


def subtitle_of(story: Story, view: View) -> tuple[str, ...]:
    """Say who published the article, where and when; the place as the map names it."""
    if view.subtitle:
        return (view.subtitle,)
    source, language = story.source, view.language
    words = [source.publisher, parse_date(source.published.isoformat()).label(language)]
    if source.place:
        place = name_in_words(source.place, story.language)
        here = (item.names for item in story.features if item.name == place)
        words.insert(1, pick(next(here, {}), language, place))
    return tuple(words)


def citation_of(story: Story, view: View) -> str:
    """Cite the article, unless its headline is the title: then the subtitle says the rest."""
    source = story.source
    told = not {"title", "subtitle"} & {*view.without} and not view.subtitle
    if told and source.headline.casefold() == title_of(story, view).casefold():
        return ""
    day = () if told else (parse_date(source.published.isoformat()).label(view.language),)
    return listed((source.publisher, source.headline, *day), view.language)


def credits_of(story: Story, sources: Mapping[str, Source] | None = None) -> Iterator[Credit]:
    """Yield every credit that the story's map must show: article, base map, marks."""
    sources = sources if sources is not None else load_sources()
    article = story.source
    yield Credit(
        id="article",
        text=f"{article.publisher}, {article.published.isoformat()}: {article.headline}",
        url=article.url,
    )
    used = {feature.source for feature in story.features}
    seen: set[str] = set()
    for source in sources.values():
        base = any(name.startswith(_BASE_MAP_FILES) for name in source.files)
        if (source.id in used or base) and source.attribution not in seen:
            seen.add(source.attribution)
            yield Credit(
                id=source.id,
                text=source.attribution,
                url=source.url or source.licence_url,
                licence=source.licence,
            )
