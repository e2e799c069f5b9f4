"""Options that know what there is: books, studies, sessions, my turns, offered while somebody types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from discord import app_commands

from bot.domain import typed as typing_rules
from bot.domain.plans import Meeting, Plan
from bot.domain.refusals import Refusal
from bot.services.digests import ZONES
from bot.texts import language_of
from cogs.host import Interaction, server_id, services, speech
from cogs.views import options as view
from db.records import Study, TurnId

T = TypeVar("T", int, str)

CHOICES = 25


async def books(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    language = language_of(interaction.locale)
    found = services(interaction).books.matching(typed, language)
    return [app_commands.Choice(name=book.title_in(language)[:100], value=book.key) for book in found[:CHOICES]]


async def zones(_interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=zone, value=zone) for zone in typing_rules.zones_like(typed, ZONES)]


async def studies(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    found = await services(interaction).studies.of_server(server_id(interaction))
    wanted = typed.casefold()
    return [
        app_commands.Choice(name=study.name[:100], value=str(study.id))
        for study in found
        if wanted in study.name.casefold()
    ][:CHOICES]


async def meant(interaction: Interaction, named: str | None) -> Study:
    """The study a command is about: the named one, or the one this place suggests. Raises NoSuchStudy."""
    return await services(interaction).studies.meant(server_id(interaction), interaction.channel_id, named)


async def sessions(interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
    """Sessions to come, by number, of the study in the option `study` or of this place; for an int option."""
    return await _sessions(interaction, typed, Plan.to_come)


async def any_sessions(interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
    """The same with all sessions, those to come first."""
    return await _sessions(interaction, typed, _coming_first)


async def open_sessions(interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
    """The same with those that look for a presenter."""
    return await _sessions(interaction, typed, _open)


async def turns(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """My own turns to come, in every study of the server; for a str option that `own_turn` reads."""
    found = await services(interaction).turns.mine(server_id(interaction), interaction.user.id)
    say = speech(interaction)
    return _matching([(f"#{shown.turn.id}", view.turn(shown, say)) for shown in found], typed)


async def own_turn(interaction: Interaction, chosen: str | None) -> TurnId:
    """The turn an option `turns` stands for: a chosen one, a session number as typed, or the next one of mine.

    Raises NoTurnAhead.
    """
    return await services(interaction).turns.chosen(
        server_id(interaction), interaction.channel_id, interaction.user.id, chosen
    )


async def _sessions(
    interaction: Interaction, typed: str, wanted: Callable[[Plan, datetime], Sequence[Meeting]]
) -> list[app_commands.Choice[int]]:
    found, say = services(interaction), speech(interaction)
    try:
        study = await meant(interaction, interaction.namespace.study)
        shown = await found.plans.shown(study.id)
    except Refusal:
        # The command itself will say why, once it is sent.
        return []
    names = {seat.user_id: seat.name for seat in await found.seats.members(study.id)}
    meetings = wanted(shown.plan, found.ground.now())
    lines = [(m.session.number, view.session(m, study, shown.book, names, say)) for m in meetings]
    return _matching(lines, typed)


def _coming_first(plan: Plan, now: datetime) -> list[Meeting]:
    ahead = plan.to_come(now)
    return [*ahead, *(meeting for meeting in reversed(plan.meetings) if meeting not in ahead)]


def _open(plan: Plan, now: datetime) -> list[Meeting]:
    return [meeting for meeting in plan.to_come(now) if meeting.call is not None]


def _matching(lines: Sequence[tuple[T, str]], typed: str) -> list[app_commands.Choice[T]]:
    """Those that hold what was typed; a number means the session of that number before all else."""
    wanted = typed.strip().casefold()
    found = [(value, name) for value, name in lines if wanted in name.casefold()]
    found.sort(key=lambda line: not line[1].startswith(f"{wanted} ·"))
    return [app_commands.Choice(name=name, value=value) for value, name in found[:CHOICES]]
