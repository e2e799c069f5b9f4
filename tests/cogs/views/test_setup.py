"""The card of /setup as a page of text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.delivery.wording import Wording
from bot.texts import speak
from cogs.rights import NEEDED
from cogs.views.permissions import permission, reason
from cogs.views.setup import Place, SetUp, card, done
from db.records import Language, Server

NOW = datetime(2027, 7, 4, 18, 30, tzinfo=UTC)
EN, KO = speak("en"), speak("ko")


def text(wording: Wording) -> str:
    return "\n".join([wording.content or "", *[embed.description or "" for embed in wording.embeds]])


def rows(wording: Wording) -> list[str]:
    return text(wording).splitlines()


def test_the_clock_shown_is_the_zones() -> None:
    shown = card(SetUp(Server(1, zone="America/New_York"), NOW), EN)

    assert r"Time zone: America/New\_York, now 14:30" in text(shown)


def test_a_language_is_called_by_its_own_name() -> None:
    shown = card(SetUp(Server(1, language="ko"), NOW), EN)

    assert "Naru speaks: 한국어" in text(shown)


def test_nothing_to_complain_of_is_one_calm_line() -> None:
    shown = card(SetUp(Server(1, channel_id=2, staff_channel_id=3), NOW, Place(2), Place(3)), EN)

    assert rows(shown)[-1] == "✅ I have every permission I need there."
    assert "⚠️" not in text(shown)


def test_one_channel_for_both_is_complained_of_once() -> None:
    place = Place(2, ("send_messages", "embed_links"))

    shown = card(SetUp(Server(1, channel_id=2, staff_channel_id=2), NOW, place, place), EN)

    assert text(shown).count("Please give Naru") == 1


@pytest.mark.parametrize(
    ("missing", "asked"),
    [
        (NEEDED, ("view_channel",)),
        (("send_messages", "embed_links", "read_message_history"), ("send_messages", "read_message_history")),
        (("embed_links",), ("embed_links",)),
        ((), ()),
    ],
)
def test_permissions_are_asked_for_in_the_order_in_which_they_help(
    missing: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    assert Place(2, missing).first_missing == asked


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_permission_has_a_name_and_a_reason_people_can_read(language: Language) -> None:
    say = speak(language)

    for name in NEEDED:
        assert permission(name, say) != name
        assert reason(name, say)


@pytest.mark.parametrize("say", [EN, KO])
def test_the_card_is_never_longer_than_a_phone_can_show(say: object) -> None:
    worst = SetUp(
        Server(1, organiser_role_id=4, channel_id=2, staff_channel_id=3, country="KR"),
        NOW,
        home=Place(2, NEEDED[1:]),
        staff=Place(3, NEEDED[1:], public=True),
        role_gone=True,
    )

    assert len(rows(card(worst, say))) <= 18  # type: ignore[arg-type]


def test_the_last_word_is_what_to_do_next() -> None:
    shown = done(SetUp(Server(1), NOW), EN)

    assert rows(shown)[:2] == ["Naru is ready here.", "Next, open a study: `/study create`"]
    assert shown.view is None
