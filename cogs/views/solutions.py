"""What people read when a message becomes a solution."""

from __future__ import annotations

from bot.delivery.wording import Wording
from bot.services.marks import Marked
from bot.texts import Mark, Speech, channel
from cogs.views.components import button
from cogs.views.marks import exercises, named
from db.records import Book, Marking

NAME_AT_MOST = 100  # characters, Discord's own limit


def submitted(wording: Wording, done: Marked, say: Speech) -> Wording:
    """The echo of the marking, and the offer of a thread."""
    if done.act is not None and wording.view is not None:
        wording.view.add_item(button("solution.thread", done.act.id, say.label("Open a thread for it")))
    return wording


def thread_name(act: Marking, book: Book, say: Speech) -> str:
    what = say.label("Solution {exercises} · {book}", exercises=of_act(act, book), book=named(book, say))
    return what if len(what) <= NAME_AT_MOST else what[: NAME_AT_MOST - 1] + "…"


def spoilers(solved: Mark, say: Speech) -> Mark:
    """The first words of a thread about a solution."""
    return say("⚠️ This thread talks about how {exercises} is solved. Try it yourself first.", exercises=solved)


def opened(thread_id: int, say: Speech) -> Mark:
    return say("The thread is open: {thread}", thread=channel(thread_id))


def of_act(act: Marking, book: Book) -> Mark:
    return exercises([step.exercise for step in act.steps], book)
