"""A visitor's way through the demo with the real bot, and the words they press in either language."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from playwright.async_api import Browser, Locator, expect

from bot.demo.opening import opened
from bot.demo.stage import Stage
from bot.demo.travel import travel
from tests.demo.browser import DESK, Window, a_look_at


@dataclass(frozen=True, slots=True)
class Said:
    """What stands on the buttons and in the form of joining."""

    locale: str
    join: str
    promise: str
    first_time: str
    by_message: str
    send: str
    start: str
    publish: str
    week: str


ENGLISH = Said(
    "en-GB",
    "Join",
    "I try by myself first",
    "This will be my first time",
    "By direct message",
    "Submit",
    "/study start",
    "Publish",
    "+1 week",
)
KOREAN = Said(
    "ko-KR",
    "참여하기",
    "먼저 스스로 풀어 볼게요",
    "이번이 처음이에요",
    "DM으로",
    "보내기",
    "/스터디 시작",
    "공개하기",
    "일주일 뒤",
)


@dataclass(frozen=True, slots=True)
class Story:
    window: Window
    said: Said

    @property
    def tour(self) -> Locator:
        return self.window.page.locator("#tour")

    @property
    def last(self) -> Locator:
        """The newest message of the place."""
        return self.window.page.locator(".message").last

    @property
    def form(self) -> Locator:
        return self.window.page.get_by_role("dialog")

    @property
    def acting(self) -> Locator:
        return self.window.page.locator("#people .person[aria-pressed=true]")

    async def press(self, name: str) -> None:
        await self.window.page.locator("#messages").get_by_role("button", name=name, exact=True).last.click()

    async def choose(self, beginning: str) -> None:
        """Choose in the newest list, by how the option begins."""
        await self.window.page.locator("#messages .select").last.click()
        await self.window.page.get_by_role("option", name=re.compile(f"^{re.escape(beginning)}")).first.click()

    async def goes(self, name: str, place: str) -> None:
        """Act as somebody, in some channel or in their messages with Naru."""
        await self.window.become(name)
        await self.window.enter(place)

    async def send(self, **values: str) -> None:
        """Fill in the text fields of the open form by their order, and send it."""
        for field, value in values.items():
            await self.form.get_by_label(re.compile(field)).fill(value)
        await self.form.get_by_role("button", name=self.said.send).click()
        await expect(self.form).to_have_count(0)

    async def command(self, name: str, **options: str) -> None:
        """Write a command with its options, an offered one where some are offered, and run it."""
        await self.window.command(name)
        for option, typed in options.items():
            await self._fill(option, typed)
        await self.window.page.locator("form.command .main").click()
        await self.window.page.locator(".bar").wait_for()

    async def _fill(self, option: str, typed: str) -> None:
        field = self.window.field(f"^{option}")
        offered = field.get_by_role("combobox")
        if await offered.count():
            await offered.fill(typed)
            await self.window.page.get_by_role("option", name=re.compile(f"^{re.escape(typed)}")).first.click()
        else:
            await field.get_by_role("textbox").fill(typed)

    async def follow(self) -> None:
        """Go to whom and where the tour speaks of; the button goes once one is there."""
        show = self.tour.locator("[data-key=show]")
        await show.click()
        await expect(show).to_have_count(0)

    async def join(self) -> None:
        """Open the form from the card, fill it in and send it."""
        await self.press(self.said.join)
        form = self.window.page.get_by_role("dialog")
        for label in (self.said.promise, self.said.first_time, self.said.by_message):
            await form.get_by_label(re.compile(label)).check()
        await form.get_by_role("button", name=self.said.send).click()
        await expect(form).to_have_count(0)

    async def propose(self) -> None:
        """Let Naru propose a plan, as the organiser the tour speaks of."""
        await self.follow()
        await self.window.run(self.said.start)
        await expect(self.tour).to_contain_text("3/7")

    async def publish(self) -> None:
        await self.press(self.said.publish)
        await expect(self.tour).to_contain_text("4/7")

    async def wait_a_week(self) -> None:
        await self.window.page.get_by_role("button", name=self.said.week).click()
        await expect(self.tour).to_contain_text("5/7")


@asynccontextmanager
async def visiting(browser: Browser, said: Said, size: tuple[int, int] = DESK) -> AsyncIterator[Story]:
    """A visitor whose browser speaks some language opens the demo for the first time."""
    async with opened() as demo:
        stage = Stage(demo.here, demo.notices)
        stage.sight.read_everything()
        async with a_look_at(stage, browser, size=size, locale=said.locale) as window:
            yield Story(window, said)


@asynccontextmanager
async def under_way(
    browser: Browser, said: Said, size: tuple[int, int] = DESK, begin: tuple[str, str] = ("grace", "dl-study")
) -> AsyncIterator[Story]:
    """The same, with both waiting studies published and a week gone by: their first presenters were reminded.

    `begin` is whom the window acts as, and where.
    """
    async with opened() as demo:
        for study_id, organiser in ((2, "grace"), (3, "dana")):
            draft = await demo.bot.services.plans.compute(study_id, demo.here.user_id(organiser))
            await demo.bot.services.plans.publish(draft.draft.id)
        await travel(demo.here, demo.notices, demo.here.now() + timedelta(weeks=1))
        stage = Stage(demo.here, demo.notices)
        stage.sight.read_everything()
        who, where = begin
        place = f"#{who}/{demo.here.channel_id(where)}"
        async with a_look_at(stage, browser, size=size, locale=said.locale, begin=place) as window:
            yield Story(window, said)
