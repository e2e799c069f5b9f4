"""/session present, excuse: who is there, who cannot come, and what an organiser sees and corrects of it."""

from __future__ import annotations

from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Wording
from bot.services.attendance import Mine, Noted
from cogs import choosing, rights
from cogs.choice import Choice
from cogs.host import Interaction, services, speech
from cogs.manners import answer, show_instead
from cogs.press import Press
from cogs.views import attendance as view
from db.records import Presence, SessionId, StudyId


class Attending(commands.Cog):
    """The part of /session about who comes; see `cogs/sessions.py`."""

    @app_commands.command(name=_("present"), description=_("I'm here; at other times, how often I came"))
    @app_commands.rename(session=_("session"), study=_("study"))
    @app_commands.describe(
        session=_("Look at this session: your own attendance, or for organisers everybody's"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(session=choosing.any_sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def present(self, interaction: Interaction, session: int | None = None, study: str | None = None) -> None:
        meant = await choosing.meant(interaction, study)
        organiser = await rights.is_organiser(interaction)
        if session is None and (not organiser or await _is_member(interaction, meant.id)):
            await answer(interaction, await _own(interaction, meant.id, organiser=organiser))
            return
        shown = await services(interaction).sessions.latest(meant.id, session)
        session_id = shown.meeting.session.id
        await answer(interaction, await _of_session(interaction, session_id, organiser=organiser))

    @app_commands.command(name=_("excuse"), description=_("I can't come to a session; no reason needed"))
    @app_commands.rename(session=_("session"), study=_("study"))
    @app_commands.describe(
        session=_("Which session; the next one unless you say"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(session=choosing.sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def excuse(self, interaction: Interaction, session: int | None = None, study: str | None = None) -> None:
        meant = await choosing.meant(interaction, study)
        noted = await services(interaction).attendance.excuse_from(meant.id, session, interaction.user.id)
        await answer(interaction, view.excused(noted, speech(interaction)))


async def _is_member(interaction: Interaction, study_id: StudyId) -> bool:
    seats = await services(interaction).seats.members(study_id)
    return interaction.user.id in {seat.user_id for seat in seats}


async def _own(interaction: Interaction, study_id: StudyId, *, organiser: bool) -> Wording:
    found, say = services(interaction), speech(interaction)
    own: Noted | Mine = await found.attendance.present(study_id, interaction.user.id)
    wording = view.here(own, say) if isinstance(own, Noted) else view.mine(own, say)
    if not organiser:
        return wording
    shown = await found.sessions.latest(study_id, None)
    return view.with_who_came(wording, shown.meeting.session.id, say)


async def _of_session(interaction: Interaction, session_id: SessionId, *, organiser: bool) -> Wording:
    found, say = services(interaction).attendance, speech(interaction)
    if organiser:
        return view.sheet(await found.sheet(session_id), say)
    return view.one(await found.one(session_id, interaction.user.id), say)


class Here(Press, action="attendance.here"):
    async def press(self, interaction: Interaction) -> None:
        noted = await services(interaction).attendance.here(self.subject, interaction.user.id)
        await answer(interaction, view.here(noted, speech(interaction)))


class Excuse(Press, action="attendance.excuse"):
    async def press(self, interaction: Interaction) -> None:
        noted = await services(interaction).attendance.excuse(self.subject, interaction.user.id)
        await answer(interaction, view.excused(noted, speech(interaction)))


class Coming(Press, action="attendance.coming"):
    async def press(self, interaction: Interaction) -> None:
        noted = await services(interaction).attendance.come_after_all(self.subject, interaction.user.id)
        await show_instead(interaction, view.coming(noted, speech(interaction)))


class Who(Press, action="attendance.who"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        await answer(interaction, await _of_session(interaction, self.subject, organiser=True))


class Whom(Choice, action="attendance.whom"):
    async def choose(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        noted = await services(interaction).attendance.one(self.subject, self.chosen.id)
        await answer(interaction, view.correcting(noted, speech(interaction)))


class Correct(Press, action="attendance.correct"):
    async def press(self, interaction: Interaction) -> None:
        await rights.needs_organiser(interaction)
        user_id, presence = (self.extra or "").split(".")
        found, said = services(interaction).attendance, Presence(presence)
        shown = await found.correct(self.subject, int(user_id), said)
        await show_instead(interaction, view.corrected(shown, int(user_id), said, speech(interaction)))


BUTTONS = (Here, Excuse, Coming, Who, Whom, Correct)
