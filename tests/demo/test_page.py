"""The demo's page in a real browser: what a person sees and can do there."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser, expect

from tests.demo.browser import PHONE, Window, a_window
from tests.demo.stages import runs

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_private_answer_is_marked_and_seen_by_its_reader_alone(window: Window):
    await window.become("Mina")
    await window.run("/귓")

    private = window.said("Psst, in ko.")
    await expect(private).to_contain_text("나만 볼 수 있어요")
    await window.shot("private")
    await window.become("Dana")
    await expect(private).to_have_count(0)

    await window.become("Mina")
    await private.get_by_role("button", name="닫기").click()
    await expect(private).to_have_count(0)


async def test_a_form_of_every_field_is_filled_in_and_sent(window: Window):
    page = window.page
    await window.command("/wish")
    await page.locator("form.command .main").click()
    form = page.get_by_role("dialog", name="Wishes")
    await form.get_by_role("button", name="Submit").click()
    await expect(form.get_by_role("alert")).to_have_text("“In your words” is needed.")
    await form.get_by_label("In your words").fill("conjugate priors")
    await form.get_by_role("button", name="Chapter").click()
    await page.get_by_role("option", name="Chapter 2").click()
    await page.get_by_role("button", name="Done").click()
    await form.get_by_role("button", name="Partner").click()
    await page.get_by_role("option", name=re.compile("Jun")).click()
    await form.get_by_label("In the channel").check()
    await form.get_by_label("I have not presented before").check()
    await window.shot("form")
    await form.get_by_role("button", name="Submit").click()

    await expect(window.said("conjugate priors / channel / True")).to_be_visible()
    await expect(form).to_have_count(0)


async def test_buttons_look_and_do_as_the_bot_says(window: Window):
    await window.run("/buttons")
    message = window.said("Press one.")

    await expect(message.get_by_role("button", name="Not now")).to_be_disabled()
    await message.get_by_role("button", name="I am on it").click()
    await expect(message.get_by_role("button", name="Taken")).to_be_disabled()
    await window.shot("buttons")
    await message.get_by_role("button", name="Discard").click()
    await expect(window.said("Discarded.")).to_be_visible()
    await expect(message).to_have_count(0)


async def test_several_values_of_a_select_are_sent_together(window: Window):
    page = window.page
    await window.run("/selects")
    await page.get_by_role("button", name="Days").click()
    await page.get_by_role("option", name="Monday").click()
    await page.get_by_role("option", name="Thursday").click()
    await window.shot("select")
    await page.get_by_role("button", name="Done").click()

    await expect(window.page.locator(".message.private", has_text="Monday, Thursday")).to_be_visible()


async def test_a_command_the_bot_does_not_answer_is_said_so(window: Window):
    await window.run("/silent")

    await expect(window.page.get_by_role("status")).to_contain_text("did not answer in time")


async def test_time_travel_brings_notices_that_wait_unread_for_their_reader(window: Window):
    page = window.page
    await window.become("Sora")
    await window.run("/카드")
    await page.get_by_role("button", name="Join").click()
    await expect(window.said("환영해요")).to_be_visible()
    await window.become("Dana")
    await page.get_by_role("button", name="+1 week").click()

    await expect(page.get_by_role("status")).to_contain_text("7 notices arrived")
    await expect(page.locator("#people .person", has_text="Sora").locator(".badge")).to_have_text("7")
    await expect(page.locator("#clock")).to_contain_text("Sun, Jan 11")
    await window.shot("travelled")
    await page.get_by_role("status").get_by_role("button", name=re.compile("Sora")).click()
    await expect(page.locator(".fresh")).to_be_visible()
    await expect(window.said("Your day begins")).to_have_count(7)
    await expect(page.locator("#people .badge")).to_have_count(0)
    await window.shot("direct")


async def test_a_channel_with_something_new_has_a_dot_until_it_is_opened(window: Window):
    prml = window.stage.discord.channel_id("prml")
    door = window.page.locator("#places .door", has_text="prml")
    await window.stage.act("jun", prml, "say", {"text": "Has anybody solved 2.20?"})

    await expect(door.get_by_label("unread")).to_be_visible()
    await window.enter("prml")

    await expect(window.said("2.20")).to_be_visible()
    await expect(door.get_by_label("unread")).to_have_count(0)


async def test_the_page_speaks_the_language_of_whoever_acts(window: Window):
    page = window.page
    english = await page.locator("#clock").inner_text()
    await window.become("Mina")

    await expect(page.locator("html")).to_have_attribute("lang", "ko")
    await expect(page.get_by_role("button", name="하루 뒤")).to_be_visible()
    await expect(page.locator("#clock")).to_contain_text("오전 9:30")
    assert "7:30" in english


async def test_instants_are_worded_in_the_readers_zone_and_language(window: Window):
    await window.run("/card")
    times = window.page.locator(".message time.stamp")

    assert await times.all_inner_texts() == ["7:00 AM", "January 10, 2026"]
    await window.become("Mina")
    await expect(times.first).to_have_text("오후 9:00")
    await window.become("Jun")
    await expect(times.last).to_have_text("10 January 2026")


async def test_threads_posts_and_pictures_can_be_opened(window: Window):
    page = window.page
    for command in ("/thread", "/post", "/picture"):
        await window.run(command)
    await expect(page.locator("img.picture")).to_be_visible()
    assert await page.locator("img.picture").evaluate("image => image.naturalWidth") == 320
    await window.shot("picture")

    await window.enter("Chapter 2")
    await expect(window.said("conjugate priors")).to_be_visible()
    await window.enter("questions")
    await page.locator(".post", has_text="gamma").click()
    await expect(window.said("Why must the prior be a gamma?")).to_be_visible()


async def test_a_planned_event_is_listed_in_the_readers_time(window: Window):
    await window.run("/meet")

    await expect(window.page.locator(".events")).to_contain_text("1/10/26, 7:00 AM")
    await window.become("Mina")
    await expect(window.page.locator(".events")).to_contain_text("26. 1. 10. 오후 9:00")


async def test_a_layout_of_components_is_drawn(window: Window):
    await window.run("/layout")

    await expect(window.page.get_by_role("heading", name="Week 6")).to_be_visible()
    await expect(window.page.locator(".embed li")).to_have_count(2)
    await expect(window.page.locator(".embed time")).to_have_text("in 5 days")
    await window.shot("layout")


async def test_a_mentioned_command_is_put_into_the_composer(window: Window):
    await window.run("/card")

    await window.page.get_by_role("button", name="/study create").click()

    await expect(window.page.get_by_role("form", name="/study create")).to_be_visible()


async def test_the_tour_goes_on_as_its_steps_are_done_and_can_be_sent_away(window: Window):
    page = window.page
    tour = page.get_by_role("group", name=re.compile("Tour|둘러보기"))
    await expect(tour).to_contain_text("Run /card as Sora.")
    await tour.get_by_role("button", name="Show me").click()
    await expect(page.locator("#people .person[aria-pressed=true]")).to_contain_text("Sora")
    await tour.get_by_role("button", name="/카드").click()
    await page.get_by_role("button", name="실행").click()
    await expect(tour).to_contain_text("2/3")
    await expect(page.locator(".button.glow")).to_have_text("Join")
    await tour.get_by_role("button", name="둘러보기 끝내기").click()

    await expect(tour).to_be_hidden()


async def test_what_people_write_is_only_ever_text(window: Window):
    page = window.page
    nasty = '<img src=x onerror="window.hit=1"> **<b>bold</b>** [x](javascript:window.hit=1) `<i>`'
    await page.locator(".bar textarea").fill(nasty)
    await page.keyboard.press("Enter")

    message = window.said("onerror")
    await expect(message.locator("strong")).to_have_text("<b>bold</b>")
    assert await message.locator("img, i, a, .said b b").count() == 0
    assert await page.evaluate("window.hit") is None


async def test_a_half_written_message_stays_while_others_write(window: Window):
    page, general = window.page, window.stage.discord.channel_id("general")
    await page.locator(".bar textarea").fill("I think that")
    await window.stage.act("jun", general, "say", {"text": "Hello?"})

    await expect(window.said("Hello?")).to_be_visible()
    await expect(page.locator(".bar textarea")).to_have_value("I think that")


async def test_a_narrow_window_keeps_channels_and_people_in_drawers(browser: Browser):
    async with a_window(browser, size=PHONE, start="mina/general") as window:
        page = window.page
        await runs(window.stage, "mina", "card")
        await expect(window.said("PRML, first run")).to_be_visible()
        await expect(page.locator("#places")).to_be_hidden()
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
        await window.shot("phone")

        await page.get_by_role("button", name="채널 열기").click()
        await window.shot("phone-channels")
        await window.enter("prml")
        await expect(page.locator("#places")).to_be_hidden()
        await page.get_by_role("button", name="누가 될지 고르기").click()
        await page.keyboard.press("Escape")
        await expect(page.locator("#people")).to_be_hidden()
        await expect(page.get_by_role("button", name="누가 될지 고르기")).to_be_focused()


async def test_it_can_be_read_by_day_too(browser: Browser):
    async with a_window(browser, scheme="light") as window:
        await window.run("/card")
        await window.run("/buttons")
        await window.shot("light")

        ground = await window.page.locator("#talk").evaluate("node => getComputedStyle(node).backgroundColor")
        assert ground == "rgb(251, 251, 252)"
