"""/session materials: a link, or a file that Naru posts once for everybody; and the buttons that ask for them."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.domain.sessions import LINK_AT_MOST, FileGone, FileTooLarge, LinkOrFile
from bot.services.sessions import SessionShown
from bot.texts import Speech, speak
from cogs import choosing, rights
from cogs.host import Interaction, services, speech
from cogs.manners import Form, answer, show_instead, think
from cogs.press import Press
from cogs.rights import CannotWrite
from cogs.views import materials as view
from cogs.views import sessions as session_view
from db.records import ChannelId, PlaceKind, SessionId

MEGABYTE = 1024 * 1024
# The link form of `/session materials` itself: no message is behind it.
BY_COMMAND = "command"


class Giving(commands.Cog):
    """The part of /session about slides and notes; see `cogs/sessions.py`."""

    @app_commands.command(name=_("materials"), description=_("Slides or notes of a session: a link or a file"))
    @app_commands.rename(session=_("session"), link=_("link"), file=_("file"), study=_("study"))
    @app_commands.describe(
        session=_("Which session; the one you present unless you say"),
        link=_("Where they are"),
        file=_("I post it in the study's channel, for everybody"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(session=choosing.any_sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def materials(
        self,
        interaction: Interaction,
        session: int | None = None,
        link: str | None = None,
        file: discord.Attachment | None = None,
        study: str | None = None,
    ) -> None:
        if link is not None and file is not None:
            raise LinkOrFile
        meant = await choosing.meant(interaction, study)
        organiser = await rights.is_organiser(interaction)
        found = services(interaction).sessions
        shown = await found.to_speak_for(meant.id, session, interaction.user.id, organiser=organiser)
        session_id = shown.meeting.session.id
        if file is not None:
            await _post(interaction, shown, file, organiser=organiser)
        elif link is not None:
            given = await found.add_materials(session_id, interaction.user.id, link, organiser=organiser)
            await answer(interaction, view.kept(given, speech(interaction)))
        else:
            await interaction.response.send_modal(Link(session_id, speech(interaction), BY_COMMAND))


async def _post(interaction: Interaction, shown: SessionShown, file: discord.Attachment, *, organiser: bool) -> None:
    """Post the file where the study reads, and keep the way to it; where that fails, nothing stays behind."""
    assert interaction.guild is not None  # noqa: S101  the command is one of servers only
    at_most = interaction.guild.filesize_limit
    if file.size > at_most:
        raise FileTooLarge(at_most // MEGABYTE)
    place = await _place(interaction, shown)
    await think(interaction)
    try:
        copy = await file.to_file()
    except discord.HTTPException as error:
        raise FileGone from error
    try:
        posted = await place.send(
            view.posted(shown, speak(shown.study.language)), file=copy, allowed_mentions=discord.AllowedMentions.none()
        )
    except discord.Forbidden as error:
        raise CannotWrite(place.id, ("attach_files",)) from error
    found = services(interaction).sessions
    try:
        given = await found.add_materials(
            shown.meeting.session.id, interaction.user.id, posted.jump_url, organiser=organiser
        )
    except Exception:
        await posted.delete()
        raise
    await answer(interaction, view.kept(given, speech(interaction)))


async def _place(interaction: Interaction, shown: SessionShown) -> discord.abc.MessageableChannel:
    """The session's own thread where it has one, else the study's channel. Raises CannotWrite."""
    places = await services(interaction).places.of(shown.meeting.session.id)
    thread = places.get(PlaceKind.THREAD)
    channel = _seen(interaction, thread.discord_id if thread else None) or _seen(interaction, shown.study.channel_id)
    if channel is None:
        raise CannotWrite(shown.study.channel_id, ("view_channel",))
    assert interaction.guild is not None  # noqa: S101
    granted = channel.permissions_for(interaction.guild.me)
    speaking = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    missing = tuple(name for name in ("view_channel", speaking, "attach_files") if not getattr(granted, name))
    if missing:
        raise CannotWrite(channel.id, missing)
    return channel


def _seen(interaction: Interaction, channel_id: ChannelId | None) -> discord.TextChannel | discord.Thread | None:
    assert interaction.guild is not None  # noqa: S101
    found = interaction.guild.get_channel_or_thread(channel_id) if channel_id else None
    return found if isinstance(found, discord.TextChannel | discord.Thread) else None


class Materials(Press, action="session.materials"):
    async def press(self, interaction: Interaction) -> None:
        organiser = await rights.is_organiser(interaction)
        found = services(interaction).sessions
        await found.check_speaking(self.subject, interaction.user.id, organiser=organiser)
        await interaction.response.send_modal(Link(self.subject, speech(interaction), self.extra))


class NoMaterials(Press, action="session.no_materials"):
    async def press(self, interaction: Interaction) -> None:
        organiser = await rights.is_organiser(interaction)
        found = services(interaction).sessions
        shown = await found.no_materials(self.subject, interaction.user.id, organiser=organiser)
        await show_instead(interaction, view.none(shown, speech(interaction)))


class Link(Form):
    """The place of the slides or notes of one session; `pressed`: which message's button, None for the one after it."""

    def __init__(self, session_id: SessionId, say: Speech, pressed: str | None) -> None:
        super().__init__(say.label("Slides or notes"))
        self.session_id, self.pressed = session_id, pressed
        self.address = ui.TextInput[Any](placeholder="https://", max_length=LINK_AT_MOST)
        self.add_item(ui.Label(text=say.label("Link"), component=self.address))

    async def on_submit(self, interaction: Interaction, /) -> None:
        organiser = await rights.is_organiser(interaction)
        found = services(interaction).sessions
        given = await found.add_materials(self.session_id, interaction.user.id, self.address.value, organiser=organiser)
        shown = given.shown
        if self.pressed == session_view.ASKED:
            await show_instead(interaction, view.kept(given, speech(interaction)))
            return
        posted = interaction.message is not None and not interaction.message.flags.ephemeral
        if posted and self.pressed is None:
            # The card in the channel asked for them, so that is where everybody finds them.
            await show_instead(interaction, session_view.after(shown, speak(shown.study.language)))
        await answer(interaction, view.kept(given, speech(interaction)))


BUTTONS = (Materials, NoMaterials)
