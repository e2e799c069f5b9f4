"""Sessions and turns in one line each, as options list them: no markup is read there, and no mention either."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.calendar import local
from bot.domain.plans import Meeting
from bot.services.turns import TurnShown
from bot.texts import Speech
from cogs.views.reading import reading
from db.records import Book, Role, Study, UserId

AT_MOST = 100  # characters, Discord's own limit


def session(meeting: Meeting, study: Study, book: Book, names: Mapping[UserId, str], say: Speech) -> str:
    """'3 · January 23 (Sat) · chapter 2, pages 67–93 · Mina'; the day by the study's clock."""
    lead = meeting.presenter()
    who = names.get(lead.user_id, "?") if lead else say.label("no presenter yet")
    return _line(*_when_and_what(meeting, study, book, say), who)


def turn(shown: TurnShown, say: Speech) -> str:
    """One of the reader's own turns, with the study it is in."""
    role = say.label("you present") if shown.turn.role is Role.LEAD else say.label("you are backup")
    return _line(*_when_and_what(shown.meeting, shown.study, shown.book, say), role, shown.study.name)


def _when_and_what(meeting: Meeting, study: Study, book: Book, say: Speech) -> tuple[str, str, str]:
    of = meeting.session
    # What titles escape for a message would be read here as it stands.
    pages = reading(of.reading, book, say).replace("\\", "").replace("\u200b", "")
    return str(of.number), say.day(local(of.starts_at, study.slot.zone).date()), pages


def _line(*parts: str) -> str:
    whole = " · ".join(parts)
    return whole if len(whole) <= AT_MOST else whole[: AT_MOST - 1] + "…"
