"""Use cases around what was sent: every notice of a study with its end, and why a way was closed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import why as rules
from bot.domain.changed_turns import changed_turns
from bot.domain.plans import NoSuchSession
from bot.services.facts import existing
from bot.services.ground import Ground
from db.engine import Transaction
from db.queries import changes as stored_changes
from db.queries import notices as outbox
from db.queries import subjects as stored
from db.records import Notice, NoticeId, Role, Session, Study, StudyId, TurnState, UserId

LOOKED_THROUGH = 10_000
"""Notices; a study of three years has about half as many."""


@dataclass(frozen=True, slots=True)
class WhyShown:
    """`session` is the one that was asked for."""

    study: Study
    told: rules.Told
    wanted: rules.Wanted
    session: Session | None


class Why:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def asked(
        self, study_id: StudyId, number: int | None = None, user_id: UserId | None = None, kind: str | None = None
    ) -> WhyShown:
        """By the number of a session, a member, a kind of notice. Raises NoSuchSession."""
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            sessions = (await stored.all_sessions(tx, study_id)).values()
        found = next((session for session in sessions if session.number == number), None)
        if number is not None and found is None:
            raise NoSuchSession(study, number)
        return await self.of(study_id, rules.Wanted(found.id if found else None, user_id, kind))

    async def of(self, study_id: StudyId, wanted: rules.Wanted) -> WhyShown:
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            facts = await _facts(tx, study_id)
            notices = await outbox.of_study(tx, study_id, limit=LOOKED_THROUGH)
        return WhyShown(study, rules.tell(notices, facts, wanted), wanted, facts.sessions.get(wanted.session_id or 0))

    async def failed(self, notice_id: NoticeId) -> Notice | None:
        """The notice whose way was closed, for whom reads it on the way round."""
        async with self._ground.database.reading() as tx:
            return await outbox.notice(tx, notice_id)


async def _facts(tx: Transaction, study_id: StudyId) -> rules.Facts:
    turns = await stored.all_turns(tx, study_id)
    backups = {
        turn.session_id: (turn.user_id,)
        for turn in turns.values()
        if turn.role is Role.BACKUP and turn.state is not TurnState.PASSED
    }
    sessions = await stored.all_sessions(tx, study_id)
    subjects = {(rules.About.SESSION, one): rules.Subject((one,)) for one in sessions}
    for turn in turns.values():
        subjects[rules.About.TURN, turn.id] = rules.Subject((turn.session_id,), (turn.user_id,))
    for call_id, session_id in (await stored.calls_of(tx, study_id)).items():
        subjects[rules.About.CALL, call_id] = rules.Subject((session_id,), backups.get(session_id, ()))
    for plea_id, turn_id in (await stored.pleas_of(tx, study_id)).items():
        subjects[rules.About.PLEA, plea_id] = subjects[rules.About.TURN, turn_id]
    for seat_id, user_id in (await stored.seats_of(tx, study_id)).items():
        subjects[rules.About.SEAT, seat_id] = rules.Subject((), (user_id,))
    for swap_id, (both, exchanged) in (await stored.swaps_of(tx, study_id)).items():
        sessions_of_both = tuple(turns[turn_id].session_id for turn_id in exchanged if turn_id in turns)
        subjects[rules.About.SWAP, swap_id] = rules.Subject(sessions_of_both, both)
    for change in await stored_changes.published_of(tx, study_id):
        bent = [row.after or row.before for row in change.sessions]
        ids = tuple(shape.session_id for shape in bent if shape is not None and shape.session_id is not None)
        subjects[rules.About.CHANGE, change.id] = rules.Subject(ids, tuple(changed_turns(change)))
    return rules.Facts(subjects, sessions, turns)
