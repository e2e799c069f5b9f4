"""What each member leads in the whole study, before and after a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.domain.changes.ahead import Ahead
from bot.domain.changes.presenters import People
from db.records import SessionState, Shape, Share


def shares(ahead: Ahead, after: Iterable[Shape], people: People) -> tuple[Share, ...]:
    """By member, in the order of joining; who has left is not in it."""
    pages_before, led_before = _led((*ahead.past, *ahead.settled, *ahead.planned))
    pages_after, led_after = _led((*ahead.past, *after))
    return tuple(
        Share(user, pages_before[user], pages_after[user], led_before[user], led_after[user]) for user in people.members
    )


def _led(shapes: Iterable[Shape]) -> tuple[Counter[int], Counter[int]]:
    pages: Counter[int] = Counter()
    led: Counter[int] = Counter()
    for shape in shapes:
        if shape.lead is not None and shape.state is not SessionState.CANCELLED:
            pages[shape.lead.user_id] += shape.reading.pages
            led[shape.lead.user_id] += 1
    return pages, led
