"""Rules of a turn: whose it is, until when it can be spoken for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.notices.kinds import DAYS, by_day
from bot.domain.plans import Meeting, Plan
from bot.domain.refusals import Refusal
from db.records import Session, SessionState, Study, Turn, TurnState, UserId

PLEA_AT_MOST = WORDS_AT_MOST = 500  # characters
LATE = timedelta(hours=1)


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


class CalledOff(Refusal):
    """The session is cancelled, so nobody need present it; `number` is its own."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class NoTurnAhead(Refusal):
    """There is no such turn of one's own ahead."""


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


def is_near(study: Study, session: Session, now: datetime) -> bool:
    """Whether the second reminder is due: then a turn is prepared rather than given back."""
    return now >= by_day(session.starts_at - DAYS, study.slot.zone)


def check_ahead(session: Session, now: datetime) -> None:
    """Raise TurnOver or CalledOff where nobody can be given, or give back, a turn in this session."""
    if session.starts_at <= now:
        raise TurnOver(session.starts_at)
    if session.state is not SessionState.PLANNED:
        raise CalledOff(session.number)


def check_own(turn: Turn, starts_at: datetime, user_id: UserId, now: datetime) -> None:
    """Raise where `user_id` cannot speak for this turn now."""
    if turn.user_id != user_id:
        raise NotYourTurn(turn.user_id)
    if starts_at <= now:
        raise TurnOver(starts_at)


def confirm(turn: Turn, starts_at: datetime, user_id: UserId, now: datetime) -> Turn:
    check_own(turn, starts_at, user_id, now)
    return replace(turn, state=TurnState.CONFIRMED)


def pass_on(turn: Turn, session: Session, user_id: UserId, now: datetime) -> Turn:
    """The turn as history. Raises NotYourTurn, TurnOver, CalledOff."""
    check_own(turn, session.starts_at, user_id, now)
    check_ahead(session, now)
    return replace(turn, state=TurnState.PASSED)


def told_already(turn: Turn, due_at: datetime, given_at: datetime | None, now: datetime) -> bool:
    """Whether a reminder was overdue when the turn began: who took it then, or was told that they have it, knows.

    `given_at` is when an organiser's word goes to who was given the turn, None where nobody gave it.
    """
    taken_on_late = turn.state is TurnState.CONFIRMED and now - due_at > LATE
    return taken_on_late or (given_at is not None and given_at > due_at)
