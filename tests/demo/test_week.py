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


async def test_a_message_of_ones_own_becomes_a_solution_from_its_menu(browser: Browser):
    async with under_way(browser, ENGLISH, begin=("alex", "prml")) as story:
        window = story.window
        await window.page.locator(".bar textarea").fill("My way through 3.4: the noise averages out.")
        await window.page.keyboard.press("Enter")
        mine = window.said("My way through 3.4")
        await mine.hover()
        await mine.get_by_role("button", name="Apps").click()
        await window.page.get_by_role("option", name="Submit as solution").click()
        await expect(story.form.get_by_label(re.compile("Which exercises"))).to_have_value("3.4")
        await window.shot("week-6-solution")
        await story.send()
        await expect(story.last).to_contain_text("Solved: 3.4 · PRML")


async def test_exercises_are_dealt_and_somebody_stuck_finds_help(browser: Browser):
    async with under_way(browser, ENGLISH, begin=("grace", "prml")) as story:
        window = story.window
        await window.run("/exercise pick")
        await expect(story.last).to_contain_text("Who has shown the fewest")
        await window.shot("pick-1-preview")
        await story.press("Publish")
        await expect(window.page.locator("#messages")).to_contain_text("번째 모임에서 함께 볼 문제")
        await window.shot("pick-2-list")
        await story.goes("Alex", "prml")
        await story.command("/exercise stuck", exercise="3.4")
        await window.shot("pick-3-stuck")
        await story.press("Ask in the channel")
        await expect(window.page.locator("#messages")).to_contain_text("님이 막혔어요: 3.4 · PRML")
        await window.shot("pick-4-asked")
        await window.run("/digest personal")
        await expect(story.last).to_contain_text("Your week")
        await window.shot("pick-5-mine")


async def test_on_a_phone_in_korean_help_and_lists_read_well(browser: Browser):
    async with under_way(browser, KOREAN, PHONE, begin=("dana", "prml")) as story:
        window = story.window
        await window.run("/연습문제 배정")
        await window.shot("pick-ko-1-preview")
        await story.press("공개하기")
        await expect(window.page.locator("#messages")).to_contain_text("함께 볼 문제")
        await window.shot("pick-ko-2-list")
        await story.command("/연습문제 막힘", 연습문제="3.4")
        await window.shot("pick-ko-3-stuck")
        await window.run("/주간요약 개인")
        await window.shot("pick-ko-4-mine")
