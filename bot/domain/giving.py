"""Rules of who takes a turn over: by their own will, or because an organiser says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calendar import local
from bot.domain.plans import Meeting, NotSeated, Plan
from bot.domain.refusals import Refusal
from bot.domain.studies import StudyRefusal, seated
from bot.domain.turns import check_ahead
from db.records import Away, Post, Reason, Role, Seat, Study, Turn, TurnState, UserId, Why


class MembersOnly(StudyRefusal):
    """Who wants to take a session has no seat in its study."""


class HasItAlready(Refusal):
    """A turn was to be given to who has it."""

    def __init__(self, user_id: UserId) -> None:
        super().__init__(user_id)
        self.user_id = user_id


class AwayThatDay(Refusal):
    """Somebody to whom a session was to be given said that they are away then; `days` are those they named."""

    def __init__(self, days: Away) -> None:
        super().__init__(days.user_id)
        self.days = days


class AwayYourself(Refusal):
    """Who wants to take a session said before that they are away then; `days` are those they named."""

    def __init__(self, days: Away) -> None:
        super().__init__(days.user_id)
        self.days = days


class Taken(Refusal):
    """A session has its presenter: somebody was faster, maybe the one who asks."""

    def __init__(self, by: UserId, *, own: bool = False) -> None:
        super().__init__(by)
        self.by, self.own = by, own


class BothRoles(Refusal):
    """Nobody presents a session and is its backup; `user_id` presents it, and there is nobody to trade places with."""

    def __init__(self, user_id: UserId) -> None:
        super().__init__(user_id)
        self.user_id = user_id


@dataclass(frozen=True, slots=True)
class Crew:
    """Who there is to present in a study, and who is away when."""

    seats: Sequence[Seat]
    aways: Sequence[Away] = ()

    @property
    def members(self) -> set[UserId]:
        return {seat.user_id for seat in seated(self.seats)}

    def away(self, study: Study, meeting: Meeting) -> dict[UserId, Away]:
        """Who cannot present on the day of a session, by the study's clock."""
        on = local(meeting.session.starts_at, study.slot.zone).date()
        return {away.user_id: away for away in self.aways if away.covers(on)}


@dataclass(frozen=True, slots=True)
class Handover:
    """What changes in one session: turns that end, as they are afterwards, and who has which role instead."""

    ends: tuple[Turn, ...]
    begins: Mapping[Role, Post]


def take(plan: Plan, meeting: Meeting, user_id: UserId, crew: Crew, now: datetime) -> Handover:
    """A volunteer presents a session that has nobody; who was its backup is that no longer.

    Raises TurnOver, CalledOff, Taken, MembersOnly, AwayYourself.
    """
    check_ahead(meeting.session, now)
    check_free(meeting, user_id)
    backup = meeting.presenter(Role.BACKUP)
    if user_id not in crew.members:
        raise MembersOnly(plan.study)
    if (days := crew.away(plan.study, meeting).get(user_id)) is not None:
        raise AwayYourself(days)
    stands_in = backup is not None and backup.user_id == user_id
    why = Why.STOOD_IN if stands_in else Why.VOLUNTEERED
    lead_now = Post(user_id, TurnState.CONFIRMED, Reason(why))
    return Handover(_ended([backup] if stands_in else []), {Role.LEAD: lead_now})


def assign(plan: Plan, meeting: Meeting, user_id: UserId, role: Role, crew: Crew, now: datetime) -> Handover:
    """An organiser gives a turn to somebody, whoever had it; lead and backup trade places where one gets the other's.

    Raises TurnOver, CalledOff, NotSeated, HasItAlready, AwayThatDay, BothRoles.
    """
    check_ahead(meeting.session, now)
    if user_id not in crew.members:
        raise NotSeated(plan.study, user_id)
    before, other = meeting.presenter(role), meeting.presenter(_other(role))
    if before is not None and before.user_id == user_id:
        raise HasItAlready(user_id)
    if (days := crew.away(plan.study, meeting).get(user_id)) is not None:
        raise AwayThatDay(days)
    if other is None or other.user_id != user_id:
        return Handover(_ended([before]), {role: _given(user_id)})
    if before is not None:
        return Handover(_ended([before, other]), {role: _given(user_id), other.role: _given(before.user_id)})
    if role is Role.BACKUP:
        # Nobody would present: a backup alone is no plan.
        raise BothRoles(user_id)
    return Handover(_ended([other]), {role: _given(user_id)})


def check_free(meeting: Meeting, user_id: UserId) -> None:
    """Raise Taken where a session has its presenter, to `user_id` who asks."""
    lead = meeting.presenter()
    if lead is not None:
        raise Taken(lead.user_id, own=lead.user_id == user_id)


def _given(user_id: UserId) -> Post:
    return Post(user_id, TurnState.PLANNED, Reason(Why.FIXED))


def _ended(turns: Iterable[Turn | None]) -> tuple[Turn, ...]:
    return tuple(replace(turn, state=TurnState.PASSED) for turn in turns if turn is not None)


def _other(role: Role) -> Role:
    return Role.BACKUP if role is Role.LEAD else Role.LEAD
