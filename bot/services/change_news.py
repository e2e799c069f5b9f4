"""What a member hears of a change of plan, looked up at the moment it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.changed_turns import ChangedTurn, changed_turns
from bot.domain.notices import Kind
from bot.domain.plans import Plan
from bot.domain.studies import seat_of, seated
from bot.services.changes import Changes, ChangeShown
from bot.services.facts import plan_of
from bot.services.ground import Ground
from db.queries import notices as outbox
from db.queries import studies as stored
from db.records import Notice, Seat


@dataclass(frozen=True, slots=True)
class News:
    """A change, who sits in its study, the plan as it stands, and whether anybody was told of the change before."""

    shown: ChangeShown
    seats: Sequence[Seat]
    plan: Plan
    told: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """The part of it that one member is told; `turns` as the change left them, the most pressing first."""

    news: News
    seat: Seat
    turns: Sequence[ChangedTurn]


class ChangeNews:
    def __init__(self, ground: Ground, changes: Changes) -> None:
        self._ground = ground
        self._changes = changes

    async def of(self, notice: Notice) -> News:
        """For everybody in the channel. Raises ChangeGone."""
        shown = await self._changes.shown(notice.subject)
        async with self._ground.database.reading() as tx:
            seats = seated(await stored.seats_of(tx, shown.study.id))
            sent = await outbox.last_sent(tx, Kind(notice.kind), notice.subject)
            return News(shown, seats, await plan_of(tx, shown.study), sent is not None)

    async def mine(self, notice: Notice) -> Mine | None:
        """For one member, whom a closed DM does not change; None where it concerns them no more. Raises ChangeGone."""
        news = await self.of(notice)
        async with self._ground.database.reading() as tx:
            meant = await outbox.notice(tx, notice.fallback_of) if notice.fallback_of else notice
        seat = seat_of(news.seats, meant.target.id) if meant else None
        turns = changed_turns(news.shown.change).get(seat.user_id) if seat else None
        return Mine(news, seat, turns) if seat and turns else None
