"""What may happen in a semester, one thing at a time: members and organisers act, time passes, the bot restarts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from db.records import Reach, Role, SwapState
from tests.semester import evenings, organisers
from tests.semester.life import MEMBERS, STRANGERS, Semester
from tests.semester.looks import coming, members, some_turn, somebody, today
from tests.situations import CHANNEL, SERVER

Step = Callable[[Semester], Awaitable[None]]


# --- turns


async def confirm(semester: Semester) -> None:
    if found := await some_turn(semester, Role.LEAD):
        _, turn = found
        await semester.services.turns.confirm(turn.id, turn.user_id)
        semester.happened["a turn is confirmed"] += 1


async def pass_on(semester: Semester) -> None:
    if found := await some_turn(semester, semester.dice.choice(tuple(Role))):
        meeting, turn = found
        await semester.services.turns.pass_on(turn.id, turn.user_id, semester.dice.choice(("", "ill")))
        backed = "with" if meeting.presenter(Role.BACKUP) else "without"
        semester.happened[f"a lead passes {backed} a backup" if turn.role is Role.LEAD else "a backup passes"] += 1


async def take(semester: Semester) -> None:
    calls = [meeting.call for meeting in await coming(semester) if meeting.call is not None]
    if calls:
        await semester.services.calls.take(semester.dice.choice(calls).id, await somebody(semester))
        semester.happened["a call is taken"] += 1


async def volunteer(semester: Semester) -> None:
    await semester.services.calls.volunteer(semester.study_id, None, await somebody(semester))
    semester.happened["somebody volunteers"] += 1


async def decline(semester: Semester) -> None:
    found = [(m.call, backup) for m in await coming(semester) if m.call and (backup := m.presenter(Role.BACKUP))]
    if found:
        call, backup = semester.dice.choice(found)
        await semester.services.calls.decline(call.id, backup.user_id)
        semester.happened["a backup declines"] += 1


async def offer_a_swap(semester: Semester) -> None:
    if found := await some_turn(semester, Role.LEAD):
        _, turn = found
        choices = await semester.services.swaps.choices(turn.id, turn.user_id)
        other = semester.dice.choice(choices.found).presenter()
        assert other is not None
        shown = await semester.services.swaps.offer(turn.id, other.id, turn.user_id)
        semester.offered[shown.swap.id] = shown.swap.expires_at
        semester.happened["a swap is offered"] += 1


async def answer_a_swap(semester: Semester) -> None:
    offers = [shown.swap for member in MEMBERS for shown in await semester.services.swaps.offered_by(SERVER, member)]
    if not offers:
        return
    swap = semester.dice.choice([each for each in offers if each.state is SwapState.OFFERED])
    answer = semester.dice.choice(("agree", "agree", "decline", "withdraw"))
    await getattr(semester.services.swaps, answer)(swap.id, swap.by if answer == "withdraw" else swap.to)
    del semester.offered[swap.id]
    semester.happened[f"a swap: {answer}"] += 1


# --- people


async def wish(semester: Semester) -> None:
    form = semester.form(await somebody(semester))
    wants, avoids, reach = form.wants, form.avoids, semester.dice.choice(tuple(Reach))
    await semester.services.wishes.keep(semester.study_id, await somebody(semester), wants, avoids, reach)
    semester.happened["somebody wishes"] += 1


async def go_away(semester: Semester) -> None:
    """Ill, or on leave: with a few days' notice, or for today."""
    first = (await today(semester)) + timedelta(days=semester.dice.randrange(40))
    last = first + timedelta(days=semester.dice.randrange(14))
    shown = await semester.services.aways.keep(SERVER, CHANNEL, await somebody(semester), first, last)
    semester.happened["days away give up a turn" if shown.turns else "days away"] += 1


async def come_back(semester: Semester) -> None:
    if aways := await semester.aways():
        away = semester.dice.choice(aways)
        await semester.services.aways.take_back(away.id, CHANNEL, away.user_id)
        semester.happened["days away are taken back"] += 1


async def leave(semester: Semester) -> None:
    if len(await members(semester)) > 5:
        await semester.services.seats.leave(semester.study_id, await somebody(semester))
        semester.happened["somebody leaves"] += 1


async def vanish(semester: Semester) -> None:
    """Somebody is removed from the server."""
    if len(await members(semester)) > 5 and await semester.services.roll.vanished(
        semester.study_id, await somebody(semester)
    ):
        semester.happened["somebody vanishes from the server"] += 1


async def join(semester: Semester) -> None:
    newcomer = semester.dice.choice((*MEMBERS, *STRANGERS))
    joined = await semester.services.seats.join(semester.study_id, newcomer, semester.form(newcomer))
    semester.happened["somebody joins late" if joined.late else "somebody waits for a seat"] += 1


# --- time and chance


async def hours(semester: Semester) -> None:
    await _go_by(semester, timedelta(hours=semester.dice.randrange(1, 30)))


async def days(semester: Semester) -> None:
    await _go_by(semester, timedelta(days=semester.dice.randrange(2, 12)))


async def restart(semester: Semester) -> None:
    await semester.restart()
    semester.happened["the bot restarts"] += 1


async def _go_by(semester: Semester, by: timedelta) -> None:
    zone, began = ZoneInfo((await semester.study()).slot.zone), semester.clock.at
    await semester.pass_time(by)
    semester.happened["clocks change"] += _offset(began, zone) != _offset(semester.clock.at, zone)
    ran_out = [swap for swap, until in semester.offered.items() if until <= semester.clock.at]
    semester.happened["a swap: runs out"] += len(ran_out)
    for swap in ran_out:
        del semester.offered[swap]


def _offset(at: datetime, zone: ZoneInfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()


STEPS: dict[Step, int] = {
    confirm: 8,
    pass_on: 6,
    take: 4,
    volunteer: 3,
    decline: 2,
    offer_a_swap: 5,
    answer_a_swap: 5,
    wish: 2,
    go_away: 4,
    come_back: 2,
    leave: 1,
    vanish: 1,
    join: 2,
    evenings.excuse: 3,
    evenings.come_after_all: 1,
    evenings.meet: 8,
    evenings.correct: 3,
    evenings.hold: 3,
    evenings.give_materials: 4,
    evenings.write_notes: 2,
    organisers.assign: 3,
    organisers.move: 3,
    organisers.cancel: 2,
    organisers.divide: 1,
    organisers.unite: 2,
    organisers.skip: 2,
    organisers.resume_days: 1,
    organisers.reslot: 1,
    organisers.repage: 1,
    organisers.rebalance: 3,
    organisers.publish_by_two: 1,
    organisers.pause: 1,
    organisers.go_on: 4,
    organisers.undo: 4,
    hours: 8,
    days: 20,
    restart: 3,
}
