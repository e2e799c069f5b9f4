"""The hard rules of a rotation, and the choice that they leave: sessions and people by index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.rotation.facts import Candidate, Duty, Hindrance
from db.records import Fixed, Role, UserId

FIRST_MONTH = 4
NOBODY = -1

Settled = Mapping[tuple[int, Role], UserId]


@dataclass(frozen=True, slots=True)
class Task:
    """Who may present what.

    `people` are first the `sharers`, candidates who may lead some session, then the other candidates, then guests who
    present only where an organiser fixed it. `leads[s]` are those who may lead session s, one alone where the lead is
    fixed and nobody where the session is an open call; `backs[s]` likewise for its backup, some of whom may lead it.
    `weights[s]` is the load of session s, the average of the others where nobody knows it.
    The first `kept` session numbers are kept for experienced leads.
    """

    duties: tuple[Duty, ...]
    people: tuple[Candidate, ...]
    sharers: int
    leads: tuple[tuple[int, ...], ...]
    backs: tuple[tuple[int, ...], ...]
    fixed: frozenset[tuple[int, Role]]
    weights: tuple[int, ...]
    kept: int

    def early(self, session: int) -> bool:
        return self.duties[session].number <= self.kept

    def movable(self) -> list[int]:
        """The sessions whose lead is neither fixed nor missing."""
        return [session for session, able in enumerate(self.leads) if able and (session, Role.LEAD) not in self.fixed]

    def wished(self, session: int, person: int) -> bool:
        return not self.people[person].wants.isdisjoint(self.duties[session].chapters)


def settle(duties: Sequence[Duty], fixed: Iterable[Fixed]) -> tuple[Settled, tuple[Fixed, ...]]:
    """Fixed turns by session number and role; and those that cannot stand beside an earlier one, or have no session."""
    numbers = {duty.number for duty in duties}
    settled: dict[tuple[int, Role], UserId] = {}
    unkept = []
    for turn in fixed:
        taken = (turn.number, turn.role) in settled
        twice = turn.user_id in (settled.get((turn.number, role)) for role in Role)
        if turn.number not in numbers or taken or twice:
            unkept.append(turn)
        else:
            settled[turn.number, turn.role] = turn.user_id
    return settled, tuple(unkept)


def kept_for_experienced(candidates: Iterable[Candidate]) -> int:
    """How many sessions of the first month nobody leads who has not presented before."""
    return min(FIRST_MONTH, sum(not candidate.first_time for candidate in candidates))


def hindrance(candidate: Candidate, duty: Duty, settled: Settled, kept: int) -> Hindrance | None:
    """What keeps a candidate from leading a session, None where nothing does."""
    if settled.get((duty.number, Role.BACKUP)) == candidate.user_id:
        return Hindrance.BACKS
    if duty.number in candidate.away:
        return Hindrance.AWAY
    if candidate.avoids & duty.chapters:
        return Hindrance.AVOIDS
    if candidate.first_time and duty.number <= kept:
        return Hindrance.FIRST_TIME
    return None


def task_of(duties: Sequence[Duty], candidates: Sequence[Candidate], settled: Settled) -> Task:
    """The choice for duties in order of their numbers; the order of the candidates does not matter."""
    candidates = sorted(candidates, key=lambda candidate: candidate.user_id)
    kept = kept_for_experienced(candidates)
    leads = [_leads(duty, candidates, settled, kept) for duty in duties]
    people, sharers = _seated(candidates, {user for able in leads for user in able}, settled)
    index = {person.user_id: place for place, person in enumerate(people)}
    backs = [_backs(duty, candidates, settled) for duty in duties]
    return Task(
        duties=tuple(duties),
        people=people,
        sharers=sharers,
        leads=tuple(tuple(sorted(index[user] for user in able)) for able in leads),
        backs=tuple(tuple(sorted(index[user] for user in able)) for able in backs),
        fixed=frozenset(
            (session, role) for session, duty in enumerate(duties) for role in Role if (duty.number, role) in settled
        ),
        weights=_weights(duties),
        kept=kept,
    )


def _leads(duty: Duty, candidates: Sequence[Candidate], settled: Settled, kept: int) -> list[UserId]:
    lead = settled.get((duty.number, Role.LEAD))
    if lead is not None:
        return [lead]
    return [candidate.user_id for candidate in candidates if hindrance(candidate, duty, settled, kept) is None]


def _backs(duty: Duty, candidates: Sequence[Candidate], settled: Settled) -> list[UserId]:
    """A first-timer may back any session: it is leading that the first month is kept from."""
    backup = settled.get((duty.number, Role.BACKUP))
    if backup is not None:
        return [backup]
    return [candidate.user_id for candidate in candidates if hindrance(candidate, duty, settled, kept=0) is None]


def _seated(
    candidates: Sequence[Candidate], leading: set[UserId], settled: Settled
) -> tuple[tuple[Candidate, ...], int]:
    sharers = [candidate for candidate in candidates if candidate.user_id in leading]
    others = [candidate for candidate in candidates if candidate.user_id not in leading]
    guests = sorted(set(settled.values()) - {candidate.user_id for candidate in candidates})
    return (*sharers, *others, *map(Candidate, guests)), len(sharers)


def _weights(duties: Sequence[Duty]) -> tuple[int, ...]:
    known = [duty.load for duty in duties if duty.load > 0]
    usual = sum(known) // len(known) if known else 100
    return tuple(duty.load or usual for duty in duties)
