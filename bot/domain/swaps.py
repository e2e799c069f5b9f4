"""Rules of a swap: two presenters exchange their sessions, and both have to say yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.aways import away_at
from bot.domain.plans import Meeting, Plan
from bot.domain.refusals import Refusal
from bot.domain.rotation.facts import Candidate
from bot.domain.rotation.task import kept_for_experienced
from bot.domain.studies import seated
from db.records import (
    Away,
    Reason,
    Role,
    Seat,
    StudyState,
    Swap,
    SwapState,
    Turn,
    TurnId,
    TurnState,
    UserId,
    Why,
)

OPEN_AT_MOST = timedelta(days=3)
# The answer is to come before the earlier session is too near to prepare for; at the last, before it begins.
IN_TIME, AT_LAST = timedelta(days=1), timedelta(hours=1)


class Gone(StrEnum):
    """Why an offer cannot be answered any more."""

    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CHANGED = "changed"


class SwapGone(Refusal):
    """The offer was decided, has expired, or its turns have changed; `why` tells which."""

    def __init__(self, why: Gone) -> None:
        super().__init__(why)
        self.why = why


class NotYourSwap(Refusal):
    """Only `whose` can do that with this offer."""

    def __init__(self, whose: UserId) -> None:
        super().__init__(whose)
        self.whose = whose


class SwapTooLate(Refusal):
    """No time is left to ask somebody; `starts_at` is when the earlier session begins."""

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(starts_at)
        self.starts_at = starts_at


class NoLeadToSwap(Refusal):
    """Only who leads a session to come can swap it; backups have nothing to exchange."""


class NobodyToSwapWith(Refusal):
    """No session of others can be exchanged for this one; `other` is whose were looked at, None for everybody's."""

    def __init__(self, other: UserId | None) -> None:
        super().__init__(other)
        self.other = other


class CannotSwap(Refusal):
    """These two sessions cannot be exchanged (any more). Why is nobody's business: somebody may be away."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides who could lead what: the plan, everybody's seat, everybody's days away."""

    plan: Plan
    seats: Sequence[Seat]
    aways: Sequence[Away]

    def led(self, turn_id: TurnId, now: datetime) -> Meeting | None:
        """The session to come that a standing lead's turn belongs to."""
        return next((m for m in self.plan.to_come(now) if (t := m.presenter()) is not None and t.id == turn_id), None)

    def could_lead(self, user_id: UserId, meeting: Meeting) -> bool:
        """Whether somebody has a seat, is not away, and is no first-timer in the first month."""
        members = seated(self.seats)
        seat = next((seat for seat in members if seat.user_id == user_id), None)
        if seat is None or away_at(self.aways, user_id, meeting.session.starts_at, self.plan.study.slot.zone):
            return False
        kept = kept_for_experienced(Candidate(member.user_id, first_time=member.first_time) for member in members)
        return not (seat.first_time and meeting.session.number <= kept)

    def exchangeable(self, mine: Meeting, other: Meeting) -> bool:
        """Whether the leads of two sessions are two people, and each could lead the other's session."""
        me, they = mine.presenter(), other.presenter()
        if me is None or they is None or me.user_id == they.user_id:
            return False
        return self.could_lead(me.user_id, other) and self.could_lead(they.user_id, mine)

    def avoided(self, user_id: UserId, meeting: Meeting) -> bool:
        """Whether somebody said that they would rather not present a chapter of this session."""
        return any(seat.user_id == user_id and seat.avoids & meeting.session.reading.chapters for seat in self.seats)


def own_lead(facts: Facts, gives: TurnId, by: UserId, now: datetime) -> Meeting:
    """The session that `by` leads and would give. Raises NoLeadToSwap, SwapTooLate."""
    mine = facts.led(gives, now)
    lead = mine.presenter() if mine else None
    if mine is None or lead is None or lead.user_id != by or facts.plan.study.state is not StudyState.RUNNING:
        raise NoLeadToSwap
    open_until(mine, mine, now)
    return mine


def choices(facts: Facts, mine: Meeting, with_: UserId | None, now: datetime) -> list[Meeting]:
    """The sessions that could be exchanged for `mine`, the next one first. Raises NobodyToSwapWith."""
    found = [
        meeting
        for meeting in facts.plan.to_come(now)
        if meeting.session.starts_at - AT_LAST > now and facts.exchangeable(mine, meeting)
        if with_ is None or any(turn.user_id == with_ and turn.role is Role.LEAD for turn in meeting.turns)
    ]
    if not found:
        raise NobodyToSwapWith(with_)
    return found


def open_until(mine: Meeting, other: Meeting, now: datetime) -> datetime:
    """Until when an offer of these two can be answered. Raises SwapTooLate."""
    earlier = min(mine.session.starts_at, other.session.starts_at)
    until = earlier - IN_TIME
    if until - now < AT_LAST:
        until = earlier - AT_LAST
    if until <= now:
        raise SwapTooLate(earlier)
    return min(until, now + OPEN_AT_MOST)


def offer(facts: Facts, gives: TurnId, takes: TurnId, by: UserId, now: datetime) -> Swap:
    """A new offer (id 0). Raises NoLeadToSwap, SwapTooLate, CannotSwap."""
    mine, other = own_lead(facts, gives, by, now), facts.led(takes, now)
    theirs = other.presenter() if other else None
    if other is None or theirs is None or not facts.exchangeable(mine, other):
        raise CannotSwap
    until = open_until(mine, other, now)
    return Swap(0, facts.plan.study.id, by, gives, theirs.user_id, takes, offered_at=now, expires_at=until)


def gone(facts: Facts, swap: Swap, now: datetime) -> Gone | None:
    """Why an offer cannot be agreed on any more; None while it can."""
    if swap.state is not SwapState.OFFERED:
        return Gone(swap.state.value)
    if facts.plan.study.state is not StudyState.RUNNING or _exchanged(facts, swap, now) is None:
        return Gone.CHANGED
    return Gone.EXPIRED if swap.expires_at <= now else None


def _exchanged(facts: Facts, swap: Swap, now: datetime) -> tuple[Meeting, Meeting] | None:
    """The two sessions while both turns stand and still can be exchanged."""
    mine, other = facts.led(swap.gives, now), facts.led(swap.takes, now)
    return (mine, other) if mine and other and facts.exchangeable(mine, other) else None


def decline(facts: Facts, swap: Swap, by: UserId, now: datetime) -> Swap:
    """Raises NotYourSwap, SwapGone."""
    if by != swap.to:
        raise NotYourSwap(swap.to)
    return _decided(facts, swap, SwapState.DECLINED, now)


def withdraw(facts: Facts, swap: Swap, by: UserId, now: datetime) -> Swap:
    """Raises NotYourSwap, SwapGone."""
    if by != swap.by:
        raise NotYourSwap(swap.by)
    return _decided(facts, swap, SwapState.WITHDRAWN, now)


def _decided(facts: Facts, swap: Swap, state: SwapState, now: datetime) -> Swap:
    why = gone(facts, swap, now)
    if why is not None:
        raise SwapGone(why)
    return replace(swap, state=state, decided_at=now)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What an agreement changes: turns that end, and turns that begin (id 0)."""

    swap: Swap
    passed: tuple[Turn, ...]
    begun: tuple[Turn, ...]


def agree(facts: Facts, swap: Swap, by: UserId, now: datetime) -> Exchange:
    """Both have said yes: each leads the other's session from now on. Raises NotYourSwap, SwapGone.

    Where one of them backs the session they now lead, the two change roles there.
    """
    if by != swap.to:
        raise NotYourSwap(swap.to)
    agreed = _decided(facts, swap, SwapState.AGREED, now)
    pair = _exchanged(facts, swap, now)
    if pair is None:  # `_decided` has looked already
        raise SwapGone(Gone.CHANGED)
    mine, other = pair
    ends = [*_ends(mine, swap.to), *_ends(other, swap.by)]
    begins = [*_begins(mine, swap.to, swap.by), *_begins(other, swap.by, swap.to)]
    return Exchange(agreed, tuple(replace(turn, state=TurnState.PASSED) for turn in ends), tuple(begins))


def _ends(meeting: Meeting, new: UserId) -> list[Turn]:
    return [turn for turn in meeting.turns if turn.role is Role.LEAD or turn.user_id == new]


def _begins(meeting: Meeting, new: UserId, old: UserId) -> list[Turn]:
    session, why = meeting.session.id, Reason(Why.SWAPPED)
    begun = [Turn(0, session, new, Role.LEAD, TurnState.CONFIRMED, why)]
    if any(turn.user_id == new for turn in meeting.turns):
        begun.append(Turn(0, session, old, Role.BACKUP, TurnState.PLANNED, why))
    return begun
