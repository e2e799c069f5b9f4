"""Writing a command in the page: found, filled in, and run by whoever acts."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.demo.browser import Window

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_command_is_found_filled_in_and_run_by_keyboard_alone(window: Window):
    page = window.page
    await page.locator(".bar textarea").focus()
    await page.keyboard.type("/study")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("option", name="Deep Learning")).to_be_visible()
    await page.keyboard.type("pattern")
    await expect(page.get_by_role("option")).to_have_count(1)
    await window.shot("suggestions")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.type("10 January")
    await page.keyboard.press("Enter")

    card = window.said("Pattern Recognition and Machine Learning")
    await expect(card).to_contain_text("Sundays from 10 January")
    await expect(card).to_contain_text("Dana used")
    await expect(card).to_contain_text("in en-US")


async def test_what_is_required_is_asked_for_before_anything_is_sent(window: Window):
    await window.command("/study")
    await window.page.locator("form.command .main").click()

    await expect(window.page.get_by_role("status")).to_contain_text("“book” is needed.")
    await expect(window.page.locator(".message")).to_have_count(0)


async def test_numbers_out_of_range_are_said_in_the_readers_language(window: Window):
    page = window.page
    await window.become("Mina")
    await window.command("/스터디")
    await window.field("책").get_by_role("combobox").fill("prml")
    await window.field("요일").get_by_role("button").click()
    await page.get_by_role("option", name="토요일").click()
    await window.field("start").get_by_role("textbox").fill("1월 10일")
    await page.get_by_role("button", name="+ seats").click()
    await window.field("seats").get_by_role("textbox").fill("99")
    await page.get_by_role("button", name="실행").click()

    await expect(page.get_by_role("status")).to_contain_text("‘seats’ 칸의 범위: 1 ~ 50")
    await expect(window.field("seats").get_by_role("textbox")).to_be_focused()


async def test_options_of_every_type_can_be_filled_in(window: Window):
    page = window.page
    await window.command("/every")
    for name, choice in (("who", "Mina"), ("role", "@Mentor"), ("where", "#prml")):
        await window.field(f"^{name}").get_by_role("button").click()
        await page.get_by_role("option", name=re.compile(choice)).click()
    for name in ("any_of_them", "much", "really", "paper"):
        await page.get_by_role("button", name=f"+ {name}").click()
    await window.field("^any").get_by_role("button").click()
    await page.get_by_role("option", name="Jun").click()
    await window.field("^much").get_by_role("textbox").fill("2.5")
    await window.field("^really").get_by_role("button").click()
    await page.get_by_role("option", name="Yes").click()
    await (
        window.field("^paper")
        .locator("input")
        .set_input_files({"name": "n.txt", "mimeType": "text/plain", "buffer": b"hi"})
    )
    await window.shot("options")
    await page.get_by_role("button", name="Run").click()

    answer = window.said("2.5 · True · ")
    await expect(answer).to_contain_text("@미나 Mina · @Mentor · #prml")
    await expect(answer).to_contain_text("n.txt")
