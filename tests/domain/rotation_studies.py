"""Small studies of every kind, odd ones included, for the laws of the rotation."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.domain.rotation import Candidate, Duty, Rotation
from db.records import Fixed, Role
from tests.oracles.rotation import Rules

CHAPTERS = st.frozensets(st.sampled_from("1234"), max_size=2)


@st.composite
def studies(draw: st.DrawFn, *, sessions: int = 6, members: int = 5) -> Rules:
    """Any rules, down to no session and nobody; fixed turns may contradict each other or name guests (from 90)."""
    numbers = range(1, draw(st.integers(0, sessions)) + 1)
    duties = [Duty(number, draw(CHAPTERS), draw(st.sampled_from((0, 250, 290, 330, 360)))) for number in numbers]
    candidates = [draw(_candidates(user, sessions)) for user in range(1, draw(st.integers(0, members)) + 1)]
    turns = st.builds(
        Fixed,
        number=st.integers(1, sessions),
        user_id=st.sampled_from((1, 2, 90)),
        role=st.sampled_from(Role),
    )
    return Rules(duties, candidates, draw(st.lists(turns, max_size=3, unique=True)))


@st.composite
def _candidates(draw: st.DrawFn, user: int, sessions: int) -> Candidate:
    wants = draw(CHAPTERS)
    return Candidate(
        user,
        wants=wants,
        avoids=draw(st.just(frozenset[str]()) | CHAPTERS) - wants,
        first_time=draw(st.booleans()),
        carried=draw(st.sampled_from((0, 0, 0, 300, 700))),
        away=draw(st.frozensets(st.integers(1, sessions), max_size=2)),
    )


def standing(rules: Rules, rotation: Rotation) -> Rules:
    """The same rules with those fixed turns alone that the rotation kept."""
    return Rules(rules.duties, rules.candidates, [turn for turn in rules.fixed if turn not in rotation.unkept])


def presenters(rotation: Rotation, role: Role) -> dict[int, int]:
    """User ids by session number."""
    return {turn.number: turn.user_id for turn in rotation.turns if turn.role is role}
