"""/digest: the week of a study in one short card, when it comes, and what organisers read beside it."""

from __future__ import annotations

from typing import cast

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind
from bot.services.digests import WeekShown
from bot.services.house import Services
from bot.texts import Speech, speak
from cogs import choosing, own_digests, rights
from cogs.host import Host, Interaction, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead
from cogs.own_digests import OwnWeeks
from cogs.pictures import below
from cogs.press import Press
from cogs.views import digests as view
from cogs.views import grids
from db.records import Notice, TargetKind, WhenQuiet

QUIET = [
    app_commands.Choice(name=_("one friendly line"), value=WhenQuiet.LINE.value),
    app_commands.Choice(name=_("nothing"), value=WhenQuiet.NOTHING.value),
]


@app_commands.guild_only()
class DigestCog(
    OwnWeeks,
    commands.GroupCog,
    group_name=_("digest"),
    group_description=_("The week of a study in one card"),
):
    def __init__(self, host: Host) -> None:
        self.services: Services = host.services
        self._client = cast(discord.Client, host)

    @app_commands.command(name=_("now"), description=_("What this week's digest would say; organisers can post it"))
    @app_commands.rename(study=_("study"))
    @app_commands.describe(study=_("Which study; the one of this channel unless you say"))
    @app_commands.autocomplete(study=choosing.studies)
    async def now(self, interaction: Interaction, study: str | None = None) -> None:
        meant = await choosing.meant(interaction, study)
        say, organiser = speech(interaction), await rights.is_organiser(interaction)
        shown = await self.services.digests.preview(meant.id)
        await answer(interaction, view.preview(await told(shown, say), meant, say, organiser=organiser))

    @app_commands.command(name=_("settings"), description=_("For organisers: when the digest comes, and what of it"))
    @app_commands.rename(
        day=_("day"),
        time=_("time"),
        zone=_("zone"),
        on=_("in_channel"),
        staff=_("for_organisers"),
        quiet=_("quiet_week"),
    )
    @app_commands.rename(study=_("study"))
    @app_commands.describe(
        day=_("Day of the week, such as Saturday"),
        time=_("Time of day, such as 20:00 or 8 pm"),
        zone=_("Time zone by which the weekly time is counted"),
        on=_("Whether the channel reads it"),
        staff=_("Whether organisers get their own in private"),
        quiet=_("What the channel reads after a week in which nothing happened"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.choices(quiet=QUIET)
    @app_commands.autocomplete(zone=choosing.zones, study=choosing.studies)
    async def settings(
        self,
        interaction: Interaction,
        day: str | None = None,
        time: str | None = None,
        zone: str | None = None,
        on: bool | None = None,
        staff: bool | None = None,
        quiet: str | None = None,
        study: str | None = None,
    ) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        when_quiet = WhenQuiet(quiet) if quiet else None
        chosen = await self.services.digests.choose(
            meant.id, on=on, staff=staff, when_quiet=when_quiet, day=day, time=time, zone=zone
        )
        await answer(interaction, view.settings(chosen, speech(interaction)))

    @knock(Kind.DIGEST)
    async def weekly(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.digests.due(notice.subject, notice.revision)
        if shown is None:
            return Moot("this week is told already")
        if shown.week.is_quiet and not shown.week.begun:
            return Moot("the study has not met yet")
        if shown.week.is_quiet and shown.digest.when_quiet is WhenQuiet.NOTHING:
            return Moot("a quiet week")
        say = speak(shown.study.language)
        return await told(shown, say) if self._may_attach(notice.target.id) else view.weekly(shown, say)

    def _may_attach(self, channel_id: int) -> bool:
        """Without the permission for pictures the digest comes without one."""
        channel = self._client.get_channel(channel_id)
        return not isinstance(channel, discord.TextChannel) or channel.permissions_for(channel.guild.me).attach_files

    @knock(Kind.DIGEST_STAFF)
    async def for_organisers(self, notice: Notice) -> Wording | Moot:
        if notice.fallback_of is not None and notice.target.kind is TargetKind.CHANNEL:
            return Moot("not for everybody's eyes")
        shown = await self.services.digests.staff_due(notice.subject, notice.revision)
        if shown is None:
            return Moot("this week is told already")
        return Moot("nothing to look after") if shown.is_calm else view.staff(shown, speak(shown.study.language))


async def told(shown: WeekShown, say: Speech) -> Wording:
    """The digest with its picture; a quiet week has none."""
    wording = view.weekly(shown, say)
    if shown.week.is_quiet or not shown.board.coverage:
        return wording
    return await below(wording, grids.of_board(shown.board, say), grids.alt_of_board(shown.board, say))


class Post(Press, action="digest.post"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        study = await services(interaction).digests.post(self.subject)
        await show_instead(interaction, view.posted(study, speech(interaction)))


class ForStaff(Press, action="digest.staff"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        shown = await services(interaction).digests.staff_preview(self.subject)
        await answer(interaction, view.staff(shown, speech(interaction)))


BUTTONS = (Post, ForStaff)


async def setup(bot: commands.Bot) -> None:
    bot.add_dynamic_items(*BUTTONS, *own_digests.BUTTONS)
    await bot.add_cog(DigestCog(bot))  # type: ignore[arg-type]
