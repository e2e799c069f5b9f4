"""Rules of a wish: which chapters somebody would like to present, or rather not, and where to be reminded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.studies import StudyRefusal, seat_of
from db.records import Reach, Seat, Study, StudyState, UserId


class NoSeatToWish(StudyRefusal):
    """Only who sits or waits in a study has wishes in it."""


class TooLateToWish(StudyRefusal):
    """The study is finished; no chapter is left to wish for."""


def own_seat(study: Study, seats: Iterable[Seat], user_id: UserId) -> Seat:
    """Raises NoSeatToWish, TooLateToWish."""
    seat = seat_of(seats, user_id)
    if seat is None:
        raise NoSeatToWish(study)
    if study.state is StudyState.FINISHED:
        raise TooLateToWish(study)
    return seat


def wishing(seat: Seat, wants: frozenset[str], avoids: frozenset[str], reach: Reach) -> Seat:
    # Who names a chapter in both lists would rather present it than not.
    return replace(seat, wants=wants, avoids=avoids - wants, reach=reach)
