"""/help as each kind of person meets it."""

from __future__ import annotations

import re
from datetime import timedelta

from db.records import Server
from tests.cogs.person import Person
from tests.cogs.seen import Answer
from tests.cogs.world import World

MENTION = re.compile(r"</([a-z ]+):\d+>")


async def asked(world: World, by: Person) -> Answer:
    return await by.slash(world.prml, "help")


def commands(answer: Answer) -> list[str]:
    """The commands it leads to, in order."""
    return MENTION.findall(answer.text)


async def test_help_is_for_who_asked(world: World) -> None:
    assert (await asked(world, world.mina)).ephemeral


async def test_an_admin_who_has_just_let_naru_in_is_told_what_it_is_and_to_set_it_up(fresh_world: World) -> None:
    answer = await asked(fresh_world, fresh_world.ara)

    assert "Naru helps a group read a hard book together" in answer.text
    assert commands(answer) == ["setup", "study create"]


async def test_a_newcomer_is_told_what_naru_is_and_where_to_look(world: World) -> None:
    answer = await asked(world, world.sora)

    assert "Naru는 어려운 책을 함께 끝까지 읽도록 도와요." in answer.text
    assert commands(answer) == ["study list", "book list"]


async def test_a_newcomer_joins_from_where_they_read_of_it(world: World) -> None:
    await world.recruiting(world.mina)

    answer = await asked(world, world.sora)
    form = await world.sora.press(answer, "PRML 참여하기")

    assert "자리가 11개 남았어요" in answer.text
    assert form.form is not None


async def test_an_organiser_is_led_from_founding_to_starting(world: World) -> None:
    before = await asked(world, world.dana)
    await world.recruiting()
    empty = await asked(world, world.dana)
    await world.recruiting(world.mina, world.jun, name="Second")
    waiting = await asked(world, world.dana)

    assert commands(before) == ["study create"]
    assert "Nobody has joined **PRML** yet" in empty.text
    assert "**Second** has 2 members" in waiting.text
    assert commands(waiting) == ["study start"]


async def test_a_member_waits_for_the_start_and_knows_it(world: World) -> None:
    await world.recruiting(world.mina)

    answer = await asked(world, world.mina)

    assert "You have a seat in **PRML**" in answer.text
    assert "Naru helps a group" not in answer.text


async def test_who_waits_for_a_seat_is_told_their_place(world: World) -> None:
    await world.recruiting(world.mina, world.jun, world.sora, seats=1)

    assert "대기 2번째예요" in (await asked(world, world.sora)).text
    assert "대기 1번째예요" in (await asked(world, world.jun)).text


async def test_a_presenter_says_yes_on_the_spot(world: World) -> None:
    await world.running(world.mina)

    before = await asked(world, world.mina)
    await world.mina.press(before, "I'm on it")
    after = await asked(world, world.mina)

    assert "You present **PRML** chapter 1" in before.text
    assert commands(before)[0] == "turn mine"
    assert "If you get stuck" not in before.text
    assert "You present **PRML** chapter 1" in after.text
    assert "If you get stuck" in after.text


async def test_an_organiser_hears_who_has_not_answered_a_week_before(world: World) -> None:
    await world.running(world.mina, start="2027-01-23")

    early = await asked(world, world.dana)
    await world.travel(days=14)
    week = await asked(world, world.dana)

    assert world.mina.mention not in early.text
    assert f"{world.mina.mention} has not answered yet" in week.text


async def test_while_people_meet_help_shows_the_way_there(world: World) -> None:
    study = await world.running(world.mina)
    shown = await world.services.plans.shown(study.id)
    until = shown.plan.meetings[0].session.starts_at - world.now + timedelta(minutes=5)
    await world.travel(seconds=until.total_seconds())

    answer = await asked(world, world.mina)

    assert f"Now in {world.prml.mention}: **PRML** chapter 1" in answer.text


async def test_a_study_by_a_nasty_name_is_shown_as_typed(world: World) -> None:
    await world.recruiting(world.mina, name="**@everyone** `x`")

    answer = await asked(world, world.mina)

    assert r"\*\*" in answer.text
    assert "@everyone" not in answer.text


async def test_without_ids_commands_go_by_their_names_in_the_readers_language(world: World) -> None:
    world.bot.tree.ids = {}

    answer = await asked(world, world.sora)

    assert "`/스터디 목록`" in answer.text
    assert "`/책 목록`" in answer.text


async def test_nothing_is_asked_of_a_server_by_looking(fresh_world: World) -> None:
    await asked(fresh_world, fresh_world.ara)

    assert await fresh_world.services.setups.of(fresh_world.guild.id) == Server(fresh_world.guild.id)
