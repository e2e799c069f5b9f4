"""/why: what a coordinator reads when somebody says that nobody told them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from bot.delivery.errors import Reason
from bot.domain.notices import SILENT, Kind
from bot.domain.why import Part, Unneeded, Wanted
from bot.texts import Mark, speak
from cogs.views import why as view
from cogs.views.why_kinds import kind_name
from cogs.views.why_reasons import closed, known
from db.records import Reach, SessionState
from tests.cogs.test_fallbacks import close_dms
from tests.cogs.world import World
from tests.house import tree

EN = speak("en")


# What is filled into the reasons that are not whole in the source.
FILLED = {"the session is ": [each.value for each in SessionState if each is not SessionState.PLANNED]}


def moot_reasons() -> Iterator[str]:
    """What cogs say when a notice is moot, filled in where facts go in."""
    for file in tree.modules("cogs"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and tree.called(node) == "Moot" and node.args:
                yield from said(node.args[0])


def said(reason: ast.expr) -> list[str]:
    if isinstance(reason, ast.Constant):
        return [str(reason.value)]
    if isinstance(reason, ast.JoinedStr) and isinstance(reason.values[0], ast.Constant):
        begins = str(reason.values[0].value)
        return [begins + rest for rest in FILLED.get(begins, [""])]
    # The name of a refusal: those without words of their own were not needed any more, and no reader asks which.
    return []


def test_every_reason_of_a_moot_notice_has_words() -> None:
    reasons = list(moot_reasons())

    assert len(reasons) > 5
    assert [reason for reason in reasons if known(reason, EN) is None] == []
    assert all(known(each, EN) for each in Unneeded)


@pytest.mark.parametrize("reason", Reason)
def test_every_error_has_words(reason: Reason) -> None:
    where = Mark("<#1>")

    assert closed(f"{reason.value}: 403", where, EN) != closed("nobody knows", where, EN)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in SILENT])
def test_every_kind_has_a_name(kind: Kind) -> None:
    assert kind_name(kind, EN) != kind.value


@pytest.mark.parametrize("kind", Kind)
def test_a_button_remembers_the_whole_question(kind: Kind) -> None:
    wanted = Wanted(99_999, 2**63 - 1, kind.value)

    extra = view.packed(wanted, Part.FAILED, 999)

    assert view.unpacked(extra) == (wanted, Part.FAILED, 999)
    assert len(f"naru:why.page:{10**9}:{extra}") <= 100


async def test_what_is_coming_is_said_with_its_time_and_place(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")

    answer = await world.dana.slash(world.prml, "why", session=1)

    assert answer.ephemeral
    assert "2 sent" not in answer.text
    assert "session 1" in answer.text
    assert "reminder a week before" in answer.text
    assert f"→ {world.prml.mention}" in answer.text
    assert "roll" not in answer.text


async def test_what_was_sent_links_to_its_message(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en")

    shown = await world.dana.slash(world.prml, "why", kind="study_card")
    answer = await world.dana.press(shown, "Sent")

    card = world.mina.sees(world.prml)[0].sent
    assert f"https://discord.com/channels/{world.guild.id}/{world.prml.id}/{card.id}" in answer.text
    assert "Only: the study's card" in answer.text
    assert "1 sent, 0 coming, 0 failed" in answer.text


async def test_a_closed_dm_is_told_with_where_it_went(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en", reach=Reach.DM)
    close_dms(world)
    await world.travel(days=6)

    shown = await world.dana.slash(world.prml, "why", member=world.mina.member, session=1)
    answer = await world.dana.press(shown, "Sent")

    assert f"Direct messages of {world.mina.mention} are closed. So it went to {world.prml.mention}." in answer.text


async def test_what_was_not_needed_any_more_says_why(world: World) -> None:
    study = await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    await world.services.seats.leave(study.id, world.mina.id)

    shown = await world.dana.slash(world.prml, "why", member=world.mina.member)
    answer = await world.dana.press(shown, "Not sent")

    assert "somebody else presents" in answer.text


async def test_pages_turn_and_the_question_stays(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    first = await world.dana.slash(world.prml, "why", member=world.mina.member)

    second = await world.dana.press(first, "▶️")
    back = await world.dana.press(second, "◀️")

    assert second.text != first.text
    assert back.text == first.text
    assert all(f"Only: {world.mina.mention}" in answer.text for answer in (first, second))


async def test_only_organisers_ask(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en")
    shown = await world.dana.slash(world.prml, "why")

    assert "Only organisers" in (await world.mina.slash(world.prml, "why")).text
    assert "Sent" in shown.buttons


async def test_a_kind_nobody_knows_is_refused_and_the_others_are_offered(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en")

    answer = await world.dana.slash(world.prml, "why", kind="pigeon")

    assert "No notice is called “pigeon”." in answer.text
    assert "ten minutes before" in await world.dana.types(world.prml, "why", "kind", "minutes")
