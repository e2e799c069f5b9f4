"""Why a turn that stood stands no more, or a new one came to be."""

from __future__ import annotations

from collections.abc import Container, Mapping

from bot.domain.rotation.facts import Standing
from bot.domain.rotation.task import Task
from db.records import Cause, Role, UserId

Post = tuple[int, Role]


def causes_of(
    task: Task, stood: Mapping[Post, Standing], now: Mapping[Post, UserId], newcomers: Container[UserId]
) -> dict[Post, Cause]:
    """Give each turn that is new, or not the same person's any more, the first of these causes that is true.

    NOBODY: nobody stood there; LEFT: who stood there is no candidate any more; AWAY: who stood there is away;
    NEW_MEMBER: who stood there could have led on, and a newcomer does; EVENS_PAGES: somebody else does;
    RULES: who stood there avoids a chapter, is too new to lead that early, or has a kept turn in the other role.
    A backup who leads the session now has the cause of the new lead.
    """
    causes: dict[Post, Cause] = {}
    for session, duty in enumerate(task.duties):
        lead = duty.number, Role.LEAD
        for post in (lead, (duty.number, Role.BACKUP)):
            before = stood[post].user_id if post in stood else None
            if before == now.get(post):
                continue
            if before is None:
                causes[post] = Cause.NOBODY
            elif post != lead and before == now.get(lead) and lead in causes:
                causes[post] = causes[lead]
            else:
                causes[post] = _cause(task, session, stood[post], now.get(post) in newcomers)
    return causes


def _cause(task: Task, session: int, stood: Standing, to_a_newcomer: bool) -> Cause:
    place = next((place for place, person in enumerate(task.people) if person.user_id == stood.user_id), None)
    if place is None:
        return Cause.LEFT
    if stood.number in task.people[place].away:
        return Cause.AWAY
    if stood.role is Role.LEAD and place in task.leads[session]:
        return Cause.NEW_MEMBER if to_a_newcomer else Cause.EVENS_PAGES
    return Cause.RULES
