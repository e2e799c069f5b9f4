"""Bad input and wrong moments: one clear sentence, to the reader alone, and nothing has changed."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

import bot
import cogs as cogs_package
from bot.domain.refusals import Refusal
from bot.domain.typed.mistakes import Mistyped
from cogs.views import refusals as view
from cogs.views.mistyped import mistyped
from db.records import StudyState
from tests.cogs.world import World

CREATE = "study create"


def every_refusal() -> Iterator[type[Refusal]]:
    for package in (bot, cogs_package):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    known = [Refusal]
    for refusal in known:
        known += refusal.__subclasses__()
    return (refusal for refusal in known if not refusal.__subclasses__())


def has_words(refusal: type[Refusal]) -> bool:
    worded = mistyped if issubclass(refusal, Mistyped) else view.refused
    return worded.dispatch(refusal) is not worded.dispatch(object)


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    silent = [
        refusal.__name__
        for refusal in every_refusal()
        if view.refused.dispatch(refusal) is view.refused.dispatch(object)
    ]

    assert silent == []


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"book": "SICP"}, "There is no book “SICP” here. `/book list` shows all of them."),
        (
            {"book": "Patern Recognition and Machine Lerning"},
            "Did you mean “Pattern Recognition and Machine Learning”?",
        ),
        ({"book": "prml", "start": "2026-12-31"}, "has passed. Choose"),
        ({"book": "prml", "pages": 0}, "A session can have 1 to 500 pages."),
        ({"book": "prml", "seats": 0}, "A study can have 1 to 200 seats."),
        ({"book": "prml", "time": "25:00"}, "No clock shows “25:00”."),
        ({"book": "prml", "time": "8"}, "“8” could be 08:00 or 20:00."),
        ({"book": "prml", "day": "someday"}, "is not a day of the week I understand"),
        ({"book": "prml", "name": "x" * 2000}, "That has 2000 characters, and 80 fit."),
    ],
)
async def test_a_study_that_cannot_be_is_refused_in_one_sentence(
    world: World, options: dict[str, object], sentence: str
) -> None:
    answer = await world.dana.slash(world.prml, CREATE, **options)

    assert answer.ephemeral
    assert sentence in answer.text
    assert not answer.buttons
    assert await world.services.studies.of_server(world.guild.id) == []


async def test_the_sentence_is_in_the_readers_language(world: World) -> None:
    world.dana.locale = "ko"

    answer = await world.dana.slash(world.prml, CREATE, book="prml", time="25:00")

    assert answer.text == "“25:00” 시각은 없어요. 00:00부터 23:59까지 적을 수 있어요."


async def test_eight_in_the_evening_is_understood(world: World) -> None:
    answer = await world.dana.slash(world.prml, CREATE, book="prml", time="저녁 8시", day="토")

    assert "Every Saturday 20:00" in answer.text


async def test_a_name_is_shown_as_it_was_typed_and_calls_nobody(world: World) -> None:
    answer = await world.dana.slash(world.prml, CREATE, book="prml", name="**PRML** @everyone <@&1>")
    await world.dana.press(answer, "Open recruiting")
    await world.knock()

    (card,) = world.mina.sees(world.prml)
    assert r"\*\*PRML\*\*" in card.text
    assert "@everyone" not in card.text
    assert not world.env.backend.get_message(card.channel_id, card.sent.id).mention_everyone


async def test_a_channel_naru_cannot_write_in_is_named_with_what_is_missing(world: World) -> None:
    world.set_permissions(world.prml, bot=True, send_messages=False, embed_links=False)

    answer = await world.dana.slash(world.prml, CREATE, book="prml")

    assert world.prml.mention in answer.text
    assert "Send Messages, Embed Links" in answer.text


async def test_a_study_without_members_does_not_start(world: World) -> None:
    await world.recruiting()

    answer = await world.dana.slash(world.prml, "study start")

    assert "Nobody has joined" in answer.text


async def test_nobody_joins_twice(world: World) -> None:
    await world.recruiting(world.mina)

    answer = await world.mina.press(world.mina.sees(world.prml)[-1], "Join")

    assert answer.text == "You have a seat in “PRML” already."


async def test_strangers_cannot_press_what_is_an_organisers(world: World) -> None:
    for command in (CREATE, "study start"):
        options = {"book": "prml"} if command == CREATE else {}
        answer = await world.mina.slash(world.prml, command, **options)
        assert answer.text == "Only organisers can do that."

    assert await world.services.studies.of_server(world.guild.id) == []


async def test_an_organiser_who_is_none_any_more_cannot_go_on(world: World) -> None:
    preview = await world.dana.slash(world.prml, CREATE, book="prml")
    await world.services.setups.organisers(world.guild.id, None)

    answer = await world.dana.press(preview, "Open recruiting")

    assert "Only organisers can do that." in answer.text
    assert (await world.services.studies.of(1)).state is StudyState.DRAFT


async def test_only_the_presenter_presses_the_presenters_button(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    await world.travel(days=6)
    reminder = next(message for message in world.sora.sees(world.prml) if "I'm on it" in message.buttons)

    answer = await world.sora.press(reminder, "I'm on it")

    assert answer.ephemeral
    assert "본인만 답할 수 있어요" in answer.text


async def test_an_old_cards_button_says_how_things_stand(world: World) -> None:
    await world.recruiting(world.mina)
    old = world.sora.sees(world.prml)[0]
    await world.services.sessions.finish(1)

    answer = await world.sora.press(old, "Join")

    assert "“PRML” 스터디는 끝났어요" in answer.messages[-1].text
    assert [seat.user_id for seat in await world.services.seats.members(1)] == [world.mina.id]


async def test_a_discarded_preview_has_no_buttons_left(world: World) -> None:
    preview = await world.dana.slash(world.prml, CREATE, book="prml")

    discarded = await world.dana.press(preview, "Discard")

    assert discarded.buttons == []
    assert "is discarded" in discarded.text


async def test_two_organisers_who_publish_one_study_make_one_plan(world: World) -> None:
    await world.recruiting(world.mina, world.jun)
    by_dana = await world.dana.slash(world.prml, "study start")
    by_ara = await world.ara.slash(world.prml, "study start")
    await world.dana.press(by_dana, "Publish")

    answer = await world.ara.press(by_ara, "Publish")

    assert "This preview is an old one." in answer.text
    await world.knock()
    assert sum("we have a plan" in message.text for message in world.mina.sees(world.prml)) == 1


async def test_what_nobody_foresaw_comes_with_a_reference_and_no_details(
    world: World, foreseen: list[type[Exception]], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(*_: object) -> None:
        raise ZeroDivisionError("a secret of ours")

    foreseen.append(ZeroDivisionError)
    monkeypatch.setattr(world.services.studies, "of_server", breaks)

    answer = await world.mina.slash(world.prml, "study list")

    assert answer.ephemeral
    assert "Something went wrong on our side. Nothing was changed." in answer.text
    assert "secret" not in answer.text


async def test_more_studies_than_a_card_can_hold_are_counted(world: World) -> None:
    for number in range(12):
        await world.recruiting(name="*_`" * 26 + f"{number:02}")

    answer = await world.mina.slash(world.prml, "study list")

    assert "… and 4 more" in answer.text
