"""A small Discord with the cast: Mina presents, Jun mentors, Sora is new, Dana organises, Ara owns the server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from typing import Any

import discord
import structlog
from discord import app_commands
from simcord import ChannelHandle, Env, RoleHandle, UserHandle, interactions
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.app import NaruBot
from bot.delivery.post import DiscordPost
from bot.delivery.sender import Sender
from bot.delivery.sites import on_discord
from bot.domain.refusals import Refusal
from bot.services import house
from bot.services.ground import Ground
from bot.services.seats import Form
from bot.services.studies import Wish
from bot.texts import language_of
from db.engine import Database
from db.records import Reach, Study
from tests.clock import MONDAY_MORNING
from tests.cogs.person import Person

# What one may foresee, and answer: the log has everything else.
EXPECTED = (app_commands.AppCommandError, Refusal)


class Plenty:
    """Discord's limits are not what these tests are about."""

    half_a_second = 500

    async def take(self, requests: int = 1) -> None:
        """As many as one likes."""

    def refused(self) -> None:
        """Nobody counts."""


class World:
    """The server as nobody has set it up, on a Monday morning in Seoul; the clock stands still until one travels.

    `prml` is an open channel, `staff` one that members do not see; Dana has the role `organisers`.
    """

    def __init__(self, env: Env) -> None:
        assert isinstance(env.bot, NaruBot)
        self.env, self.bot, self.services = env, env.bot, env.bot.services
        self.people: list[Person] = []
        ara = env.create_user("ara", global_name="Ara")
        self.guild = env.create_guild("Naru Academy", owner=ara, preferred_locale="ko")
        self.organisers = self.guild.create_role("Organisers")
        self.prml = self.guild.create_text_channel("prml")
        self.staff = self.guild.create_text_channel("staff")
        self.ara = self._comes(ara, "en-GB")
        self.dana = self._member("dana", "Dana", "en-US", self.organisers)
        self.mina = self._member("mina", "Mina", "en-US")
        self.jun = self._member("jun", "Jun", "ko")
        self.sora = self._member("sora", "Sora", "ko")
        self.hide(self.staff, self.guild.default_role)
        self.show(self.staff, self.organisers)
        self.show(self.staff, bot=True)
        self._lives = 0
        self._sender = self._new_sender()

    @property
    def database(self) -> Database:
        return self.services.ground.database

    @property
    def now(self) -> datetime:
        return self.env.now()

    def joins(self, name: str, *roles: RoleHandle, locale: str = "en-US") -> Person:
        """Somebody who is none of the cast comes to the server."""
        return self._member(name.lower(), name, locale, *roles)

    async def restart(self) -> None:
        """A new life of the bot, which remembers nothing but what the database holds."""
        before, self.bot = self.bot, NaruBot(house.build(self.services.ground))
        await self.env.restart_bot(self.bot)
        await before.close()
        self.services = self.bot.services
        self._sender = self._new_sender()

    async def set_up(self) -> None:
        """As most servers have it: Seoul's clock, Dana's role, a place to meet and one for the staff."""
        setups, here = self.services.setups, self.guild.id
        await setups.move(here, "Asia/Seoul")
        await setups.organisers(here, self.organisers.id)
        await setups.meet_in(here, self.prml.id)
        await setups.staff_in(here, self.staff.id)
        await setups.finish(here)

    # --- studies, as far as a test needs one to be there

    async def recruiting(self, *members: Person, reach: Reach = Reach.CHANNEL, **wish: Any) -> Study:
        """Dana's study of PRML, its card in the channel and its members in their seats; `wish` as in /study create."""
        wanted = Wish(**{"book": "prml", "channel_id": self.prml.id, "start": "2027-01-09", "language": "en"} | wish)
        preview = await self.services.studies.create(self.guild.id, self.dana.id, wanted)
        study = await self.services.studies.open(preview.study.id)
        for member in members:
            filled = Form(member.name, language_of(member.locale), reach)
            await self.services.seats.join(study.id, member.id, filled)
        await self.knock()
        return study

    async def running(self, *members: Person, **wish: Any) -> Study:
        """The same with its plan published."""
        study = await self.recruiting(*members, **wish)
        draft = await self.services.plans.compute(study.id, self.dana.id)
        shown = await self.services.plans.publish(draft.draft.id)
        await self.knock()
        return shown.study

    # --- permissions

    def hide(self, channel: ChannelHandle, role: RoleHandle | None = None, *, bot: bool = False) -> None:
        self.set_permissions(channel, role, bot=bot, view_channel=False)

    def show(self, channel: ChannelHandle, role: RoleHandle | None = None, *, bot: bool = False) -> None:
        self.set_permissions(channel, role, bot=bot, view_channel=True)

    def set_permissions(
        self, channel: ChannelHandle, role: RoleHandle | None = None, *, bot: bool = False, **permissions: bool | None
    ) -> None:
        """Write a channel's permissions for a role, or for Naru; they take the place of those before."""
        target = self.env.backend.bot_user.id if bot or role is None else role.id
        kind = OverwriteType.MEMBER if bot else OverwriteType.ROLE
        allow, deny = discord.PermissionOverwrite(**permissions).pair()
        self.env.backend.set_overwrite(channel.id, Overwrite(target, kind, allow.value, deny.value))

    # --- time

    async def knock(self) -> None:
        """Send what is due now, as the scheduler would."""
        await self._sender.tick()
        await self.env.settle()

    async def travel(self, **by: float) -> None:
        """Let time pass, each notice going out at its own instant; `by` is what timedelta takes: days=7."""
        goal = self.now + timedelta(**by)
        while (due := await self._sender.next_due()) is not None and due <= goal:
            await self._advance_to(due)
            await self.knock()
            if await self._sender.next_due() == due:
                # What failed is tried again a minute later, and not for ever at the same instant.
                await self._advance_to(min(goal, due + timedelta(minutes=1)))
        await self._advance_to(goal)

    async def _advance_to(self, instant: datetime) -> None:
        await self.env.advance_time(max(0.0, (instant - self.now).total_seconds()))

    def _new_sender(self) -> Sender:
        self._lives += 1
        name = f"life {self._lives}"
        post, sites = DiscordPost(self.bot), on_discord(self.bot)
        return Sender(self.database, post, self.bot.word, Plenty(), self.env.now, name, sites)

    def _member(self, name: str, shown: str, locale: str, *roles: RoleHandle) -> Person:
        return self._comes(self.env.create_user(name, global_name=shown), locale, *roles)

    def _comes(self, user: UserHandle, locale: str, *roles: RoleHandle) -> Person:
        person = Person(self.guild.add_member(user, roles=roles), user.global_name or user.name, locale)
        self.people.append(person)
        return person


@asynccontextmanager
async def running(database: Database, foreseen: Sequence[type[Exception]] = ()) -> AsyncIterator[Env]:
    """The real bot in Discord. Leaving it fails where something went wrong that nobody foresaw."""
    ground = Ground(database, now=lambda: MONDAY_MORNING)
    bot = NaruBot(house.build(ground))
    env = Env(bot, check_errors=False)
    env.backend.advance_clock((MONDAY_MORNING - env.now()).total_seconds())
    ground.now = env.now
    with structlog.testing.capture_logs() as logged:
        await env.start()
        try:
            yield env
        finally:
            await env.bot.close()
            await env.shutdown()
    _nothing_unforeseen(env, logged, (*EXPECTED, *foreseen))


def _nothing_unforeseen(env: Env, logged: list[Any], foreseen: tuple[type[Exception], ...]) -> None:
    found = [*env.errors, *(entry["exc_info"] for entry in logged if entry["event"] == "unexpected")]
    errors = [error for error in found if not isinstance(error, foreseen)]
    if errors:
        raise ExceptionGroup("the bot met what it did not expect", errors)


@contextmanager
def own_languages(world: World) -> Iterator[None]:
    """Give each interaction its user's locale: simcord's one payload builder says en-US for everybody."""
    plain = interactions.base_payload

    def with_locale(backend: Any, **facts: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = plain(backend, **facts)
        here = {person.id: person.locale for person in world.people}
        payload["locale"] = here.get(facts["user_id"], payload["locale"])
        return record, payload

    interactions.base_payload = with_locale
    try:
        yield
    finally:
        interactions.base_payload = plain
