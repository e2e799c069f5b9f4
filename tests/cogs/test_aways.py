"""Days away and wishes, as members name them in Discord; in both languages."""

from __future__ import annotations

import pytest

from bot.domain.calendar import local
from db.queries import studies as stored
from db.records import Reach, Seat
from tests.cogs.person import Person
from tests.cogs.test_swaps import led_by, plan_of
from tests.cogs.world import World

WANTS, AVOIDS, REACH = "Chapters I would like to present", "Chapters I would rather not", "Where should I remind you?"


async def presents_on(world: World, person: Person) -> str:
    meeting = (await led_by(world, person))[0]
    return local(meeting.session.starts_at, "Asia/Seoul").date().isoformat()


async def seat_of(world: World, person: Person) -> Seat:
    async with world.database.reading() as tx:
        return next(seat for seat in await stored.seats_of(tx, 1) if seat.user_id == person.id)


async def test_days_without_a_turn_are_kept_and_nobody_else_reads_it(world: World) -> None:
    await world.running(world.mina, world.jun)
    before = len(world.sora.sees(world.prml))

    answer = await world.mina.slash(world.prml, "turn away", **{"from": "tomorrow", "until": "Thursday"})
    await world.knock()

    assert answer.ephemeral
    assert "Kept: <t:" in answer.text
    assert len(world.sora.sees(world.prml)) == before


@pytest.mark.parametrize("locale", ["en-US", "ko"])
async def test_a_turn_on_these_days_is_offered_to_others_only_after_a_yes(world: World, locale: str) -> None:
    world.mina.locale = locale
    await world.running(world.mina, world.jun, world.sora)
    meeting = (await led_by(world, world.mina))[0]
    asked = await world.mina.slash(world.prml, "turn away", **{"from": await presents_on(world, world.mina)})
    assert (await led_by(world, world.mina))[0] == meeting

    kept = await world.mina.press(asked, asked.buttons[0])

    assert kept.buttons == []
    after = (await plan_of(world)).numbered(meeting.session.number)
    assert after.presenter() is None
    assert after.call is not None


async def test_never_mind_keeps_nothing(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora)
    asked = await world.mina.slash(world.prml, "turn away", **{"from": await presents_on(world, world.mina)})

    answer = await world.mina.press(asked, "Never mind")

    assert answer.text == "All right, nothing has changed."
    assert "no days away ahead" in (await world.mina.slash(world.prml, "turn away")).text


async def test_days_are_listed_and_taken_back(world: World) -> None:
    await world.running(world.mina, world.jun)
    await world.mina.slash(world.prml, "turn away", **{"from": "tomorrow"})

    old, listed = [await world.mina.slash(world.prml, "turn away") for _ in range(2)]
    (option,) = listed.last.select("away.back")["options"]
    back = await world.mina.choose(listed, "away.back", option["value"])

    assert option["label"] == "January 5 (Tue)"
    assert "Good to have you" in back.text
    assert "no days away ahead" in (await world.mina.slash(world.prml, "turn away")).text
    again = await world.mina.choose(old, "away.back", option["value"])
    assert "taken back already" in again.text


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"from": "2027-01-03"}, "January 3 (Sun) has passed. Choose January 4 (Mon) or later."),
        ({"from": "2027-03-10", "until": "2027-03-01"}, "2027-03-01 comes before 2027-03-10."),
        ({"from": "2027-01-10", "until": "2027-12-01"}, "That is 326 days, and 120 are the most."),
        ({"from": "2029-01-10"}, "That is more than a year away."),
        ({"from": "someday"}, "is not a day I understand"),
    ],
)
async def test_days_that_cannot_be_are_refused_in_one_sentence(
    world: World, options: dict[str, str], sentence: str
) -> None:
    answer = await world.mina.slash(world.prml, "turn away", **options)

    assert answer.ephemeral
    assert sentence in answer.text


async def test_wishes_stand_in_the_form_and_can_be_changed(world: World) -> None:
    await world.running(world.mina, world.jun)
    form = await world.mina.slash(world.prml, "turn wish")
    await world.mina.fill_in(form, {WANTS: ["2", "3"], AVOIDS: ["3", "5"], REACH: "dm"})

    again = await world.mina.slash(world.prml, "turn wish")

    seat = await seat_of(world, world.mina)
    assert (seat.wants, seat.avoids, seat.reach) == ({"2", "3"}, {"5"}, Reach.DM)
    assert (again.filled(WANTS), again.filled(AVOIDS)) == (["2", "3"], ["5"])
    assert again.filled(REACH) == ["dm"]


async def test_a_change_of_wishes_leaves_the_turns_as_they_are(world: World) -> None:
    await world.running(world.mina, world.jun)
    before = await plan_of(world)
    form = await world.mina.slash(world.prml, "turn wish")

    answer = await world.mina.fill_in(form, {WANTS: ["2"], REACH: "channel"})

    assert "Gladly: 2" in answer.text
    assert await plan_of(world) == before


async def test_only_members_have_wishes(world: World) -> None:
    await world.running(world.mina, world.jun)

    answer = await world.dana.slash(world.prml, "turn wish")

    assert "You have no seat in “PRML”" in answer.text
