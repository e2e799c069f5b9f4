"""Use cases around a member's wishes: what stands, and what stands from now on."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import wishes as rules
from bot.services.books import Books
from bot.services.facts import existing, follow_up
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import studies as stored
from db.records import Book, Reach, Seat, Study, StudyId, UserId


@dataclass(frozen=True, slots=True)
class WishShown:
    study: Study
    book: Book
    seat: Seat


class Wishes:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def of(self, study_id: StudyId, user_id: UserId) -> WishShown:
        """Raises NoSeatToWish, TooLateToWish."""
        async with self._ground.database.reading() as tx:
            return await self._existing(tx, study_id, user_id, lock=False)

    async def keep(
        self, study_id: StudyId, user_id: UserId, wants: frozenset[str], avoids: frozenset[str], reach: Reach
    ) -> WishShown:
        """Chapters count when the plan changes next, the way of reminding at once. Raises what `of` raises."""
        async with self._ground.database.writing() as tx:
            before = await self._existing(tx, study_id, user_id, lock=True)
            seat = rules.wishing(before.seat, wants, avoids, reach)
            await stored.save_seat(tx, seat)
            await follow_up(tx, before.study, self._ground.now())
        self._ground.wake()
        return WishShown(before.study, before.book, seat)

    async def _existing(self, tx: Transaction, study_id: StudyId, user_id: UserId, *, lock: bool) -> WishShown:
        study = await existing(tx, study_id, lock=lock)
        seat = rules.own_seat(study, await stored.seats_of(tx, study_id), user_id)
        return WishShown(study, self._books.of(study.book_id), seat)
