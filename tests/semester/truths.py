"""What holds at every step of a semester, whatever happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.calendar import local
from bot.domain.notices import Kind
from bot.domain.plans import Meeting, Plan
from bot.domain.splitting import work
from db.queries import notices as outbox
from db.records import (
    Away,
    Notice,
    NoticeState,
    Presence,
    Reach,
    Role,
    Seat,
    SeatState,
    SessionId,
    SessionState,
    StudyState,
    TargetKind,
    Turn,
    TurnState,
    UserId,
    Why,
)
from tests.semester.life import Page, Published, Semester

OF_A_TURN = {Kind.TURN_WEEK, Kind.TURN_DAYS}
OF_A_SESSION = {Kind.SESSION_DAY, Kind.SESSION_SOON}
OF_A_CALL = {Kind.CALL_BACKUP, Kind.CALL_OPEN, Kind.CALL_STAFF}
UNDER_WAY = {NoticeState.WAITING, NoticeState.CLAIMED}


@dataclass(slots=True)
class Truths:
    """Checked after each step; `history` is what was once past, `book` every page of the first plan."""

    semester: Semester
    history: dict[SessionId, tuple[object, ...]] = field(default_factory=dict)
    book: frozenset[Page] = frozenset()

    async def hold(self) -> None:
        plan, seats, now = await self.semester.plan(), await self.semester.seats(), self.semester.clock.at
        self.book = self.book or frozenset(pages(plan.meetings))
        coming = [meeting for meeting in plan.meetings if is_coming(plan, meeting, now)]
        someone_or_a_call(plan, coming)
        two_people(coming)
        only_members(plan, coming, seats)
        await self._nobody_away(plan, coming)
        in_order(plan)
        every_page_once(plan, self.book.difference(*(change.dropped for change in self.semester.changes)))
        self._past_untouched(plan, now)
        if self.semester.mended is not None:
            no_handover_evens_out(plan, coming, seats, await self.semester.aways(), self.semester.mended)
        if self.semester.undone is not None:
            as_before(plan, self.semester.undone)
        await self._attendance_kept(plan)
        await self._notices_follow(plan, seats, now)

    async def _nobody_away(self, plan: Plan, coming: Iterable[Meeting]) -> None:
        aways = await self.semester.aways()
        for meeting in coming:
            on = local(meeting.session.starts_at, plan.study.slot.zone).date()
            absent = {away.user_id for away in aways if away.first <= on <= away.last}
            presenting = {turn.user_id for turn in meeting.turns}
            assert not presenting & absent, f"session {meeting.session.number}: {presenting & absent} are away"

    def _past_untouched(self, plan: Plan, now: datetime) -> None:
        """A session that has begun keeps its date, its pages and its presenters for ever."""
        found = {meeting.session.id: _told(meeting) for meeting in plan.meetings}
        for session_id, before in self.history.items():
            assert found.get(session_id) == before, "history was rewritten"
        paused = plan.study.paused_at or now
        for meeting in plan.meetings:
            if meeting.session.starts_at <= min(now, paused):
                self.history[meeting.session.id] = _told(meeting)

    async def _attendance_kept(self, plan: Plan) -> None:
        """Nobody who was excused reads as absent, and what an organiser said stands."""
        numbers = {m.session.id for m in plan.meetings if m.session.state is not SessionState.CANCELLED}
        asked = sorted((self.semester.excused | self.semester.ruled.keys()), key=lambda who: who[0])
        for session_id in sorted({session for session, _ in asked} & numbers):
            known = dict((await self.semester.services.attendance.sheet(session_id)).known)
            for who in asked:
                if who[0] == session_id:
                    assert known[who[1]] == self.semester.ruled.get(who, known[who[1]]), "an organiser's word fell"
                    assert who in self.semester.ruled or known[who[1]] is not Presence.ABSENT, "excused, and absent"

    async def _notices_follow(self, plan: Plan, seats: Iterable[Seat], now: datetime) -> None:
        async with self.semester.database.reading() as tx:
            found = await outbox.of_study(tx, plan.study.id, limit=100_000)
        waiting = [notice for notice in found if notice.state in UNDER_WAY]
        if plan.study.state is not StudyState.RUNNING:
            assert not [n for n in waiting if n.kind in OF_A_TURN | OF_A_SESSION | OF_A_CALL], "a resting study speaks"
            return
        said = [notice for notice in found if notice.state is not NoticeState.WITHDRAWN]
        reach = {seat.user_id: seat.reach for seat in seats}
        only_what_is_true(plan, waiting, reach)
        nothing_missing(plan, said, now)


def no_handover_evens_out(
    plan: Plan, coming: Sequence[Meeting], seats: Iterable[Seat], aways: Sequence[Away], staying: Collection[UserId]
) -> None:
    """Loads lie within one session of each other, or no session could be given to somebody else to bring them nearer.

    A slow recount from rows. Turns that stay cannot be given, be it that their new date asks for a new yes: `staying`
    had such ones. Who is new to presenting is asked of nothing here.
    """
    members = {seat.user_id: seat for seat in seats if seat.state is SeatState.SEATED}
    loads = {user: seat.credit for user, seat in members.items()}
    for meeting in plan.meetings:
        lead = meeting.presenter()
        if lead is not None and lead.user_id in loads and meeting.session.state is not SessionState.CANCELLED:
            loads[lead.user_id] += work(meeting.session.reading)
    leads = [(meeting, lead) for meeting in coming if (lead := meeting.presenter()) is not None]
    free = [(meeting, lead) for meeting, lead in leads if not is_kept(lead) and lead.user_id not in staying]
    able = {m.session.id: {user for user, seat in members.items() if _can(plan, m, seat, aways)} for m in coming}
    sharing = {user for users in able.values() for user in users} | {lead.user_id for _, lead in leads}
    if not free or _apart(loads, sharing) <= max(work(meeting.session.reading) for meeting in coming):
        return
    for meeting, lead in free:
        for user in able[meeting.session.id] - {lead.user_id}:
            load = work(meeting.session.reading)
            other = loads | {lead.user_id: loads[lead.user_id] - load, user: loads[user] + load}
            assert _apart(other, sharing) >= _apart(loads, sharing), f"session {meeting.session.number} to {user}"


def _apart(loads: Mapping[UserId, int], sharing: Collection[UserId]) -> int:
    return max(loads[user] for user in sharing) - min(loads[user] for user in sharing)


def is_kept(turn: Turn) -> bool:
    return turn.state is TurnState.CONFIRMED or turn.reason.why in {
        Why.FIXED,
        Why.STOOD_IN,
        Why.VOLUNTEERED,
        Why.SWAPPED,
    }


def _can(plan: Plan, meeting: Meeting, seat: Seat, aways: Iterable[Away]) -> bool:
    on = local(meeting.session.starts_at, plan.study.slot.zone).date()
    away = any(each.user_id == seat.user_id and each.first <= on <= each.last for each in aways)
    backs_up = any(turn.user_id == seat.user_id and is_kept(turn) for turn in meeting.turns if turn.role is Role.BACKUP)
    return not (away or backs_up or seat.first_time or seat.avoids & meeting.session.reading.chapters)


def as_before(plan: Plan, change: Published) -> None:
    """What was taken back: dates, pages and presenters are what they were."""
    found = {meeting.session.id: meeting for meeting in plan.meetings}
    for session_id, before in change.before.items():
        meeting = found[session_id]
        lead = meeting.presenter()
        assert (meeting.session.starts_at, meeting.session.reading) == (before.starts_at, before.reading)
        assert (lead.user_id if lead else None) == before.lead, f"another presents session {meeting.session.number}"


def is_coming(plan: Plan, meeting: Meeting, now: datetime) -> bool:
    return meeting.session.state is SessionState.PLANNED and meeting.session.starts_at > now


def someone_or_a_call(plan: Plan, coming: Iterable[Meeting]) -> None:
    if plan.study.state is not StudyState.RUNNING:
        return
    for meeting in coming:
        lead, call = meeting.presenter(), meeting.call
        assert (lead is None) != (call is None), f"session {meeting.session.number}: {lead} and {call}"


def two_people(coming: Iterable[Meeting]) -> None:
    for meeting in coming:
        roles = Counter(turn.role for turn in meeting.turns)
        people = {turn.user_id for turn in meeting.turns}
        assert max(roles.values(), default=0) <= 1
        assert len(people) == len(meeting.turns), f"session {meeting.session.number}: one person in both roles"


def only_members(plan: Plan, coming: Iterable[Meeting], seats: Iterable[Seat]) -> None:
    members = {seat.user_id for seat in seats if seat.state is SeatState.SEATED}
    for meeting in coming:
        strangers = {turn.user_id for turn in meeting.turns} - members
        assert not strangers, f"session {meeting.session.number}: {strangers} left"


def in_order(plan: Plan) -> None:
    numbers = [meeting.session.number for meeting in plan.meetings]
    starts = [meeting.session.starts_at for meeting in plan.meetings]
    assert numbers == list(range(1, len(numbers) + 1))
    assert starts == sorted(set(starts)), "two sessions at once, or out of order"


def every_page_once(plan: Plan, wanted: frozenset[Page]) -> None:
    read = Counter(pages(m for m in plan.meetings if m.session.state is not SessionState.CANCELLED))
    assert not [page for page, times in read.items() if times > 1], "a page is read twice"
    assert set(read) == wanted, f"lost {sorted(wanted - set(read))[:5]}, strange {sorted(set(read) - wanted)[:5]}"


def pages(meetings: Iterable[Meeting]) -> list[Page]:
    return [
        (part.chapter, page)
        for meeting in meetings
        for part in meeting.session.reading.parts
        for page in range(part.first_page or 0, (part.last_page or 0) + 1)
    ]


def only_what_is_true(plan: Plan, waiting: Iterable[Notice], reach: dict[UserId, Reach]) -> None:
    """What waits speaks of turns that stand, sessions that will be, and calls that are open, to whom they concern."""
    leads = {turn.id: (meeting, turn) for meeting in plan.meetings if (turn := meeting.presenter()) is not None}
    planned = {m.session.id: m.session for m in plan.meetings if m.session.state is SessionState.PLANNED}
    calling = {m.call.id: m.session for m in plan.meetings if m.call is not None}
    for notice in waiting:
        if notice.kind in OF_A_TURN:
            meeting, turn = leads[notice.subject]
            by_dm = notice.target.kind is TargetKind.USER
            assert meeting.session.id in planned
            assert notice.due_at < notice.expires_at <= meeting.session.starts_at
            assert by_dm == (reach[turn.user_id] is Reach.DM)
            assert notice.target.id == (turn.user_id if by_dm else plan.study.channel_id)
        elif notice.kind in OF_A_SESSION:
            gap = planned[notice.subject].starts_at - notice.due_at
            assert timedelta(0) < gap < timedelta(days=2), f"{notice.kind} {gap} before"
        elif notice.kind in OF_A_CALL:
            assert notice.due_at < calling[notice.subject].starts_at


def nothing_missing(plan: Plan, said: Iterable[Notice], now: datetime) -> None:
    """Each lead hears of the turn, each session is announced, each call asks: once for each date."""
    keys = Counter((notice.kind, notice.subject, notice.revision) for notice in said if notice.fallback_of is None)
    for meeting in plan.meetings:
        if not is_coming(plan, meeting, now):
            continue
        start, lead = meeting.session.starts_at, meeting.presenter()
        date = int(start.timestamp()) // 60
        if start - now > timedelta(minutes=10):
            assert keys[Kind.SESSION_SOON, meeting.session.id, date] == 1
        if lead is not None:
            assert keys[Kind.TURN_DAYS, lead.id, date] == 1, f"nobody reminds the lead of {meeting.session.number}"
        if meeting.call is not None:
            assert keys[Kind.CALL_OPEN, meeting.call.id, date] == 1


def _told(meeting: Meeting) -> tuple[object, ...]:
    """What history is: when, which pages, who presented; that it was held may be said later."""
    session = meeting.session
    cancelled = session.state is SessionState.CANCELLED
    return (
        session.number,
        session.starts_at,
        session.reading,
        cancelled,
        frozenset((t.user_id, t.role) for t in meeting.turns),
    )
