"""Rules of a turn: whose it is, until when it can be spoken for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.plans import Meeting, Plan
from bot.domain.refusals import Refusal
from db.records import Turn, TurnState, UserId

PLEA_AT_MOST = 500  # characters


class TurnGone(Refusal):
    """Somebody else presents by now, or the study is no more: the button belongs to an old message."""


class NotYourTurn(Refusal):
    """Only the presenter can speak for a turn."""

    def __init__(self, presenter: UserId) -> None:
        super().__init__(presenter)
        self.presenter = presenter


class TurnOver(Refusal):
    """The session has begun; `began` is when."""

    def __init__(self, began: datetime) -> None:
        super().__init__(began)
        self.began = began


def coming(plan: Plan, user_id: UserId, now: datetime) -> list[tuple[Meeting, Turn]]:
    """A member's turns whose session is not over, in order."""
    return [
        (meeting, turn)
        for meeting in plan.meetings
        if meeting.session.starts_at + plan.study.length > now
        for turn in meeting.turns
        if turn.user_id == user_id
    ]


def standing(turn: Turn) -> Turn:
    """Raise TurnGone for a turn that was passed on."""
    if turn.state is TurnState.PASSED:
        raise TurnGone
    return turn


def check_own(turn: Turn, starts_at: datetime, user_id: UserId, now: datetime) -> None:
    """Raise where `user_id` cannot speak for this turn now."""
    if turn.user_id != user_id:
        raise NotYourTurn(turn.user_id)
    if starts_at <= now:
        raise TurnOver(starts_at)


def confirm(turn: Turn, starts_at: datetime, user_id: UserId, now: datetime) -> Turn:
    check_own(turn, starts_at, user_id, now)
    return replace(turn, state=TurnState.CONFIRMED)
