"""Why this person presents this session: the first reason of a short list that is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.domain.rotation.backups import able_to_back
from bot.domain.rotation.facts import Assigned
from bot.domain.rotation.task import NOBODY, Task
from db.records import Reason, Role, Why


class Telling:
    """Goes through the sessions in order and knows what each person had done before each of them.

    A reason holds, for a lead, when
    FIXED: an organiser fixed the turn;
    ONLY: by the rules nobody else could;
    WISHED: the person wished for a chapter of the session;
    EXPERIENCED: the session is of the first month, which is kept for those who have presented before;
    LEAST: nobody who could lead it had led fewer pages before;
    RESTED: everybody who could lead it has had a turn, of either role, and nobody's is longer ago;
    EVEN: in anybody else's hands somebody would lead twice running more, or the spread of load would not be smaller.
    For a backup, among those who could back the session: FIXED, ONLY and RESTED mean the same;
    EXPERIENCED: an experienced person stands behind a first-timer or in the first month;
    EVEN: anybody else leads next door or is new behind a new lead where this person is not, or has no fewer backups.

    `pages` is what the person had carried before the turn, `sessions` how many sessions ago the last turn was, of
    either role; None where there was none.
    """

    def __init__(self, task: Task, led: Sequence[int], backed: Sequence[int]) -> None:
        self.task, self.led, self.backed = task, led, backed
        self.carried = [person.carried for person in task.people]
        self.last: list[int | None] = [None] * len(task.people)

    def turns(self) -> Iterator[Assigned]:
        """All turns in order of the sessions, the lead before the backup."""
        for session, (lead, backup) in enumerate(zip(self.led, self.backed, strict=True)):
            if lead != NOBODY:
                yield self._turn(session, lead, Role.LEAD, self._why_lead)
            if backup != NOBODY:
                yield self._turn(session, backup, Role.BACKUP, self._why_backup)
            self._held(session, lead, backup)

    def _turn(self, session: int, person: int, role: Role, why: Callable[[int, int], Why]) -> Assigned:
        fixed = (session, role) in self.task.fixed
        last = self.last[person]
        reason = Reason(
            why=Why.FIXED if fixed else why(session, person),
            pages=self.carried[person] // 10,
            sessions=None if last is None else session - last,
        )
        return Assigned(self.task.duties[session].number, self.task.people[person].user_id, role, reason)

    def _why_lead(self, session: int, person: int) -> Why:
        able = self.task.leads[session]
        true = {
            Why.ONLY: len(able) == 1,
            Why.WISHED: self.task.wished(session, person),
            Why.EXPERIENCED: self.task.early(session) and any(candidate.first_time for candidate in self.task.people),
            Why.LEAST: self.carried[person] == min(self.carried[other] for other in able),
            Why.RESTED: self._rested(person, able),
        }
        return next((why for why, holds in true.items() if holds), Why.EVEN)

    def _why_backup(self, session: int, person: int) -> Why:
        able = able_to_back(self.task, self.led, session)
        lead_is_new = self.task.people[self.led[session]].first_time
        true = {
            Why.ONLY: len(able) == 1,
            Why.EXPERIENCED: not self.task.people[person].first_time and (lead_is_new or self.task.early(session)),
            Why.RESTED: self._rested(person, able),
        }
        return next((why for why, holds in true.items() if holds), Why.EVEN)

    def _rested(self, person: int, able: Sequence[int]) -> bool:
        lasts = [last for other in able if (last := self.last[other]) is not None]
        return len(lasts) == len(able) and self.last[person] == min(lasts)

    def _held(self, session: int, lead: int, backup: int) -> None:
        if lead != NOBODY:
            self.carried[lead] += self.task.duties[session].load
        for person in (lead, backup):
            if person != NOBODY:
                self.last[person] = session
