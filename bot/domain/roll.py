"""Whom to look for, because somebody waits for what they prepare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.plans import Plan
from bot.domain.studies import seated
from db.records import Seat, StudyState, UserId

AHEAD = timedelta(weeks=2)


def called(plan: Plan, seats: Iterable[Seat], now: datetime) -> list[UserId]:
    """Who has a seat and presents or backs up within two weeks, in that order; nobody while a study rests."""
    if plan.study.state is not StudyState.RUNNING:
        return []
    here = {seat.user_id for seat in seated(seats)}
    soon = [meeting for meeting in plan.to_come(now) if meeting.session.starts_at <= now + AHEAD]
    found = [turn.user_id for meeting in soon for turn in meeting.turns if turn.user_id in here]
    return list(dict.fromkeys(found))
