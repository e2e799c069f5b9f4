"""/digest personal: a member's own week in private, and by DM every week if they ask for it."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind
from bot.services.house import Services
from bot.texts import language_of, speak
from cogs.choosing import zones
from cogs.host import Interaction, server_id, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead
from cogs.press import Press
from cogs.views import own_digests as view
from db.records import Notice


class OwnWeeks(commands.Cog):
    """The part of /digest about one's own week; see `cogs/digests.py`."""

    services: Services

    @app_commands.command(
        name=_("personal"), description=_("Your own week: exercises, your next turn; weekly by DM if you like")
    )
    @app_commands.rename(day=_("day"), time=_("time"), zone=_("zone"))
    @app_commands.describe(
        day=_("Day of the week, such as Saturday"),
        time=_("Time of day, such as 20:00 or 8 pm"),
        zone=_("Time zone by which the weekly time is counted"),
    )
    @app_commands.autocomplete(zone=zones)
    async def personal(
        self, interaction: Interaction, day: str | None = None, time: str | None = None, zone: str | None = None
    ) -> None:
        found, here, me = self.services.own_digests, server_id(interaction), interaction.user.id
        if day or time or zone:
            shown = await found.choose(here, me, language_of(interaction.locale), day=day, time=time, zone=zone)
        else:
            shown = await found.preview(here, me)
        await answer(interaction, view.mine(shown, self.services.books, speech(interaction)))

    @knock(Kind.DIGEST_MINE)
    async def own_week(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.own_digests.due(notice.subject, notice.revision)
        if shown is None or shown.digest is None:
            return Moot("this week is told already")
        if shown.week.is_quiet:
            return Moot("a quiet week")
        return view.weekly(shown, self.services.books, speak(shown.digest.language))


class Start(Press, action="own.start"):
    async def press(self, interaction: Interaction) -> None:
        found, language = services(interaction), language_of(interaction.locale)
        shown = await found.own_digests.choose(server_id(interaction), interaction.user.id, language)
        await show_instead(interaction, view.mine(shown, found.books, speech(interaction)))


class Stop(Press, action="own.stop"):
    async def press(self, interaction: Interaction) -> None:
        await services(interaction).own_digests.stop(self.subject, interaction.user.id)
        await show_instead(interaction, view.stopped(speech(interaction)))


BUTTONS = (Start, Stop)
