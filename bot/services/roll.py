"""Use cases around who is not on a server any more: whom to look for, and what becomes of who is gone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import roll as rules
from bot.domain.studies import UNDER_WAY, NotAMember, NotRecruiting
from bot.services.facts import existing, plan_of
from bot.services.ground import Ground
from bot.services.seating import give_back
from db.queries import studies as stored
from db.records import Study, StudyId, StudyState, UserId

ALIVE = (StudyState.RECRUITING, *UNDER_WAY)


@dataclass(frozen=True, slots=True)
class Called:
    study: Study
    users: tuple[UserId, ...]


class Roll:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def called(self, study_id: StudyId) -> Called:
        """Who presents or backs up in a study within two weeks."""
        async with self._ground.database.reading() as tx:
            study = await existing(tx, study_id)
            plan, seats = await plan_of(tx, study), await stored.seats_of(tx, study_id)
        return Called(study, tuple(rules.called(plan, seats, self._ground.now())))

    async def studies_of(self, user_id: UserId) -> list[Study]:
        """The studies, on any server, in which somebody sits or waits."""
        async with self._ground.database.reading() as tx:
            return await stored.sat_in(tx, user_id, ALIVE)

    async def vanished(self, study_id: StudyId, user_id: UserId) -> bool:
        """Somebody is not on the server any more: as if they had left, and the staff read which. False if they had."""
        async with self._ground.database.writing() as tx:
            study = await existing(tx, study_id, lock=True)
            try:
                await give_back(tx, study, user_id, self._ground.now(), vanished=True)
            except (NotAMember, NotRecruiting):
                return False
        self._ground.wake()
        return True
