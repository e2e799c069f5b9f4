"""One changed session in two or three short lines: before and after side by side, and why."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.texts import Mark, Speech, lines, person, when
from cogs.views.reading import reading
from db.records import Book, BookKind, Cause, Changed, Post, Reading, SessionState, Shape, Study


def rows(listed: Sequence[Changed], study: Study, book: Book, say: Speech) -> list[Mark]:
    """To organisers: everything that changes about each session; a reason that a run of them shares stands below it."""
    found: list[Mark] = []
    why = [reasons(each, say) for each in listed]
    for each, here, following in zip(listed, why, [*why[1:], None], strict=True):
        reason = Mark(f"-# {here}") if here and here != following else None
        found.append(lines(head(each, study, book, say), presenters(each, say), reason))
    return found


def head(changed: Changed, study: Study, book: Book, say: Speech) -> Mark:
    """Its number, its date and its pages: '**7.** 13 Feb → 20 Feb · ch. 3, 120–145'."""
    before, after = changed.before, changed.after
    shown = after or before
    assert shown is not None  # noqa: S101 - a session that is on neither side has not changed
    parts = [_date(changed, study, say), _pages(changed, book, say)]
    return Mark(f"{_number(changed, shown, say)} " + " · ".join(part for part in parts if part))


def _number(changed: Changed, shown: Shape, say: Speech) -> Mark:
    before = changed.before
    if before is not None and changed.after is not None and before.number != changed.after.number:
        return say("**{number}.** (was {before})", number=shown.number, before=before.number)
    return say("**{number}.**", number=shown.number)


def _date(changed: Changed, study: Study, say: Speech) -> Mark:
    before, after = changed.before, changed.after
    if before is None:
        assert after is not None  # noqa: S101
        return say("new: {day}", day=when(after.starts_at, "d"))
    if after is None:
        return say("~~{day}~~ falls away", day=when(before.starts_at, "d"))
    if after.state is SessionState.CANCELLED and before.state is not SessionState.CANCELLED:
        return say("~~{day}~~ cancelled", day=when(before.starts_at, "d"))
    return _from_to(before, after, ZoneInfo(study.slot.zone))


def _from_to(before: Shape, after: Shape, zone: ZoneInfo) -> Mark:
    """Only as much of both instants as tells them apart: mostly the day, sometimes the hour, now and then both."""
    then, now = before.starts_at.astimezone(zone), after.starts_at.astimezone(zone)
    if then == now:
        return when(after.starts_at, "d")
    if then.time() == now.time():
        return Mark(f"{when(before.starts_at, 'd')} → {when(after.starts_at, 'd')}")
    old, new = (f"{when(each.starts_at, 'd')} {when(each.starts_at, 't')}" for each in (before, after))
    return Mark(f"{old} → {new if then.date() != now.date() else when(after.starts_at, 't')}")


def _pages(changed: Changed, book: Book, say: Speech) -> Mark | None:
    before, after = changed.before, changed.after
    if before is None or after is None:
        shown = after or before
        return brief(shown.reading, book, say) if shown else None
    if before.reading == after.reading:
        return brief(after.reading, book, say)
    if book.kind is BookKind.PAPERS:
        return reading(after.reading, book, say)
    return Mark(f"{brief(before.reading, book, say)} → {brief(after.reading, book, say)}")


def brief(of: Reading, book: Book, say: Speech) -> Mark:
    """What a session reads in as few signs as a phone's line has: 'ch. 3, 120–145'."""
    first, last = of.parts[0], of.parts[-1]
    if book.kind is BookKind.PAPERS:
        return reading(of, book, say)
    chapters = (
        say("ch. {number}", number=first.chapter)
        if first.chapter == last.chapter
        else say("ch. {first}–{last}", first=first.chapter, last=last.chapter)
    )
    if first.first_page is None or last.last_page is None:
        return chapters
    return say("{chapters}, {first}–{last}", chapters=chapters, first=first.first_page, last=last.last_page)


def presenters(changed: Changed, say: Speech) -> Mark | None:
    """Who presents and who stands by, as far as it changes; nobody where the session does not take place."""
    before, after = changed.before, changed.after
    if after is None or after.state is not SessionState.PLANNED:
        return None
    if before is None:
        return Mark(f"{_name(after.lead, say)} · {say('backup {who}', who=_name(after.backup, say))}")
    parts = [
        _handed(before.lead, after.lead, say),
        *(
            [say("backup {who}", who=handed)]
            if (handed := _handed(before.backup, after.backup, say)) is not None
            else []
        ),
    ]
    found = [part for part in parts if part]
    return Mark(" · ".join(found)) if found else None


def _handed(before: Post | None, after: Post | None, say: Speech) -> Mark | None:
    if _user(before) == _user(after):
        return None
    return Mark(f"{_name(before, say)} → {_name(after, say)}")


def _name(post: Post | None, say: Speech) -> Mark:
    return person(post.user_id) if post else say("nobody")


def _user(post: Post | None) -> int | None:
    return post.user_id if post else None


def reasons(changed: Changed, say: Speech) -> Mark:
    """Why, in a few words each."""
    who = _who_gave_up(changed)
    told = [cause for cause in changed.causes if cause not in _self_evident(changed)] or changed.causes
    return Mark(" · ".join(dict.fromkeys(reason(cause, who, say) for cause in told)))


def _self_evident(changed: Changed) -> set[Cause]:
    """The number stands in front of the row, and what is new had nobody before."""
    return {Cause.RENUMBERED} if changed.before else {Cause.RENUMBERED, Cause.NOBODY}


def _who_gave_up(changed: Changed) -> Post | None:
    """Whom a reason is about: the presenter before, or the backup where only that one changes."""
    if changed.before is None or changed.after is None:
        return None
    before, after = changed.before, changed.after
    return before.lead if _user(before.lead) != _user(after.lead) else before.backup


def reason(cause: Cause, who: Post | None, say: Speech) -> Mark:
    """One cause; `who` is the presenter it may be about."""
    if cause is Cause.AWAY and who is not None:
        return say("{person} is away then", person=person(who.user_id))
    if cause is Cause.LEFT and who is not None:
        return say("{person} has left", person=person(who.user_id))
    return {
        Cause.MOVED: say("moved by an organiser"),
        Cause.PUSHED_ON: say("moves on with the sessions before it"),
        Cause.PULLED_FORWARD: say("takes an earlier date that came free"),
        Cause.RESLOTTED: say("the new weekly time"),
        Cause.GOES_ON: say("the study goes on"),
        Cause.RENUMBERED: say("only its number changes"),
        Cause.CANCELLED: say("cancelled by an organiser"),
        Cause.MERGED: say("read together with its neighbour"),
        Cause.SPLIT: say("one session becomes two"),
        Cause.ADDED: say("needed for the pages that are left"),
        Cause.REPAGED: say("the pages are cut anew"),
        Cause.AWAY: say("somebody is away then"),
        Cause.LEFT: say("somebody has left"),
        Cause.NOBODY: say("nobody had it yet"),
        Cause.EVENS_PAGES: say("keeps the pages even for everybody"),
        Cause.NEW_MEMBER: say("shares turns with who came new"),
        Cause.RULES: say("suits the new presenter better now"),
        Cause.BY_HAND: say("set by an organiser"),
    }[cause]
