"""/setup: one card on which an admin chooses how Naru lives in this server, a press at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.services.setups import Setups
from bot.texts import language_of
from cogs import rights
from cogs.choice import Choice
from cogs.forms.setting_up import Holidays, Zone
from cogs.host import Interaction, server_id, services, speech
from cogs.manners import answer, say, show_instead
from cogs.press import Press
from cogs.views import setup as view
from db.records import ChannelId, Server


class SetupCog(commands.Cog):
    @app_commands.command(name=_("setup"), description=_("Set Naru up here: language, time zone, organisers, channels"))
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def setup(self, interaction: Interaction) -> None:
        rights.needs_admin(interaction)
        server = await services(interaction).setups.begin(server_id(interaction), language_of(interaction.locale))
        await answer(interaction, view.card(_seen(interaction, server), speech(interaction)))


class Organisers(Choice, action="setup.organisers"):
    async def choose(self, interaction: Interaction) -> None:
        role: discord.Role | None = self.chosen
        if role and (role.is_default() or role.is_bot_managed()):
            # Nobody can be given such a role. The card shows again what was chosen before.
            await _save(interaction, lambda setups: setups.of(server_id(interaction)))
            await say(interaction, view.not_for_organisers(role.id, speech(interaction)))
            return
        await _save(interaction, lambda setups: setups.organisers(server_id(interaction), role.id if role else None))


class Home(Choice, action="setup.channel"):
    async def choose(self, interaction: Interaction) -> None:
        chosen = self.chosen.id if self.chosen else None
        await _save(interaction, lambda setups: setups.meet_in(server_id(interaction), chosen))


class Staff(Choice, action="setup.staff"):
    async def choose(self, interaction: Interaction) -> None:
        chosen = self.chosen.id if self.chosen else None
        await _save(interaction, lambda setups: setups.staff_in(server_id(interaction), chosen))


class Speak(Press, action="setup.language"):
    async def press(self, interaction: Interaction) -> None:
        await _save(interaction, lambda setups: setups.speak(server_id(interaction), language_of(self.extra)))


class AskZone(Press, action="setup.zone"):
    async def press(self, interaction: Interaction) -> None:
        rights.needs_admin(interaction)
        server = await services(interaction).setups.of(server_id(interaction))
        await interaction.response.send_modal(Zone(server, _save, speech(interaction)))


class AskHolidays(Press, action="setup.holidays"):
    async def press(self, interaction: Interaction) -> None:
        rights.needs_admin(interaction)
        server = await services(interaction).setups.of(server_id(interaction))
        await interaction.response.send_modal(Holidays(server, _save, speech(interaction)))


class CheckAgain(Press, action="setup.check"):
    async def press(self, interaction: Interaction) -> None:
        await _save(interaction, lambda setups: setups.of(server_id(interaction)))


class Done(Press, action="setup.done"):
    async def press(self, interaction: Interaction) -> None:
        rights.needs_admin(interaction)
        server = await services(interaction).setups.finish(server_id(interaction))
        await show_instead(interaction, view.done(_seen(interaction, server), speech(interaction)))


async def _save(interaction: Interaction, choose: Callable[[Setups], Awaitable[Server]]) -> None:
    """Keep one choice, and show the card with it and with what Discord says of it now."""
    rights.needs_admin(interaction)
    server = await choose(services(interaction).setups)
    await show_instead(interaction, view.card(_seen(interaction, server), speech(interaction)))


def _seen(interaction: Interaction, server: Server) -> view.SetUp:
    guild = interaction.guild
    role_id = server.organiser_role_id
    return view.SetUp(
        server,
        services(interaction).ground.now(),
        home=_place(interaction, server.channel_id),
        staff=_place(interaction, server.staff_channel_id),
        role_gone=role_id is not None and (guild is None or guild.get_role(role_id) is None),
    )


def _place(interaction: Interaction, channel_id: ChannelId | None) -> view.Place | None:
    if channel_id is None:
        return None
    guild = interaction.guild
    found = guild.get_channel(channel_id) if guild else None
    if guild is None or found is None:
        return view.Place(channel_id, gone=True)
    return view.Place(
        channel_id,
        rights.missing_in(interaction, channel_id),
        public=found.permissions_for(guild.default_role).view_channel,
    )


CONTROLS = (Organisers, Home, Staff, Speak, AskZone, AskHolidays, CheckAgain, Done)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*CONTROLS)
    await bot.add_cog(SetupCog())
