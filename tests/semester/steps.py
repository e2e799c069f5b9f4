"""What may happen in a semester, one thing at a time: members and organisers act, time passes, the bot restarts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, time, timedelta

from bot.domain.calendar import local
from bot.domain.changes.wishes import (
    Cancel,
    Divide,
    GoOn,
    Move,
    PagesGo,
    Rebalance,
    Repage,
    Reslot,
    ResumeDays,
    SkipDays,
    Unite,
    Wish,
)
from bot.domain.plans import Meeting
from bot.services.changes import ChangeShown
from db.records import Role, SeatState, SwapState, Turn, UserId
from tests.semester import truths
from tests.semester.life import MEMBERS, STRANGERS, Semester
from tests.situations import CHANNEL, DANA, SERVER

Step = Callable[[Semester], Awaitable[None]]


# --- members


async def confirm(semester: Semester) -> None:
    if turn := await _some_turn(semester, Role.LEAD):
        await semester.services.turns.confirm(turn.id, turn.user_id)


async def pass_on(semester: Semester) -> None:
    if turn := await _some_turn(semester, semester.dice.choice(tuple(Role))):
        await semester.services.turns.pass_on(turn.id, turn.user_id, semester.dice.choice(("", "ill")))


async def take(semester: Semester) -> None:
    calls = [meeting.call for meeting in await _coming(semester) if meeting.call is not None]
    if calls:
        await semester.services.calls.take(semester.dice.choice(calls).id, await _somebody(semester))


async def decline(semester: Semester) -> None:
    found = [(m.call, backup) for m in await _coming(semester) if m.call and (backup := m.presenter(Role.BACKUP))]
    if found:
        call, backup = semester.dice.choice(found)
        await semester.services.calls.decline(call.id, backup.user_id)


async def offer_a_swap(semester: Semester) -> None:
    if turn := await _some_turn(semester, Role.LEAD):
        choices = await semester.services.swaps.choices(turn.id, turn.user_id)
        other = semester.dice.choice(choices.found).presenter()
        assert other is not None
        await semester.services.swaps.offer(turn.id, other.id, turn.user_id)


async def answer_a_swap(semester: Semester) -> None:
    offers = [shown.swap for member in MEMBERS for shown in await semester.services.swaps.offered_by(SERVER, member)]
    if not offers:
        return
    swap = semester.dice.choice([each for each in offers if each.state is SwapState.OFFERED])
    answer = semester.dice.choice(("agree", "agree", "decline", "withdraw"))
    by = swap.by if answer == "withdraw" else swap.to
    await getattr(semester.services.swaps, answer)(swap.id, by)


async def go_away(semester: Semester) -> None:
    """Ill, or on leave: with a few days' notice, or for today."""
    first = (await _today(semester)) + timedelta(days=semester.dice.randrange(40))
    last = first + timedelta(days=semester.dice.randrange(14))
    await semester.services.aways.keep(SERVER, CHANNEL, await _somebody(semester), first, last)


async def come_back(semester: Semester) -> None:
    if aways := await semester.aways():
        away = semester.dice.choice(aways)
        await semester.services.aways.take_back(away.id, CHANNEL, away.user_id)


async def leave(semester: Semester) -> None:
    if len(await _members(semester)) > 5:
        await semester.services.seats.leave(semester.study_id, await _somebody(semester))


async def join(semester: Semester) -> None:
    newcomer = semester.dice.choice((*MEMBERS, *STRANGERS))
    await semester.services.seats.join(semester.study_id, newcomer, semester.form(newcomer))


async def hold(semester: Semester) -> None:
    begun = [m for m in (await semester.plan()).meetings if m.session.starts_at <= semester.clock.at]
    if begun:
        await semester.services.sessions.hold(semester.dice.choice(begun).session.id, DANA, organiser=True)


# --- organisers


async def assign(semester: Semester) -> None:
    if meeting := await _some_session(semester):
        await semester.services.calls.assign(
            semester.study_id,
            meeting.session.number,
            await _somebody(semester),
            semester.dice.choice(tuple(Role)),
            DANA,
        )


async def move(semester: Semester) -> None:
    if meeting := await _some_session(semester):
        by = timedelta(days=semester.dice.randrange(-5, 6), hours=semester.dice.randrange(-5, 3))
        await _change(semester, Move(meeting.session.number, meeting.session.starts_at + by))


async def cancel(semester: Semester) -> None:
    if meeting := await _some_session(semester):
        fate = semester.dice.choice(tuple(PagesGo))
        change = await _change(semester, Cancel(meeting.session.number, fate))
        if fate is PagesGo.DROPPED:
            semester.dropped[change.change.id] = frozenset(truths.pages([meeting]))


async def divide(semester: Semester) -> None:
    if meeting := await _some_session(semester):
        await _change(semester, Divide(meeting.session.number))


async def unite(semester: Semester) -> None:
    if meeting := await _some_session(semester):
        await _change(semester, Unite(meeting.session.number))


async def skip(semester: Semester) -> None:
    if meeting := await _some_session(semester):
        first = local(meeting.session.starts_at, (await semester.study()).slot.zone).date()
        await _change(semester, SkipDays(first, first + timedelta(days=semester.dice.choice((0, 0, 7)))))


async def resume_days(semester: Semester) -> None:
    today = await _today(semester)
    await _change(semester, ResumeDays(today, today + timedelta(days=60)))


async def reslot(semester: Semester) -> None:
    slot = (await semester.study()).slot
    day, hour = semester.dice.randrange(7), semester.dice.randrange(8, 22)
    await _change(semester, Reslot(replace(slot, weekday=day, at=time(hour))))


async def repage(semester: Semester) -> None:
    await _change(semester, Repage(semester.dice.randrange(20, 40)))


async def rebalance(semester: Semester) -> None:
    await _change(semester, Rebalance())


async def pause(semester: Semester) -> None:
    await semester.services.editing.pause(semester.study_id)


async def go_on(semester: Semester) -> None:
    await _change(semester, GoOn(await _today(semester) + timedelta(days=semester.dice.randrange(2, 12))))


async def undo(semester: Semester) -> None:
    """The last change, where it can still be taken back; pages that were dropped are read again."""
    if semester.changes:
        await semester.services.changes.undo(semester.changes[-1])
        semester.dropped.pop(semester.changes.pop(), None)


# --- time and chance


async def hours(semester: Semester) -> None:
    await semester.pass_time(timedelta(hours=semester.dice.randrange(1, 30)))


async def days(semester: Semester) -> None:
    await semester.pass_time(timedelta(days=semester.dice.randrange(2, 12)))


async def restart(semester: Semester) -> None:
    await semester.restart()


STEPS: dict[Step, int] = {
    confirm: 8,
    pass_on: 6,
    take: 6,
    decline: 2,
    offer_a_swap: 5,
    answer_a_swap: 5,
    go_away: 4,
    come_back: 2,
    leave: 1,
    join: 2,
    hold: 3,
    assign: 3,
    move: 3,
    cancel: 2,
    divide: 1,
    unite: 2,
    skip: 2,
    resume_days: 1,
    reslot: 1,
    repage: 1,
    rebalance: 3,
    pause: 1,
    go_on: 4,
    undo: 3,
    hours: 8,
    days: 24,
    restart: 3,
}


# --- what a step looks at


async def _change(semester: Semester, wish: Wish) -> ChangeShown:
    """Dana asks, looks, and publishes; where she is refused, nothing has changed."""
    proposed = await semester.services.changes.propose(semester.study_id, DANA, wish)
    published = await semester.services.changes.publish(proposed.change.id)
    semester.changes.append(published.change.id)
    return published


async def _coming(semester: Semester) -> list[Meeting]:
    return (await semester.plan()).to_come(semester.clock.at)


async def _some_session(semester: Semester) -> Meeting | None:
    """One of those to come, sooner ones rather than later ones."""
    coming = (await _coming(semester))[:8]
    return semester.dice.choice(coming) if coming else None


async def _some_turn(semester: Semester, role: Role) -> Turn | None:
    turns = [turn for meeting in await _coming(semester) if (turn := meeting.presenter(role)) is not None]
    return semester.dice.choice(turns[:8]) if turns else None


async def _members(semester: Semester) -> list[UserId]:
    return [seat.user_id for seat in await semester.seats() if seat.state is SeatState.SEATED]


async def _somebody(semester: Semester) -> UserId:
    """A member mostly; now and then somebody who never joined presses a button, too."""
    return semester.dice.choice([*await _members(semester), STRANGERS[-1]])


async def _today(semester: Semester) -> date:
    return local(semester.clock.at, (await semester.study()).slot.zone).date()
