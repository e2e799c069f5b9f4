"""Use cases around a member's own digest: their week, told to them alone, if they asked for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain import digests as rules
from bot.domain import notices, own_week
from bot.domain.refusals import Refusal
from bot.domain.studies import seat_of, seated
from bot.services.books import Books
from bot.services.digests import retimed
from bot.services.facts import plan_of
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import attendance as stored_attendance
from db.queries import marks as stored_marks
from db.queries import notices as outbox
from db.queries import own_digests as stored
from db.queries import servers as stored_servers
from db.queries import studies as stored_studies
from db.records import Covered, Language, OwnDigest, ServerId, Slot, StudyState, UserId

UNDER_WAY = [StudyState.RUNNING, StudyState.PAUSED]


class NoOwnDigest(Refusal):
    """The digest was never asked for, or its member is somebody else."""


@dataclass(frozen=True, slots=True)
class OwnShown:
    """A member's week; `digest` is None until they asked for it, `row` is that of the digest."""

    week: own_week.OwnWeek
    digest: OwnDigest | None
    row: int
    slot: Slot


class OwnDigests:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def preview(self, server_id: ServerId, user_id: UserId) -> OwnShown:
        """What it would tell now, whether or not it comes by itself; nothing changes."""
        async with self._ground.database.reading() as tx:
            return await self._now(tx, server_id, user_id)

    async def choose(
        self,
        server_id: ServerId,
        user_id: UserId,
        language: Language,
        *,
        on: bool = True,
        day: str | None = None,
        time: str | None = None,
        zone: str | None = None,
    ) -> OwnShown:
        """Ask for it, at a time of one's own, or for no more of it. Raises what the small grammars of `typed` raise."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            found = await stored.of_member(tx, server_id, user_id)
            before = found[1] if found else None
            slot = before.slot if before else await self._usual(tx, server_id, user_id)
            chosen = retimed(slot, day, time, zone)
            went_on = before is not None and before.on
            covered = before.covered if before and went_on else rules.begun(before.covered if before else None, now)
            await self._keep(tx, OwnDigest(server_id, user_id, language, chosen, covered, on))
            shown = await self._now(tx, server_id, user_id)
        self._ground.wake()
        return shown

    async def stop(self, row: int, user_id: UserId) -> OwnDigest:
        """The button in each of them. Raises NoOwnDigest."""
        async with self._ground.database.writing() as tx:
            digest = await stored.digest(tx, row, lock=True)
            if digest is None or digest.user_id != user_id:
                raise NoOwnDigest
            stopped = replace(digest, on=False)
            await self._keep(tx, stopped)
        self._ground.wake()
        return stopped

    async def due(self, row: int, revision: int) -> OwnShown | None:
        """The digest of a notice that falls due, the same again when it is tried again; None where it is told.

        From here on the week is told: the next digest begins where this one ends. Raises NoOwnDigest.
        """
        async with self._ground.database.writing() as tx:
            digest = await stored.digest(tx, row, lock=True)
            if digest is None:
                raise NoOwnDigest
            covered = rules.cover(digest.slot, digest.covered, revision, self._ground.now()) if digest.on else None
            if covered is None:
                return None
            if covered != digest.covered:
                digest = replace(digest, covered=covered)
                await self._keep(tx, digest)
            week = own_week.tell(await self._own(tx, digest.server_id, digest.user_id), covered)
        self._ground.wake()
        return OwnShown(week, digest, row, digest.slot)

    async def _keep(self, tx: Transaction, digest: OwnDigest) -> None:
        row = await stored.save(tx, digest)
        planned = notices.for_own_digest(row, digest)
        await outbox.replace_about(tx, notices.Kind.DIGEST_MINE, row, planned, self._ground.now())

    async def _now(self, tx: Transaction, server_id: ServerId, user_id: UserId) -> OwnShown:
        now = self._ground.now()
        row, digest = await stored.of_member(tx, server_id, user_id) or (0, None)
        since = digest.covered.until if digest and digest.on else now - rules.WEEK
        week = own_week.tell(await self._own(tx, server_id, user_id), Covered(since, now, now))
        slot = digest.slot if digest else await self._usual(tx, server_id, user_id)
        return OwnShown(week, digest, row, slot)

    async def _own(self, tx: Transaction, server_id: ServerId, user_id: UserId) -> own_week.Own:
        studies = [s for s in await stored_studies.sat_in(tx, user_id, UNDER_WAY) if s.server_id == server_id]
        seats = {study.id: seated(await stored_studies.seats_of(tx, study.id)) for study in studies}
        sat_in = [study for study in studies if seat_of(seats[study.id], user_id)]
        plans = [(await plan_of(tx, study), await stored_attendance.of_study(tx, study.id)) for study in sat_in]
        marked = await stored_marks.books_of(tx, server_id, user_id)
        books = dict.fromkeys([*(study.book_id for study in sat_in), *marked])
        sheets = [(self._books.of(row), await stored_marks.of_user(tx, server_id, row, user_id)) for row in books]
        return own_week.Own(user_id, plans, sheets)

    async def _usual(self, tx: Transaction, server_id: ServerId, user_id: UserId) -> Slot:
        """Monday morning by the clock of one's newest study, or of the server."""
        sat_in = [s for s in await stored_studies.sat_in(tx, user_id, UNDER_WAY) if s.server_id == server_id]
        zone = sat_in[-1].slot.zone if sat_in else (await stored_servers.server(tx, server_id)).zone
        return Slot(rules.MONDAY, rules.NINE, zone)
