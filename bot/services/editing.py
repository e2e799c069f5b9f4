"""Use cases of a study that changes on its way: editing it, letting it rest, ending it early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from bot.domain import editing as rules
from bot.domain import notices, typed
from bot.domain.calendar import coming
from bot.domain.changes import Repage, Reslot, Wish
from bot.domain.splitting import split
from bot.domain.studies import check_numbers, check_sessions
from bot.services.books import Books
from bot.services.changes import Changes, ChangeShown
from bot.services.facts import existing, follow_up, plan_of, touch
from bot.services.ground import Ground
from bot.services.seating import move_up
from db.queries import notices as outbox
from db.queries import plans as stored_plans
from db.queries import studies as stored
from db.records import ChannelId, Gathering, Language, Slot, Study, StudyId, StudyState, UserId

ZONES = frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class Typed:
    """What an organiser typed into /study edit; None leaves it as it is."""

    day: str | None = None
    time: str | None = None
    zone: str | None = None
    pages: int | None = None
    language: Language | None = None
    channel_id: ChannelId | None = None
    voice_channel_id: ChannelId | None = None
    gathering: Gathering | None = None
    forum_id: ChannelId | None = None
    events: bool | None = None
    minutes: int | None = None
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """`changed` are the fields that changed at once; `change` is the preview of what the plan would become."""

    study: Study
    changed: tuple[str, ...]
    change: ChangeShown | None


class Editing:
    def __init__(self, ground: Ground, books: Books, changes: Changes) -> None:
        self._ground = ground
        self._books = books
        self._changes = changes

    async def edit(self, study_id: StudyId, by: UserId, typed_in: Typed) -> Edited:
        """Keep what no date, page or presenter hangs on, and propose the rest; where the plan refuses, nothing is kept.

        Raises what `rules.edit`, `typed` and `Changes.propose` raise, OutOfRange, TooManySessions.
        """
        async with self._ground.database.reading() as tx:
            study, seats = await existing(tx, study_id), await stored.seats_of(tx, study_id)
        wanted = _wanted(study, typed_in)
        found = rules.edit(study, wanted, seats)
        self._check_length(found)
        change = None
        if found.bends:
            change = await self._changes.propose(study_id, by, _wish(wanted, found.bends))
        if found.changed:
            study = await self._keep(study_id, typed_in)
        if change is not None and change.change.revision != study.revision:
            # Who sat down on a new seat is part of the plan that is looked at.
            change = await self._changes.propose(study_id, by, _wish(wanted, found.bends))
        return Edited(study, found.changed, change)

    async def pause(self, study_id: StudyId) -> Study:
        """No session and no reminder until it goes on. Raises AlreadyPaused, AlreadyFinished, NotYetPlanned."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            paused = rules.pause(await existing(tx, study_id, lock=True), now)
            paused = await touch(tx, paused)
            await outbox.add(tx, [notices.paused(paused, now)], now)
            await follow_up(tx, paused, now)
        self._ground.wake()
        return paused

    async def ending(self, study_id: StudyId) -> rules.Ending:
        """What ending it now would mean; asked before it is done. Raises AlreadyFinished."""
        async with self._ground.database.reading() as tx:
            return rules.end(await plan_of(tx, await existing(tx, study_id)), self._ground.now())

    async def end(self, study_id: StudyId) -> rules.Ending:
        """End a study before its book: nobody is asked or reminded any more. Raises AlreadyFinished."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            plan = await plan_of(tx, await existing(tx, study_id, lock=True))
            ending = rules.end(plan, now)
            for session in ending.cancelled:
                await stored_plans.save_session(tx, session)
            ended = await touch(tx, ending.study)
            await follow_up(tx, ended, now)
            if ending.began:
                await outbox.add(tx, [notices.ended(ended, now)], now)
        self._ground.wake()
        return ending

    def _check_length(self, found: rules.Edit) -> None:
        """Pages that are kept at once are those of a study without a plan; a plan's own are checked as it bends."""
        if "pages_per_session" in found.changed:
            study = found.kept
            book = self._books.of(study.book_id)
            check_sessions(len(split(book, study.pages_per_session, join_short_chapters=study.join_short_chapters)))

    async def _keep(self, study_id: StudyId, typed_in: Typed) -> Study:
        # Read again under the lock: of two organisers who edit at once, each changes what he named.
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            study = await existing(tx, study_id, lock=True)
            seats = await stored.seats_of(tx, study_id)
            kept = rules.edit(study, _wanted(study, typed_in), seats).kept
            await stored.save(tx, kept)
            for seat in rules.moving_up(kept, seats):
                await move_up(tx, kept, seats, seat, now)
            kept = await existing(tx, study_id)
            if kept.channel_id != study.channel_id:
                await outbox.add(tx, [notices.study_card(kept, now)], now)
            await follow_up(tx, kept, now)
        self._ground.wake()
        return kept


def _wanted(study: Study, typed_in: Typed) -> Study:
    """The study as it would be; a first day follows its slot as long as nobody has met."""
    pages = study.pages_per_session if typed_in.pages is None else typed_in.pages
    seats = study.seats if typed_in.seats is None else typed_in.seats
    check_numbers(pages, seats)
    slot = _slot(study.slot, typed_in)
    start_on = coming(slot.weekday, study.start_on) if study.state is StudyState.RECRUITING else study.start_on
    given = {
        "language": typed_in.language,
        "channel_id": typed_in.channel_id,
        "voice_channel_id": typed_in.voice_channel_id,
        "gathering": typed_in.gathering,
        "forum_id": typed_in.forum_id,
        "events": typed_in.events,
        "length": None if typed_in.minutes is None else timedelta(minutes=typed_in.minutes),
    }
    named: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return replace(study, slot=slot, start_on=start_on, pages_per_session=pages, seats=seats, **named)


def _slot(slot: Slot, typed_in: Typed) -> Slot:
    return Slot(
        slot.weekday if typed_in.day is None else typed.weekday(typed_in.day),
        slot.at if typed_in.time is None else typed.clock(typed_in.time),
        slot.zone if typed_in.zone is None else typed.zone(typed_in.zone, ZONES),
    )


def _wish(wanted: Study, bends: Sequence[str]) -> Wish:
    return Reslot(wanted.slot) if "slot" in bends else Repage(wanted.pages_per_session)
