"""A study is edited, rests, and ends before its book does."""

from __future__ import annotations

import pytest

from db.queries import notices
from db.records import NoticeState, StudyState
from tests.cogs.changing import pinged, publish, starts
from tests.cogs.world import World


@pytest.fixture
async def running(world: World) -> World:
    """A study of three, its first session in twelve days."""
    await world.running(world.mina, world.jun, world.sora, start="2027-01-16")
    return world


async def test_a_study_rests_in_silence_and_goes_on_with_new_dates(running: World) -> None:
    world = running

    rests = await world.dana.slash(world.prml, "study pause")
    await world.knock()
    told = world.mina.sees(world.prml)
    await world.travel(days=30)
    silent = world.mina.sees(world.prml)
    preview = await world.dana.slash(world.prml, "plan resume")
    await publish(world, preview)

    assert "rests now" in rests.text
    assert "takes a break" in told[-1].text
    assert pinged(world, told[-1]) == set()
    assert len(silent) == len(told)
    assert "The study goes on" in preview.text
    assert (await starts(world))[0] == "02-06 11:00"
    assert (await world.services.studies.of(1)).state is StudyState.RUNNING


async def test_one_edit_keeps_what_it_can_and_shows_what_waits(running: World) -> None:
    world = running

    preview = await world.dana.slash(world.prml, "study edit", day="일", time="저녁 7시 반", seats=20)
    kept = await world.services.studies.of(1)
    await publish(world, preview)

    assert "- 20 seats" in preview.text
    assert "Every Saturday 20:00 → Every Sunday 19:30" in preview.text
    assert (kept.seats, kept.slot.weekday) == (20, 5)
    assert (await world.services.studies.of(1)).slot.weekday == 6
    assert "Every Sunday 19:30" in world.mina.sees(world.prml)[0].text


async def test_places_are_kept_at_once(running: World) -> None:
    world = running
    voice, forum = world.guild.create_voice_channel("hall"), world.guild.create_forum_channel("talks")

    answer = await world.dana.slash(world.prml, "study edit", voice=voice, forum=forum, events=False, length=120)

    study = await world.services.studies.of(1)
    assert f"it meets in <#{voice.id}>" in answer.text
    assert "a forum post for each session" in answer.text
    assert "120 minutes a session" in answer.text
    assert (study.voice_channel_id, study.forum_id, study.events) == (voice.id, forum.id, False)
    assert not answer.buttons


async def test_other_pages_are_looked_at_first(running: World) -> None:
    world = running
    count = len(await starts(world))

    preview = await world.dana.slash(world.prml, "study edit", pages=60)
    quiet = len(await starts(world))
    await publish(world, preview)

    assert "30 → 60 pages a session" in preview.text
    assert quiet == count
    assert len(await starts(world)) < count


async def test_an_edit_of_a_study_that_recruits_shows_on_its_card(world: World) -> None:
    await world.recruiting(world.mina)

    answer = await world.dana.slash(world.prml, "study edit", day="Sunday", time="7 pm")

    assert "Kept:" in answer.text
    assert "Every Sunday 19:00" in world.mina.sees(world.prml)[0].text


async def test_a_study_ends_early_after_asking(running: World) -> None:
    world = running
    await world.travel(days=20)

    asked = await world.dana.slash(world.prml, "study finish")
    kept = await world.dana.press(asked, "Keep it")
    state = (await world.services.studies.of(1)).state
    done = await world.dana.press(await world.dana.slash(world.prml, "study finish"), "Finish it")
    await world.knock()

    assert "20 sessions to come are cancelled." in asked.text
    assert "Nothing has changed" in kept.text
    assert state is StudyState.RUNNING
    assert "“PRML” is finished." in done.text
    assert "PRML is finished" in world.mina.sees(world.prml)[-1].text
    assert "Finished on" in world.mina.sees(world.prml)[0].text
    async with world.database.reading() as tx:
        left = await notices.of_study(tx, 1, states=[NoticeState.WAITING])
    assert left == []
