"""/turn volunteer and /turn assign: a session looks for a presenter, and whom it asks answers."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.app_commands import locale_str as _
from discord.ext import commands

from bot.delivery.wording import Moot, Wording
from bot.domain.notices import Kind, in_channel
from bot.services.calls import CallShown, Given
from bot.services.house import Services
from bot.texts import Speech, speak
from cogs import choosing, rights
from cogs.choice import Choice
from cogs.host import Interaction, services, speech
from cogs.knock import knock
from cogs.manners import answer, show_instead
from cogs.posted import show_on
from cogs.press import Press
from cogs.views import calls as view
from cogs.views import passing, sessions
from db.records import Notice, Role, Study, TargetKind

# What a session's own messages say, once it has its presenter.
SESSION_CARDS = {"day": sessions.day_before, "soon": sessions.soon}
ROLES = [
    app_commands.Choice(name=_("presents"), value=Role.LEAD.value),
    app_commands.Choice(name=_("is backup"), value=Role.BACKUP.value),
]


class CallTurns(commands.Cog):
    """The part of /turn that fills a session which has nobody; see `cogs/turns.py`."""

    services: Services

    @app_commands.command(name=_("volunteer"), description=_("Present a session that looks for somebody"))
    @app_commands.rename(session=_("session"), study=_("study"))
    @app_commands.describe(
        session=_("Which session; the next one that looks for somebody unless you say"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.autocomplete(session=choosing.open_sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def volunteer(self, interaction: Interaction, session: int | None = None, study: str | None = None) -> None:
        meant = await choosing.meant(interaction, study)
        given = await self.services.calls.volunteer(meant.id, session, interaction.user.id)
        await answer(interaction, view.taken(given, speech(interaction)))
        await _settle_cards(interaction, given)

    @app_commands.command(name=_("assign"), description=_("For organisers: set who presents a session, or backs it up"))
    @app_commands.rename(session=_("session"), member=_("member"), role=_("role"), study=_("study"))
    @app_commands.describe(
        session=_("Which session"),
        member=_("Who takes it"),
        role=_("As presenter unless you say"),
        study=_("Which study; the one of this channel unless you say"),
    )
    @app_commands.choices(role=ROLES)
    @app_commands.autocomplete(session=choosing.sessions)
    @app_commands.autocomplete(study=choosing.studies)
    async def assign(
        self,
        interaction: Interaction,
        session: int,
        member: discord.Member,
        role: str = Role.LEAD.value,
        study: str | None = None,
    ) -> None:
        await rights.needs_organiser(interaction)
        meant = await choosing.meant(interaction, study)
        given = await self.services.calls.assign(meant.id, session, member.id, Role(role), interaction.user.id)
        await answer(interaction, view.assigned(given, speech(interaction)))
        await _settle_cards(interaction, given)

    @knock(Kind.CALL_BACKUP)
    async def ask_backup(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.calls.of(notice.subject)
        if not shown.is_open or shown.backup is None:
            return Moot("the call has its answer")
        private = notice.target.kind is TargetKind.USER
        return view.backup_asked(
            shown, notice.target.kind, speak(shown.backup.language if private else shown.study.language)
        )

    @knock(Kind.CALL_OPEN)
    async def ask_everybody(self, notice: Notice) -> Wording | Moot:
        shown = await self.services.calls.of(notice.subject)
        if not shown.is_open:
            return Moot("the call has its answer")
        return view.open_to_all(shown, speak(shown.study.language))

    @knock(Kind.CALL_STAFF)
    async def ask_organisers(self, notice: Notice) -> Wording | Moot:
        advice = await self.services.calls.advice(notice.subject)
        if not advice.shown.is_open:
            return Moot("the call has its answer")
        if notice.target == in_channel(advice.shown.study):
            # Why somebody passed, and who carried how little, was promised to organisers alone.
            return Moot("for organisers alone")
        return view.to_organisers(advice, speak(advice.shown.study.language))


class Take(Press, action="call.take"):
    async def press(self, interaction: Interaction) -> None:
        given = await services(interaction).calls.take(self.subject, interaction.user.id)
        if self.extra in SESSION_CARDS:
            shown = await services(interaction).sessions.of(given.meeting.session.id)
            await show_instead(interaction, SESSION_CARDS[self.extra](shown, speak(given.study.language)))
        else:
            await _show_settled(interaction, given)
        await answer(interaction, view.taken(given, speech(interaction)))
        await _settle_cards(interaction, given)


class Decline(Press, action="call.decline"):
    async def press(self, interaction: Interaction) -> None:
        shown = await services(interaction).calls.decline(self.subject, interaction.user.id)
        if _lasting(interaction):
            await show_instead(interaction, _asked_no_more(interaction, shown))
        await answer(interaction, view.declined(shown, speech(interaction)))


class Who(Choice, action="call.who"):
    async def choose(self, interaction: Interaction) -> None:
        found = services(interaction).calls
        await _needs_organiser(interaction, (await found.of(self.subject)).study)
        given = await found.ask(self.subject, int(self.chosen), interaction.user.id)
        await _show_settled(interaction, given)
        await answer(interaction, view.assigned(given, speech(interaction)))
        await _settle_cards(interaction, given)


async def _needs_organiser(interaction: Interaction, study: Study) -> None:
    """In a direct message nobody has a role: there it is the study's own organiser who was written to."""
    if interaction.guild_id is not None or interaction.user.id != study.organiser_id:
        await rights.needs_organiser(interaction)


def _lasting(interaction: Interaction) -> bool:
    """Whether what was pressed stands where it will be read again, and is not an answer to one person."""
    return interaction.message is not None and not interaction.message.flags.ephemeral


def _speech_there(interaction: Interaction, study: Study) -> Speech:
    """What stands in a server is in the study's language, what stands between two in the reader's."""
    return speech(interaction) if interaction.guild_id is None else speak(study.language)


def _asked_no_more(interaction: Interaction, shown: CallShown) -> Wording:
    return view.asked_no_more(shown, _speech_there(interaction, shown.study))


async def _show_settled(interaction: Interaction, given: Given) -> None:
    if _lasting(interaction):
        await show_instead(interaction, view.settled(given, _speech_there(interaction, given.study)))


async def _settle_cards(interaction: Interaction, given: Given) -> None:
    """Say on what stands in channels that somebody has the session, and that who had it before need not."""
    found, say = services(interaction), speak(given.study.language)
    if given.call is not None:
        await show_on(interaction, await found.calls.posted(given.call.id), view.settled(given, say))
    if given.before is not None:
        was = await found.turns.before(given.before.id)
        await show_on(interaction, await found.turns.posted(given.before.id), passing.passed_on(was, say))


BUTTONS = (Take, Decline, Who)
