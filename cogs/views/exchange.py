"""What organisers read of marks as files: the file, what another one would change, and what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import discord

from bot.delivery.wording import Wording
from bot.domain.exchange import Difference, Differences, Ill, Refused
from bot.services.exchange import ImportShown
from bot.texts import Mark, Speech, bold, lines, person
from cogs.views.components import GREEN, button, buttons
from cogs.views.marks import exercises, named
from cogs.views.reading import BLUE
from db.records import Book, UserId

MEMBERS_SHOWN, ROWS_SHOWN = 5, 5


def exported(book: Book, file: discord.File, say: Speech) -> Wording:
    return Wording(
        content=say("Everybody's marks in {book}, for your eyes. Please keep them private.", book=named(book, say)),
        files=(file,),
    )


def preview(shown: ImportShown, say: Speech) -> Wording:
    """What would change, before anything does."""
    found = shown.differences
    text = lines(
        _counts(found, say),
        *_by_member(found.changed, shown.book, say),
        *_refused(found.refused, say),
        say("Nothing has changed yet.") if found.changed else say("There is nothing to import."),
    )
    title = say("Import into {book}", book=named(shown.book, say))
    controls = (
        buttons(
            button("marks.import", shown.id, say.label("Import"), style=GREEN),
            button("marks.discard", shown.id, say.label("Discard")),
        )
        if found.changed
        else None
    )
    return Wording(embeds=(discord.Embed(title=title, description=text, colour=BLUE),), view=controls)


def imported(done: ImportShown, say: Speech) -> Wording:
    count = len(done.differences.changed)
    return Wording(content=say.many("{n} mark imported.", "{n} marks imported.", count))


def discarded(say: Speech) -> Wording:
    return Wording(content=say("Set aside; nothing has changed."))


def _counts(found: Differences, say: Speech) -> Mark:
    new = sum(difference.before is None for difference in found.changed)
    parts = (
        say.many("{n} new", "{n} new", new),
        say.many("{n} changed", "{n} changed", len(found.changed) - new),
        say.many("{n} the same", "{n} the same", found.same),
        say.many("{n} row left out", "{n} rows left out", len(found.refused)),
    )
    return bold(" · ".join(parts))


def _by_member(changed: Iterable[Difference], book: Book, say: Speech) -> list[Mark]:
    by_member: dict[UserId, list[str]] = {}
    for difference in changed:
        by_member.setdefault(difference.after.user_id, []).append(difference.after.exercise)
    shown = [
        say("{person}: {exercises}", person=person(user), exercises=exercises(numbers, book))
        for user, numbers in list(by_member.items())[:MEMBERS_SHOWN]
    ]
    more = len(by_member) - len(shown)
    return [*shown, say.many("and {n} member more", "and {n} members more", more)] if more > 0 else shown


def _refused(refused: tuple[Refused, ...], say: Speech) -> list[Mark]:
    shown = [_ill(each, say) for each in refused[:ROWS_SHOWN]]
    kinds = Counter(each.ill for each in refused[ROWS_SHOWN:])
    return [*shown, say.many("and {n} row more", "and {n} rows more", kinds.total())] if kinds else shown


def _ill(row: Refused, say: Speech) -> Mark:
    what = {
        Ill.MEMBER: say("nobody here is “{cell}”", cell=row.cell),
        Ill.EXERCISE: say("the book has no “{cell}”", cell=row.cell),
        Ill.STATE: say("“{cell}” is none of solved, trying, stuck", cell=row.cell),
        Ill.DATE: say("“{cell}” is no date like 2027-01-09", cell=row.cell),
        Ill.FUTURE: say("“{cell}” lies in the future", cell=row.cell),
        Ill.LINK: say("“{cell}” is no link", cell=row.cell),
    }[row.ill]
    line = say("Row {number}: {what}", number=row.number, what=what)
    return Mark(f"-# {line}")
