"""The card of /setup: what is chosen, what Naru still lacks, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot.delivery.wording import Wording
from bot.texts import Mark, Speech, channel, lines, role
from cogs.views.components import GREEN, button, custom_id
from cogs.views.permissions import permission, reason
from cogs.views.reading import BLUE
from db.records import ChannelId, Language, Server

NAMES: dict[Language, str] = {"en": "English", "ko": "한국어"}
OTHER: dict[Language, Language] = {"en": "ko", "ko": "en"}

# What Discord withholds as long as the permission before it is missing; it is asked for when it would help.
_BEHIND = {
    "view_channel": ("send_messages", "embed_links", "read_message_history"),
    "send_messages": ("embed_links",),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A channel that was chosen, as Discord has it now; `missing` are discord.py's names of permissions."""

    id: ChannelId
    missing: tuple[str, ...] = ()
    gone: bool = False
    public: bool = False

    @property
    def first_missing(self) -> tuple[str, ...]:
        """Without those that come by themselves once the ones before them are given."""
        behind = {later for name in self.missing for later in _BEHIND.get(name, ())}
        return tuple(name for name in self.missing if name not in behind)


@dataclass(frozen=True, slots=True)
class SetUp:
    """A server's choices beside what Discord has of them now."""

    server: Server
    now: datetime
    home: Place | None = None
    staff: Place | None = None
    role_gone: bool = False


def card(shown: SetUp, say: Speech) -> Wording:
    """To one admin alone; it can be left and resumed at any moment."""
    text = lines(
        say("Each choice is kept at once. You can leave, and {command} brings you back.", command=say.command("setup")),
        "",
        *_choices(shown, say),
        "",
        *_checks(shown, say),
    )
    embed = discord.Embed(title=say("Set Naru up"), description=text, colour=BLUE)
    return Wording(embeds=(embed,), view=_controls(shown, say))


def done(shown: SetUp, say: Speech) -> Wording:
    """The last word: what to do next, and what is still open."""
    return Wording(
        content=lines(
            say("Naru is ready here."),
            *_troubles(shown, say),
            say("Next, open a study: {command}", command=say.command("study create")),
            say("What else to do, at any time: {command}", command=say.command("help")),
        )
    )


def not_for_organisers(role_id: int, say: Speech) -> Mark:
    return say(
        "{role} cannot be the organisers' role: it is everyone's, or a bot's own. Choose one you give to a few people.",
        role=role(role_id),
    )


def _choices(shown: SetUp, say: Speech) -> list[Mark]:
    server = shown.server
    clock = say.clock(shown.now.astimezone(ZoneInfo(server.zone)).time())
    return [
        say("🌐 In channels Naru speaks: {language}", language=NAMES[server.language]),
        say("🕗 Time zone: {zone}, now {clock}", zone=server.zone, clock=clock),
        say("📅 No sessions on public holidays of: {country}", country=say.country(server.country))
        if server.country
        else say("📅 Public holidays are not looked at."),
        say("👥 Organisers: {role}", role=role(server.organiser_role_id))
        if server.organiser_role_id and not shown.role_gone
        else say("👥 Organisers: admins alone, until you choose a role"),
        say("💬 Studies meet in: {channel}", channel=channel(shown.home.id))
        if shown.home and not shown.home.gone
        else say("💬 Studies meet in: the channel where one is opened"),
        say("🔒 Calls for help go to: {channel}", channel=channel(shown.staff.id))
        if shown.staff and not shown.staff.gone
        else say("🔒 Calls for help go to: who opened the study, by direct message"),
    ]


def _checks(shown: SetUp, say: Speech) -> list[Mark]:
    if troubles := _troubles(shown, say):
        return troubles
    if shown.home is None and shown.staff is None:
        return [say("Choose a channel, and I will look whether I may write there.")]
    return [say("✅ I have every permission I need there.")]


def _troubles(shown: SetUp, say: Speech) -> list[Mark]:
    places = {place.id: place for place in (shown.home, shown.staff) if place is not None}
    found = [row for place in places.values() for row in _lacking(place, say)]
    if shown.role_gone:
        found.append(say("⚠️ The organisers' role is gone. Choose another one."))
    if shown.staff is not None and shown.staff.public:
        found.append(
            say(
                "⚠️ Everyone can read {channel}. Calls for help should stay among organisers and mentors.",
                channel=channel(shown.staff.id),
            )
        )
    return found


def _lacking(place: Place, say: Speech) -> list[Mark]:
    if place.gone:
        return [say("⚠️ A channel you chose is gone. Choose another one.")]
    if not place.missing:
        return []
    return [
        say("⚠️ Please give Naru in {channel}, under Edit Channel > Permissions:", channel=channel(place.id)),
        *[
            say("• **{permission}** {reason}", permission=permission(name, say), reason=reason(name, say))
            for name in place.first_missing
        ],
    ]


def _controls(shown: SetUp, say: Speech) -> ui.View:
    server = shown.server
    other = OTHER[server.language]
    view = ui.View(timeout=None)
    for item in (
        ui.RoleSelect[Any](
            custom_id=custom_id("setup.organisers", server.id),
            placeholder=say.label("Organisers' role"),
            min_values=0,
            default_values=_there(None if shown.role_gone else server.organiser_role_id),
        ),
        _channels("setup.channel", server, shown.home, say.label("Channel where studies meet")),
        _channels("setup.staff", server, shown.staff, say.label("Private channel of organisers and mentors")),
        button("setup.language", server.id, NAMES[other], extra=other, emoji="🌐"),
        button("setup.zone", server.id, say.label("Time zone…")),
        button("setup.holidays", server.id, say.label("Holidays…")),
        button("setup.check", server.id, say.label("Check again")),
        button("setup.done", server.id, say.label("Done"), style=GREEN),
    ):
        view.add_item(item)
    view.stop()
    return view


def _channels(action: str, server: Server, place: Place | None, placeholder: str) -> ui.ChannelSelect[Any]:
    return ui.ChannelSelect(
        custom_id=custom_id(action, server.id),
        placeholder=placeholder,
        channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        min_values=0,
        default_values=_there(None if place is None or place.gone else place.id),
    )


def _there(chosen: int | None) -> Sequence[discord.Object]:
    """Discord refuses a whole message over a default that is gone."""
    return [] if chosen is None else [discord.Object(chosen)]
