"""What a server's admins choose is kept, a choice at a time."""

from __future__ import annotations

import pytest

from bot.services.ground import Ground
from bot.services.holidays import NoSuchCountry
from bot.services.setups import Setups
from db.engine import Database
from db.records import Server
from tests.clock import Clock

HERE, ELSEWHERE = 100, 200


@pytest.fixture
def setups(database: Database, clock: Clock) -> Setups:
    return Setups(Ground(database, clock.now))


async def test_a_server_nobody_has_touched_has_the_defaults(setups: Setups) -> None:
    assert await setups.of(HERE) == Server(HERE, language="en", zone="UTC")


async def test_every_choice_is_kept_at_once_and_leaves_the_others_alone(setups: Setups) -> None:
    await setups.speak(HERE, "ko")
    await setups.move(HERE, "Asia/Seoul")
    await setups.organisers(HERE, 1)
    await setups.meet_in(HERE, 2)
    await setups.staff_in(HERE, 3)
    last = await setups.holidays_of(HERE, "KR")

    chosen = Server(HERE, "ko", "Asia/Seoul", organiser_role_id=1, channel_id=2, staff_channel_id=3, country="KR")
    assert last == await setups.of(HERE) == chosen
    assert await setups.of(ELSEWHERE) == Server(ELSEWHERE)


async def test_what_may_be_left_out_can_be_cleared(setups: Setups) -> None:
    await setups.organisers(HERE, 1)
    await setups.meet_in(HERE, 2)
    await setups.staff_in(HERE, 3)
    await setups.holidays_of(HERE, "KR")

    await setups.organisers(HERE, None)
    await setups.meet_in(HERE, None)
    await setups.staff_in(HERE, None)
    await setups.holidays_of(HERE, None)

    assert await setups.of(HERE) == Server(HERE)


async def test_a_country_whose_holidays_nobody_knows_changes_nothing(setups: Setups) -> None:
    await setups.holidays_of(HERE, "KR")

    with pytest.raises(NoSuchCountry):
        await setups.holidays_of(HERE, "ZZ")

    assert (await setups.of(HERE)).country == "KR"


async def test_a_korean_admin_begins_with_seouls_clock_and_korean_holidays(setups: Setups) -> None:
    begun = await setups.begin(HERE, "ko")

    assert begun == await setups.of(HERE) == Server(HERE, "ko", "Asia/Seoul", country="KR")


async def test_beginning_again_keeps_what_was_chosen(setups: Setups) -> None:
    await setups.begin(HERE, "ko")
    await setups.move(HERE, "Europe/Berlin")

    again = await setups.begin(HERE, "ko")

    assert again.zone == "Europe/Berlin"


async def test_an_english_reader_is_put_on_nobodys_clock(setups: Setups) -> None:
    assert await setups.begin(HERE, "en") == Server(HERE)


async def test_done_is_remembered_with_its_time(setups: Setups, clock: Clock) -> None:
    await setups.finish(HERE)

    assert (await setups.of(HERE)).set_up_at == clock.now()
