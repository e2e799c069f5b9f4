"""What people read of exercises: their own to themselves, the group's as numbers, nobody's name unless they let it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.delivery.wording import Wording
from bot.domain import marks as rules
from bot.domain.typed.exercises import printed
from bot.services.marks import Ballot, Board, Marked, Sheet, Undone
from bot.texts import Mark, Speech, bold, lines, person
from cogs.views.components import GREEN, button, buttons, custom_id
from cogs.views.reading import BLUE
from db.records import Audience, Book, MarkState, Openness, UserId

YES, NO = "yes", "no"
SHOWN = 300  # characters of a list of exercises


def marked(done: Marked, say: Speech) -> Wording:
    """What an act of marking changed, with the way back."""
    book = done.sheet.book
    if done.act is None:
        return Wording(content=_as_before(done, say), view=buttons(_mine(book, say)))
    changed = [step.exercise for step in done.act.steps]
    same = len(done.numbers) - len(changed)
    return Wording(
        content=lines(
            _said(done.state, exercises(changed, book), named(book, say), say),
            say.many("{n} more was marked so already.", "{n} more were marked so already.", same) if same else None,
            in_all(rules.solved(done.sheet.marks.values()), book, say),
        ),
        view=buttons(button("mark.undo", done.act.id, say.label("Undo")), _mine(book, say)),
    )


def _as_before(done: Marked, say: Speech) -> Mark:
    what = exercises(done.numbers, done.sheet.book)
    if done.state is None:
        return say("There is no mark on {exercises}, so nothing changed.", exercises=what)
    return say("{exercises}: marked so already, nothing changed.", exercises=what)


def _said(state: MarkState | None, what: Mark, book: Mark, say: Speech) -> Mark:
    if state is MarkState.SOLVED:
        return say("✅ Solved: {exercises} · {book}", exercises=bold(what), book=book)
    if state is MarkState.TRYING:
        return say("✏️ Trying: {exercises} · {book}", exercises=bold(what), book=book)
    if state is MarkState.STUCK:
        return say("🧗 Stuck for now: {exercises} · {book}", exercises=bold(what), book=book)
    return say("Marks taken away: {exercises} · {book}", exercises=bold(what), book=book)


def undone(back: Undone, say: Speech) -> Wording:
    book = back.sheet.book
    return Wording(
        content=lines(
            say("Undone. {exercises}: marked as before.", exercises=bold(exercises(back.numbers, book))),
            in_all(rules.solved(back.sheet.marks.values()), book, say),
        ),
        view=buttons(_mine(book, say)),
    )


def sheet(shown: Sheet, viewer: UserId, say: Speech) -> Wording:
    """Where one member stands in one book."""
    book, own = shown.book, shown.user_id == viewer
    solved = rules.solved(shown.marks.values())
    title = named(book, say) if own else None
    text = lines(
        None if own else say("{person} · {book}", person=person(shown.user_id), book=named(book, say)),
        bold(in_all(solved, book, say)),
        by_stars(solved, book, say),
        _with_state(shown, MarkState.TRYING, say.label("Trying"), say),
        _with_state(shown, MarkState.STUCK, say.label("Stuck"), say),
        None if shown.marks or not own else say("Mark the first one: {command}", command=say.command("exercise mark")),
    )
    embed = discord.Embed(title=f"📗 {title}" if title else None, description=text, colour=BLUE)
    return Wording(
        embeds=(embed,), view=buttons(button("mark.sharing", 0, say.label("Who sees this?"))) if own else None
    )


def _with_state(shown: Sheet, state: MarkState, label: str, say: Speech) -> Mark | None:
    numbers = [mark.exercise for mark in shown.marks.values() if mark.state is state]
    if not numbers:
        return None
    return say("{label}: {exercises}", label=label, exercises=exercises(numbers, shown.book))


def board(shown: Board, say: Speech) -> Wording:
    """What a study solved together: no names, no ranks."""
    book, solved = shown.book, list(shown.coverage)
    everybody = [number for number, count in shown.coverage.items() if count >= shown.members > 1]
    text = lines(
        bold(together(solved, book, say)),
        by_stars(solved, book, say),
        say("Solved by everybody: {exercises}", exercises=exercises(everybody, book)) if everybody else None,
        None if solved else say("The first one is still to come: {command}", command=say.command("exercise mark")),
        *_ranking(shown, say),
    )
    title = say("{study}: exercises", study=shown.study.name)
    return Wording(
        embeds=(discord.Embed(title=f"📗 {title}", description=text, colour=BLUE),),
        view=buttons(button("mark.ranking", shown.study.id, say.label("A ranking?"))),
    )


def _ranking(shown: Board, say: Speech) -> list[Mark]:
    """The first few of those who let others see, where the study voted for it; nobody is last."""
    if not shown.first:
        return []
    rows = [Mark(f"{place}. {person(user)} · {count}") for place, user, count in shown.first]
    return [say("Most solved, of those who show theirs:"), *rows]


def ballot(shown: Ballot, say: Speech) -> Wording:
    """The vote on a ranking, to one member alone."""
    poll, row = shown.poll, shown.study.id
    mine, secret = None, say("Who voted how is told to nobody.")
    if shown.mine is not None:
        mine = say("You voted for it.") if shown.mine else say("You voted against it.")
    return Wording(
        content=lines(
            say("A ranking on the board names the five who solved the most, only of those who show theirs to all."),
            say(
                "It is there while more than half of the members want it: {wanted} of {members} do.",
                wanted=poll.wanted,
                members=poll.members,
            ),
            mine,
            Mark(f"-# {secret}"),
        ),
        view=buttons(
            button("mark.vote", row, say.label("I want one"), extra=YES, disabled=shown.mine is True),
            button("mark.vote", row, say.label("I'd rather not"), extra=NO, disabled=shown.mine is False),
        ),
    )


def sharing(said: Openness, say: Speech) -> Wording:
    """What others may see and ask, and the way to change it."""
    options = [
        discord.SelectOption(label=_audience(audience, say), value=audience.value, default=audience is said.shows)
        for audience in Audience
    ]
    chooser = ui.Select[Any](
        custom_id=custom_id("mark.shows", 0), options=options, placeholder=say.label("Who may see your exercises")
    )
    asked = (
        button("mark.helps", 0, say.label("Don't ask me any more"), extra=NO)
        if said.helps
        else button("mark.helps", 0, say.label("You may ask me"), extra=YES, style=GREEN)
    )
    return Wording(
        content=lines(
            say("Your exercises are seen by: {audience}.", audience=bold(_audience(said.shows, say))),
            say("When somebody is stuck on an exercise you solved, I may ask you in private whether you can help.")
            if said.helps
            else say("When somebody is stuck on an exercise you solved, I don't ask you."),
        ),
        view=buttons(chooser, asked),
    )


def _audience(audience: Audience, say: Speech) -> str:
    return {
        Audience.NOBODY: say.label("only you"),
        Audience.STUDY: say.label("members of your studies of the book"),
        Audience.SERVER: say.label("everybody on this server"),
    }[audience]


# --- phrases that other cards share


def named(book: Book, say: Speech) -> Mark:
    return say("{title}", title=book.short or book.title_in(say.language))


def exercises(numbers: Iterable[str], book: Book) -> Mark:
    """As ranges, in the order of the book; cut where nobody would read on."""
    whole = printed(numbers, book)
    cut = whole if len(whole) <= SHOWN else whole[: whole.rindex(",", 0, SHOWN)] + ", …"
    return Mark(cut)


def in_all(solved: Collection[str], book: Book, say: Speech) -> Mark:
    """'37 of 431 solved', or their number where nobody knows how many there are."""
    of = _known(book)
    if of is None:
        return say.many("{n} exercise solved in all", "{n} exercises solved in all", len(solved))
    return say("{n} of {of} solved", n=len(solved), of=of)


def together(solved: Sequence[str], book: Book, say: Speech) -> Mark:
    of = _known(book)
    if of is None:
        return say.many("{n} exercise solved together", "{n} exercises solved together", len(solved))
    return say("{n} of {of} solved together", n=len(solved), of=of)


def by_stars(solved: Collection[str], book: Book, say: Speech) -> Mark | None:
    """'★ 20 / 150 · ★★ 9 / 170 · ★★★ 1 / 60'; nothing for a book that prints no stars."""
    found = [tally for tally in rules.tallies(solved, book) if tally.stars is not None]
    shown = [f"{'★' * (tally.stars or 0)} {tally.solved} / {tally.of}" for tally in found]
    return Mark(" · ".join(shown)) if shown else None


def _known(book: Book) -> int | None:
    if any(chapter.exercises is None for chapter in book.chapters):
        return None
    return sum(len(chapter.exercises or ()) for chapter in book.chapters)


def _mine(book: Book, say: Speech) -> ui.Button[Any]:
    return button("mark.mine", book.id, say.label("My exercises"))
