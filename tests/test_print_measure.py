"""Text on the printed page covers what its measure says, and no letter of it is lost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.crs import Bounds
from geo.printmap.canvas.draw import draw_pixels
from geo.printmap.canvas.sheet import Box, Facts, Sheet, Text
from geo.printmap.typeset.measure import (
    baseline,
    evenly,
    longest_word,
    missing,
    on_baseline,
    text_box,
    text_width,
    width_of,
    wrap,
)
from geo.printmap.typeset.typesetting import directed

SCALE = 4
LINE = Text(text="", x=200, y=40, align="middle", size_px=18, colour="#000000")
LINES = {
    "plain": replace(LINE, text="Baku and Tehran"),
    "low letters only": replace(LINE, text="one across"),
    "left": replace(LINE, text="Judging by height: Ägypten", align="left", x=20),
    "right": replace(LINE, text="Judging by height", align="right", x=380),
    "bold, spaced": replace(LINE, text="AZERBAIJAN", weight="bold", spacing_px=3),
    "italic": replace(LINE, text="Caspian Sea, ff", italic=True),
    "Azerbaijani": replace(LINE, text="Ağdam, Şuşa, Əhməd", weight="medium"),
    "Armenian": replace(LINE, text="Երևան և Սյունիք", weight="bold"),
    "Russian": replace(LINE, text="Карабах, Йеллоу"),
    "Persian": replace(LINE, text="نقشهٔ جمهوری آذربایجان می‌گوید", weight="medium"),
    "Persian with Latin and digits": replace(LINE, text="خبر AFP از ۱۲ تا 2025", align="left", x=9),
    "Armenian with Latin": replace(LINE, text="AFP, Սյունիք 2025", align="right", x=380),
    "halo": replace(LINE, text="Halo", halo="#000000", halo_px=3),
}


NOTHING = Facts(
    bounds=Bounds(0, 0, 1, 1), shown=(), projection="", scale=1, layers=(), marks=(), unnamed=(),
    missing="",
)  # fmt: skip


def drawn_box(line: Text) -> Box:
    """Return the box of the pixels that a line darkens, in CSS pixels."""
    sheet = Sheet(
        width_px=400, height_px=80, paper="#ffffff", title="", language="en", alt="",
        description="",
        items=(line,), placed=(), facts=NOTHING,
    )  # fmt: skip
    _, bands = draw_pixels(sheet, SCALE)
    raw = np.frombuffer(b"".join(bands), dtype=np.uint8)
    dark = raw.reshape(80 * SCALE, 400 * SCALE, 3)[:, :, 0] < 200
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    left, right = columns[0] / SCALE, (columns[-1] + 1) / SCALE
    return Box(left, rows[0] / SCALE, right, (rows[-1] + 1) / SCALE)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_box_is_where_mapnik_draws(line: Text) -> None:
    told, drawn = text_box(line), drawn_box(line)
    assert drawn.within(told.grown(0.8)), (told, drawn)
    assert told.within(drawn.grown(3.6)), (told, drawn)
    assert abs(told.top - drawn.top) < 0.8 and abs(told.bottom - drawn.bottom) < 0.8


def test_letter_with_punctuation_is_as_wide_as_drawn() -> None:
    line = replace(LINE, text="P, r. T, Y. AV. r,r,r,")
    assert text_box(line).width == pytest.approx(drawn_box(line).width, abs=4)


def test_lines_stand_on_one_baseline_whatever_their_letters() -> None:
    lines = [on_baseline(replace(LINE, text=text), 50) for text in ("one", "Õly", "Tehran")]
    assert [baseline(line) for line in lines] == [50, 50, 50]
    assert drawn_box(lines[0]).bottom == pytest.approx(drawn_box(lines[2]).bottom, abs=0.8)


def test_missing_letters_are_named_once() -> None:
    assert missing("Bakı, Երևան، تهران… “x” – Київ 2025\n") == ()
    assert missing("☃ and 漢字 and ☃") == ("☃", "漢", "字")


def test_width_grows_with_size_and_spacing() -> None:
    assert text_width("Baku", size_px=20, weight="regular") == pytest.approx(
        2 * text_width("Baku", size_px=10, weight="regular")
    )
    spaced = text_width("Baku", size_px=10, weight="regular", spacing_px=2)
    assert spaced - text_width("Baku", size_px=10, weight="regular") == pytest.approx(6)


def test_wrap_keeps_given_breaks_and_dashes() -> None:
    assert wrap("one\ntwo  three", like=LINE, width_px=500) == ["one", "two three"]
    assert wrap("Armenia–Azerbaijan", like=LINE, width_px=110) == ["Armenia–", "Azerbaijan"]
    assert wrap("", like=LINE, width_px=100) == []


def test_even_lines_are_as_few_and_more_alike() -> None:
    text = "Iran’s president lands in Azerbaijan as thaw in ties takes hold at last"
    greedy, even = (way(text, like=LINE, width_px=480) for way in (wrap, evenly))
    widths = [[width_of(replace(LINE, text=line)) for line in way] for way in (greedy, even)]
    assert len(greedy) == len(even) == 2
    assert np.ptp(widths[1]) < np.ptp(widths[0])


def test_even_lines_break_no_word_that_fits() -> None:
    text = "Ադրբեջանի դեսպանատունը (վերաբացվել է 2024-ին)"
    for width in range(90, 300):
        for line in evenly(text, like=LINE, width_px=width):
            if width > longest_word(text, like=LINE):
                assert set(line.split()) <= set(text.split())


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60), width=st.floats(5, 300))
def test_wrapping_loses_nothing_and_fits(text: str, width: float) -> None:
    for way in (wrap, evenly):
        lines = way(text, like=LINE, width_px=width)
        assert "".join("".join(lines).split()) == "".join(text.split())
        for line in lines:
            assert width_of(replace(LINE, text=line)) <= width or len(line.split()) == 1


def test_a_line_is_read_in_the_direction_of_its_page() -> None:
    assert directed("AFP · باکو", "fa") == "\u200fAFP · باکو"
    assert directed("منبع: AFP, names:", "fa") == "منبع: AFP, names:\u200e"
    assert directed("Baku (باکو)", "en") == "Baku (باکو)"
    assert directed("باکو is Baku", "en") == "\u200eباکو is Baku"
    for plain in ("AFP: 2025,", "باکو:", "12:", ""):
        assert directed(plain, "fa") == directed(plain, "en") == plain
