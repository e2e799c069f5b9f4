"""`python -m tests.demo.pictures` takes the README's pictures anew: a plan, and the reminders that came of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.demo.browser import a_browser
from tests.demo.story import ENGLISH, KOREAN, Said, visiting

PICTURES = Path(__file__).parents[2] / "pictures"


async def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    async with a_browser() as browser:
        for name, said in (("demo-en", ENGLISH), ("demo-ko", KOREAN)):
            await take(browser, said, PICTURES / f"{name}.png")


async def take(browser: Browser, said: Said, picture: Path) -> None:
    """Somebody has joined, the plan is out, and a week later the presenter has a message."""
    async with visiting(browser, said) as story:
        await story.join()
        await story.propose()
        await story.publish()
        await story.wait_a_week()
        await expect(story.window.page.locator(".toast")).to_be_visible()
        await story.window.page.screenshot(path=picture)


if __name__ == "__main__":
    asyncio.run(main())
