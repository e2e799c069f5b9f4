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
from db.records import ChannelId, Gathering, Notice, PlaceKind, SessionState, Study

ELSEWHERE = "Discord"
IN_VOICE = ("view_channel", "connect", "create_events")
IN_FORUM = ("view_channel", "send_messages")


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
            tag=view.tag_of(shown.study),
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
        if not wanted:
            return Moot("switched off meanwhile")
        found = self._in_the_way_of_events(study) if kind is PlaceKind.EVENT else self._in_the_way_of_posts(study)
        return view.barred(study, kind, found, speak(study.language))

    def _in_the_way_of_events(self, study: Study) -> view.InTheWay:
        voice = self._client.get_channel(study.voice_channel_id or 0)
        if not isinstance(voice, discord.abc.GuildChannel):
            return view.InTheWay()
        everywhere = not voice.guild.me.guild_permissions.create_events
        there = _lacking(voice, IN_VOICE)
        return view.InTheWay(tuple(name for name in there if name != "create_events" or not everywhere), everywhere)

    def _in_the_way_of_posts(self, study: Study) -> view.InTheWay:
        forum = self._client.get_channel(study.forum_id or 0)
        if study.gathering is not Gathering.FORUM or not isinstance(forum, discord.ForumChannel):
            return view.InTheWay()
        tagged = any(tag.name == view.tag_of(study) for tag in forum.available_tags)
        return view.InTheWay(_lacking(forum, IN_FORUM), tag=forum.flags.require_tag and not tagged)

    def _name_of(self, channel_id: ChannelId) -> str:
        found = self._client.get_channel(channel_id)
        return f"#{found.name}" if isinstance(found, discord.abc.GuildChannel) else ELSEWHERE


def _lacking(place: discord.abc.GuildChannel, needed: tuple[str, ...]) -> tuple[str, ...]:
    """What Naru needs in a channel and does not have; a channel out of sight hides all else."""
    granted = place.permissions_for(place.guild.me)
    lacking = tuple(name for name in needed if not getattr(granted, name))
    return ("view_channel",) if "view_channel" in lacking else lacking


def _parent(shown: PlaceShown) -> ChannelId | None:
    study = shown.study
    return study.forum_id if study.gathering is Gathering.FORUM else study.channel_id


def _took_place(shown: PlaceShown) -> bool:
    return shown.meeting.session.state in {SessionState.PLANNED, SessionState.HELD} and shown.over


async def setup(bot: commands.Bot) -> None:
    await bot.add_cog(PlaceCog(bot))  # type: ignore[arg-type]
