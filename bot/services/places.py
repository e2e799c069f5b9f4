"""Use cases around Discord's own places: what an event or a thread is to be now, and who hears that it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain import notices
from bot.domain import places as rules
from bot.domain.places import Want
from bot.domain.plans import Meeting
from bot.domain.studies import NoSuchStudy
from bot.services.books import Books
from bot.services.facts import existing, follow_up, plan_of, staff_of
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import notices as outbox
from db.queries import places as stored
from db.queries import plans as stored_plans
from db.records import Book, Place, PlaceKind, SessionId, Study, StudyId


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A session's event or thread with all that is needed to speak of it.

    `want` is what is to become of it, None where it is left as it is; `digest` sums up what it then
    shows. `over`: its hour has come, whether it took place or not.
    """

    kind: PlaceKind
    meeting: Meeting
    study: Study
    book: Book
    want: Want | None
    digest: str
    marker: str
    over: bool


class Places:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def wanted(self, session_id: SessionId, kind: PlaceKind) -> PlaceShown:
        """What a place is to be at this moment. Raises NoSuchStudy for a session that is no more."""
        async with self._ground.database.reading() as tx:
            study, meeting = await _meeting(tx, session_id)
            place = await stored.place(tx, session_id, kind)
        now = self._ground.now()
        want = rules.wanted(study, meeting, kind, place, now)
        digest = rules.digest(study, meeting, kind, want) if want else ""
        marker = rules.marker(study, session_id, kind)
        return PlaceShown(
            kind, meeting, study, self._books.of(study.book_id), want, digest, marker, meeting.session.starts_at <= now
        )

    async def never_planned(self) -> list[StudyId]:
        """The studies that were under way before Naru knew of events, or of digests."""
        now = self._ground.now()
        async with self._ground.database.reading() as tx:
            events = await stored.studies_without(tx, notices.Kind.EVENT, now=now, with_events=True)
            digests = await stored.studies_without(tx, notices.Kind.DIGEST, now=now)
        return sorted({*events, *digests})

    async def plan(self, study_id: StudyId) -> None:
        """Let a study's notices follow its plan as today's rules have it. Raises NoSuchStudy."""
        async with self._ground.database.writing() as tx:
            await follow_up(tx, await existing(tx, study_id, lock=True), self._ground.now())
        self._ground.wake()

    async def of(self, session_id: SessionId) -> dict[PlaceKind, Place]:
        """What stands on Discord for a session, as far as it is known."""
        async with self._ground.database.reading() as tx:
            found = [await stored.place(tx, session_id, kind) for kind in PlaceKind]
        return {place.kind: place for place in found if place is not None and place.discord_id and not place.gone}


async def say_barred(tx: Transaction, session_id: SessionId, kind: PlaceKind, now: datetime) -> None:
    """Let the organisers hear that Naru may not make such places, once until it works again."""
    study, _ = await _meeting(tx, session_id)
    staff, places = await staff_of(tx, study), await stored.of_study(tx, study.id)
    await outbox.add(tx, [notices.place_barred(study, kind, staff, places, now)], now)


async def _meeting(tx: Transaction, session_id: SessionId) -> tuple[Study, Meeting]:
    """A session with its turns, or alone where it is gone from the plan."""
    session = await stored_plans.session(tx, session_id)
    if session is None:
        raise NoSuchStudy
    plan = await plan_of(tx, await existing(tx, session.study_id))
    found = next((meeting for meeting in plan.meetings if meeting.session.id == session_id), Meeting(session))
    return plan.study, found
