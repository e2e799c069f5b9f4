"""Organisers change a published plan as they would in Discord, and exactly those concerned hear of it."""

from __future__ import annotations

import pytest

from db.records import Reach, Role
from tests.cogs.changing import pinged, presenters, publish, starts
from tests.cogs.person import Person
from tests.cogs.world import World

NO_DMS = 50007  # Discord's code for a closed DM


@pytest.fixture
async def running(world: World) -> World:
    """A study of three, its first session in twelve days."""
    await world.running(world.mina, world.jun, world.sora, start="2027-01-16")
    return world


async def another_organiser(world: World) -> Person:
    return world.joins("Hana", world.organisers)


async def test_a_moved_session_is_looked_at_first_and_then_told_to_those_it_concerns(running: World) -> None:
    world = running
    before = world.mina.sees(world.prml)

    preview = await world.dana.slash(world.prml, "session move", session=3, when="Sun 19:30")
    quiet = world.mina.sees(world.prml)
    done = await publish(world, preview)

    news = world.mina.sees(world.prml)[-1]
    assert preview.ephemeral
    assert "1 session changes: 1 date" in preview.text
    assert "moved by an organiser" in preview.text
    assert len(quiet) == len(before)
    assert "Published. 2 members are told." in done.text
    assert (await starts(world))[2] == "01-31 10:30"
    assert "the plan has changed" in news.text
    assert pinged(world, news) == await presenters(world, 3)


async def test_reminders_follow_a_moved_session(running: World) -> None:
    world = running
    preview = await world.dana.slash(world.prml, "session move", session=1, when="금 20:00")
    await publish(world, preview)

    await world.travel(days=11, hours=12)

    said = [message.text for message in world.mina.sees(world.prml)]
    assert sum("We start at" in text for text in said) == 1
    assert world.now.weekday() == 4


@pytest.mark.parametrize(
    ("pages", "shown", "third"),
    [
        ("on", "moves on with the sessions before it", "02-06 11:00"),
        ("next", "read together with its neighbour", "02-06 11:00"),
        ("dropped", "cancelled by an organiser", "02-06 11:00"),
    ],
)
async def test_a_cancelled_session_says_what_becomes_of_its_pages(
    running: World, pages: str, shown: str, third: str
) -> None:
    world = running
    whole = sum(m.session.reading.pages for m in (await world.services.plans.shown(1)).plan.meetings)

    preview = await world.dana.slash(world.prml, "session cancel", session=3, pages=pages)
    await publish(world, preview)

    plan = (await world.services.plans.shown(1)).plan
    read = sum(meeting.session.reading.pages for meeting in plan.to_come(world.now))
    assert shown in preview.text
    assert (await starts(world))[2] == third
    assert (read == whole) is (pages != "dropped")
    assert "<t:1801306800" not in "".join(await starts(world))


async def test_a_session_becomes_two_and_one_again(running: World) -> None:
    world = running
    before = await starts(world)

    await publish(world, await world.dana.slash(world.prml, "session split", session=3))
    split = await starts(world)
    await publish(world, await world.dana.slash(world.prml, "session merge", session=3))

    assert len(split) == len(before) + 1
    assert await starts(world) == before


async def test_a_holiday_is_skipped_and_taken_back(running: World) -> None:
    world = running
    before = await starts(world)

    skipped = await world.dana.slash(world.prml, "plan skip", **{"from": "2월 6일"})
    await publish(world, skipped)
    without = await starts(world)
    resumed = await world.dana.slash(world.prml, "plan resume", **{"from": "2027-02-06"})
    await publish(world, resumed)

    assert "No session: February 6 (Sat)" in skipped.text
    assert "02-06 11:00" not in without
    assert "We meet again: February 6 (Sat)" in resumed.text
    assert await starts(world) == before


async def test_an_undo_makes_all_as_it_was_and_says_so_to_the_same_people(running: World) -> None:
    world = running
    before, concerned = await starts(world), await presenters(world, 3)
    done = await publish(world, await world.dana.slash(world.prml, "session move", session=3, when="Sun"))

    await world.restart()
    undone = await world.dana.press(done, "Undo")
    await world.knock()

    news = world.mina.sees(world.prml)[-1]
    assert "It is as before" in undone.text
    assert await starts(world) == before
    assert "the plan is as before" in news.text
    assert pinged(world, news) == concerned


async def test_the_last_change_is_taken_back_by_command_within_a_day(running: World) -> None:
    world = running
    before = await starts(world)
    await publish(world, await world.dana.slash(world.prml, "plan skip", **{"from": "2027-02-06"}))

    asked = await world.dana.slash(world.prml, "plan undo")
    await world.dana.press(asked, "Take it back")
    twice = await world.dana.slash(world.prml, "plan undo")
    await publish(world, await world.dana.slash(world.prml, "plan skip", **{"from": "2027-02-13"}))
    await world.travel(days=2)
    late = await world.dana.press(await world.dana.slash(world.prml, "plan undo"), "Take it back")

    assert "19 sessions change" in asked.text
    assert "There is no change to take back" in twice.text
    assert "A change can be taken back for a day" in late.text
    assert (await starts(world))[:4] == before[:4]


async def test_what_is_taken_back_at_night_before_anybody_heard_is_never_told(running: World) -> None:
    world = running
    await world.travel(hours=14)
    told = len(world.mina.sees(world.prml))

    done = await publish(world, await world.dana.slash(world.prml, "session move", session=3, when="Sun"))
    await world.dana.press(done, "Undo")
    await world.travel(hours=12)

    assert len(world.mina.sees(world.prml)) == told


async def test_of_two_organisers_the_second_reads_it_and_computes_again(running: World) -> None:
    world, hana = running, await another_organiser(running)
    danas = await world.dana.slash(world.prml, "session move", session=3, when="Sun")
    hanas = await hana.slash(world.prml, "plan skip", **{"from": "2027-02-13"})

    await publish(world, danas)
    stale = await publish(world, hanas, by=hana)
    again = await hana.press(stale, "Compute again")
    done = await publish(world, again, by=hana)

    assert "The plan has changed since this preview was made" in stale.text
    assert "No session: February 13 (Sat)" in again.text
    assert "Published" in done.text
    found = await starts(world)
    assert "01-31 11:00" in found
    assert "02-13 11:00" not in found


async def test_an_earlier_preview_of_ones_own_publishes_nothing(running: World) -> None:
    world = running
    before = await starts(world)
    old = await world.dana.slash(world.prml, "session move", session=3, when="Sun")
    await world.dana.slash(world.prml, "plan skip", **{"from": "2027-02-13"})

    answer = await publish(world, old)

    assert "This preview is an old one" in answer.text
    assert await starts(world) == before


async def test_a_discarded_preview_changes_nothing(running: World) -> None:
    world = running
    before = await starts(world)
    preview = await world.dana.slash(world.prml, "session move", session=3, when="Sun")

    answer = await world.dana.press(preview, "Discard")

    assert "nobody has seen this" in answer.text
    assert await starts(world) == before


async def test_an_organiser_sets_who_presents_in_a_change(running: World) -> None:
    world = running
    plan = (await world.services.plans.shown(1)).plan
    lead, backup = (plan.numbered(3).presenter(role) for role in (Role.LEAD, Role.BACKUP))
    assert lead is not None
    assert backup is not None
    preview = await world.dana.slash(world.prml, "session move", session=3, when="Sun")

    chosen = next(person for person in (world.mina, world.jun, world.sora) if person.id == backup.user_id)

    form = await world.dana.press(preview, "Set a presenter")
    shown = await world.dana.fill_in(form, {"Session": "3", "Member": [chosen.member], "As": "lead"})
    await publish(world, shown)

    after = (await world.services.plans.shown(1)).plan.numbered(3).presenter()
    assert "set by an organiser" in shown.text
    assert after is not None
    assert after.user_id == backup.user_id


async def test_who_reads_dms_hears_only_what_is_theirs_and_answers_there(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora, start="2027-01-16", reach=Reach.DM)
    people = {person.id: person for person in (world.mina, world.jun, world.sora)}
    (turn,) = [t for t in (await world.services.plans.shown(1)).plan.numbered(3).turns if t.role is Role.LEAD]
    lead, concerned = people[turn.user_id], await presenters(world, 3)
    lead.locale = "en-US"

    await publish(world, await world.dana.slash(world.prml, "session move", session=3, when="Sun"))

    news = world.mina.sees(world.prml)[-1]
    assert {user for user, person in people.items() if person.inbox} == concerned
    assert pinged(world, news) == set()
    answer = await lead.press(lead.inbox[-1], lead.inbox[-1].buttons[0])
    assert answer.messages
    assert (await world.services.turns.of(turn.id)).turn.state == "confirmed"


async def test_a_closed_dm_is_told_in_the_channel_to_that_one_member(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora, start="2027-01-16", reach=Reach.DM)
    concerned = await presenters(world, 3)
    one = min(concerned)
    dm = next(person for person in (world.mina, world.jun, world.sora) if person.id == one).member.user.dm_channel
    preview = await world.dana.slash(world.prml, "session move", session=3, when="Sun")

    world.env.inject_error("POST", f"/channels/{dm.id}/messages", status=403, code=NO_DMS, times=1)
    await publish(world, preview)
    await world.knock()

    calls = [pinged(world, message) for message in world.mina.sees(world.prml)]
    assert [called for called in calls if called] == [{one}]


async def test_sessions_are_offered_while_somebody_types(running: World) -> None:
    offered = await running.dana.types(running.prml, "session move", "session", "3", when="Sun")

    assert offered[0].startswith("3 · January 30 (Sat)")
