"""Who would be fairest to ask for a session that found nobody: those who carried least so far, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.plans import Meeting, Plan
from bot.domain.rotation import Candidate
from bot.domain.rotation.task import kept_for_experienced
from bot.domain.splitting import PAGE_WORK
from bot.domain.studies import seated
from db.records import Reason, Seat, UserId, Why

MOST = 3
NEVER = 1_000


@dataclass(frozen=True, slots=True)
class Fair:
    """Somebody who could be asked; `carried` is work in tenths of a page, `rest` the sessions to their nearest lead."""

    seat: Seat
    carried: int
    rest: int
    wished: bool


def fairest(meeting: Meeting, plan: Plan, seats: Sequence[Seat], away: Collection[UserId]) -> list[tuple[Seat, Reason]]:
    """Up to three members, the fairest first, each with the one reason that speaks most for asking them.

    Nobody who is away, would rather not present these pages, presents or backs up this session, or just passed it; no
    first-timer in the first month. Then: least carried in the whole study, longest rest before and after, a wish.
    """
    carried, rest = _carried(plan, seats), _rest(plan, meeting)
    chapters = meeting.session.reading.chapters
    able = [
        Fair(seat, carried[seat.user_id], rest.get(seat.user_id, NEVER), bool(seat.wants & chapters))
        for seat in could_lead(meeting, seats)
        if seat.user_id not in away
    ]
    able.sort(key=lambda fair: (fair.carried, -fair.rest, not fair.wished))
    return [(fair.seat, _reason(fair, able)) for fair in able[:MOST]]


def could_lead(meeting: Meeting, seats: Sequence[Seat]) -> list[Seat]:
    """Who may be asked for a session, in the order of joining; days away are not looked at."""
    members = seated(seats)
    kept = kept_for_experienced(Candidate(seat.user_id, first_time=seat.first_time) for seat in members)
    engaged = {turn.user_id for turn in meeting.turns} | ({meeting.call.by} if meeting.call else set())
    return [
        seat
        for seat in members
        if seat.user_id not in engaged
        and not seat.avoids & meeting.session.reading.chapters
        and not (seat.first_time and meeting.session.number <= kept)
    ]


def _carried(plan: Plan, seats: Sequence[Seat]) -> Mapping[UserId, int]:
    """Work led in the whole study, done and to come, with the credit of who joined late."""
    carried = {seat.user_id: seat.credit for seat in seats}
    for each in plan.led():
        if each.user_id in carried:
            carried[each.user_id] += each.load
    return carried


def _rest(plan: Plan, meeting: Meeting) -> Mapping[UserId, int]:
    """How many sessions lie between this one and the nearest that somebody leads, by who does."""
    rest: dict[UserId, int] = {}
    for other in plan.meetings:
        lead = other.presenter()
        if lead is not None and other is not meeting:
            away = abs(other.session.number - meeting.session.number)
            rest[lead.user_id] = min(away, rest.get(lead.user_id, away))
    return rest


def _reason(fair: Fair, able: Sequence[Fair]) -> Reason:
    pages, sessions = fair.carried // PAGE_WORK, fair.rest if fair.rest < NEVER else None
    return Reason(_why(fair, able), pages, sessions)


def _why(fair: Fair, able: Sequence[Fair]) -> Why:
    carried = [other.carried for other in able]
    if len(able) == 1:
        return Why.ONLY
    if fair.carried == min(carried) < max(carried):
        return Why.LEAST
    if fair.wished:
        return Why.WISHED
    if fair.rest < NEVER and fair.rest == max(other.rest for other in able) and fair.rest > min(o.rest for o in able):
        return Why.RESTED
    return Why.EVEN
