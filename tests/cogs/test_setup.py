"""/setup as an admin meets it: a card to leave and come back to, and what Naru still lacks."""

from __future__ import annotations

import discord
import pytest

from db.records import Server
from tests.cogs.person import Person
from tests.cogs.seen import Answer
from tests.cogs.world import World


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return ("setup",)


async def opened(world: World, by: Person) -> Answer:
    return await by.slash(world.prml, "setup")


async def chosen(world: World) -> Server:
    return await world.services.setups.of(world.guild.id)


# --- choices


async def test_every_choice_is_kept_at_once(fresh_world: World) -> None:
    ara, card = fresh_world.ara, await opened(fresh_world, fresh_world.ara)

    await ara.choose(card, "setup.organisers", fresh_world.organisers)
    await ara.choose(card, "setup.channel", fresh_world.prml)
    await ara.choose(card, "setup.staff", fresh_world.staff)
    await ara.press(card, "한국어")

    server = await chosen(fresh_world)
    assert server.organiser_role_id == fresh_world.organisers.id
    assert (server.channel_id, server.staff_channel_id) == (fresh_world.prml.id, fresh_world.staff.id)
    assert server.language == "ko"


async def test_the_card_comes_back_as_it_was_left(world: World) -> None:
    card = await opened(world, world.ara)

    assert card.last.chosen("setup.organisers") == [world.organisers.id]
    assert card.last.chosen("setup.channel") == [world.prml.id]
    assert card.last.chosen("setup.staff") == [world.staff.id]
    assert world.organisers.mention in card.text
    assert "Asia/Seoul, now 09:00" in card.text


async def test_the_card_is_for_the_admins_eyes_and_fits_discords_five_rows(world: World) -> None:
    card = await opened(world, world.ara)

    assert card.ephemeral
    assert card.last.rows <= 5
    assert card.buttons == ["한국어", "Time zone…", "Holidays…", "Check again", "Done"]


async def test_a_choice_is_shown_where_it_was_made(world: World) -> None:
    card = await opened(world, world.ara)

    changed = await world.ara.choose(card, "setup.channel", world.staff)

    assert changed.last.sent.id == card.last.sent.id
    assert changed.last.chosen("setup.channel") == [world.staff.id]


async def test_what_was_chosen_can_be_cleared(world: World) -> None:
    card = await opened(world, world.ara)

    for action in ("setup.organisers", "setup.channel", "setup.staff"):
        card = await world.ara.choose(card, action)

    server = await chosen(world)
    assert (server.organiser_role_id, server.channel_id, server.staff_channel_id) == (None, None, None)
    assert card.last.chosen("setup.organisers") == []


async def test_the_language_button_offers_the_other_language(world: World) -> None:
    card = await opened(world, world.ara)

    korean = await world.ara.press(card, "한국어")
    english = await world.ara.press(korean, "English")

    assert "Naru speaks: 한국어" in korean.text
    assert "Naru speaks: English" in english.text


async def test_a_korean_admin_starts_with_korean_choices(fresh_world: World) -> None:
    fresh_world.ara.locale = "ko"

    card = await opened(fresh_world, fresh_world.ara)

    assert "시간대: Asia/Seoul" in card.text
    assert "대한민국" in card.text
    assert (await chosen(fresh_world)).language == "ko"


async def test_everyone_cannot_be_made_organisers(world: World) -> None:
    card = await opened(world, world.ara)

    answer = await world.ara.choose(card, "setup.organisers", world.guild.default_role)

    assert "cannot be the organisers' role" in answer.text
    assert answer.card.chosen("setup.organisers") == [world.organisers.id]
    assert (await chosen(world)).organiser_role_id == world.organisers.id


# --- forms


@pytest.mark.parametrize(
    ("typed", "zone"), [("서울", "Asia/Seoul"), ("KST", "Asia/Seoul"), ("berlin", "Europe/Berlin"), ("utc", "UTC")]
)
async def test_a_time_zone_is_understood_as_people_say_it(fresh_world: World, typed: str, zone: str) -> None:
    ara, card = fresh_world.ara, await opened(fresh_world, fresh_world.ara)

    form = await ara.press(card, "Time zone…")
    changed = await ara.fill_in(form, {"A city, a country or a short name": typed})

    assert f"Time zone: {zone}" in changed.text
    assert (await chosen(fresh_world)).zone == zone


async def test_the_time_zone_form_shows_what_is_chosen(world: World) -> None:
    form = await world.ara.press(await opened(world, world.ara), "Time zone…")

    assert form.filled("A city, a country or a short name") == "Asia/Seoul"


async def test_an_unclear_time_zone_changes_nothing_and_names_the_nearest(world: World) -> None:
    form = await world.ara.press(await opened(world, world.ara), "Time zone…")

    refused = await world.ara.fill_in(form, {"A city, a country or a short name": "서우"})

    assert "Asia/Seoul" in refused.text
    assert refused.ephemeral
    assert (await chosen(world)).zone == "Asia/Seoul"


async def test_a_country_is_chosen_by_its_name_in_the_readers_language(world: World) -> None:
    world.ara.locale = "ko"
    card = await opened(world, world.ara)

    form = await world.ara.press(card, "공휴일…")
    names = {option["label"]: option["value"] for option in form.fields["이 나라 공휴일에는 모임을 쉬어요"]["options"]}
    changed = await world.ara.fill_in(form, {"이 나라 공휴일에는 모임을 쉬어요": [names["대한민국"]]})

    assert "모임을 쉬는 공휴일: 대한민국" in changed.text
    assert (await chosen(world)).country == "KR"


async def test_the_holidays_form_shows_what_is_chosen_and_can_forget_it(world: World) -> None:
    await world.services.setups.holidays_of(world.guild.id, "KR")
    form = await world.ara.press(await opened(world, world.ara), "Holidays…")

    changed = await world.ara.fill_in(form, {"No sessions on the holidays of": ["none"]})

    assert form.filled("No sessions on the holidays of") == ["KR"]
    assert "not looked at" in changed.text
    assert (await chosen(world)).country is None


async def test_a_country_that_is_not_in_the_list_goes_by_its_letters(world: World) -> None:
    form = await world.ara.press(await opened(world, world.ara), "Holidays…")
    changed = await world.ara.fill_in(form, {"Another country": "se"})

    again = await world.ara.press(changed, "Holidays…")

    assert "Sweden" in changed.text
    assert again.filled("Another country") == "SE"
    assert again.filled("No sessions on the holidays of") == ["none"]


async def test_letters_that_are_no_country_are_refused(world: World) -> None:
    form = await world.ara.press(await opened(world, world.ara), "Holidays…")

    refused = await world.ara.fill_in(form, {"Another country": "zz"})

    assert "no public holidays for “ZZ”" in refused.text
    assert (await chosen(world)).country is None


# --- permissions


async def test_naru_says_what_it_lacks_and_why_until_it_has_it(world: World) -> None:
    world.set_permissions(world.prml, bot=True, send_messages=False)
    card = await opened(world, world.ara)
    world.set_permissions(world.prml, bot=True, send_messages=True)

    checked = await world.ara.press(card, "Check again")

    assert "• **Send Messages** to post cards and reminders" in card.text
    assert "every permission" not in card.text
    assert "I have every permission I need there." in checked.text


async def test_of_a_hidden_channel_only_the_first_step_is_asked(world: World) -> None:
    world.hide(world.prml, bot=True)

    card = await opened(world, world.ara)

    assert card.text.count("• ") == 1
    assert "• **View Channel**" in card.text


async def test_the_private_channel_is_looked_at_too(world: World) -> None:
    world.set_permissions(world.staff, bot=True, view_channel=True, embed_links=False)

    card = await opened(world, world.ara)

    assert f"Please give Naru in {world.staff.mention}" in card.text
    assert "**Embed Links**" in card.text


async def test_a_private_channel_that_everyone_reads_is_pointed_out(world: World) -> None:
    card = await opened(world, world.ara)

    changed = await world.ara.choose(card, "setup.staff", world.prml)

    assert f"Everyone can read {world.prml.mention}" in changed.text
    assert "Everyone can read" not in card.text


async def test_a_channel_and_a_role_that_are_gone_are_asked_for_again(world: World) -> None:
    gone = world.guild.create_text_channel("gone")
    await world.services.setups.meet_in(world.guild.id, gone.id)
    world.env.backend.delete_channel(gone.id)
    world.env.backend.delete_role(world.guild.id, world.organisers.id)

    card = await opened(world, world.ara)

    assert "A channel you chose is gone." in card.text
    assert "The organisers' role is gone." in card.text
    assert card.last.chosen("setup.channel") == card.last.chosen("setup.organisers") == []


# --- who may, and the end


async def test_done_says_what_comes_next(fresh_world: World) -> None:
    card = await opened(fresh_world, fresh_world.ara)

    done = await fresh_world.ara.press(card, "Done")

    assert "`/study create`" in done.text
    assert done.buttons == []
    assert (await chosen(fresh_world)).set_up_at == fresh_world.now


async def test_done_does_not_hide_what_is_still_open(world: World) -> None:
    world.hide(world.prml, bot=True)

    done = await world.ara.press(await opened(world, world.ara), "Done")

    assert "**View Channel**" in done.text


async def test_members_are_not_offered_the_command(world: World) -> None:
    assert "setup" in world.ara.member.available_commands(world.prml)
    assert "setup" not in world.mina.member.available_commands(world.prml)


async def test_who_was_given_the_command_without_the_right_is_refused(fresh_world: World) -> None:
    command = next(one for one in await fresh_world.bot.tree.fetch_commands() if one.name == "setup")
    fresh_world.guild.set_command_permissions(command.id, {fresh_world.mina.member: True})

    refused = await opened(fresh_world, fresh_world.mina)

    assert "manage this server" in refused.text
    assert await chosen(fresh_world) == Server(fresh_world.guild.id)


async def test_the_right_is_asked_for_at_every_press(fresh_world: World) -> None:
    deputies = fresh_world.guild.create_role("Deputies", permissions=discord.Permissions(manage_guild=True))
    deputy = fresh_world.joins("Deputy", deputies)
    card = await opened(fresh_world, deputy)
    fresh_world.env.backend.remove_member_role(fresh_world.guild.id, deputy.id, deputies.id)

    refusals = [await deputy.press(card, label) for label in card.buttons]
    refusals.append(await deputy.choose(card, "setup.channel", fresh_world.prml))

    assert all("manage this server" in refused.text for refused in refusals)
    assert await chosen(fresh_world) == Server(fresh_world.guild.id)


async def test_an_old_card_works_after_a_restart(world: World) -> None:
    card = await opened(world, world.ara)

    await world.restart()
    changed = await world.ara.choose(card, "setup.channel", world.staff)
    done = await world.ara.press(changed, "Done")

    assert (await chosen(world)).channel_id == world.staff.id
    assert "`/study create`" in done.text
