"""Rules of a study's life: who sits, who waits, who may do what, when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.refusals import Refusal
from db.records import ChannelId, Seat, SeatState, Study, StudyState, UserId

PAGES = range(1, 501)
SEATS = range(1, 201)
# Three years of weeks; a plan that long would be read by nobody, and takes long to share out.
SESSIONS_AT_MOST = 150
START_WITHIN = timedelta(days=366)
USUAL_PAGES = 30
USUAL_SEATS = 12
USUAL_LENGTH = timedelta(minutes=90)
UNDER_WAY = (StudyState.RUNNING, StudyState.PAUSED)
# A week to find each other, unless the organiser says otherwise.
RECRUITING_DAYS = 7


class StudyRefusal(Refusal):
    """Says no about one study."""

    def __init__(self, study: Study) -> None:
        super().__init__(study.name)
        self.study = study


class NoSuchStudy(Refusal):
    """No study by that name or in that place; `typed` is what was asked for, if anything."""

    def __init__(self, typed: str | None = None) -> None:
        super().__init__(typed)
        self.typed = typed


class PreviewGone(Refusal):
    """The draft behind a preview was discarded."""


class NotOrganiser(Refusal):
    """Only organisers may do that."""


class NotAdmin(Refusal):
    """Only who manages the server may do that."""


class OutOfRange(Refusal):
    """A number outside of what makes sense; `what` is `pages` or `seats`."""

    def __init__(self, what: str, typed: int, allowed: range) -> None:
        super().__init__(what, typed)
        self.what, self.typed, self.allowed = what, typed, allowed


class TooManySessions(Refusal):
    """So few pages a session that the book would take years; `count` is how many sessions it would be."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class StartInPast(Refusal):
    """The wished first day is over; `first_possible` is the earliest that can be chosen."""

    def __init__(self, typed: date, first_possible: date) -> None:
        super().__init__(typed)
        self.typed, self.first_possible = typed, first_possible


class StartTooFar(Refusal):
    """The wished first day is more than a year away."""

    def __init__(self, typed: date, last_possible: date) -> None:
        super().__init__(typed)
        self.typed, self.last_possible = typed, last_possible


class AlreadyJoined(StudyRefusal):
    """Sits, or waits, already."""

    def __init__(self, study: Study, seat: Seat) -> None:
        super().__init__(study)
        self.seat = seat


class NotAMember(StudyRefusal):
    """Neither sits nor waits in this study."""


class NotRecruiting(StudyRefusal):
    """The study does not do that now: it is not open yet, under way, or finished."""


class AlreadyOpen(StudyRefusal):
    """The draft was opened before."""


class NoMembers(StudyRefusal):
    """A study cannot start without anybody in it."""


class AlreadyStarted(StudyRefusal):
    """The plan is published; starting again would throw it away."""


def check_numbers(pages: int, seats: int) -> None:
    """Raise OutOfRange where a study could not be held."""
    for what, typed, allowed in (("pages", pages, PAGES), ("seats", seats, SEATS)):
        if typed not in allowed:
            raise OutOfRange(what, typed, allowed)


def check_sessions(count: int) -> None:
    if count > SESSIONS_AT_MOST:
        raise TooManySessions(count)


def check_start(start_on: date, today: date) -> None:
    """Raise StartInPast or StartTooFar; both dates in the study's zone."""
    if start_on < today:
        raise StartInPast(start_on, today)
    if start_on > today + START_WITHIN:
        raise StartTooFar(start_on, today + START_WITHIN)


def seated(seats: Iterable[Seat]) -> list[Seat]:
    """Who has a seat, in the order of joining."""
    return _in_order(seats, SeatState.SEATED)


def waiting(seats: Iterable[Seat]) -> list[Seat]:
    """Who waits for a seat, the next one first."""
    return _in_order(seats, SeatState.WAITING)


def _in_order(seats: Iterable[Seat], state: SeatState) -> list[Seat]:
    return sorted((seat for seat in seats if seat.state is state), key=lambda seat: (seat.joined_at, seat.id))


def seat_of(seats: Iterable[Seat], user_id: UserId) -> Seat | None:
    """The seat or place in the waiting list somebody holds now."""
    return next((seat for seat in seats if seat.user_id == user_id and seat.state is not SeatState.LEFT), None)


def check_joining(study: Study, seats: Sequence[Seat], user_id: UserId) -> None:
    """Raise NotRecruiting or AlreadyJoined; may be asked before the form is shown. Who comes late is welcome."""
    if study.state in (StudyState.DRAFT, StudyState.FINISHED):
        raise NotRecruiting(study)
    held = seat_of(seats, user_id)
    if held is not None:
        raise AlreadyJoined(study, held)


def take_seat(study: Study, seats: Sequence[Seat], new: Seat) -> Seat:
    """Give `new` a seat while there is one, a place in the waiting list otherwise."""
    check_joining(study, seats, new.user_id)
    if len(seated(seats)) < study.seats:
        return replace(new, state=SeatState.SEATED, seated_at=new.joined_at)
    return replace(new, state=SeatState.WAITING)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a leave changes: who left, whether a seat or only a place in the waiting list, and who moves up for it."""

    left: Seat
    moved_up: Seat | None
    waited: bool = False


def leave_seat(study: Study, seats: Sequence[Seat], user_id: UserId, now: datetime) -> Leaving:
    """Free a seat; the first in the waiting list moves up at once.

    Raises NotAMember, or NotRecruiting where the study is over.
    """
    held = seat_of(seats, user_id)
    if held is None:
        raise NotAMember(study)
    if study.state is StudyState.FINISHED:
        raise NotRecruiting(study)
    left = replace(held, state=SeatState.LEFT, left_at=now)
    waited = held.state is SeatState.WAITING
    # An organiser may have taken seats away meanwhile: then a seat given back is one that is no more.
    free = not waited and len(seated(seats)) <= study.seats
    queue = waiting(seats) if free else []
    return Leaving(left, replace(queue[0], state=SeatState.SEATED) if queue else None, waited)


def check_starting(study: Study, seats: Sequence[Seat]) -> None:
    """Raise where a plan cannot be made: not open, under way already, or nobody there."""
    if study.state in (StudyState.RUNNING, StudyState.PAUSED):
        raise AlreadyStarted(study)
    if study.state is not StudyState.RECRUITING:
        raise NotRecruiting(study)
    if not seated(seats):
        raise NoMembers(study)


def meant(studies: Sequence[Study], channel_id: ChannelId | None, named: str | None) -> Study | None:
    """The one of `studies` (newest first) that a name, an id, or else a place stands for."""
    if named:
        wanted = named.strip().casefold()
        return next((study for study in studies if wanted in (str(study.id), study.name.casefold())), None)
    alive = [study for study in studies if study.state is not StudyState.FINISHED]
    here = [study for study in alive if study.channel_id == channel_id]
    if here:
        return here[0]
    finished = [study for study in studies if study.channel_id == channel_id]
    # A channel whose only study is finished still means that one; elsewhere the only study alive is meant.
    candidates = finished if len(finished) == 1 else alive
    return candidates[0] if len(candidates) == 1 else None
