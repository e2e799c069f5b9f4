"""Who presents after a change: who stood goes along with the pages, and the rest is mended around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.aways import away_at
from bot.domain.changes.ahead import Ahead, posts
from bot.domain.changes.refusals import AwayThen
from bot.domain.plans import NoSuchSession, NotSeated, weighed
from bot.domain.rotation import Candidate, Duty, Repaired, Standing, repair
from db.records import (
    Away,
    Cause,
    Fixed,
    Part,
    Post,
    Reason,
    Role,
    Seat,
    SessionState,
    Shape,
    TurnState,
    UserId,
    Why,
)

# Why a turn is new or no more, by session number and role.
Causes = Mapping[tuple[int, Role], Cause]
# Who has a turn for one of these reasons settled it with somebody; evenness alone does not take it away.
SETTLED = frozenset({Why.FIXED, Why.STOOD_IN, Why.VOLUNTEERED, Why.SWAPPED})


@dataclass(frozen=True, slots=True)
class People:
    """The members who have a seat, and when they are away."""

    seats: tuple[Seat, ...]
    aways: tuple[Away, ...] = ()

    @property
    def members(self) -> tuple[UserId, ...]:
        return tuple(seat.user_id for seat in self.seats)

    def away(self, ahead: Ahead, user_id: UserId, shape: Shape) -> bool:
        """Whether somebody is away on the day of a session, by the study's clock."""
        return away_at(self.aways, user_id, shape.starts_at, ahead.study.slot.zone)


def presented(
    ahead: Ahead, planned: Sequence[Shape], people: People, fixed: Sequence[Fixed] = ()
) -> tuple[tuple[Shape, ...], Causes]:
    """The sessions to come with their presenters, mended, and why a presenter is another.

    Raises NoSuchSession, NotSeated, AwayThen for what is fixed.
    """
    _check_fixed(ahead, planned, people, fixed)
    by_hand = {(each.number, each.role): each.user_id for each in fixed}
    shapes = [_set_by_hand(shape, by_hand) for shape in planned]
    mended = repair(
        _duties(ahead, shapes),
        _candidates(ahead, shapes, people),
        [turn for shape in shapes for turn in _standing(shape, by_hand)],
        newcomers=_newcomers(ahead, people),
    )
    found = tuple(_with_presenters(ahead, shape, mended) for shape in shapes)
    return found, {**mended.causes, **dict.fromkeys(by_hand, Cause.BY_HAND)}


def asked_again(before: Shape, after: Shape) -> bool:
    """Whether who confirmed one has not confirmed the other: another date, or pages that were not among theirs."""
    return before.starts_at != after.starts_at or not all(
        any(_within(part, own) for own in before.reading.parts) for part in after.reading.parts
    )


def _within(part: Part, own: Part) -> bool:
    if part.chapter != own.chapter:
        return False
    if part.first_page is None or part.last_page is None or own.first_page is None or own.last_page is None:
        return set(part.sections) <= set(own.sections)
    return own.first_page <= part.first_page and part.last_page <= own.last_page


def _check_fixed(ahead: Ahead, planned: Sequence[Shape], people: People, fixed: Sequence[Fixed]) -> None:
    for each in fixed:
        if (refusal := in_the_way(ahead, planned, people, each)) is not None:
            raise refusal


def in_the_way(
    ahead: Ahead, planned: Sequence[Shape], people: People, fixed: Fixed
) -> NoSuchSession | NotSeated | AwayThen | None:
    """Why somebody cannot be set by hand; None where they can."""
    shape = next((shape for shape in planned if shape.number == fixed.number), None)
    if shape is None:
        return NoSuchSession(ahead.study, fixed.number)
    if fixed.user_id not in people.members:
        return NotSeated(ahead.study, fixed.user_id)
    return AwayThen(ahead.study, fixed.number, fixed.user_id) if people.away(ahead, fixed.user_id, shape) else None


def _set_by_hand(shape: Shape, by_hand: Mapping[tuple[int, Role], UserId]) -> Shape:
    """The fixed presenters in their places; nobody holds both roles."""
    lead, backup = by_hand.get((shape.number, Role.LEAD)), by_hand.get((shape.number, Role.BACKUP))
    return replace(shape, lead=_post(shape.lead, lead, backup), backup=_post(shape.backup, backup, lead))


def _post(post: Post | None, fixed: UserId | None, in_the_other_role: UserId | None) -> Post | None:
    if fixed is not None and (post is None or post.user_id != fixed):
        return Post(fixed, TurnState.PLANNED, Reason(Why.FIXED))
    return None if post is not None and post.user_id == in_the_other_role else post


def _duties(ahead: Ahead, shapes: Sequence[Shape]) -> list[Duty]:
    loads = _loads([*_led(ahead), *shapes])[len(_led(ahead)) :]
    return [Duty(shape.number, shape.reading.chapters, load) for shape, load in zip(shapes, loads, strict=True)]


def _candidates(ahead: Ahead, shapes: Sequence[Shape], people: People) -> list[Candidate]:
    led = _led(ahead)
    loads = _loads([*led, *shapes])[: len(led)]
    carried = {seat.user_id: seat.credit for seat in people.seats}
    for shape, load in zip(led, loads, strict=True):
        if shape.lead is not None and shape.lead.user_id in carried:
            carried[shape.lead.user_id] += load
    done = {shape.lead.user_id for shape in led if shape.lead is not None}
    return [
        Candidate(
            seat.user_id,
            wants=seat.wants,
            avoids=seat.avoids,
            first_time=seat.first_time and seat.user_id not in done,
            carried=carried[seat.user_id],
            away=frozenset(shape.number for shape in shapes if people.away(ahead, seat.user_id, shape)),
        )
        for seat in people.seats
    ]


def _led(ahead: Ahead) -> list[Shape]:
    """The sessions that took place."""
    held = [shape for shape in ahead.settled if shape.state is SessionState.HELD]
    return [*(shape for shape in ahead.past if shape.state is not SessionState.CANCELLED), *held]


def _loads(shapes: Sequence[Shape]) -> list[int]:
    return weighed([shape.reading for shape in shapes])


def _standing(shape: Shape, by_hand: Mapping[tuple[int, Role], UserId]) -> Iterator[Standing]:
    for role, post in ((Role.LEAD, shape.lead), (Role.BACKUP, shape.backup)):
        if post is not None:
            kept = post.state is TurnState.CONFIRMED or post.reason.why in SETTLED or (shape.number, role) in by_hand
            yield Standing(shape.number, post.user_id, role, kept)


def _newcomers(ahead: Ahead, people: People) -> frozenset[UserId]:
    """Members who have no turn yet, past or to come."""
    shapes = (*ahead.past, *ahead.settled, *ahead.planned)
    return frozenset(people.members) - {post.user_id for shape in shapes for post in posts(shape)}


def _with_presenters(ahead: Ahead, shape: Shape, mended: Repaired) -> Shape:
    now = {turn.role: turn.user_id for turn in mended.turns if turn.number == shape.number}
    before = next((each for each in ahead.planned if each.session_id == shape.session_id), shape)

    def post(role: Role, stood: Post | None) -> Post | None:
        user_id = now.get(role)
        if user_id is None:
            return None
        if stood is None or stood.user_id != user_id:
            return Post(user_id, TurnState.PLANNED, mended.reasons.get((shape.number, role), Reason(Why.EVEN)))
        return replace(stood, state=TurnState.PLANNED) if asked_again(before, shape) else stood

    return replace(shape, lead=post(Role.LEAD, shape.lead), backup=post(Role.BACKUP, shape.backup))
