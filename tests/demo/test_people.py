"""What people can do in the demo, and who sees what of it."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from bot.demo.given import NotPossible
from bot.demo.stage import Stage
from tests.demo.stages import runs, sees, unread


async def test_an_answer_for_one_reader_is_seen_by_nobody_else(stage: Stage):
    await runs(stage, "mina", "whisper")

    assert [message["private"] for message in sees(stage, "mina")] == [True]
    assert sees(stage, "dana") == []


async def test_a_private_answer_that_was_dismissed_is_gone(stage: Stage):
    await runs(stage, "mina", "whisper")

    stage.dismiss("mina", int(sees(stage, "mina")[0]["id"]))

    assert sees(stage, "mina") == []


async def test_commands_are_named_in_the_readers_language(stage: Stage):
    general = stage.discord.channel_id("general")
    shown = {who: {one["path"]: one for one in stage.place(who, general)["commands"]} for who in ("mina", "dana")}

    korean, english = (shown[who]["study create"] for who in ("mina", "dana"))

    assert (korean["shown"], english["shown"]) == ("스터디 만들기", "study create")
    assert korean["options"][0]["shown"] == "책"
    assert [choice["name"] for choice in korean["options"][1]["choices"]] == ["토요일", "일요일"]
    assert [choice["value"] for choice in korean["options"][1]["choices"]] == ["Saturday", "Sunday"]


async def test_the_bot_suggests_what_fits_what_was_typed(stage: Stage):
    asked = {"command": "study create", "option": "book", "typed": "deep", "filled": {"day": "Sunday"}}

    offered = await stage.suggest("dana", stage.discord.channel_id("general"), asked)

    assert offered == [{"name": "Deep Learning", "value": "dl"}]


async def test_options_of_every_type_arrive(stage: Stage):
    here = stage.discord
    paper = {"name": "notes.txt", "data": base64.b64encode(b"conjugate").decode()}
    given = {
        "who": str(here.user_id("mina")),
        "role": str(here.role_id("mentor")),
        "where": str(here.channel_id("prml")),
        "any_of_them": str(here.role_id("organiser")),
        "much": "1.5",
        "really": True,
        "paper": paper,
    }

    await runs(stage, "dana", "everything", given)

    said = sees(stage, "dana")[-1]["content"]
    mentions = (
        f"<@{given['who']}>",
        f"<@&{given['role']}>",
        f"<#{given['where']}>",
        "Organiser",
        "1.5",
        "True",
        "notes.txt",
    )
    assert all(part in said for part in mentions), said


@pytest.mark.parametrize(
    ("command", "options", "because"),
    [
        ("nothing", {}, "there is no /nothing here"),
        ("study create", {"book": "prml"}, "requires option 'day'"),
        ("study create", {"book": "prml", "day": "Monday", "start": "now"}, "only allows"),
        ("study create", {"book": "prml", "day": "Sunday", "start": "now", "seats": "many"}, "'many'"),
        ("everything", {"who": "1", "role": "1", "where": "1"}, "there is no user 1 here"),
    ],
)
async def test_what_discords_client_would_not_let_through_is_refused(
    stage: Stage, command: str, options: dict[str, str], because: str
):
    with pytest.raises(NotPossible, match=because):
        await runs(stage, "dana", command, options)


async def test_silence_of_the_bot_is_told_from_an_answer(stage: Stage):
    assert not (await runs(stage, "dana", "silent"))["answered"]
    assert (await runs(stage, "dana", "card"))["answered"]


async def test_a_form_is_filled_in_by_whoever_opened_it(stage: Stage):
    general, partner = stage.discord.channel_id("general"), str(stage.discord.user_id("jun"))
    form = (await runs(stage, "sora", "wishes"))["form"]
    values = {"words": "안녕", "chapter": ["2"], "partner": [partner], "where": "channel", "first": True}

    with pytest.raises(NotPossible, match="Only the modal opener"):
        await stage.act("mina", general, "send", {"form": form, "values": values})
    await stage.act("sora", general, "send", {"form": form, "values": values})

    assert sees(stage, "sora")[-1]["content"] == "안녕 / channel / True"
    with pytest.raises(NotPossible, match="no longer open"):
        await stage.act("sora", general, "send", {"form": form, "values": values})


async def test_a_form_that_was_refused_can_be_sent_again(stage: Stage):
    general = stage.discord.channel_id("general")
    form = (await runs(stage, "sora", "wishes"))["form"]

    with pytest.raises(NotPossible):
        await stage.act("sora", general, "send", {"form": form, "values": {"words": "", "where": "dm"}})
    answer = await stage.act("sora", general, "send", {"form": form, "values": {"words": "ok", "where": "dm"}})

    assert answer["answered"]


@pytest.mark.parametrize(
    ("menu", "kind", "sign"), [("user", "mina", "@"), ("role", "mentor", "@&"), ("channel", "prml", "#")]
)
async def test_selects_give_the_bot_what_was_chosen(stage: Stage, menu: str, kind: str, sign: str):
    here, general = stage.discord, stage.discord.channel_id("general")
    chosen = {"user": here.user_id, "role": here.role_id, "channel": here.channel_id}[menu](kind)
    await runs(stage, "dana", "selects")
    message = sees(stage, "dana")[-1]["id"]

    await stage.act("dana", general, "choose", {"message": message, "custom_id": menu, "values": [str(chosen)]})

    assert sees(stage, "dana")[-1]["content"] == f"<{sign}{chosen}>"


async def test_a_disabled_button_cannot_be_pressed(stage: Stage):
    await runs(stage, "dana", "buttons")
    message = sees(stage, "dana")[-1]["id"]

    with pytest.raises(NotPossible, match="disabled"):
        await stage.act(
            "dana", stage.discord.channel_id("general"), "press", {"message": message, "custom_id": "disabled"}
        )


async def test_a_message_is_unread_for_others_until_they_look(stage: Stage):
    general = stage.discord.channel_id("general")
    await stage.act("dana", general, "say", {"text": f"<@{stage.discord.user_id('mina')}> hello"})

    assert unread(stage, "dana") == {}
    assert unread(stage, "mina") == {"general": 1}
    pings = {person["key"]: person["pings"] for person in stage.sight.people()}
    assert pings == {"dana": 0, "mina": 1, "jun": 0, "sora": 0}

    stage.look("mina", general)

    assert unread(stage, "mina") == {}


async def test_threads_and_posts_are_places_of_their_own(stage: Stage):
    await runs(stage, "dana", "thread", where="prml")
    await runs(stage, "dana", "post", where="prml")

    places = {one["name"]: one for one in stage.sight.places("mina")}

    assert places["Chapter 2"]["parent"] == places["prml"]["id"]
    assert places["Why a gamma prior?"]["parent"] == places["questions"]["id"]
    assert places["Chapter 2"]["writable"]
    assert not places["questions"]["writable"]
    assert "gamma" in sees(stage, "mina", int(places["Why a gamma prior?"]["id"]))[0]["content"]


async def test_nobody_reads_the_dm_of_somebody_else(stage: Stage):
    with pytest.raises(NotPossible):
        stage.place("dana", stage.discord.dm_of("mina"))


async def test_who_sits_in_a_voice_channel_is_seen(stage: Stage):
    room = stage.discord.channel_id("room")

    await stage.act("jun", room, "sit", {})
    sitting = next(one["present"] for one in stage.sight.places("mina") if one["id"] == str(room))
    await stage.act("jun", room, "rise", {})

    assert sitting == [str(stage.discord.user_id("jun"))]
    assert stage.discord.voices() == {}


async def test_the_clock_never_goes_back(stage: Stage):
    start = stage.discord.now()

    await stage.discord.advance_to(start + timedelta(days=3))
    await stage.discord.advance_to(start)

    assert stage.discord.now() == start + timedelta(days=3)
