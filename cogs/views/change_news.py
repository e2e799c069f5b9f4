"""What members read of a changed plan: one card for everybody, and what it means for each whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import discord

from bot.delivery.wording import Wording
from bot.domain.changed_turns import ChangedTurn, Fate, changed_turns
from bot.services.changes import ChangeShown
from bot.texts import Mark, Speech, lines, people, person, when
from cogs.views.changed import head, presenters
from cogs.views.changes import listed_in, summary, terms
from cogs.views.components import button, buttons
from cogs.views.reading import BLUE
from db.records import Reach, Role, Seat, Study, UserId

SHOWN = 4  # sessions
# Each of the first few has a line of their own; a whole group's worth of lines would be read by nobody.
NAMED, CALLED = 6, 40

Concerned: TypeAlias = Mapping[UserId, Sequence[ChangedTurn]]


def changed(shown: ChangeShown, seats: Sequence[Seat], say: Speech) -> Wording:
    """In the channel, once: what changed. It calls whom it concerns and who want to hear of it here, nobody else."""
    change, study = shown.change, shown.study
    listed = listed_in(change)
    rows = [lines(head(each, study, shown.book, say), presenters(each, say)) for each in listed[:SHOWN]]
    more = len(listed) - len(rows)
    text = lines(
        summary(change, say),
        *terms(change, say),
        "",
        *rows,
        say.many("… and {n} more", "… and {n} more", more) if more else None,
    )
    title = say("📘 {name}: the plan has changed", name=study.name)
    own, alike, called = _parted(_here(shown, seats))
    calls = [
        *[_means(user, turns, say) for user, turns in own],
        *_alike(alike, say),
    ]
    return _card(title, text, study, calls, called, say)


def taken_back(shown: ChangeShown, seats: Sequence[Seat], say: Speech) -> Wording:
    """In the channel, once an organiser took the change back: whom it had concerned is called again."""
    concerned = list(_here(shown, seats))[:CALLED]
    calls = [say("{people}: your turns are as before.", people=people(concerned))] if concerned else []
    title = say("📘 {name}: the plan is as before", name=shown.study.name)
    text = say("The last change was taken back: dates, pages and presenters are what they were.")
    return _card(title, text, shown.study, calls, concerned, say)


def one(shown: ChangeShown, seat: Seat, turns: Sequence[ChangedTurn], say: Speech) -> Wording:
    """In the channel after all, to one member whose DMs are closed: what the card there left to the DM."""
    if shown.change.undone_at is not None:
        content = say("{people}: your turns are as before.", people=person(seat.user_id))
    else:
        content = _means(seat.user_id, turns, say)
    return Wording(
        content=content,
        view=buttons(button("turn.mine", shown.study.id, say.label("My turns"))),
        mentions=frozenset({seat.user_id}),
    )


def _card(
    title: Mark, text: Mark, study: Study, calls: Sequence[Mark], called: Sequence[UserId], say: Speech
) -> Wording:
    return Wording(
        content=lines(*calls) if calls else None,
        embeds=(discord.Embed(title=title, description=text, colour=BLUE),),
        view=buttons(
            button("plan.show", study.id, say.label("Whole plan"), extra=0),
            button("turn.mine", study.id, say.label("My turns")),
        ),
        mentions=frozenset(called),
    )


def _here(shown: ChangeShown, seats: Sequence[Seat]) -> Concerned:
    """Whom the change concerns of those who hear of it in the channel."""
    here = {seat.user_id for seat in seats if seat.reach is Reach.CHANNEL}
    return {user: turns for user, turns in changed_turns(shown.change).items() if user in here}


def _parted(concerned: Concerned) -> tuple[list[tuple[UserId, Sequence[ChangedTurn]]], list[UserId], list[UserId]]:
    """Who has a line of their own, who shares one, and everybody who is called."""
    pressing = sorted(concerned.items(), key=lambda each: _is_small(each[1]))
    # A single person whose turn only moved reads when; ten of them read where to look.
    alone = sum(1 for _, turns in pressing if _is_small(turns)) == 1
    own = [each for each in pressing if alone or not _is_small(each[1])][:NAMED]
    named = [user for user, _ in own]
    alike = [user for user, _ in pressing if user not in named][: CALLED - len(named)]
    return own, alike, [*named, *alike]


def _is_small(turns: Sequence[ChangedTurn]) -> bool:
    """Whether all of somebody's turns stay theirs, and only moved."""
    return all(turn.fate in (Fate.MOVED, Fate.REPAGED) for turn in turns)


def _alike(users: Sequence[UserId], say: Speech) -> list[Mark]:
    if not users:
        return []
    return [
        say(
            "{people}: your turns have changed. Yours: {command}",
            people=people(list(users)),
            command=say.command("turn mine"),
        )
    ]


def _means(user: UserId, turns: Sequence[ChangedTurn], say: Speech) -> Mark:
    """One short line to one member: what it means for them."""
    came, went = _first(turns, Fate.CAME), _first(turns, Fate.WENT)
    if came and went and came.role is went.role is Role.LEAD:
        return say(
            "{person}: you present session {number} now, {day}, instead of session {before}",
            person=person(user),
            number=came.shape.number,
            before=went.shape.number,
            day=when(came.shape.starts_at, "f"),
        )
    return say("{person}: {what}", person=person(user), what=means(turns[0], say))


def _first(turns: Sequence[ChangedTurn], fate: Fate) -> ChangedTurn | None:
    return next((turn for turn in turns if turn.fate is fate), None)


def means(turn: ChangedTurn, say: Speech) -> Mark:
    """What became of one turn, to its presenter."""
    shape = turn.shape
    facts = {"number": shape.number, "day": when(shape.starts_at, "f")}
    if turn.cancelled:
        return say("session {number} does not take place, so you are free on {day}", **facts)
    if turn.role is Role.BACKUP:
        return {
            Fate.CAME: say("you are backup of session {number} now, {day}", **facts),
            Fate.WENT: say("session {number} has another backup now", **facts),
            Fate.MOVED: say("session {number}, where you are backup, is on {day} now", **facts),
            Fate.REPAGED: say("session {number}, where you are backup, has other pages now", **facts),
        }[turn.fate]
    return {
        Fate.CAME: say("you present session {number} now, {day}", **facts),
        Fate.WENT: say("you need not present session {number} any more", **facts),
        Fate.MOVED: say("you present session {number} on {day} now", **facts),
        Fate.REPAGED: say("your session {number} has other pages now", **facts),
    }[turn.fate]
