"""Messages as solutions: whose they may be, what they seem to solve, and where they are."""

from __future__ import annotations

import re

from bot.domain.refusals import Refusal
from bot.domain.typed.exercises import exercises, printed
from db.records import Book, Marking, UserId

# As far into a message as one says what it is about.
LOOKED_AT = 300  # characters
_NUMBER = re.compile(r"(?<![\d.])(?:\d{1,2}|[A-Z])\.\d{1,3}(?:\s?[-~–]\s?(?:\d{1,2}\.)?\d{1,3})?(?![\d.]*\d)")
_ADDRESS = re.compile(r"https://\w*\.?discord(?:app)?\.com/channels/\d+/(\d+)/(\d+)")


class NotYourMessage(Refusal):
    """Somebody else's message."""


class NoThreadHere(Refusal):
    """A message that is gone from view, or stands in a thread, where no other can be opened."""


class ThreadThere(Refusal):
    """The message is gone, or has a thread already."""


def check_author(author: UserId, user_id: UserId) -> None:
    """Raises NotYourMessage."""
    if author != user_id:
        raise NotYourMessage


def guess(content: str, book: Book) -> str | None:
    """The exercises a message names near its beginning, as far as the book has them; None where it names none."""
    found: list[str] = []
    for number in _NUMBER.findall(content[:LOOKED_AT]):
        try:
            found += exercises(number, book)
        except Refusal:
            # An equation or a section looks like an exercise, too; the form is there to be corrected.
            continue
    return printed(found, book) if found else None


def message_of(act: Marking) -> tuple[int, int]:
    """Channel and id of the message that an act of marking links to. Raises NoThreadHere."""
    for step in act.steps:
        address = _ADDRESS.fullmatch(step.after.link) if step.after and step.after.link else None
        if address is not None:
            return int(address[1]), int(address[2])
    raise NoThreadHere
