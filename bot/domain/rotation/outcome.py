"""What is told of finished leads: what keeps everybody from an open session, and what each has carried in the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.domain.rotation.facts import Candidate, Duty, Hindrance
from bot.domain.rotation.task import NOBODY, Settled, Task, hindrance
from db.records import UserId


def open_in(task: Task, led: Sequence[int]) -> list[Duty]:
    """The sessions that nobody leads."""
    return [duty for duty, lead in zip(task.duties, led, strict=True) if lead == NOBODY]


def hindered_in(duty: Duty, candidates: Sequence[Candidate], settled: Settled, kept: int) -> Mapping[Hindrance, int]:
    """How many candidates each hindrance keeps from leading a session."""
    found = (hindrance(candidate, duty, settled, kept) for candidate in candidates)
    return Counter(hindered for hindered in found if hindered is not None)


def loads_of(task: Task, led: Sequence[int], candidates: Sequence[Candidate]) -> Mapping[UserId, int]:
    """What each candidate has carried in the end, in tenths of a page, `carried` included."""
    loads = {candidate.user_id: candidate.carried for candidate in candidates}
    for duty, lead in zip(task.duties, led, strict=True):
        if lead != NOBODY and (user := task.people[lead].user_id) in loads:
            loads[user] += duty.load
    return loads
