"""Use cases around days away: saying when, giving turns up for it, taking days back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain import aways as rules
from bot.domain.calendar import local
from bot.domain.plans import Meeting, Plan
from bot.domain.studies import meant
from bot.services.books import Books
from bot.services.facts import existing, follow_up, plan_of, touch
from bot.services.ground import Ground
from bot.services.turns import TurnShown
from db.engine import Transaction
from db.queries import aways as stored
from db.queries import plans as stored_plans
from db.queries import servers as stored_servers
from db.queries import studies as stored_studies
from db.records import Away, AwayId, ChannelId, ServerId, StudyState, Turn, UserId

WITH_TURNS = (StudyState.RUNNING, StudyState.PAUSED)
# People who wait for a plan say when they are away, too: nobody may publish between the look and the keeping.
ALIVE = (StudyState.RECRUITING, *WITH_TURNS)


@dataclass(frozen=True, slots=True)
class AwayShown:
    """Days by the clock of `zone`, with the turns that fall into them; kept only where `kept`."""

    days: Away
    zone: str
    turns: tuple[TurnShown, ...] = ()
    kept: bool = True


class Aways:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def declare(
        self, server_id: ServerId, channel_id: ChannelId | None, user_id: UserId, first: str, last: str | None
    ) -> AwayShown:
        """Keep typed days at once where no turn falls into them; else nothing, and the answer holds the turns.

        Raises a Mistyped, AwayPast, AwayTooFar, AwayReversed, AwayTooLong.
        """
        async with self._ground.database.writing() as tx:
            zone = await self._zone(tx, server_id, channel_id)
            begins, ends = rules.span(first, last, self._today(zone))
            days = rules.days(server_id, user_id, begins, ends)
            turns = self._shown(await self._affected(tx, days))
            if turns:
                return AwayShown(days, zone, turns, kept=False)
            return AwayShown(await self._add(tx, days), zone)

    async def keep(
        self, server_id: ServerId, channel_id: ChannelId | None, user_id: UserId, first: date, last: date
    ) -> AwayShown:
        """Keep days and give up every turn that falls into them, all at once; the answer holds those turns.

        Raises AwayPast and its like. Doing it again changes nothing.
        """
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            zone = await self._zone(tx, server_id, channel_id)
            today = self._today(zone)
            # Asked before midnight, answered after: the rest of the days still counts.
            days = rules.days(server_id, user_id, max(first, today) if last >= today else first, last)
            rules.check(days.first, days.last, today)
            affected = await self._affected(tx, days)
            kept = await self._add(tx, days)
            for plan, found in affected:
                if found:
                    await stored_plans.save_turns(tx, rules.given_up(turn for _, turn in found))
                    await follow_up(tx, await touch(tx, plan.study), now)
        self._ground.wake()
        return AwayShown(kept, zone, self._shown(affected))

    async def mine(self, server_id: ServerId, channel_id: ChannelId | None, user_id: UserId) -> list[AwayShown]:
        """Somebody's days that are not over, in order."""
        async with self._ground.database.reading() as tx:
            zone = await self._zone(tx, server_id, channel_id)
            found = await stored.of_user(tx, server_id, user_id)
        return [AwayShown(days, zone) for days in found if days.last >= self._today(zone)]

    async def take_back(self, away_id: AwayId, channel_id: ChannelId | None, user_id: UserId) -> AwayShown:
        """Be there after all; turns that went to others stay with them. Raises AwayGone."""
        async with self._ground.database.writing() as tx:
            days = await stored.away(tx, away_id)
            if days is None or days.user_id != user_id:
                raise rules.AwayGone
            await stored.remove(tx, away_id)
            return AwayShown(days, await self._zone(tx, days.server_id, channel_id), kept=False)

    async def _affected(self, tx: Transaction, days: Away) -> list[tuple[Plan, list[tuple[Meeting, Turn]]]]:
        """The turns that fall into days, by study; from here on no other change gives the member a new one."""
        found = []
        # In the order of ids, as everybody who locks more than one does: nobody waits in a circle.
        for study_id in sorted(study.id for study in await stored_studies.of_server(tx, days.server_id, ALIVE)):
            plan = await plan_of(tx, await existing(tx, study_id, lock=True))
            if plan.study.state in WITH_TURNS:
                found.append((plan, rules.falling_into(plan, days, self._ground.now())))
        return found

    async def _add(self, tx: Transaction, days: Away) -> Away:
        standing = await stored.of_user(tx, days.server_id, days.user_id)
        within = rules.swallowed(standing, days)
        if within is None:
            return days
        for old in within:
            await stored.remove(tx, old.id)
        return await stored.add(tx, days)

    async def _zone(self, tx: Transaction, server_id: ServerId, channel_id: ChannelId | None) -> str:
        """By whose clock days are counted here: the study's of this place, or the server's."""
        here = meant(await stored_studies.of_server(tx, server_id), channel_id, None)
        return here.slot.zone if here else (await stored_servers.server(tx, server_id)).zone

    def _today(self, zone: str) -> date:
        return local(self._ground.now(), zone).date()

    def _shown(self, affected: Sequence[tuple[Plan, Sequence[tuple[Meeting, Turn]]]]) -> tuple[TurnShown, ...]:
        shown = [
            TurnShown(turn, meeting, plan.study, self._books.of(plan.study.book_id), None)
            for plan, found in affected
            for meeting, turn in found
        ]
        return tuple(sorted(shown, key=lambda each: each.starts_at))
