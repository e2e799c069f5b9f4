"""A week in the demo's page: exercises are marked, the picture follows, and on Monday the channel reads the digest."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, expect

from tests.demo.browser import PHONE
from tests.demo.story import ENGLISH, KOREAN, under_way

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_range_is_marked_the_picture_follows_and_monday_tells_it(browser: Browser):
    async with under_way(browser, ENGLISH, begin=("alex", "prml")) as story:
        window = story.window
        await window.run("/exercise show")
        before = await story.last.locator("img.picture").get_attribute("src")
        await expect(story.last.locator("img.picture")).to_have_attribute("alt", re.compile("of 431 solved"))

        await story.command("/exercise mark", which="3.1-3.12")
        await expect(story.last).to_contain_text("Solved: 3.1–3.12 · PRML")
        await window.shot("week-1-marked")
        await story.press("My exercises")
        picture = story.last.locator("img.picture")
        await expect(picture).to_have_attribute("alt", re.compile("ch. 3: 12 / 24"))
        assert await picture.get_attribute("src") != before
        await window.shot("week-2-picture")
        await window.run("/exercise board")
        await expect(story.last).to_contain_text("solved together")
        await window.shot("week-3-board")

        await window.page.get_by_role("button", name="+1 week").click()
        digest = window.said("🧭 PRML 1기, 6주차")
        await expect(digest).to_contain_text("연습문제 12개")
        await window.shot("week-4-digest")
        await story.goes("Grace", "prml")
        await window.run("/digest now")
        await story.press("For organisers")
        await expect(story.last).to_contain_text("for organisers")
        await window.shot("week-5-organisers")


async def test_on_a_phone_in_korean_it_reads_the_same(browser: Browser):
    async with under_way(browser, KOREAN, PHONE, begin=("mina", "prml")) as story:
        window = story.window
        await story.command("/연습문제 표시", 문제="3.1-3.5, 3.7")
        await expect(story.last).to_contain_text("풀었어요: 3.1–3.5, 3.7 · PRML")
        await window.shot("week-ko-1-marked")
        await story.press("되돌리기")
        await expect(story.last).to_contain_text("되돌렸어요")
        await window.run("/연습문제 보기")
        await window.shot("week-ko-2-picture")
        await window.run("/연습문제 공개설정")
        await window.shot("week-ko-3-sharing")
