"""The smallest change of who presents what, once a plan under way no longer fits its members and sessions."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.domain.rotation.backups import find_backups
from bot.domain.rotation.causes import Post, causes_of
from bot.domain.rotation.change import mended
from bot.domain.rotation.facts import Assigned, Candidate, Duty, Repaired, Standing
from bot.domain.rotation.outcome import hindered_in, loads_of, open_in
from bot.domain.rotation.reasons import Telling
from bot.domain.rotation.task import NOBODY, Settled, Task, task_of
from db.records import Role, UserId


def repair(
    duties: Iterable[Duty],
    candidates: Iterable[Candidate],
    standing: Iterable[Standing],
    *,
    newcomers: Container[UserId] = (),
) -> Repaired:
    """Change as little as can be until the turns fit again; the same facts give the same answer, in any order.

    `duties` are the sessions to come, what was led before them is in `carried`. Turns that stand on no duty are left
    out. Of two that contradict each other (two of one role, or one person in both) a kept one stands before another,
    then a lead before a backup. The hard rules are those of `rotate`, but a kept turn stands against wishes and rules
    and falls only when its presenter is away or no candidate any more.

    As far as that allows, in this order: as few open calls as can be; loads, among all who may lead something, apart
    by no more than the heaviest session, or by as little more as can be; as few leads as can be given to another who
    could have stayed; as few leads twice running; as many wishes granted; loads even in squares.
    Backups who may stay do; missing ones are found as `rotate` finds them.
    `newcomers` joined since the turns were made, which explains what they take over from others.
    """
    duties, candidates = sorted(duties, key=lambda duty: duty.number), list(candidates)
    stood = _stood(standing, {duty.number for duty in duties})
    settled = _settled(stood, candidates)
    task = task_of(duties, candidates, settled)
    led = mended(task, _places(task, stood, Role.LEAD))
    standing_backups = _with_backups(task, led, _places(task, stood, Role.BACKUP))
    found = tuple(Telling(standing_backups, led, find_backups(standing_backups, led)).turns())
    now = {(turn.number, turn.role): turn.user_id for turn in found}
    opened = open_in(task, led)
    return Repaired(
        turns=tuple(_standing(turn, stood) for turn in found),
        reasons={
            (turn.number, turn.role): turn.reason for turn in found if _standing(turn, stood) not in stood.values()
        },
        causes=causes_of(task, stood, now, newcomers),
        open=tuple(duty.number for duty in opened),
        hindered={duty.number: hindered_in(duty, candidates, settled, task.kept) for duty in opened},
        loads=loads_of(task, led, candidates),
    )


def _stood(standing: Iterable[Standing], numbers: Container[int]) -> dict[Post, Standing]:
    """The turns that stand on a duty, one for each role of it, in an order that does not hang on theirs."""
    stood: dict[Post, Standing] = {}
    for turn in sorted(
        standing, key=lambda turn: (not turn.kept, turn.number, turn.role is not Role.LEAD, turn.user_id)
    ):
        if turn.number in numbers:
            stood.setdefault((turn.number, turn.role), turn)
    return stood


def _settled(stood: Mapping[Post, Standing], candidates: Iterable[Candidate]) -> Settled:
    """The kept turns whose presenters are there; of one person's two in a session the lead."""
    away = {candidate.user_id: candidate.away for candidate in candidates}
    settled: dict[Post, UserId] = {}
    for (number, role), turn in stood.items():
        present = turn.user_id in away and number not in away[turn.user_id]
        if turn.kept and present and settled.get((number, Role.LEAD)) != turn.user_id:
            settled[number, role] = turn.user_id
    return settled


def _places(task: Task, stood: Mapping[Post, Standing], role: Role) -> list[int]:
    """Who stood in a role, by session and index; NOBODY where nobody did who is still there."""
    index = {person.user_id: place for place, person in enumerate(task.people)}
    posts = [(duty.number, role) for duty in task.duties]
    return [index.get(stood[post].user_id, NOBODY) if post in stood else NOBODY for post in posts]


def _with_backups(task: Task, led: Sequence[int], backed: Sequence[int]) -> Task:
    """The same task, where backups who stood and may stay are fixed."""
    staying = {
        session: (person,)
        for session, person in enumerate(backed)
        if person != led[session] and person in task.backs[session]
    }
    backs = tuple(staying.get(session, able) for session, able in enumerate(task.backs))
    return replace(task, backs=backs, fixed=task.fixed | {(session, Role.BACKUP) for session in staying})


def _standing(turn: Assigned, stood: Mapping[Post, Standing]) -> Standing:
    before = stood.get((turn.number, turn.role))
    if before is not None and before.user_id == turn.user_id:
        return before
    return Standing(turn.number, turn.user_id, turn.role)
