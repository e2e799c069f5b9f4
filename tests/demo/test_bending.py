"""A semester in the demo's page: a turn is passed, two are exchanged, a session is moved, somebody leaves."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.demo.browser import PHONE
from tests.demo.story import ENGLISH, KOREAN, under_way

pytestmark = pytest.mark.asyncio(loop_scope="module")

STUDY, MATHS = "dl-study", "mml-study"


async def test_a_turn_is_passed_and_somebody_comes_forward(browser: Browser):
    async with under_way(browser, ENGLISH) as story:
        window = story.window
        await story.goes("Tom", "Naru")
        await story.press("Pass")
        await expect(story.form).to_contain_text("@준 Jun, the backup, is asked first")
        await window.shot("pass-1-form")
        await story.send(**{"A reason": "My exam is that Sunday"})
        await expect(story.last).to_contain_text("Thank you for saying it")
        await window.shot("pass-2-thanks")

        await story.goes("준 Jun", "Naru")
        await expect(story.last).to_contain_text("예비 발표자")
        await expect(story.last).not_to_contain_text("exam")
        await window.shot("pass-3-backup")
        await story.press("이번에는 어려워요")

        await story.goes("Alex", STUDY)
        call = window.said("has no presenter yet")
        await expect(call).not_to_contain_text("Tom")
        await window.shot("pass-4-call")
        await story.press("I'll take it")
        await expect(window.said("Alex presents chapter 1, pages 1–30. Thank you!")).to_be_visible()
        await window.shot("pass-5-taken")
        await window.run("/plan show")
        await expect(story.last).to_contain_text("@Alex")
        await window.shot("pass-6-plan")


async def test_two_presenters_exchange_their_sessions(browser: Browser):
    async with under_way(browser, ENGLISH) as story:
        window = story.window
        await story.goes("Grace", STUDY)
        await window.run("/turn swap")
        await window.shot("swap-1-choose")
        await story.choose("3 ·")
        await expect(story.last).to_contain_text("Jun")
        await window.shot("swap-2-asked")

        await story.goes("준 Jun", "Naru")
        await expect(story.last).to_contain_text("Grace")
        await window.shot("swap-3-question")
        await story.press("좋아요")
        await expect(story.last).to_contain_text("이제 맡을 발표")
        await window.shot("swap-4-agreed")

        await story.goes("Grace", STUDY)
        await window.run("/turn mine")
        await expect(story.last).to_contain_text("session 3")
        await window.shot("swap-5-mine")


async def test_a_session_is_moved_looked_at_published_and_taken_back(browser: Browser):
    async with under_way(browser, ENGLISH) as story:
        window = story.window
        await story.goes("Grace", STUDY)
        await story.command("/session move", session="2 ·", when="Feb 24 20:00")
        await window.shot("move-1-preview")
        await story.press("Publish")
        await expect(window.said("the plan has changed")).to_contain_text("@Alex: session 2")
        await window.shot("move-2-published")
        await story.press("Undo")
        await expect(window.said("It is as before.")).to_be_visible()
        await expect(story.last).to_contain_text("The last change was taken back")
        await window.shot("move-3-undone")


async def test_somebody_leaves_and_the_plan_is_made_whole(browser: Browser):
    async with under_way(browser, ENGLISH) as story:
        window = story.window
        await story.goes("Tom", STUDY)
        await story.press("Leave")
        await expect(story.last).to_contain_text("Stay")
        await window.shot("leave-1-asked")
        await story.press("Leave")
        await expect(window.said("You have left")).to_be_visible()
        await window.shot("leave-2-left")
        await story.goes("Grace", STUDY)
        await window.run("/plan change")
        await expect(story.last).to_contain_text("Publish")
        await window.shot("leave-3-replan")
        await story.press("Publish")
        await expect(window.said("the plan has changed")).to_be_visible()
        await window.shot("leave-4-published")


async def test_a_korean_presenter_passes_a_turn(browser: Browser):
    async with under_way(browser, KOREAN) as story:
        window = story.window
        await story.goes("하린", "Naru")
        await story.press("다음으로 넘길게요")
        await expect(story.form).to_contain_text("예비 발표자")
        await window.shot("pass-ko-1-form")
        await story.send()
        await expect(story.last).to_contain_text("일찍 알려 줘서 고마워요")
        await window.shot("pass-ko-2-thanks")
        await story.goes("미나", "Naru")
        await window.shot("pass-ko-3-backup")
        await expect(story.last).to_contain_text("다른 분에게 묻지 않아요")
        await story.press("제가 할게요")
        await expect(story.last).to_contain_text("고마워요")
        await window.shot("pass-ko-4-taken")


async def test_a_korean_organiser_moves_a_session_on_a_phone(browser: Browser):
    async with under_way(browser, KOREAN, PHONE, ("dana", MATHS)) as story:
        window = story.window
        await story.command("/모임 옮기기", 모임="2 ·", 언제="2월 20일 저녁 8시")
        await window.shot("move-ko-1-preview")
        await story.press("공개하기")
        await expect(window.said("일정이 바뀌었어요")).to_be_visible()
        await window.shot("move-ko-2-published")
