"""Rules of days away: which days they can be, and which turns fall into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import typed
from bot.domain.calendar import coming, local
from bot.domain.giving import AwayThatDay
from bot.domain.plans import ChangedMeanwhile, Meeting, Plan
from bot.domain.refusals import Refusal
from db.records import Away, Fixed, ServerId, SessionDraft, Study, Turn, TurnState, UserId

DAYS_AT_MOST = 120
WITHIN = timedelta(days=366)


class AwayPast(Refusal):
    """The last of the days is over; `today` is the earliest that can be chosen."""

    def __init__(self, chosen: date, today: date) -> None:
        super().__init__(chosen)
        self.chosen, self.today = chosen, today


class AwayTooFar(Refusal):
    """The first of the days is more than a year off; `last_possible` is the latest that can be chosen."""

    def __init__(self, chosen: date, last_possible: date) -> None:
        super().__init__(chosen)
        self.chosen, self.last_possible = chosen, last_possible


class AwayReversed(Refusal):
    """The last day lies before the first."""

    def __init__(self, first: date, last: date) -> None:
        super().__init__(first, last)
        self.first, self.last = first, last


class AwayTooLong(Refusal):
    """More days than somebody who is in the study can be away; `days` is how many."""

    def __init__(self, days: int) -> None:
        super().__init__(days)
        self.days = days


class AwayGone(Refusal):
    """These days were taken back before."""


def span(first: str, last: str | None, today: date) -> tuple[date, date]:
    """The days somebody typed, first and last; one day where `last` is None.

    A last day that is only a day of the week is the first such day from `first` on. Raises a Mistyped, and what
    `check` raises.
    """
    begins = typed.day(first, today)
    ends = begins if last is None else _ends(last, begins, today)
    check(begins, ends, today)
    return begins, ends


def _ends(last: str, begins: date, today: date) -> date:
    try:
        return coming(typed.weekday(last), begins)
    except typed.UnclearWeekday:
        return typed.day(last, today)


def check(first: date, last: date, today: date) -> None:
    """Raise AwayPast, AwayTooFar, AwayReversed or AwayTooLong."""
    if first < today:
        raise AwayPast(first, today)
    if first > today + WITHIN:
        raise AwayTooFar(first, today + WITHIN)
    if last < first:
        raise AwayReversed(first, last)
    days = (last - first).days + 1
    if days > DAYS_AT_MOST:
        raise AwayTooLong(days)


def away_at(aways: Iterable[Away], user_id: UserId, starts_at: datetime, zone: str) -> bool:
    """Whether somebody is away on the day of a session, by the study's clock."""
    on = local(starts_at, zone).date()
    return any(away.user_id == user_id and away.covers(on) for away in aways)


def falling_into(plan: Plan, days: Away, now: datetime) -> list[tuple[Meeting, Turn]]:
    """The turns, lead and backup, that somebody cannot hold because of their days away."""
    return [
        (meeting, turn)
        for meeting in plan.to_come(now)
        if away_at([days], days.user_id, meeting.session.starts_at, plan.study.slot.zone)
        for turn in meeting.turns
        if turn.user_id == days.user_id
    ]


def missed(sessions: Iterable[SessionDraft], aways: Iterable[Away], zone: str) -> dict[UserId, frozenset[int]]:
    """By member the numbers of the sessions of a draft that fall into their days."""
    days = {session.number: local(session.starts_at, zone).date() for session in sessions}
    found: dict[UserId, frozenset[int]] = {}
    for away in aways:
        within = frozenset(number for number, on in days.items() if away.covers(on))
        found[away.user_id] = found.get(away.user_id, frozenset()) | within
    return found


def check_fixed(study: Study, fixed: Fixed, sessions: Iterable[SessionDraft], aways: Iterable[Away]) -> None:
    """Raise AwayThatDay where an organiser settles a turn for somebody who is away then."""
    at = next(session.starts_at for session in sessions if session.number == fixed.number)
    on = local(at, study.slot.zone).date()
    for away in aways:
        if away.user_id == fixed.user_id and away.covers(on):
            raise AwayThatDay(away)


def check_draft(study: Study, sessions: Sequence[SessionDraft], aways: Iterable[Away]) -> None:
    """Raise ChangedMeanwhile where somebody is away by now when a draft has them present."""
    absent = missed(sessions, aways, study.slot.zone)
    for session in sessions:
        if any(session.number in absent.get(user_id or 0, ()) for user_id in (session.lead, session.backup)):
            raise ChangedMeanwhile(study)


def given_up(turns: Iterable[Turn]) -> list[Turn]:
    return [replace(turn, state=TurnState.PASSED) for turn in turns]


def swallowed(standing: Sequence[Away], new: Away) -> list[Away] | None:
    """Which days of the same person lie within the new ones and go; None where the new ones lie within others."""
    if any(away.first <= new.first and new.last <= away.last for away in standing):
        return None
    return [away for away in standing if new.first <= away.first and away.last <= new.last]


def days(server_id: ServerId, user_id: UserId, first: date, last: date) -> Away:
    """Days that are not kept yet."""
    return Away(0, server_id, user_id, first, last)
