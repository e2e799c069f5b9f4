"""What organisers type about sessions and days, as the study's own clock reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.changes import GoOn, Move, ResumeDays, SkipDays, Wish, read
from bot.domain.changes.refusals import NotPaused, TooSoon
from bot.domain.plans import NoSuchSession, NotYetPlanned
from bot.domain.typed import UnclearMoment
from bot.services.changes import ChangeShown
from bot.services.house import Services
from tests.services.situations import a_recruiting_study, a_running_study
from tests.situations import DANA, JUN, MINA, SERVER


def wish(shown: ChangeShown) -> Wish:
    return read(shown.change.wish)


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("20:30", datetime(2027, 1, 30, 11, 30, tzinfo=UTC)),
        ("일요일", datetime(2027, 1, 31, 11, tzinfo=UTC)),
        ("Jan 29 at 7 pm", datetime(2027, 1, 29, 10, tzinfo=UTC)),
    ],
)
async def test_a_session_moves_by_the_studys_clock(services: Services, typed: str, instant: datetime) -> None:
    await services.setups.move(SERVER, "Asia/Seoul")
    study = await a_running_study(services, (MINA, JUN))

    shown = await services.changing.move(study.id, DANA, 3, typed)

    assert wish(shown) == Move(3, instant)


async def test_what_cannot_be_moved_there_is_refused(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    recruiting = await a_recruiting_study(services)

    for number, typed, refusal in (
        (99, "20:30", NoSuchSession),
        (3, "soon", UnclearMoment),
        (1, "today 00:30", TooSoon),
    ):
        with pytest.raises(refusal):
            await services.changing.move(study.id, DANA, number, typed)
    with pytest.raises(NotYetPlanned):
        await services.changing.move(recruiting.id, DANA, 1, "20:30")


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2월 6일", None, (date(2027, 2, 6), date(2027, 2, 6))),
        ("Feb 6", "Sunday", (date(2027, 2, 6), date(2027, 2, 7))),
        ("Feb 6", "Feb 20", (date(2027, 2, 6), date(2027, 2, 20))),
    ],
)
async def test_days_are_skipped_from_one_to_another(
    services: Services, first: str, last: str | None, days: tuple[date, date]
) -> None:
    study = await a_running_study(services, (MINA, JUN))

    shown = await services.changing.skip(study.id, DANA, first, last)

    assert wish(shown) == SkipDays(*days)


async def test_skipped_days_are_taken_back(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    skipped = await services.changing.skip(study.id, DANA, "2027-02-06", None)
    await services.changes.publish(skipped.change.id)

    shown = await services.changing.resume(study.id, DANA, "2027-02-06", None)

    assert wish(shown) == ResumeDays(date(2027, 2, 6), date(2027, 2, 6))


async def test_a_study_that_rests_goes_on_from_today_or_from_a_day(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    with pytest.raises(NotPaused):
        await services.changing.resume(study.id, DANA, None, None)
    await services.editing.pause(study.id)

    at_once = await services.changing.resume(study.id, DANA, None, None)
    later = await services.changing.resume(study.id, DANA, "2027-03-01", None)

    assert (wish(at_once), wish(later)) == (GoOn(date(2027, 1, 4)), GoOn(date(2027, 3, 1)))
