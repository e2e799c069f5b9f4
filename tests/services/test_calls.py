"""A turn is passed on, and somebody else comes to it: what is stored, who is told, who is faster."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.calls import NobodySought, NotAsked
from bot.domain.giving import AwayYourself, HasItAlready, Taken
from bot.domain.notices import Kind
from bot.domain.plans import Meeting, Plan
from bot.domain.turns import CalledOff, NoTurnAhead, NotYourTurn, TurnGone
from bot.services.calls import Given
from bot.services.house import Services
from db.queries import aways, plans
from db.queries import notices as outbox
from db.records import Away, CallState, Notice, NoticeState, Role, SessionState, Study, Turn, TurnState, Why
from tests.clock import Clock
from tests.services.situations import a_running_study
from tests.situations import DANA, JUN, MINA, SERVER, SORA


async def plan_of(services: Services, study: Study) -> Plan:
    return (await services.plans.shown(study.id)).plan


async def first(services: Services, study: Study) -> Meeting:
    return (await plan_of(services, study)).meetings[0]


def lead_of(meeting: Meeting) -> Turn:
    turn = meeting.presenter()
    assert turn is not None
    return turn


async def passed(services: Services, study: Study, words: str = "") -> tuple[Turn, int]:
    """The first session's lead passes; the turn that was, and the id of the call it opened."""
    turn = lead_of(await first(services, study))
    done = await services.turns.pass_on(turn.id, turn.user_id, words)
    assert done.call is not None
    return turn, done.call.id


def others(meeting: Meeting, *but: int) -> list[int]:
    engaged = {turn.user_id for turn in meeting.turns} | set(but)
    return [user for user in (MINA, JUN, SORA) if user not in engaged]


async def waiting(services: Services, study: Study, *kinds: Kind) -> list[Notice]:
    async with services.ground.database.reading() as tx:
        found = await outbox.of_study(tx, study.id, states=[NoticeState.WAITING], limit=1000)
    return sorted((notice for notice in found if notice.kind in kinds), key=lambda notice: notice.due_at)


CALLS = (Kind.CALL_BACKUP, Kind.CALL_OPEN, Kind.CALL_STAFF)


async def test_a_passed_turn_is_history_and_its_session_looks_for_somebody(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))

    turn, call_id = await passed(services, study, " exams ")

    meeting = await first(services, study)
    assert meeting.presenter() is None
    assert meeting.call is not None
    assert (meeting.call.id, meeting.call.by, meeting.call.words) == (call_id, turn.user_id, "exams")
    assert (await services.turns.before(turn.id)).turn.state is TurnState.PASSED
    assert [notice.kind for notice in await waiting(services, study, *CALLS) if notice.subject == call_id] == [*CALLS]
    assert not [n for n in await waiting(services, study, Kind.TURN_WEEK, Kind.TURN_DAYS) if n.subject == turn.id]
    assert (await plan_of(services, study)).study.revision > study.revision


async def test_a_turn_is_passed_by_its_own_and_once(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    turn = lead_of(await first(services, study))

    with pytest.raises(NotYourTurn):
        await services.turns.pass_on(turn.id, DANA)
    await services.turns.pass_on(turn.id, turn.user_id)
    with pytest.raises(TurnGone):
        await services.turns.pass_on(turn.id, turn.user_id)


async def test_a_backup_who_passes_is_simply_free(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    backup = (await first(services, study)).presenter(Role.BACKUP)
    assert backup is not None

    done = await services.turns.pass_on(backup.id, backup.user_id)

    meeting = await first(services, study)
    assert done.call is None
    assert (meeting.presenter(Role.BACKUP), meeting.call) == (None, None)


async def test_the_backup_stands_in(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    _, call_id = await passed(services, study)
    backup = (await first(services, study)).presenter(Role.BACKUP)
    assert backup is not None

    given = await services.calls.take(call_id, backup.user_id)

    meeting = await first(services, study)
    lead = lead_of(meeting)
    assert (lead.user_id, lead.state, lead.reason.why) == (backup.user_id, TurnState.CONFIRMED, Why.STOOD_IN)
    assert (meeting.call, meeting.presenter(Role.BACKUP)) == (None, None)
    assert given.turn == lead
    assert (await services.calls.of(call_id)).call.state is CallState.FILLED
    assert not [notice for notice in await waiting(services, study, *CALLS) if notice.subject == call_id]


async def test_a_backup_who_cannot_lets_the_channel_know_at_once(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    _, call_id = await passed(services, study)
    meeting = await first(services, study)
    backup = meeting.presenter(Role.BACKUP)
    assert backup is not None
    clock.move(hours=12)

    shown = await services.calls.decline(call_id, backup.user_id)

    (opened,) = [n for n in await waiting(services, study, Kind.CALL_OPEN) if n.subject == call_id]
    assert opened.due_at == shown.call.backup_until == clock.now()
    assert (await first(services, study)).presenter(Role.BACKUP) == backup
    with pytest.raises(NotAsked):
        await services.calls.decline(call_id, others(meeting)[0])


async def test_of_two_who_press_at_once_one_has_it_and_the_other_reads_who(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN, SORA))
    turn, call_id = await passed(services, study)
    backup, volunteer = (user for user in (MINA, JUN, SORA) if user != turn.user_id)

    tried = await asyncio.gather(
        services.calls.take(call_id, backup),
        services.calls.take(call_id, volunteer),
        services.calls.volunteer(study.id, 1, volunteer),
        return_exceptions=True,
    )

    (given,) = [each for each in tried if isinstance(each, Given)]
    late = [each for each in tried if isinstance(each, Taken)]
    assert lead_of(await first(services, study)) == given.turn
    assert [each.by for each in late] == [given.turn.user_id] * 2


async def test_passing_and_taking_at_once_leave_a_lead_or_a_call(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN, SORA))
    turn, call_id = await passed(services, study)
    taker = next(user for user in (MINA, JUN, SORA) if user != turn.user_id)
    given = await services.calls.take(call_id, taker)

    await asyncio.gather(
        services.turns.pass_on(given.turn.id, taker),
        services.calls.assign(study.id, 1, turn.user_id, Role.LEAD, DANA),
        return_exceptions=True,
    )

    meeting = await first(services, study)
    assert (meeting.presenter() is None) != (meeting.call is None)


async def test_a_volunteer_takes_the_next_session_that_looks_for_one(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    with pytest.raises(NobodySought):
        await services.calls.volunteer(study.id, None, SORA)
    turn, _ = await passed(services, study)
    volunteer = others(await first(services, study), turn.user_id)[0]

    given = await services.calls.volunteer(study.id, None, volunteer)

    assert given.meeting.session.number == 1
    assert lead_of(await first(services, study)).reason.why is Why.VOLUNTEERED


async def test_who_passed_may_come_back_to_it(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    turn, call_id = await passed(services, study)

    given = await services.calls.take(call_id, turn.user_id)

    assert given.turn.id != turn.id
    assert lead_of(await first(services, study)).user_id == turn.user_id


async def test_days_away_count_for_volunteers(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    turn, call_id = await passed(services, study)
    volunteer = others(await first(services, study), turn.user_id)[0]
    async with services.ground.database.writing() as tx:
        await aways.add(tx, Away(0, SERVER, volunteer, date(2027, 1, 16), date(2027, 1, 16)))

    with pytest.raises(AwayYourself):
        await services.calls.take(call_id, volunteer)
    assert volunteer not in [seat.user_id for seat, _ in (await services.calls.advice(call_id)).fair]


async def test_an_organiser_gives_a_turn_and_both_hear_of_it_and_nobody_else(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    meeting = await first(services, study)
    before, new = lead_of(meeting), others(meeting)[0]

    given = await services.calls.assign(study.id, 1, new, Role.LEAD, DANA)

    told = await waiting(services, study, Kind.TURN_GIVEN, Kind.TURN_TAKEN)
    assert {(n.kind, n.subject, n.target.id) for n in told} == {
        (Kind.TURN_GIVEN, given.turn.id, new),
        (Kind.TURN_TAKEN, before.id, before.user_id),
    }
    assert given.before == before
    assert lead_of(await first(services, study)).user_id == new
    with pytest.raises(HasItAlready):
        await services.calls.assign(study.id, 1, new, Role.LEAD, DANA)


async def test_who_gives_a_turn_to_themselves_need_not_be_told(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    new = others(await first(services, study))[0]

    await services.calls.assign(study.id, 1, new, Role.LEAD, new)

    assert await waiting(services, study, Kind.TURN_GIVEN) == []


async def test_a_trade_of_lead_and_backup_is_told_once_to_each(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    meeting = await first(services, study)
    lead, backup = lead_of(meeting), meeting.presenter(Role.BACKUP)
    assert backup is not None

    given = await services.calls.assign(study.id, 1, backup.user_id, Role.LEAD, DANA)

    told = await waiting(services, study, Kind.TURN_GIVEN, Kind.TURN_TAKEN)
    assert (given.turn.user_id, given.turn.role) == (backup.user_id, Role.LEAD)
    assert [(n.kind, n.target.id) for n in sorted(told, key=lambda n: n.subject)] == [
        (Kind.TURN_GIVEN, backup.user_id),
        (Kind.TURN_GIVEN, lead.user_id),
    ]


async def test_an_organiser_who_chooses_late_overrules_nobody(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    turn, call_id = await passed(services, study)
    volunteer = others(await first(services, study), turn.user_id)[0]
    await services.calls.take(call_id, volunteer)

    with pytest.raises(Taken) as refusal:
        await services.calls.ask(call_id, turn.user_id, DANA)

    assert refusal.value.by == volunteer


async def test_nobody_passes_what_is_cancelled(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    turn = lead_of(await first(services, study))
    async with services.ground.database.writing() as tx:
        session = (await first(services, study)).session
        await plans.save_session(tx, replace(session, state=SessionState.CANCELLED))

    with pytest.raises(CalledOff):
        await services.turns.pass_on(turn.id, turn.user_id)


async def test_a_turn_is_found_by_its_id_its_session_or_as_the_next(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    mine = await services.turns.mine(SERVER, MINA)
    leads = [shown for shown in mine if shown.turn.role is Role.LEAD]

    async def chosen(named: str | None) -> int:
        return await services.turns.chosen(SERVER, study.channel_id, MINA, named)

    assert await chosen(None) == leads[0].turn.id
    assert await chosen(f"#{mine[-1].turn.id}") == mine[-1].turn.id
    assert await chosen(f" {leads[1].meeting.session.number} ") == leads[1].turn.id
    for stranger in ("999", "#999999", "soon"):
        with pytest.raises(NoTurnAhead):
            await chosen(stranger)
