"""Manage published stories by keyboard alone: open the panel, copy, delete, put back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import stories
from tests.browser.check_page import Desk
from tests.browser.test_app_pages import at_rest

pytestmark = pytest.mark.browser


def press(page: Page, role: str, name: str) -> None:
    """Go to a control with the focus, and press Enter."""
    control = page.get_by_role(role, name=name)  # type: ignore[arg-type]
    control.focus()
    expect(control).to_be_focused()
    page.keyboard.press("Enter")
    at_rest(page)


def test_a_story_is_renamed_deleted_and_put_back_by_keyboard(page: Page, desk: Desk) -> None:
    stories.write(desk.stories)
    page.goto(f"{desk.url}/draft")
    tab = page.get_by_role("tab", name="Stories")
    press(page, "tab", "Stories")
    expect(tab).to_have_attribute("aria-selected", "true")
    press(page, "button", "Change")
    title = page.get_by_role("textbox", name="Title", exact=True)
    title.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("A story with another name")
    press(page, "button", "Save the title")
    expect(page.get_by_role("link", name="A story with another name")).to_be_visible()
    press(page, "button", "Change")
    press(page, "button", "Move to the bin")
    expect(page.get_by_role("tab", name="Bin · 1")).to_be_visible()
    assert not (desk.stories / "small").exists()
    page.get_by_role("tab", name="Stories").focus()
    page.keyboard.press("ArrowRight")
    press(page, "button", "Put back")
    expect(page.get_by_role("tab", name="Stories · 1")).to_be_visible()
    assert "another name" in (desk.stories / "small" / "story.toml").read_text("utf-8")
