"""Small plans under way of every kind, odd ones included, for the laws of their repair."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from bot.domain.rotation import Candidate, Repaired, Standing, rotate
from db.records import Role
from tests.domain.rotation_studies import studies
from tests.oracles.repair import UnderWay


@st.composite
def plans(draw: st.DrawFn, *, sessions: int = 6, members: int = 5) -> UnderWay:
    """A rotation, or turns that nobody ever thought about, some of them kept, and then people and sessions change."""
    rules = draw(studies(sessions=sessions, members=members))
    numbers = [duty.number for duty in rules.duties]
    if draw(st.booleans()):
        turns = rotate(rules.duties, rules.candidates).turns
        stood = {(turn.number, turn.role): turn.user_id for turn in turns}
    else:
        posts = [(number, role) for number in numbers for role in Role]
        stood = {post: draw(st.integers(1, members + 1)) for post in posts if draw(st.integers(0, 3))}
    standing = [
        Standing(number, user, role, kept=draw(st.integers(0, 3)) == 0) for (number, role), user in stood.items()
    ]
    dropped = draw(st.frozensets(st.integers(1, sessions), max_size=1))
    gone = draw(st.frozensets(st.integers(1, members), max_size=1))
    candidates = [
        replace(one, away=one.away | draw(st.frozensets(st.integers(1, sessions), max_size=1)))
        for one in rules.candidates
        if one.user_id not in gone
    ]
    came = [Candidate(NEW, carried=draw(st.sampled_from((0, 300))))] if draw(st.booleans()) else []
    return UnderWay([duty for duty in rules.duties if duty.number not in dropped], [*candidates, *came], standing)


NEW = 50


def posts(turns: tuple[Standing, ...] | list[Standing]) -> dict[tuple[int, Role], int]:
    """User ids by session number and role."""
    return {(turn.number, turn.role): turn.user_id for turn in turns}


def leads(repaired: Repaired) -> dict[int, int]:
    """User ids by session number."""
    return {turn.number: turn.user_id for turn in repaired.turns if turn.role is Role.LEAD}
