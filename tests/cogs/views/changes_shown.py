"""Changes as their views get them, and the text that comes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.wording import Wording
from bot.services.changes import ChangeShown
from bot.texts import speak
from db.records import Cause, Changed, StudyState
from tests.domain.changes_around import a_change, a_shape
from tests.situations import JUN, MINA, SORA, a_book, a_seat, a_study

EN, KO = speak("en"), speak("ko")
WEEK = timedelta(weeks=1)
STUDY, BOOK = a_study(state=StudyState.RUNNING, language="en"), a_book()
SEATS = [a_seat(user) for user in (MINA, JUN, SORA)]


def shown(*rows: Changed, **facts: object) -> ChangeShown:
    return ChangeShown(a_change(*rows, **facts), STUDY, BOOK)


def text(wording: Wording) -> str:
    return "\n".join([wording.content or "", *[embed.description or "" for embed in wording.embeds]])


def labels(wording: Wording) -> list[str]:
    return [getattr(item, "label", None) or "" for item in wording.view.children] if wording.view else []


def day(at: datetime, style: str = "d") -> str:
    return f"<t:{int(at.timestamp())}:{style}>"


def moved(number: int, lead: int = MINA, by: timedelta = WEEK) -> Changed:
    before = a_shape(number, lead)
    return Changed(before, replace(before, starts_at=before.starts_at + by), (Cause.PUSHED_ON,))


def handed(number: int, before: int | None, after: int | None, cause: Cause = Cause.AWAY) -> Changed:
    return Changed(a_shape(number, before), a_shape(number, after), (cause,))
