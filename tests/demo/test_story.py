"""The demo's story with the real bot in a real browser, as a visitor of either language plays it."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.demo.browser import PHONE
from tests.demo.story import ENGLISH, KOREAN, visiting

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_english_visitor_plays_the_story_from_joining_to_the_first_reminder(browser: Browser):
    async with visiting(browser, ENGLISH) as story:
        window, page = story.window, story.window.page
        await expect(story.acting).to_contain_text("Nora")
        await expect(page.locator(".button.glow")).to_have_text("Join")
        await window.shot("story-1-card")
        await story.join()
        await expect(story.last).to_contain_text("You have a seat")
        await expect(window.said("Seats 6 / 8")).to_be_visible()

        await story.propose()
        await expect(story.last).to_contain_text("@Tom (backup")
        await window.shot("story-2-preview")
        await story.publish()
        await expect(window.said("we have a plan")).to_contain_text("25 sessions")
        await window.shot("story-3-plan")

        await story.wait_a_week()
        await expect(page.locator(".toast")).to_contain_text("Tom · 1")
        await expect(page.locator("#people .person", has_text="Tom").locator(".badge")).to_have_text("1")
        await window.become("Tom")
        await window.enter("Naru")
        await expect(story.last).to_contain_text("You present chapter 1, pages 1–30")
        await expect(page.locator(".button.glow")).to_have_text("I'm on it")
        await window.shot("story-4-reminder")
        await story.press("I'm on it")
        await expect(story.last).to_contain_text("It's yours: chapter 1, pages 1–30")
        await expect(story.tour).to_contain_text("7/7")
        await window.shot("story-5-confirmed")


async def test_a_korean_visitor_plays_it_in_korean(browser: Browser):
    async with visiting(browser, KOREAN) as story:
        window, page = story.window, story.window.page
        await expect(story.acting).to_contain_text("소라")
        await expect(page.locator(".button.glow")).to_have_text("참여하기")
        await window.shot("story-ko-1-card")
        await story.join()
        await expect(window.said("자리 6 / 8")).to_be_visible()

        await story.propose()
        await window.shot("story-ko-2-preview")
        await story.publish()
        await story.wait_a_week()
        await story.follow()
        await expect(story.acting).to_contain_text("하린")
        await window.enter("Naru")
        await expect(story.last).to_contain_text("1장 발표 차례예요")
        await window.shot("story-ko-3-reminder")
        await story.press("맡을게요")
        await expect(story.tour).to_contain_text("7/7")
        await window.shot("story-ko-4-confirmed")


async def test_the_card_and_its_form_fit_a_narrow_window(browser: Browser):
    async with visiting(browser, ENGLISH, PHONE) as story:
        page = story.window.page
        await expect(page.locator(".button.glow")).to_be_in_viewport()
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        await story.window.shot("story-phone-card")
        await story.press("Join")

        await expect(page.get_by_role("dialog").get_by_role("button", name="Submit")).to_be_in_viewport()
        await story.window.shot("story-phone-form")
