"""Plans under way and wishes for them, drawn at random; and a plan as a change leaves it, without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from hypothesis import assume
from hypothesis import strategies as st

from bot.domain import changes as rules
from bot.domain.plans import Meeting, Plan, assign, outline
from db.records import (
    Away,
    Book,
    Change,
    Post,
    Reading,
    Role,
    Session,
    SessionState,
    Shape,
    Slot,
    StudyState,
    Turn,
    TurnState,
)
from tests.domain.drawn_books import books
from tests.situations import SATURDAY_EVENING, SERVER, a_seat, a_study

MEMBERS = range(1, 6)
FIRST = date(2027, 1, 16)


@dataclass(frozen=True, slots=True)
class Bending:
    """A plan at a moment, with everything a change of it is computed from."""

    plan: Plan
    book: Book
    now: datetime
    people: rules.People
    skips: frozenset[date]

    @property
    def ahead(self) -> rules.Ahead:
        return rules.look_ahead(self.plan, self.book, self.now, self.skips, {})


@st.composite
def plans_that_bend(draw: st.DrawFn) -> Bending:
    """Plans with confirmed turns, open ones, cancelled sessions, dates moved by hand; some of them pause."""
    book = draw(books(most_chapters=4, longest=25, most_sections=4))
    study = a_study(pages_per_session=draw(st.integers(5, 25)), state=StudyState.RUNNING, slot=SATURDAY_EVENING)
    seats = tuple(a_seat(user, first_time=draw(st.booleans())) for user in MEMBERS[: draw(st.integers(1, 5))])
    sessions = assign(outline(study, book, {}).sessions, seats)
    assume(len(sessions) > 1)
    ids, meetings = count(1), []
    for drafted in sessions:
        moved = timedelta(hours=draw(st.sampled_from((0, 0, 0, 0, -30, 20))))
        state = draw(st.sampled_from((SessionState.PLANNED,) * 6 + (SessionState.CANCELLED,)))
        session = Session(drafted.number, 1, drafted.number, drafted.starts_at + moved, drafted.reading, state)
        turns = [
            Turn(
                next(ids), session.id, user, role, draw(st.sampled_from((TurnState.PLANNED, TurnState.CONFIRMED))), why
            )
            for role, user, why in (
                (Role.LEAD, drafted.lead, drafted.lead_reason),
                (Role.BACKUP, drafted.backup, drafted.backup_reason),
            )
            if user is not None and why is not None and draw(st.integers(0, 5)) and state is SessionState.PLANNED
        ]
        meetings.append(Meeting(session, tuple(turns)))
    begun = draw(st.integers(0, len(meetings) - 1))
    now = meetings[begun].session.starts_at - timedelta(hours=draw(st.integers(1, 140)))
    if draw(st.sampled_from((False, False, True))):
        study = replace(study, state=StudyState.PAUSED, paused_at=now)
        now += timedelta(days=draw(st.integers(0, 40)))
    days = draw(st.frozensets(st.integers(0, 20), max_size=2))
    skips = {FIRST + timedelta(weeks=week, days=draw(st.sampled_from((0, 0, 3)))) for week in days}
    return Bending(
        Plan(study, tuple(meetings)), book, now, rules.People(seats, draw(aways())), frozenset(skips) - _met(meetings)
    )


def _met(meetings: Iterable[Meeting]) -> set[date]:
    return {meeting.session.starts_at.date() for meeting in meetings}


@st.composite
def aways(draw: st.DrawFn) -> tuple[Away, ...]:
    def drawn(number: int) -> Away:
        first = FIRST + timedelta(days=draw(st.integers(0, 120)))
        return Away(
            number, SERVER, draw(st.sampled_from(MEMBERS)), first, first + timedelta(days=draw(st.integers(0, 9)))
        )

    return tuple(drawn(number) for number in range(draw(st.integers(0, 3))))


@st.composite
def wishes(draw: st.DrawFn, bending: Bending) -> rules.Wish:
    """Anything an organiser can ask of a plan, also what is refused."""
    number = st.integers(1, len(bending.plan.meetings))
    day = st.integers(-2, 60).map(lambda days: bending.now.date() + timedelta(days=days))
    dates = [meeting.session.starts_at for meeting in bending.plan.meetings]
    near = st.builds(lambda at, hours: at + timedelta(hours=hours), st.sampled_from(dates), st.integers(-100, 100))
    slot = st.builds(Slot, st.integers(0, 6), st.just(SATURDAY_EVENING.at), st.just("Asia/Seoul"))
    return draw(
        st.one_of(
            st.builds(rules.Move, number, near),
            st.builds(rules.Cancel, number, st.sampled_from(rules.PagesGo)),
            st.builds(rules.Divide, number),
            st.builds(rules.Unite, number),
            st.builds(lambda first, more: rules.SkipDays(first, first + timedelta(days=more)), day, st.integers(0, 15)),
            st.builds(
                lambda first, more: rules.ResumeDays(first, first + timedelta(days=more)), day, st.integers(0, 60)
            ),
            st.builds(rules.Reslot, slot),
            st.builds(rules.Repage, st.integers(4, 40)),
            st.builds(rules.GoOn, day),
            st.just(rules.Rebalance()),
        )
    )


def published(bending: Bending, change: Change) -> tuple[Bending, Change]:
    """The plan after the change, and the change with the ids that new rows got."""
    ids = count(1000)

    def with_ids(shape: Shape) -> Shape:
        return replace(
            shape, session_id=shape.session_id or next(ids), lead=stood(shape.lead), backup=stood(shape.backup)
        )

    def stood(post: Post | None) -> Post | None:
        return replace(post, turn_id=post.turn_id or next(ids)) if post else None

    rows = [replace(row, after=with_ids(row.after)) if row.after else row for row in change.sessions]
    known = replace(change, sessions=tuple(rows), published_at=bending.now)
    gone = {row.before.session_id for row in rows if row.before}
    return _reshaped(bending, gone, [row.after for row in rows if row.after], known), known


def undone(bending: Bending, change: Change) -> Bending:
    shapes = rules.taken_back(bending.ahead, bending.people, change)
    touched = {row.after.session_id for row in change.sessions if row.after}
    back = replace(change, after=change.before, skips=change.resumes, resumes=change.skips)
    return _reshaped(bending, touched, shapes, back)


def _reshaped(bending: Bending, gone: set[int | None], shapes: Iterable[Shape], change: Change) -> Bending:
    stay = [meeting for meeting in bending.plan.meetings if meeting.session.id not in gone]
    meetings = sorted([*stay, *map(_meeting, shapes)], key=lambda meeting: meeting.session.number)
    study = replace(rules.with_terms(bending.plan.study, change.after), revision=bending.plan.study.revision + 1)
    skips = (bending.skips | set(change.skips)) - set(change.resumes)
    return replace(bending, plan=Plan(study, tuple(meetings)), skips=skips)


def _meeting(shape: Shape) -> Meeting:
    session = Session(shape.session_id or 0, 1, shape.number, shape.starts_at, shape.reading, shape.state)
    turns = [
        Turn(post.turn_id or 0, session.id, post.user_id, role, post.state, post.reason)
        for role, post in ((Role.LEAD, shape.lead), (Role.BACKUP, shape.backup))
        if post is not None
    ]
    return Meeting(session, tuple(turns))


def pages_read(readings: Iterable[Reading]) -> list[tuple[str, int]]:
    """Every page of these readings, as often as it is read."""
    return sorted(
        (part.chapter, page)
        for reading in readings
        for part in reading.parts
        for page in range(part.first_page or 0, (part.last_page or -1) + 1)
    )
