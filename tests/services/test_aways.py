"""Days away on a real database: kept, asked about, taken back; nobody presents on them."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from bot.domain.aways import AwayGone, AwayPast, AwayReversed, AwayTooFar, AwayTooLong
from bot.domain.calendar import local
from bot.domain.giving import AwayThatDay
from bot.domain.plans import ChangedMeanwhile
from bot.domain.refusals import Refusal
from bot.domain.swaps import Gone, SwapGone
from bot.services.aways import AwayShown
from bot.services.house import Services
from db.queries import aways as stored
from db.records import Fixed, Role, Study
from tests.clock import Clock
from tests.services.situations import a_recruiting_study, a_running_study
from tests.services.test_swaps import an_offer, lead, led_by, plan_of
from tests.situations import CHANNEL, DANA, JUN, MINA, SERVER, SORA


async def declared(services: Services, first: str, last: str | None = None, by: int = MINA) -> AwayShown:
    return await services.aways.declare(SERVER, CHANNEL, by, first, last)


async def kept(services: Services, first: date, last: date, by: int = MINA) -> AwayShown:
    return await services.aways.keep(SERVER, CHANNEL, by, first, last)


async def presenting(services: Services, study: Study, user_id: int, first: date, last: date) -> list[int]:
    """The numbers of sessions in which somebody has a turn on these days."""
    return [
        meeting.session.number
        for meeting in (await plan_of(services, study)).meetings
        if first <= local(meeting.session.starts_at, study.slot.zone).date() <= last
        if any(turn.user_id == user_id for turn in meeting.turns)
    ]


async def own_day(services: Services, study: Study, user_id: int = MINA) -> date:
    meeting = led_by(await plan_of(services, study), user_id)[0]
    return local(meeting.session.starts_at, study.slot.zone).date()


async def test_days_without_a_turn_are_kept_at_once(services: Services) -> None:
    await a_running_study(services, (MINA, JUN))

    shown = await declared(services, "내일", "1월 8일")

    assert (shown.days.first, shown.days.last, shown.kept) == (date(2027, 1, 5), date(2027, 1, 8), True)
    assert [each.days for each in await services.aways.mine(SERVER, CHANNEL, MINA)] == [shown.days]


async def test_days_with_a_turn_are_asked_about_and_nothing_is_kept(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    day = await own_day(services, study)

    shown = await declared(services, day.isoformat())

    assert not shown.kept
    assert [each.meeting.session.number for each in shown.turns] == await presenting(services, study, MINA, day, day)
    assert await services.aways.mine(SERVER, CHANNEL, MINA) == []


async def test_being_away_gives_up_what_falls_into_it_and_calls_for_others(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    day = await own_day(services, study)
    until = day + timedelta(days=40)
    before = await presenting(services, study, MINA, day, until)

    shown = await kept(services, day, until)
    again = await kept(services, day, until)

    assert [each.meeting.session.number for each in shown.turns] == before
    assert again.turns == ()
    assert await presenting(services, study, MINA, day, until) == []
    for each in shown.turns:
        meeting = (await plan_of(services, study)).numbered(each.meeting.session.number)
        assert (meeting.presenter() is None) == (meeting.call is not None)
        assert (meeting.call is not None) == (each.turn.role is Role.LEAD)
    assert len(await services.aways.mine(SERVER, CHANNEL, MINA)) == 1


async def test_days_within_others_are_swallowed(services: Services) -> None:
    await a_running_study(services, (MINA, JUN))
    await declared(services, "2027-01-06", "2027-01-07")

    await declared(services, "2027-01-05", "2027-01-08")
    await declared(services, "2027-01-08")

    found = await services.aways.mine(SERVER, CHANNEL, MINA)
    assert [(each.days.first.day, each.days.last.day) for each in found] == [(5, 8)]


async def test_days_taken_back_are_free_again(services: Services) -> None:
    await a_running_study(services, (MINA, JUN))
    shown = await declared(services, "2027-01-06")

    with pytest.raises(AwayGone):
        await services.aways.take_back(shown.days.id, CHANNEL, DANA)
    await services.aways.take_back(shown.days.id, CHANNEL, MINA)

    assert await services.aways.mine(SERVER, CHANNEL, MINA) == []
    with pytest.raises(AwayGone):
        await services.aways.take_back(shown.days.id, CHANNEL, MINA)


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        ("2027-01-03", None, AwayPast),
        ("2027-02-10", "2027-02-01", AwayReversed),
        ("2027-02-10", "2027-12-01", AwayTooLong),
        ("2029-02-10", None, AwayTooFar),
    ],
)
async def test_days_that_cannot_be_are_refused(
    services: Services, first: str, last: str | None, refusal: type[Refusal]
) -> None:
    await a_running_study(services, (MINA, JUN))

    with pytest.raises(refusal):
        await declared(services, first, last)


async def test_a_weekday_as_the_last_day_counts_from_the_first(services: Services) -> None:
    shown = await declared(services, "2027-01-20", "일요일")

    assert shown.days.last == date(2027, 1, 24)


async def test_asked_before_midnight_and_answered_after_keeps_the_rest(services: Services, clock: Clock) -> None:
    clock.move(days=1)

    shown = await kept(services, date(2027, 1, 4), date(2027, 1, 6))

    assert (shown.days.first, shown.days.last) == (date(2027, 1, 5), date(2027, 1, 6))


async def test_who_is_away_is_found_by_the_day(services: Services) -> None:
    await declared(services, "2027-01-05", "2027-01-08")

    async with services.ground.database.reading() as tx:
        found = {on.day: await stored.covering(tx, SERVER, on) for on in (date(2027, 1, day) for day in range(4, 10))}

    assert [day for day, people in found.items() if people == {MINA}] == [5, 6, 7, 8]
    assert found[4] == found[9] == set()


async def test_nobody_offers_a_session_to_who_is_away_then(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    mine = led_by(await plan_of(services, study), MINA)[0]
    day = await own_day(services, study)
    await kept(services, day, day, by=JUN)

    found = (await services.swaps.choices(lead(mine), MINA)).found

    assert {turn.user_id for meeting in found if (turn := meeting.presenter())} == {SORA}


async def test_agreeing_and_going_away_at_once_never_makes_an_absent_presenter(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN, SORA))
    shown = await an_offer(services, study)
    day = local(shown.mine.session.starts_at, study.slot.zone).date()

    done = await asyncio.gather(
        services.swaps.agree(shown.swap.id, JUN), kept(services, day, day, by=JUN), return_exceptions=True
    )

    refused = [each for each in done if isinstance(each, BaseException)]
    assert all(isinstance(each, SwapGone) and each.why is Gone.CHANGED for each in refused)
    assert await presenting(services, study, JUN, day, day) == []


async def test_a_plan_that_is_computed_has_nobody_present_while_away(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA, JUN, SORA))
    shown = await kept(services, date(2027, 1, 16), date(2027, 4, 30))

    draft = await services.plans.compute(study.id, DANA)
    with pytest.raises(AwayThatDay):
        await services.plans.fix(draft.draft.id, Fixed(1, MINA))
    await services.plans.publish(draft.draft.id)

    assert await presenting(services, study, MINA, shown.days.first, shown.days.last) == []
    assert await presenting(services, study, MINA, date(2027, 5, 1), date(2027, 12, 31)) != []


async def test_a_preview_is_out_of_date_once_a_presenter_is_away(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA, JUN, SORA))
    draft = await services.plans.compute(study.id, DANA)
    await kept(services, date(2027, 1, 16), date(2027, 4, 30))

    with pytest.raises(ChangedMeanwhile):
        await services.plans.publish(draft.draft.id)
