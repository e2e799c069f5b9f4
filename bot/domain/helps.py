"""Stuck on an exercise: whom to ask in private, in what order, and what each press changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.refusals import Refusal
from db.records import Help, Mark, MarkState, UserId

WORDS_AT_MOST = 500  # characters
# So many are asked at once, and after a day without a word so many more.
WAVE, WAVES = 3, 3
BETWEEN = timedelta(days=1)
# Who was asked lately has done their part; it is forgotten after this long.
LATELY = timedelta(weeks=8)


class HelpGone(Refusal):
    """Nobody needs it any more: solved, or withdrawn."""


class NotYourTrouble(Refusal):
    """Only who asked can say that it is solved."""


class HelpingYourself(Refusal):
    """Who asked cannot be who helps."""


class NotAskedForHelp(Refusal):
    """Somebody asked in private, and not this person."""


class HelpedAlready(Refusal):
    """Somebody else came first; `by` is who."""

    def __init__(self, by: UserId) -> None:
        super().__init__(by)
        self.by = by


class OneExercise(Refusal):
    """Help is asked for one exercise at a time."""


class NobodySolvedIt(Refusal):
    """Nobody who lets themselves be asked has solved it yet."""


class NoStudyToAsk(Refusal):
    """Who asks sits in no study of this book, so there is no channel to ask in."""


class AskedThere(Refusal):
    """The channel was asked before."""


def check_one(numbers: Sequence[str]) -> str:
    """Raises OneExercise."""
    if len(numbers) != 1:
        raise OneExercise
    return numbers[0]


def able(
    marks: Iterable[Mark], exercise: str, willing: Collection[UserId], lately: Iterable[Help], asker: UserId
) -> tuple[UserId, ...]:
    """Who solved an exercise and lets themselves be asked; who was asked the least of late comes first.

    Among equals comes who solved it last: they remember best.
    """
    asked = Counter(user for each in lately for user in each.asked)
    solved = {
        mark.user_id: mark.solved_at
        for mark in marks
        if mark.exercise == exercise and mark.state is MarkState.SOLVED and mark.solved_at is not None
    }
    found = [user for user in solved if user in willing and user != asker]
    return tuple(sorted(found, key=lambda user: (asked[user], -solved[user].timestamp(), user)))


def ask_quietly(asked: Help, able: Sequence[UserId], now: datetime) -> Help:
    """Ask those who can, wave by wave; said twice it is the same. Raises HelpGone, HelpedAlready, NobodySolvedIt."""
    check_open(asked)
    if asked.quiet_at is not None:
        return asked
    if not able:
        raise NobodySolvedIt
    return replace(asked, asked=tuple(able[: WAVE * WAVES]), quiet_at=now)


def wave(asked: Help, user_id: UserId) -> int:
    """Which of the waves somebody is asked in, from 0."""
    return asked.asked.index(user_id) // WAVE


def ask_openly(asked: Help, now: datetime) -> Help:
    """Ask in the study's channel. Raises HelpGone, HelpedAlready, NoStudyToAsk, AskedThere."""
    check_open(asked)
    if asked.study_id is None:
        raise NoStudyToAsk
    if asked.open_at is not None:
        raise AskedThere
    return replace(asked, open_at=now)


def can_help(asked: Help, user_id: UserId, now: datetime) -> Help:
    """'I can help', from who was asked; said twice it is the same.

    Raises HelpingYourself, NotAskedForHelp, HelpGone, HelpedAlready.
    """
    if asked.user_id == user_id:
        raise HelpingYourself
    if asked.open_at is None and user_id not in asked.asked:
        raise NotAskedForHelp
    if asked.helper_id == user_id:
        return asked
    check_open(asked)
    return replace(asked, helper_id=user_id, helped_at=now)


def done(asked: Help, user_id: UserId, now: datetime) -> Help:
    """'I've got it'. Raises NotYourTrouble; said twice it is the same."""
    if asked.user_id != user_id:
        raise NotYourTrouble
    return asked if asked.done_at is not None else replace(asked, done_at=now)


def check_open(asked: Help) -> None:
    """Raises HelpGone, HelpedAlready."""
    if asked.done_at is not None:
        raise HelpGone
    if asked.helper_id is not None:
        raise HelpedAlready(asked.helper_id)
