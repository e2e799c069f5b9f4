"""Discord's own places for sessions, as the clock knocks for them: events, threads, and a word where Naru may not."""

from __future__ import annotations

from typing import cast

import discord
from discord.ext import commands

from bot.delivery.deeds import EventDeed, ThreadDeed
from bot.delivery.wording import Deed, Moot, Wording
from bot.domain.notices import BARRED, Kind, in_channel
from bot.domain.places import Want
from bot.services.house import Services
from bot.services.places import PlaceShown
from bot.texts import speak
from cogs.host import Host
from cogs.knock import knock
from cogs.views import places as view
from db.records import ChannelId, Gathering, Notice, PlaceKind, SessionState

ELSEWHERE = "Discord"


class PlaceCog(commands.Cog):
    def __init__(self, host: Host) -> None:
        self.services: Services = host.services
        self._client = cast(discord.Client, host)

    @knock(Kind.EVENT)
    async def make_event(self, notice: Notice) -> Deed | Moot:
        shown = await self.services.places.wanted(notice.subject, PlaceKind.EVENT)
        if shown.want is None:
            return Moot("the session has begun")
        say, stands = speak(shown.study.language), shown.want is Want.STAND
        event = view.event(shown, self._name_of(shown.study.channel_id), say) if stands else None
        return EventDeed(shown.meeting.session.id, shown.study.server_id, shown.marker, shown.digest, event)

    @knock(Kind.THREAD)
    async def make_thread(self, notice: Notice) -> Deed | Moot:
        shown = await self.services.places.wanted(notice.subject, PlaceKind.THREAD)
        parent = _parent(shown)
        if shown.want is None or parent is None:
            return Moot("no thread is wanted")
        say, rests = speak(shown.study.language), shown.want is Want.REST
        return ThreadDeed(
            shown.meeting.session.id,
            shown.study.server_id,
            shown.marker,
            shown.digest,
            parent_id=parent,
            is_post=shown.study.gathering is Gathering.FORUM,
            name=view.thread_name(shown, say),
            agenda=None if rests and _took_place(shown) else view.agenda(shown, say),
            tag=shown.study.name,
            archived=rests,
        )

    @knock(Kind.EVENT_BARRED, Kind.THREAD_BARRED)
    async def tell_barred(self, notice: Notice) -> Wording | Moot:
        study = await self.services.studies.of(notice.subject)
        if notice.target == in_channel(study):
            # The way round a closed DM leads to the whole study, and permissions are the organisers' affair.
            return Moot("for organisers alone")
        kind = next(kind for kind, said in BARRED.items() if said == notice.kind)
        wanted = study.events if kind is PlaceKind.EVENT else study.gathering is not Gathering.NOWHERE
        return view.barred(study, kind, speak(study.language)) if wanted else Moot("switched off meanwhile")

    def _name_of(self, channel_id: ChannelId) -> str:
        found = self._client.get_channel(channel_id)
        return f"#{found.name}" if isinstance(found, discord.abc.GuildChannel) else ELSEWHERE


def _parent(shown: PlaceShown) -> ChannelId | None:
    study = shown.study
    return study.forum_id if study.gathering is Gathering.FORUM else study.channel_id


def _took_place(shown: PlaceShown) -> bool:
    return shown.meeting.session.state in {SessionState.PLANNED, SessionState.HELD} and shown.over


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(PlaceCog(bot))  # type: ignore[arg-type]
