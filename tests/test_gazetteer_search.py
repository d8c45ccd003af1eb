"""Show the search of the world's places by name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer.sounding import alike
from geo.gazetteer.world import lookup as world
from geo.gazetteer.world.lookup import search
from tests import gazetteer


@pytest.fixture(scope="module", autouse=True)
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Search a gazetteer of a few places."""
    path = gazetteer.small(tmp_path_factory.mktemp("world"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world, "file", lambda: path)
        patch.setattr(world, "_local", type(world._local)())
        yield


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Julf", [("Julfa", "AZ"), ("Jolfa", "IR")]),
        ("Jolfa", [("Jolfa", "IR")]),
        ("paris", [("Paris", "FR"), ("Paris", "US"), ("Paris", "US")]),
        ("BAKI", [("Baku", "AZ")]),
        ("баку", [("Baku", "AZ")]),
        ("ایران", [("Iran", "IR")]),
        ("casp", [("Caspian Sea", "")]),
        ("iranian", [("Iran", "IR")]),
        ("irania", []),
        ("b", []),
        ("", []),
        ("…", []),
    ],
)
def test_the_likeliest_comes_first(text: str, names: list[tuple[str, str]]) -> None:
    assert [(place.name, place.country) for place in search(text)] == names


def test_no_more_are_given_than_are_asked_for() -> None:
    assert len(search("paris", limit=2)) == 2


@given(st.text(max_size=150))
def test_any_text_can_be_searched_for(text: str) -> None:
    assert len({place.id for place in search(text)}) == len(search(text))


@pytest.mark.parametrize(
    "name, other, same",
    [
        ("um rawaba", "umm ruwaba", True),
        ("al fashir", "el fasher", True),
        ("nahud", "an nuhud", True),
        ("kasipur", "kashipur", True),
        ("kazipur", "kashipur", False),
        ("prisi", "paris", False),
    ],
)
def test_names_are_alike_that_one_script_s_letters_may_be(
    name: str, other: str, same: bool
) -> None:
    assert bool(alike(name, other)) == same
