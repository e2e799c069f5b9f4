"""The stable matching: nobody could do better with somebody who would rather have them, too."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from bot.domain.pairing.matching import Matching, worth

Scores = Sequence[Sequence[int | None]]


def match_stably(scores: Scores, capacities: Sequence[int]) -> Matching:
    """Mentees ask in the order of their scores, mentors keep the best of those who asked; equals by their order.

    Deferred acceptance for hospitals and residents (Gale and Shapley 1962): of all stable matchings the best one for
    every mentee. It may leave mentees alone, or worth less together, where `match` would not.
    """
    lists = [_preferred(row) for row in scores]
    kept: list[list[int]] = [[] for _ in capacities]
    places: list[int | None] = [None] * len(scores)
    asking = deque(range(len(scores)))
    while asking:
        mentee = asking.popleft()
        if not lists[mentee]:
            continue
        mentor = lists[mentee].pop()
        kept[mentor].append(mentee)
        places[mentee] = mentor
        if len(kept[mentor]) > capacities[mentor]:
            last = min(kept[mentor], key=lambda other: _liking(scores, other, mentor))
            kept[mentor].remove(last)
            places[last] = None
            asking.append(last)
    return Matching(tuple(places), sum(_worth(scores, mentee, mentor) for mentee, mentor in enumerate(places)))


def blocking(scores: Scores, capacities: Sequence[int], matching: Matching) -> list[tuple[int, int]]:
    """The mentees and mentors who are not together and would both rather be."""
    kept: list[list[int]] = [[] for _ in capacities]
    for mentee, mentor in enumerate(matching.mentors):
        if mentor is not None:
            kept[mentor].append(mentee)
    return [
        (mentee, mentor)
        for mentee, row in enumerate(scores)
        for mentor, score in enumerate(row)
        if score is not None
        and _rather(row, mentor, matching.mentors[mentee])
        and (
            len(kept[mentor]) < capacities[mentor]
            or any(_liking(scores, other, mentor) < _liking(scores, mentee, mentor) for other in kept[mentor])
        )
    ]


def _preferred(row: Sequence[int | None]) -> list[int]:
    """The mentors one may have, the most wanted last."""
    possible = [mentor for mentor, score in enumerate(row) if score is not None]
    return sorted(possible, key=lambda mentor: (row[mentor], -mentor))


def _rather(row: Sequence[int | None], mentor: int, now: int | None) -> bool:
    if now is None:
        return True
    return (row[mentor] or 0, -mentor) > (row[now] or 0, -now)


def _liking(scores: Scores, mentee: int, mentor: int) -> tuple[int, int]:
    return scores[mentee][mentor] or 0, -mentee


def _worth(scores: Scores, mentee: int, mentor: int | None) -> int:
    return 0 if mentor is None else worth(scores[mentee][mentor] or 0)
