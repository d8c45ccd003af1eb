"""A language is told where it is sure: by many Latin letters, or a few of other alphabets."""

from __future__ import annotations

import pytest

from geo.articles.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("تهران و باکو دیدار کردند.", "fa"),
        ("Բաքու և Թեհրան", "hy"),
        ("Baku met.", None),  # too little to tell
        ("2024 😀", None),
        ("The ministers met in Baku on Monday and talked about the border for hours.", "en"),
        ("Trucks from Bondo and Gwoza left Kano with flour; men of Bama slept there.", "en"),
        ("Les ministres se sont rencontrés lundi à Bakou et ont parlé de la frontière.", "fr"),
    ],
)
def test_a_language_is_told_where_it_is_sure(text: str, language: str | None) -> None:
    assert language_of(text) == language
