"""What to do next, for one person in one place: facts in, the next steps out, the most pressing first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.fairest import could_lead
from bot.domain.giving import Crew
from bot.domain.plans import Meeting, Plan
from bot.domain.studies import seat_of, seated, waiting
from db.records import Away, Plea, Role, Seat, SeatState, Server, SessionState, Study, StudyState, TurnState, UserId

MOST = 5
# A turn further off than this is told, and nothing is asked about it yet.
SOON = timedelta(days=14)
# The presenter is asked a week before; an organiser hears of a missing answer only then.
ASKED = timedelta(days=7)
# So long somebody may still remember whether a session took place.
FRESH = timedelta(days=7)


class Step(StrEnum):
    """A next step, in the order in which they press; worded in `cogs/views/compass.py`."""

    SET_UP = "set_up"
    UNDER_WAY = "under_way"
    CONFIRM = "confirm"
    PREPARE = "prepare"
    UNHEARD = "unheard"
    UNCONFIRMED = "unconfirmed"
    OPEN_SESSIONS = "open_sessions"
    NEWCOMERS = "newcomers"
    SAY_HELD = "say_held"
    GO_ON = "go_on"
    START = "start"
    GATHER = "gather"
    FOUND = "found"
    TAKE = "take"
    STAND_BY = "stand_by"
    COME = "come"
    TURN_AHEAD = "turn_ahead"
    WAIT_FOR_START = "wait_for_start"
    WAIT_FOR_SEAT = "wait_for_seat"
    JOIN = "join"
    LOOK_AROUND = "look_around"


_ORDER = {step: place for place, step in enumerate(Step)}


@dataclass(frozen=True, slots=True)
class Hint:
    """One next step; `study` and `meeting` are what it is about, `count` how many of them, or the place in a line.

    `plea` is a call for help that reached nobody.
    """

    step: Step
    study: Study | None = None
    meeting: Meeting | None = None
    count: int = 0
    plea: Plea | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """One study as /help looks at it."""

    plan: Plan
    seats: Sequence[Seat]
    unheard: Sequence[Plea] = ()
    aways: Sequence[Away] = ()

    @property
    def study(self) -> Study:
        return self.plan.study


def hints(
    server: Server, around: Sequence[Around], user_id: UserId, now: datetime, *, admin: bool, organiser: bool
) -> list[Hint]:
    """The steps for a person, MOST of them at most, never none; what presses alike comes in the order of time."""
    found = [hint for each in around for hint in _as_member(each, user_id, now)]
    if organiser:
        found += [hint for each in around for hint in _as_organiser(each, user_id, now)]
    else:
        found += [Hint(Step.JOIN, each.study, count=_free(each)) for each in around if _could_join(each, user_id)]
    if admin and server.set_up_at is None:
        found.append(Hint(Step.SET_UP))
    if organiser and not any(_alive(each) for each in around):
        found.append(Hint(Step.FOUND))
    if not found or (not organiser and is_new(around, user_id, organiser=organiser)):
        found.append(Hint(Step.LOOK_AROUND))
    return _by_press(found)


def is_new(around: Sequence[Around], user_id: UserId, *, organiser: bool) -> bool:
    """Whether somebody may not know yet what Naru is for: neither in a study here, nor one who runs any."""
    return not (organiser and around) and all(seat_of(each.seats, user_id) is None for each in around)


def _by_press(found: Sequence[Hint]) -> list[Hint]:
    def pressing(hint: Hint) -> tuple[int, float]:
        return _ORDER[hint.step], hint.meeting.session.starts_at.timestamp() if hint.meeting else 0

    return sorted(found, key=pressing)[:MOST]


def _as_member(around: Around, user_id: UserId, now: datetime) -> list[Hint]:
    seat, study = seat_of(around.seats, user_id), around.study
    if seat is None or not _alive(around):
        return []
    if seat.state is SeatState.WAITING:
        place = [waiting_seat.user_id for waiting_seat in waiting(around.seats)].index(user_id) + 1
        return [Hint(Step.WAIT_FOR_SEAT, study, count=place)]
    if study.state is StudyState.RECRUITING:
        return [Hint(Step.WAIT_FOR_START, study)]
    ahead = _ahead(around, now)
    if not ahead:
        return []
    return [
        Hint(_at_next(ahead[0], user_id, now), study, ahead[0]),
        *_own_turn(study, ahead[1:], user_id, now),
        *[Hint(Step.TAKE, study, meeting) for meeting in ahead if _could_take(around, meeting, user_id, now)][:1],
    ]


def _could_take(around: Around, meeting: Meeting, user_id: UserId, now: datetime) -> bool:
    """Whether a session looks for somebody and it fits this person; until its time is over, its backup alone."""
    call, backup = meeting.call, meeting.presenter(Role.BACKUP)
    if call is None or not meeting.is_to_come(now):
        return False
    if user_id in Crew(around.seats, around.aways).away(around.study, meeting):
        return False
    if backup is not None and backup.user_id == user_id:
        return call.opened_at <= now
    return call.backup_until <= now and user_id in {seat.user_id for seat in could_lead(meeting, around.seats)}


def _at_next(meeting: Meeting, user_id: UserId, now: datetime) -> Step:
    """What the session under way or to come asks of a member."""
    if meeting.session.starts_at <= now:
        return Step.UNDER_WAY
    if _leads(meeting, user_id):
        return _of_a_turn(meeting)
    backup = meeting.presenter(Role.BACKUP)
    return Step.STAND_BY if backup is not None and backup.user_id == user_id else Step.COME


def _own_turn(study: Study, later: Sequence[Meeting], user_id: UserId, now: datetime) -> list[Hint]:
    """A member's next turn to lead after the coming session."""
    own = next((meeting for meeting in later if _leads(meeting, user_id)), None)
    if own is None:
        return []
    soon = own.session.starts_at - now <= SOON
    return [Hint(_of_a_turn(own) if soon else Step.TURN_AHEAD, study, own)]


def _of_a_turn(meeting: Meeting) -> Step:
    lead = meeting.presenter()
    return Step.CONFIRM if lead is not None and lead.state is TurnState.PLANNED else Step.PREPARE


def _as_organiser(around: Around, user_id: UserId, now: datetime) -> list[Hint]:
    study = around.study
    if study.state is StudyState.RECRUITING:
        members = len(seated(around.seats))
        return [Hint(Step.START if members else Step.GATHER, study, count=members)]
    if study.state is not StudyState.RUNNING:
        return [Hint(Step.GO_ON, study)] if study.state is StudyState.PAUSED else []
    coming = [meeting for meeting in _ahead(around, now) if meeting.session.starts_at > now]
    nobody = [meeting for meeting in coming if meeting.presenter() is None]
    return [
        *_unheard(around, coming),
        *([Hint(Step.OPEN_SESSIONS, study, nobody[0], len(nobody))] if nobody else []),
        *([Hint(Step.NEWCOMERS, study, count=new)] if (new := _without_a_turn(around, coming)) else []),
        *[Hint(Step.UNCONFIRMED, study, meeting) for meeting in coming[:1] if _unanswered(meeting, user_id, now)],
        *[Hint(Step.SAY_HELD, study, meeting) for meeting in _unsaid(around, now)[-1:]],
    ]


def _without_a_turn(around: Around, coming: Sequence[Meeting]) -> int:
    """How many members lead nothing at all while somebody else leads more than once from here on."""
    ahead = Counter(lead.user_id for meeting in coming if (lead := meeting.presenter()) is not None)
    ever = {lead.user_id for meeting in around.plan.meetings if (lead := meeting.presenter()) is not None}
    return sum(seat.user_id not in ever for seat in seated(around.seats)) if max(ahead.values(), default=0) > 1 else 0


def _unheard(around: Around, coming: Sequence[Meeting]) -> list[Hint]:
    """Who asked for help with a turn to come, and no organiser could be told."""
    turns = {turn.id: meeting for meeting in coming for turn in meeting.turns}
    return [
        Hint(Step.UNHEARD, around.study, turns[plea.turn_id], plea=plea)
        for plea in around.unheard
        if plea.turn_id in turns
    ]


def _unanswered(meeting: Meeting, user_id: UserId, now: datetime) -> bool:
    """Whether somebody else was asked to present and has not said yes."""
    lead = meeting.presenter()
    if lead is None or lead.user_id == user_id:
        return False
    return lead.state is TurnState.PLANNED and meeting.session.starts_at - now <= ASKED


def _unsaid(around: Around, now: datetime) -> list[Meeting]:
    """Sessions that are over, not long ago, and of which nobody said that they took place."""
    return [
        meeting
        for meeting in around.plan.meetings
        if meeting.session.state is SessionState.PLANNED
        and timedelta(0) <= now - meeting.session.starts_at - around.study.length <= FRESH
    ]


def _ahead(around: Around, now: datetime) -> list[Meeting]:
    """Sessions under way and to come; none while a study rests."""
    if around.study.state is not StudyState.RUNNING:
        return []
    return [
        meeting
        for meeting in around.plan.meetings
        if meeting.session.state is not SessionState.CANCELLED and meeting.session.starts_at + around.study.length > now
    ]


def _leads(meeting: Meeting, user_id: UserId) -> bool:
    lead = meeting.presenter()
    return lead is not None and lead.user_id == user_id


def _alive(around: Around) -> bool:
    return around.study.state not in (StudyState.DRAFT, StudyState.FINISHED)


def _could_join(around: Around, user_id: UserId) -> bool:
    return around.study.state is StudyState.RECRUITING and seat_of(around.seats, user_id) is None


def _free(around: Around) -> int:
    return max(0, around.study.seats - len(seated(around.seats)))
