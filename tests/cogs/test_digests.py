"""The Monday digest as it is read: in the channel, by organisers, in a preview; nobody is pinged by it."""

from __future__ import annotations

import pytest

from tests.cogs.changing import publish
from tests.cogs.person import Person
from tests.cogs.presenting import pinged, three_members
from tests.cogs.seen import Message
from tests.cogs.world import World

COGS = ("setup", "books", "studies", "seats", "plans", "turns", "sessions", "changes", "marks", "digests")


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return COGS


@pytest.fixture
async def members(world: World) -> list[Person]:
    return await three_members(world)


def digests(world: World, reader: Person) -> list[Message]:
    return [message for message in reader.sees(world.prml) if "🧭" in message.text]


async def test_on_monday_the_channel_reads_the_week(world: World, members: list[Person]) -> None:
    await world.travel(days=13)
    await members[0].slash(world.prml, "exercise mark", which="1.1-1.3")

    await world.travel(days=1)

    digest = digests(world, members[0])[-1]
    assert "week 2" in digest.text or "week 1" in digest.text
    assert "presented **chapter 1, pages 1–37**" in digest.text
    assert "**3 exercises solved this week** (3 of 431 in all)" in digest.text
    assert "Next: " in digest.text
    assert digest.sent.attachments[0].filename == "exercises.png"
    assert pinged(world, digest) == []
    assert len(digest.text.splitlines()) <= 10


async def test_where_naru_may_attach_nothing_it_comes_without_its_picture(world: World, members: list[Person]) -> None:
    world.set_permissions(world.prml, bot=True, attach_files=False)
    await members[0].slash(world.prml, "exercise mark", which="1.1-1.3")

    await world.travel(days=14)

    digest = digests(world, members[0])[-1]
    assert "presented" in digest.text
    assert digest.sent.attachments == []


async def test_a_quiet_week_gets_one_friendly_line(world: World, members: list[Person]) -> None:
    await publish(world, await world.dana.slash(world.prml, "plan skip", **{"from": "2027-01-23"}))
    await world.travel(days=21)

    digest = digests(world, members[0])[-1]

    assert "A quiet week" in digest.text
    assert digest.sent.attachments == []


async def test_or_nothing_where_the_study_wants_nothing(world: World, members: list[Person]) -> None:
    await publish(world, await world.dana.slash(world.prml, "plan skip", **{"from": "2027-01-23"}))
    await world.dana.slash(world.prml, "digest settings", quiet_week="nothing")

    await world.travel(days=21)

    assert len(digests(world, members[0])) == 1


async def test_a_study_that_has_not_met_yet_is_not_called_quiet(world: World, members: list[Person]) -> None:
    await world.travel(days=7)

    assert digests(world, members[0]) == []


async def test_a_restart_tells_no_week_twice(world: World, members: list[Person]) -> None:
    await world.travel(days=14)
    await world.restart()
    await world.travel(days=6)

    assert len(digests(world, members[0])) == 1


async def test_organisers_see_it_beforehand_and_post_it_once(world: World, members: list[Person]) -> None:
    await world.travel(days=2)
    empty = await world.dana.press(await world.dana.slash(world.prml, "digest now"), "Post it now")
    await members[0].slash(world.prml, "exercise mark", which="1.1")
    await world.travel(minutes=1)
    preview = await world.dana.slash(world.prml, "digest now")
    posted = await world.dana.press(preview, "Post it now")
    await world.knock()
    await world.travel(days=4)

    assert preview.last.ephemeral
    assert "nothing to post yet" in empty.text
    assert "The next one comes next week" in posted.text
    assert len(digests(world, members[0])) == 1


async def test_members_see_a_preview_and_cannot_post(world: World, members: list[Person]) -> None:
    preview = await members[0].slash(world.prml, "digest now")

    assert "Only you see this" in preview.text
    assert preview.last.buttons == []


async def test_organisers_read_their_own_where_members_do_not(world: World, members: list[Person]) -> None:
    await world.travel(days=7)
    await world.knock()

    staff = [message for message in world.dana.sees(world.staff) if "for organisers" in message.text]

    assert len(staff) == 1
    assert "Not confirmed yet" in staff[0].text
    assert pinged(world, staff[0]) == []


async def test_another_hour_is_chosen_in_one_command(world: World, members: list[Person]) -> None:
    chosen = await world.dana.slash(world.prml, "digest settings", day="금", time="저녁 7시")

    assert chosen.last.ephemeral
    assert "**Friday 19:00 (Asia/Seoul)**" in chosen.text


async def test_a_time_nobody_can_read_changes_nothing(world: World, members: list[Person]) -> None:
    refused = await world.dana.slash(world.prml, "digest settings", time="soon", in_channel=False)
    after = await world.dana.slash(world.prml, "digest settings")

    assert "is not a time I understand" in refused.text
    assert "In the channel: **yes**" in after.text


async def test_members_do_not_settle_it(world: World, members: list[Person]) -> None:
    refused = await members[0].slash(world.prml, "digest settings", in_channel=False)

    assert refused.last.ephemeral
    assert "Only organisers" in refused.text or "organiser" in refused.text


async def test_in_korean_it_speaks_as_people_do(world: World) -> None:
    await world.running(world.jun, world.sora, start="2027-01-16", language="ko")
    await world.travel(days=14)

    digest = digests(world, world.jun)[-1]

    assert "주차" in digest.text
    assert "부분을 발표했어요" in digest.text
    assert "다음: " in digest.text


async def test_ones_own_week_comes_by_dm_once_asked_for_and_stops_at_a_press(
    world: World, members: list[Person]
) -> None:
    mina = members[0]
    shown = await mina.slash(world.prml, "digest personal")
    before = len(mina.inbox)

    on = await mina.press(shown, "Send it to me")
    await world.travel(days=7)
    weekly = next(m for m in reversed(mina.inbox) if "Your week" in m.text)
    stopped = await mina.press(weekly, "No more of these")
    count = len([m for m in mina.inbox if "Your week" in m.text])
    await world.travel(days=7)

    assert "It does not come by itself" in shown.text
    assert "It comes by DM every week" in on.text
    assert len(mina.inbox) > before
    assert "Your next turn" in weekly.text
    assert "does not come any more" in stopped.text
    assert len([m for m in mina.inbox if "Your week" in m.text]) == count
