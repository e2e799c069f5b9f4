"""Use cases around attendance: coming, being excused, what a member may read of it, and what an organiser may."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain import attendance as rules
from bot.domain.calendar import local
from bot.domain.plans import Meeting, NotSeated, Plan
from bot.domain.studies import NoSuchStudy, NotAMember, seated
from bot.services.facts import existing, plan_of
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import attendance as stored
from db.queries import aways as stored_aways
from db.queries import plans as stored_plans
from db.queries import studies as stored_studies
from db.records import (
    Attendance,
    ChannelId,
    Presence,
    Seat,
    SessionId,
    SessionState,
    Source,
    Study,
    StudyId,
    UserId,
)


@dataclass(frozen=True, slots=True)
class Noted:
    """What is known of one member and one session; `by` is whose word that is, None where nobody said anything.

    `leads`: they present it.
    """

    study: Study
    meeting: Meeting
    user_id: UserId
    presence: Presence | None
    by: Source | None
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Mine:
    """One member's own record in one study."""

    study: Study
    record: rules.Record


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everybody's attendance in one session, for organisers; `counted` once it is over and somebody came."""

    study: Study
    meeting: Meeting
    known: tuple[tuple[UserId, Presence | None], ...]

    def who(self, presence: Presence | None) -> list[UserId]:
        return [user for user, known in self.known if known is presence]


@dataclass(frozen=True, slots=True)
class _Facts:
    """One session with all that was said about it."""

    plan: Plan
    meeting: Meeting
    seats: list[Seat]
    said: dict[UserId, Attendance]
    away: Collection[UserId]


class Attendances:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def here(self, session_id: SessionId, user_id: UserId) -> Noted:
        """'I'm here'. Raises NotAMember, CalledOff, NotOpenYet, SessionOver."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            facts = await self._facts(tx, session_id)
            session, length = facts.meeting.session, facts.plan.study.length
            _check_member(facts, user_id)
            rules.check_coming(session, length, now)
            word = rules.arrival(session, length, user_id, Source.MEMBER, now)
            return await self._say(tx, facts, word)

    async def excuse(self, session_id: SessionId, user_id: UserId) -> Noted:
        """'I can't come', beforehand and without a reason. Raises NotAMember, CalledOff, BegunAlready."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            facts = await self._facts(tx, session_id)
            _check_member(facts, user_id)
            rules.check_excusing(facts.meeting.session, now)
            return await self._say(tx, facts, rules.excuse(facts.meeting.session, user_id, now))

    async def excuse_from(self, study_id: StudyId, number: int | None, user_id: UserId) -> Noted:
        """The same by the session's number; None means the next one to begin.

        Raises NoSuchSession, NothingAhead and what `excuse` raises.
        """
        async with self._ground.database.reading() as tx:
            plan = await plan_of(tx, await existing(tx, study_id))
        meeting = rules.next_to_come(plan, self._ground.now()) if number is None else plan.numbered(number)
        return await self.excuse(meeting.session.id, user_id)

    async def come_after_all(self, session_id: SessionId, user_id: UserId) -> Noted:
        """Take an excuse back; where there is none, nothing changes. Raises CalledOff, BegunAlready."""
        async with self._ground.database.writing() as tx:
            facts = await self._facts(tx, session_id)
            rules.check_excusing(facts.meeting.session, self._ground.now())
            own = facts.said.get(user_id)
            if own is not None and own.presence is Presence.EXCUSED and own.source is Source.MEMBER:
                await stored.remove(tx, session_id, user_id)
                del facts.said[user_id]
            return self._noted(facts, user_id)

    async def present(self, study_id: StudyId, user_id: UserId) -> Noted | Mine:
        """'I'm here' while a session is on, one's own record at any other time. Raises NotAMember."""
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            plan = await plan_of(tx, study)
        now = self._ground.now()
        on = next((m.session.id for m in plan.meetings if rules.may_come(m.session, study.length, now)), None)
        return await self.mine(study_id, user_id) if on is None else await self.here(on, user_id)

    async def mine(self, study_id: StudyId, user_id: UserId) -> Mine:
        """One's own record in a study one sits in, or sat in once. Raises NotAMember."""
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            plan = await plan_of(tx, study)
            seats = await stored_studies.seats_of(tx, study_id)
            said = await stored.of_study(tx, study_id)
            days = await stored_aways.of_user(tx, study.server_id, user_id)
        if user_id not in {seat.user_id for seat in seats}:
            raise NotAMember(study)
        met = [meeting.session for meeting in plan.meetings]
        true = {each.id: rules.still_true(each, study.length, said.get(each.id, {})) for each in met}
        on = {each.id: local(each.starts_at, study.slot.zone).date() for each in met}
        away = {row for row, day in on.items() if any(each.covers(day) for each in days)}
        now = self._ground.now()
        return Mine(study, rules.of_member(plan.meetings, study.length, seats, true, away, user_id, now))

    # For organisers

    async def sheet(self, session_id: SessionId) -> Sheet:
        async with self._ground.database.reading() as tx:
            return self._sheet(await self._facts(tx, session_id))

    async def one(self, session_id: SessionId, user_id: UserId) -> Noted:
        """What is known of one member. Raises NotSeated for somebody who was none."""
        async with self._ground.database.reading() as tx:
            facts = await self._facts(tx, session_id)
        _check_seated(facts, user_id)
        return self._noted(facts, user_id)

    async def correct(self, session_id: SessionId, user_id: UserId, presence: Presence) -> Sheet:
        """An organiser's word, which stands. Raises NotSeated, CalledOff, NotOpenYet."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            facts = await self._facts(tx, session_id)
            _check_seated(facts, user_id)
            rules.check_correcting(facts.meeting.session, presence, facts.plan.study.length, now)
            await self._say(tx, facts, Attendance(session_id, user_id, presence, Source.ORGANISER, now))
            return self._sheet(facts)

    # From the voice channel

    async def came_in(self, channel_id: ChannelId, user_id: UserId) -> None:
        """Somebody entered a voice channel; it counts for members while a session of theirs meets there."""
        for session_id in await self._meeting_in(channel_id):
            async with self._ground.database.writing() as tx:
                facts = await self._facts(tx, session_id)
                session, length, now = facts.meeting.session, facts.plan.study.length, self._ground.now()
                if rules.may_come(session, length, now) and _is_member(facts, user_id):
                    await self._say(tx, facts, rules.arrival(session, length, user_id, Source.VOICE, now))

    async def went_out(self, channel_id: ChannelId, user_id: UserId) -> None:
        """Who leaves was there; it counts where nothing else is known, so that an excuse said inside stays one."""
        for session_id in await self._meeting_in(channel_id):
            await self.found(session_id, [user_id], only_unknown=True)

    async def found(self, session_id: SessionId, there: Iterable[UserId], *, only_unknown: bool = False) -> None:
        """Who sits in the room when somebody looks; nothing while the session is not on."""
        now = self._ground.now()
        async with self._ground.database.writing() as tx:
            facts = await self._facts(tx, session_id)
            session, length = facts.meeting.session, facts.plan.study.length
            if not rules.may_come(session, length, now):
                return
            members = [user for user in there if _is_member(facts, user)]
            if only_unknown:
                members = [user for user in members if user not in facts.said]
            for word in rules.in_the_room(session, length, members, facts.said, now):
                await self._say(tx, facts, word)

    async def rooms(self) -> list[tuple[ChannelId, SessionId]]:
        """Voice channels in which somebody may be found now, with the sessions that meet there."""
        async with self._ground.database.reading() as tx:
            return await stored.near(tx, self._ground.now(), rules.LONGEST)

    async def _meeting_in(self, channel_id: ChannelId) -> list[SessionId]:
        async with self._ground.database.reading() as tx:
            near = await stored.near(tx, self._ground.now(), rules.LONGEST, channel_id)
        return [session_id for _, session_id in near]

    async def _facts(self, tx: Transaction, session_id: SessionId) -> _Facts:
        session = await stored_plans.session(tx, session_id)
        if session is None or session.state is SessionState.GONE:
            raise NoSuchStudy
        study = await existing(tx, session.study_id, lock=True)
        plan = await plan_of(tx, study)
        meeting = plan.numbered(session.number)
        said = rules.still_true(meeting.session, study.length, await stored.of_session(tx, session_id))
        on = local(meeting.session.starts_at, study.slot.zone).date()
        away = await stored_aways.covering(tx, study.server_id, on)
        return _Facts(plan, meeting, await stored_studies.seats_of(tx, study.id), said, away)

    async def _say(self, tx: Transaction, facts: _Facts, word: Attendance) -> Noted:
        stands = rules.weigh(facts.said.get(word.user_id), word)
        await stored.save(tx, [stands])
        facts.said[word.user_id] = stands
        return self._noted(facts, word.user_id)

    def _noted(self, facts: _Facts, user_id: UserId) -> Noted:
        said, lead = facts.said.get(user_id), facts.meeting.presenter()
        leads = lead is not None and lead.user_id == user_id
        by = said.source if said else None
        return Noted(facts.plan.study, facts.meeting, user_id, self._standing(facts, user_id), by, leads)

    def _standing(self, facts: _Facts, user_id: UserId) -> Presence | None:
        session, length = facts.meeting.session, facts.plan.study.length
        counted = rules.is_counted(session, length, facts.said.values(), self._ground.now())
        return rules.standing(facts.said.get(user_id), away=user_id in facts.away, counted=counted)

    def _sheet(self, facts: _Facts) -> Sheet:
        users = dict.fromkeys([*rules.expected(facts.meeting.session, facts.seats), *facts.said])
        known = tuple((user, self._standing(facts, user)) for user in users)
        return Sheet(facts.plan.study, facts.meeting, known)


def _is_member(facts: _Facts, user_id: UserId) -> bool:
    return user_id in {seat.user_id for seat in seated(facts.seats)}


def _check_member(facts: _Facts, user_id: UserId) -> None:
    if not _is_member(facts, user_id):
        raise NotAMember(facts.plan.study)


def _check_seated(facts: _Facts, user_id: UserId) -> None:
    known = {*rules.expected(facts.meeting.session, facts.seats), *facts.said}
    if user_id not in known and not _is_member(facts, user_id):
        raise NotSeated(facts.plan.study, user_id)
