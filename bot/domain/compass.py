"""What to do next, for one person in one place: facts in, the next steps out, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.plans import Meeting, Plan
from bot.domain.studies import seat_of, seated, waiting
from bot.domain.turns import coming
from db.records import Role, Seat, SeatState, Server, Study, StudyState, TurnState, UserId


class Step(StrEnum):
    """A next step; worded in `cogs/views/compass.py`."""

    SET_UP = "set_up"
    FOUND = "found"
    START = "start"
    GATHER = "gather"
    UNCONFIRMED = "unconfirmed"
    OPEN_SESSIONS = "open_sessions"
    CONFIRM = "confirm"
    PREPARE = "prepare"
    COME = "come"
    WAIT_FOR_START = "wait_for_start"
    WAIT_FOR_SEAT = "wait_for_seat"
    JOIN = "join"
    LOOK_AROUND = "look_around"


@dataclass(frozen=True, slots=True)
class Hint:
    """One next step; `study` and `meeting` are what it is about, `count` how many of them."""

    step: Step
    study: Study | None = None
    meeting: Meeting | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """One study as /help looks at it."""

    plan: Plan
    seats: Sequence[Seat]

    @property
    def study(self) -> Study:
        return self.plan.study


def hints(
    server: Server, around: Sequence[Around], user_id: UserId, now: datetime, *, admin: bool, organiser: bool
) -> list[Hint]:
    """The steps for a person: their own duties, then what they organise, then what they could join."""
    own = [hint for each in around for hint in _as_member(each, user_id, now)]
    running = [hint for each in around for hint in _as_organiser(each, now)] if organiser else []
    first = [Hint(Step.SET_UP)] if admin and server.set_up_at is None else []
    alive = [each for each in around if each.study.state is not StudyState.FINISHED]
    found = [Hint(Step.FOUND)] if organiser and not alive else []
    open_ones = [Hint(Step.JOIN, each.study) for each in around if _could_join(each, user_id)]
    return first + own + running + found + open_ones or [Hint(Step.LOOK_AROUND)]


def _as_member(around: Around, user_id: UserId, now: datetime) -> list[Hint]:
    seat = seat_of(around.seats, user_id)
    if seat is None or around.study.state is StudyState.FINISHED:
        return []
    if seat.state is SeatState.WAITING:
        place = [waiting_seat.user_id for waiting_seat in waiting(around.seats)].index(user_id) + 1
        return [Hint(Step.WAIT_FOR_SEAT, around.study, count=place)]
    if around.study.state is StudyState.RECRUITING:
        return [Hint(Step.WAIT_FOR_START, around.study)]
    leads = [(meeting, turn) for meeting, turn in coming(around.plan, user_id, now) if turn.role is Role.LEAD]
    if leads:
        meeting, turn = leads[0]
        step = Step.PREPARE if turn.state is TurnState.CONFIRMED else Step.CONFIRM
        return [Hint(step, around.study, meeting)]
    meeting_to_come = around.plan.next_after(now)
    return [Hint(Step.COME, around.study, meeting_to_come)] if meeting_to_come else []


def _as_organiser(around: Around, now: datetime) -> list[Hint]:
    study = around.study
    if study.state is StudyState.RECRUITING:
        members = len(seated(around.seats))
        return [Hint(Step.START if members else Step.GATHER, study, count=members)]
    if study.state is not StudyState.RUNNING:
        return []
    ahead = [meeting for meeting in around.plan.meetings if meeting.session.starts_at > now]
    nobody = [meeting for meeting in ahead if meeting.presenter() is None]
    soon = ahead[:1]
    unsure = [m for m in soon if (lead := m.presenter()) is not None and lead.state is TurnState.PLANNED]
    return [
        *([Hint(Step.OPEN_SESSIONS, study, nobody[0], len(nobody))] if nobody else []),
        *([Hint(Step.UNCONFIRMED, study, unsure[0])] if unsure else []),
    ]


def _could_join(around: Around, user_id: UserId) -> bool:
    return around.study.state is StudyState.RECRUITING and seat_of(around.seats, user_id) is None
