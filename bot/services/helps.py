"""Use cases of who is stuck on an exercise: asking in private or in the channel, helping, and being done."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain import helps as rules
from bot.domain import marks as mark_rules
from bot.domain import notices
from bot.domain.studies import seat_of, seated
from bot.domain.typed.exercises import exercises
from bot.services.books import Books
from bot.services.ground import Ground
from bot.services.marks import LIVING
from db.engine import Transaction
from db.queries import helps as stored
from db.queries import marks as stored_marks
from db.queries import notices as outbox
from db.queries import servers as stored_servers
from db.queries import studies as stored_studies
from db.records import (
    Book,
    ChannelId,
    Help,
    HelpId,
    Language,
    Marking,
    MarkState,
    Notice,
    Seat,
    ServerId,
    Study,
    UserId,
)


@dataclass(frozen=True, slots=True)
class HelpShown:
    """What somebody asked for; `able` is how many could be asked in private, 0 once they were.

    `language` is the server's own.
    """

    help: Help
    book: Book
    study: Study | None
    able: int
    language: Language


@dataclass(frozen=True, slots=True)
class Told:
    """A word to one person about a help, in their own language where they sit in the study."""

    shown: HelpShown
    language: Language


class Helps:
    def __init__(self, ground: Ground, books: Books) -> None:
        self._ground = ground
        self._books = books

    async def of(self, help_id: HelpId) -> HelpShown:
        """Raises HelpGone."""
        async with self._ground.database.reading() as tx:
            return await self._shown(tx, await self._existing(tx, help_id))

    async def stuck(
        self, server_id: ServerId, channel_id: ChannelId | None, user_id: UserId, book: Book, which: str, words: str
    ) -> HelpShown:
        """A member is stuck on an exercise: it is marked so, and nobody is asked yet.

        Asked again about the same exercise, it is the same help with new words. Raises OneExercise, and what
        `exercises` raises.
        """
        number, now = rules.check_one(exercises(which, book)), self._ground.now()
        words = words.strip()[: rules.WORDS_AT_MOST]
        async with self._ground.database.writing() as tx:
            await self._mark(tx, mark_rules.Owner(server_id, book.id, user_id), number)
            mine = await stored.of_user(tx, server_id, user_id)
            asked = next((each for each in mine if (each.book_id, each.exercise) == (book.id, number)), None)
            if asked is None:
                study = await self._study(tx, server_id, channel_id, user_id, book)
                new = Help(0, server_id, book.id, study.id if study else None, user_id, number, words, now)
                asked = await stored.add(tx, new)
            elif words:
                asked = replace(asked, words=words)
                await stored.save(tx, asked)
            return await self._shown(tx, asked)

    async def ask_quietly(self, help_id: HelpId, user_id: UserId) -> HelpShown:
        """Those who solved it and let themselves be asked get a DM, a few at a time.

        Raises HelpGone, NotYourTrouble, HelpedAlready, NobodySolvedIt.
        """
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            own = await self._own(tx, help_id, user_id)
            asked = rules.ask_quietly(own, await self._able(tx, own), now)
            await stored.save(tx, asked)
            zone = (await stored_servers.server(tx, asked.server_id)).zone
            await outbox.add(tx, notices.asked_quietly(asked, zone, now), now)
            shown = await self._shown(tx, asked)
        self._ground.wake()
        return shown

    async def ask_openly(self, help_id: HelpId, user_id: UserId) -> HelpShown:
        """Raises HelpGone, NotYourTrouble, HelpedAlready, NoStudyToAsk, AskedThere."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            asked = rules.ask_openly(await self._own(tx, help_id, user_id), now)
            await stored.save(tx, asked)
            shown = await self._shown(tx, asked)
            assert shown.study is not None  # noqa: S101  the rule asked
            await outbox.add(tx, [notices.asked_openly(shown.study, asked, now)], now)
        self._ground.wake()
        return shown

    async def can_help(self, help_id: HelpId, user_id: UserId) -> HelpShown:
        """'I can help'; of two who press at once one does, and the asker hears of it.

        Raises HelpGone, HelpingYourself, NotAskedForHelp, HelpedAlready.
        """
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            before = await self._existing(tx, help_id, lock=True)
            asked = rules.can_help(before, user_id, now)
            await stored.save(tx, asked)
            shown = await self._shown(tx, asked)
            if asked != before:
                seat = await self._seat(tx, shown, asked.user_id)
                await outbox.add(tx, [notices.help_found(asked, shown.study, seat, now)], now)
        self._ground.wake()
        return shown

    async def done(self, help_id: HelpId, user_id: UserId) -> HelpShown:
        """'I've got it': nobody is asked any more. Raises HelpGone, NotYourTrouble."""
        async with self._ground.database.writing() as tx:
            asked = rules.done(await self._existing(tx, help_id, lock=True), user_id, self._ground.now())
            await stored.save(tx, asked)
            return await self._shown(tx, asked)

    async def stop_asking(self, help_id: HelpId, user_id: UserId) -> None:
        """Who was asked does not want to be asked on that server any more. Raises HelpGone."""
        async with self._ground.database.writing() as tx:
            asked = await self._existing(tx, help_id)
            said = await stored_marks.openness_of(tx, asked.server_id, user_id)
            await stored_marks.save_openness(tx, replace(said, helps=False))

    async def told(self, help_id: HelpId, user_id: UserId | None = None) -> Told:
        """For a message to one person, who is the asker unless somebody is named. Raises HelpGone."""
        async with self._ground.database.reading() as tx:
            shown = await self._shown(tx, await self._existing(tx, help_id))
            seat = await self._seat(tx, shown, shown.help.user_id if user_id is None else user_id)
        return Told(shown, seat.language if seat else shown.study.language if shown.study else shown.language)

    async def may_be_asked(self, help_id: HelpId, user_id: UserId) -> bool:
        """Whether somebody who is to be asked still lets themselves be asked. Raises HelpGone."""
        async with self._ground.database.reading() as tx:
            asked = await self._existing(tx, help_id)
            said = await stored_marks.openness_of(tx, asked.server_id, user_id)
        return said.helps

    async def posted(self, help_id: HelpId) -> list[Notice]:
        """The message in the study's channel."""
        async with self._ground.database.reading() as tx:
            found = await outbox.last_sent(tx, notices.Kind.HELP_OPEN, help_id)
        return [found] if found else []

    async def _mark(self, tx: Transaction, owner: mark_rules.Owner, number: str) -> None:
        """Stuck, unless it was solved before: then somebody only wants to talk about it."""
        known = await stored_marks.of_user(tx, owner.server_id, owner.book_id, owner.user_id)
        if number in known and known[number].state is MarkState.SOLVED:
            return
        now = self._ground.now()
        steps = mark_rules.marking(owner, [number], MarkState.STUCK, None, known, now)
        if steps:
            await stored_marks.take(tx, steps)
            await stored_marks.add_act(tx, Marking(0, owner.server_id, owner.book_id, owner.user_id, now, steps))

    async def _study(
        self, tx: Transaction, server_id: ServerId, channel_id: ChannelId | None, user_id: UserId, book: Book
    ) -> Study | None:
        """The study of the book in which somebody sits: the one of this channel, else the newest."""
        sat_in = [study for study in await stored_studies.sat_in(tx, user_id, LIVING) if study.server_id == server_id]
        found = [study for study in sat_in if study.book_id == book.id]
        return max(found, key=lambda study: (study.channel_id == channel_id, study.id), default=None)

    async def _able(self, tx: Transaction, asked: Help) -> tuple[UserId, ...]:
        marks = await stored_marks.of_book(tx, asked.server_id, asked.book_id)
        solvers = {mark.user_id for mark in marks if mark.exercise == asked.exercise}
        said = await stored_marks.open_of(tx, asked.server_id, solvers)
        lately = await stored.since(tx, asked.server_id, self._ground.now() - rules.LATELY)
        others = [each for each in lately if each.id != asked.id]
        return rules.able(marks, asked.exercise, {one.user_id for one in said if one.helps}, others, asked.user_id)

    async def _seat(self, tx: Transaction, shown: HelpShown, user_id: UserId) -> Seat | None:
        return seat_of(seated(await stored_studies.seats_of(tx, shown.study.id)), user_id) if shown.study else None

    async def _own(self, tx: Transaction, help_id: HelpId, user_id: UserId) -> Help:
        asked = await self._existing(tx, help_id, lock=True)
        if asked.user_id != user_id:
            raise rules.NotYourTrouble
        return asked

    async def _existing(self, tx: Transaction, help_id: HelpId, *, lock: bool = False) -> Help:
        asked = await stored.help_with(tx, help_id, lock=lock)
        if asked is None:
            raise rules.HelpGone
        return asked

    async def _shown(self, tx: Transaction, asked: Help) -> HelpShown:
        study = await stored_studies.study(tx, asked.study_id) if asked.study_id is not None else None
        server = await stored_servers.server(tx, asked.server_id)
        # Only who could still ask them reads how many they are.
        askable = asked.quiet_at is None and asked.helper_id is None and asked.done_at is None
        able = len(await self._able(tx, asked)) if askable else 0
        return HelpShown(asked, self._books.of(asked.book_id), study, able, server.language)
