"""Rules of attendance: who came in time or late, who was excused beforehand, and whose word on it counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.plans import Meeting, Plan
from bot.domain.refusals import Refusal
from db.records import Attendance, Presence, Seat, SeatState, Session, SessionId, SessionState, Source, UserId

DOORS_OPEN, GRACE = timedelta(minutes=30), timedelta(minutes=10)
# Sessions that began, or will begin, within this may be on; none takes longer.
LONGEST = timedelta(days=1)
CAME = frozenset({Presence.PRESENT, Presence.LATE})
_WEIGHT = {Source.VOICE: 0, Source.MEMBER: 1, Source.ORGANISER: 2}


class NotOpenYet(Refusal):
    """Who comes is counted from `opens` on."""

    def __init__(self, opens: datetime) -> None:
        super().__init__(opens)
        self.opens = opens


class SessionOver(Refusal):
    """Nobody can come any more; an organiser can still correct it."""


class BegunAlready(Refusal):
    """An excuse is something for beforehand; `began` is when the session did."""

    def __init__(self, began: datetime) -> None:
        super().__init__(began)
        self.began = began


class NothingAhead(Refusal):
    """No session is to come, so nobody need be excused."""


class CalledOff(Refusal):
    """Nothing is counted for a session that was cancelled."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Of one session: from `opens` on who comes counts, until `grace` they are in time, at `ends` it is over."""

    opens: datetime
    starts: datetime
    grace: datetime
    ends: datetime

    def holds(self, now: datetime) -> bool:
        return self.opens <= now < self.ends


def hours(session: Session, length: timedelta) -> Hours:
    start = session.starts_at
    return Hours(start - DOORS_OPEN, start, start + GRACE, start + length)


def may_come(session: Session, length: timedelta, now: datetime) -> bool:
    return session.state is not SessionState.CANCELLED and hours(session, length).holds(now)


def may_excuse(session: Session, now: datetime) -> bool:
    return session.state is SessionState.PLANNED and now < session.starts_at


def next_to_come(plan: Plan, now: datetime) -> Meeting:
    """The next session that has not begun. Raises NothingAhead."""
    ahead = plan.to_come(now)
    if not ahead:
        raise NothingAhead
    return ahead[0]


def check_coming(session: Session, length: timedelta, now: datetime) -> None:
    """Raise CalledOff, NotOpenYet or SessionOver unless somebody could come now."""
    if session.state is SessionState.CANCELLED:
        raise CalledOff
    if now < hours(session, length).opens:
        raise NotOpenYet(hours(session, length).opens)
    if now >= hours(session, length).ends:
        raise SessionOver


def check_excusing(session: Session, now: datetime) -> None:
    """Raise CalledOff or BegunAlready."""
    if session.state is SessionState.CANCELLED:
        raise CalledOff
    if now >= session.starts_at:
        raise BegunAlready(session.starts_at)


def check_correcting(session: Session, presence: Presence, length: timedelta, now: datetime) -> None:
    """Raise CalledOff, or NotOpenYet for anything but an excuse before people could come."""
    if session.state is SessionState.CANCELLED:
        raise CalledOff
    if presence is not Presence.EXCUSED and now < hours(session, length).opens:
        raise NotOpenYet(hours(session, length).opens)


def arrival(session: Session, length: timedelta, user_id: UserId, source: Source, at: datetime) -> Attendance:
    """Somebody came at `at`, while the session's hours held."""
    late = at > hours(session, length).grace
    return Attendance(session.id, user_id, Presence.LATE if late else Presence.PRESENT, source, at)


def in_the_room(
    session: Session, length: timedelta, there: Iterable[UserId], known: Mapping[UserId, Attendance], now: datetime
) -> list[Attendance]:
    """Who sits there when somebody looks, and was not seen coming.

    Nobody knows since when they are there; the doubt is theirs, so they were there when it began.
    """
    since = min(now, session.starts_at)
    unseen = [user for user in there if user not in known or known[user].presence not in CAME]
    return [arrival(session, length, user, Source.VOICE, since) for user in unseen]


def excuse(session: Session, user_id: UserId, now: datetime) -> Attendance:
    return Attendance(session.id, user_id, Presence.EXCUSED, Source.MEMBER, now)


def weigh(before: Attendance | None, word: Attendance) -> Attendance:
    """What stands when `word` is said after `before`.

    An organiser's word stands until the next one of an organiser. Of two arrivals the earlier counts, whoever saw it.
    An excuse takes back what was seen before it; who comes after it came anyway, and is present however late.
    """
    if before is None or word.source is Source.ORGANISER:
        return word
    if before.source is Source.ORGANISER:
        return before
    if before.presence in CAME and word.presence in CAME:
        return min(before, word, key=lambda each: (each.at, -_WEIGHT[each.source]))
    if before.presence is Presence.EXCUSED and word.presence is Presence.LATE:
        return replace(word, presence=Presence.PRESENT)
    return word


def standing(said: Attendance | None, *, away: bool, counted: bool) -> Presence | None:
    """What is known of one member; None where nothing is.

    `away`: their days away cover the session. `counted`: it is over, and somebody came; only then is anybody absent,
    for where nobody is known to have come attendance was not taken.
    """
    if said is None:
        return Presence.EXCUSED if away else Presence.ABSENT if counted else None
    if said.presence is Presence.LATE and away and said.source is not Source.ORGANISER:
        return Presence.PRESENT
    return said.presence


def is_counted(session: Session, length: timedelta, said: Iterable[Attendance], now: datetime) -> bool:
    over = session.state is not SessionState.CANCELLED and now >= hours(session, length).ends
    return over and any(each.presence in CAME for each in said)


def expected(session: Session, seats: Iterable[Seat]) -> list[UserId]:
    """The members of the moment it begins; a session to come expects those of today."""
    return [seat.user_id for seat in seats if _seated_at(seat, session.starts_at)]


def _seated_at(seat: Seat, at: datetime) -> bool:
    stays = seat.state is SeatState.SEATED or (seat.left_at is not None and seat.left_at > at)
    return stays and seat.seated_at is not None and seat.seated_at <= at


@dataclass(frozen=True, slots=True)
class Record:
    """One member's sessions of one study, as far as they are counted."""

    present: int = 0
    late: int = 0
    excused: int = 0
    absent: int = 0

    @property
    def came(self) -> int:
        return self.present + self.late

    @property
    def sessions(self) -> int:
        return self.came + self.excused + self.absent


def record(known: Sequence[Presence]) -> Record:
    return Record(*(known.count(each) for each in Presence))


Said = Mapping[SessionId, Mapping[UserId, Attendance]]


def of_member(
    meetings: Iterable[Meeting],
    length: timedelta,
    seats: Sequence[Seat],
    said: Said,
    away: Collection[SessionId],
    user_id: UserId,
    now: datetime,
) -> Record:
    """What is counted of one member; `away` are the sessions their days away cover."""
    known = [
        standing(said.get(session.id, {}).get(user_id), away=session.id in away, counted=True)
        for session in (meeting.session for meeting in meetings)
        if is_counted(session, length, said.get(session.id, {}).values(), now)
        and (user_id in said.get(session.id, {}) or user_id in expected(session, seats))
    ]
    return record([presence for presence in known if presence is not None])


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many came, of how many who could have."""

    came: int
    of: int


def turnout(session: Session, seats: Iterable[Seat], said: Mapping[UserId, Attendance]) -> Turnout | None:
    """None where nobody is known to have come: then nobody counted."""
    came = {user for user, each in said.items() if each.presence in CAME}
    return Turnout(len(came), len(came | set(expected(session, seats)))) if came else None


def still_true(session: Session, length: timedelta, said: Mapping[UserId, Attendance]) -> dict[UserId, Attendance]:
    """Without arrivals for a date the session was moved away from."""
    opens = hours(session, length).opens
    return {
        user: each
        for user, each in said.items()
        if each.presence not in CAME or each.source is Source.ORGANISER or each.at >= opens
    }
