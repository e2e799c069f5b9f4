"""What one member reads in private of a changed plan: only what is theirs, and the nearest of it to answer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.delivery.wording import Wording
from bot.domain.changed_turns import ChangedTurn, Fate
from bot.domain.plans import Meeting, Plan
from bot.services.changes import ChangeShown
from bot.texts import Mark, Speech, bold, channel, lines
from cogs.views import replies
from cogs.views.change_news import means
from cogs.views.components import buttons
from cogs.views.reading import reading
from db.records import Role, Seat, Turn

SHOWN = 6  # turns


def mine(shown: ChangeShown, turns: Sequence[ChangedTurn], plan: Plan, seat: Seat, say: Speech) -> Wording:
    """By DM. `plan` is as it stands now: what it does not hold any more needs no answer."""
    asked, where = _asked(turns, plan, seat), channel(shown.study.channel_id)
    rows = [Mark(f"- {means(turn, say)}{_pages(turn, shown, say)}") for turn in turns[:SHOWN]]
    more = len(turns) - len(rows)
    text = lines(
        say("The plan of “{name}” has changed. For you this means:", name=shown.study.name),
        *rows,
        say.many("… and {n} more", "… and {n} more", more) if more else None,
        say("If it does not suit you, pass; nobody minds. The whole plan: {channel}", channel=where)
        if asked
        else say("The whole plan: {channel}", channel=where),
    )
    return Wording(
        content=text,
        view=buttons(*(replies.to_turn(asked, say) if asked else []), *replies.quiet(seat, say, private=True)),
        mentions=frozenset({seat.user_id}),
    )


def taken_back(shown: ChangeShown, seat: Seat, say: Speech) -> Wording:
    where = channel(shown.study.channel_id)
    return Wording(
        content=lines(
            say("The last change of “{name}” was taken back: your turns are as before.", name=shown.study.name),
            say("The whole plan: {channel}", channel=where),
        ),
        view=buttons(*replies.quiet(seat, say, private=True)),
        mentions=frozenset({seat.user_id}),
    )


def _pages(turn: ChangedTurn, shown: ChangeShown, say: Speech) -> Mark:
    if turn.fate is Fate.WENT:
        return Mark("")
    return Mark(f" · {bold(reading(turn.shape.reading, shown.book, say))}")


def _asked(turns: Sequence[ChangedTurn], plan: Plan, seat: Seat) -> Turn | None:
    """The nearest turn to lead that came or moved and is still theirs: the one there is a question about."""
    asked = sorted(
        turn.shape.number for turn in turns if turn.role is Role.LEAD and turn.fate in (Fate.CAME, Fate.MOVED)
    )
    found = (_lead(plan.meetings, number) for number in asked)
    return next((turn for turn in found if turn is not None and turn.user_id == seat.user_id), None)


def _lead(meetings: Sequence[Meeting], number: int) -> Turn | None:
    return next((meeting.presenter() for meeting in meetings if meeting.session.number == number), None)
