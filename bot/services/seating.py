"""What a seat taken or given back changes in a study under way, in the transaction that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import notices
from bot.domain import studies as rules
from bot.domain.joining import credit
from bot.domain.plans import turns_given_up
from bot.services.facts import follow_up, plan_of, staff_of, touch
from db.engine import Transaction
from db.queries import notices as outbox
from db.queries import plans as stored_plans
from db.queries import studies as stored
from db.records import Seat, SeatState, Study, UserId


async def sit_down(tx: Transaction, study: Study, seats: Sequence[Seat], new: Seat, now: datetime) -> Seat:
    """Keep a seat or a place in the waiting list; in a study under way the staff hear of who sits down late."""
    if new.state is SeatState.WAITING or study.state not in rules.UNDER_WAY:
        return replace(new, id=await stored.save_seat(tx, new))
    late = replace(new, credit=credit(await plan_of(tx, study), seats, new.user_id, now))
    late = replace(late, id=await stored.save_seat(tx, late))
    # Whoever planned a change did so without them.
    study = await touch(tx, study)
    await outbox.add(tx, [notices.came_late(study, late, await staff_of(tx, study), now)], now)
    return late


async def give_back(
    tx: Transaction, study: Study, user_id: UserId, now: datetime, *, vanished: bool = False
) -> rules.Leaving:
    """Free a seat, in a locked study: turns to come open again, the next in line moves up, who is concerned is told.

    `vanished` is who is not on the server any more. Raises NotAMember, NotRecruiting.
    """
    seats = await stored.seats_of(tx, study.id)
    leaving = rules.leave_seat(study, seats, user_id, now)
    await stored.save_seat(tx, leaving.left)
    if study.state in rules.UNDER_WAY and not leaving.waited:
        study = await _open_turns(tx, study, leaving.left, now, vanished=vanished)
    if leaving.moved_up is not None:
        await move_up(tx, study, [seat for seat in seats if seat.user_id != user_id], leaving.moved_up, now)
    return leaving


async def move_up(tx: Transaction, study: Study, seats: Sequence[Seat], up: Seat, now: datetime) -> None:
    """Seat who waited, and tell them; `seats` are the others'."""
    up = await sit_down(tx, study, seats, replace(up, seated_at=now), now)
    await outbox.add(tx, [notices.moved_up(study, up, now)], now)


async def _open_turns(tx: Transaction, study: Study, left: Seat, now: datetime, *, vanished: bool) -> Study:
    plan = await plan_of(tx, study)
    await stored_plans.save_turns(tx, turns_given_up(plan, left.user_id, now))
    study = await touch(tx, study)
    await outbox.add(tx, [notices.went(study, left, await staff_of(tx, study), now, vanished=vanished)], now)
    await follow_up(tx, study, now)
    return study
