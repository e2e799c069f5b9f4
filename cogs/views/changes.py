"""The organiser's preview of a change, before and after side by side, and what they read once it is decided."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.delivery.wording import Wording
from bot.domain.changed_turns import changed_turns
from bot.services.changes import ChangeShown
from bot.texts import Mark, Speech, channel, lines, person, when
from cogs.views.changed import rows
from cogs.views.components import GREEN, RED, button, buttons, pager
from cogs.views.reading import BLUE
from cogs.views.studies import skipped
from db.records import Change, Changed, Post, SessionState, Shape, Share, SkippedDate, StudyState, Terms, UserId

PAGE = 4  # sessions


def preview(shown: ChangeShown, page: int, say: Speech) -> Wording:
    """To one organiser alone: what would change, why, and what becomes of everybody's share."""
    change, listed = shown.change, listed_in(shown.change)
    pages = max(1, -(-len(listed) // PAGE))
    page = min(max(page, 0), pages - 1)
    here = rows(listed[page * PAGE : (page + 1) * PAGE], shown.study, shown.book, say)
    above = (summary(change, say), *terms(change, say), _dropped(shown, say))
    text = lines(*above, "", *here, *_rest(change, say), _shares(change, say))
    title = say("A change of “{name}”: a preview", name=shown.study.name)
    return Wording(
        embeds=(discord.Embed(title=title, description=text, colour=BLUE),),
        view=buttons(
            *pager("change.page", change.id, page, pages),
            button("change.publish", change.id, say.label("Publish"), style=GREEN),
            button("change.fix", change.id, say.label("Set a presenter")),
            button("change.discard", change.id, say.label("Discard"), style=RED),
        ),
    )


def _dropped(shown: ChangeShown, say: Speech) -> Mark | None:
    """Whom an organiser had set in the preview before this one, and who cannot stay."""
    names = [
        say("{person} in session {number}", person=person(each.user_id), number=each.number) for each in shown.dropped
    ]
    return say("Not possible any more: {people}", people=Mark(", ".join(names))) if names else None


def page_with(change: Change, number: int) -> int:
    """The page of a preview on which a session stands, by its new number; the first where it is on none."""
    numbers = [each.after.number if each.after else 0 for each in listed_in(change)]
    return numbers.index(number) // PAGE if number in numbers else 0


def listed_in(change: Change) -> list[Changed]:
    """What is worth a row: all but the sessions that are only counted anew."""
    return [each for each in change.sessions if _seen(each.before) != _seen(each.after)]


def _seen(shape: Shape | None) -> tuple[object, ...] | None:
    """What members see of a session, but for its number."""
    if shape is None:
        return None
    return shape.starts_at, shape.reading, shape.state, _who(shape.lead), _who(shape.backup)


# --- in one line


def summary(change: Change, say: Speech) -> Mark:
    """'6 sessions change: 5 dates, 1 presenter'."""
    listed = listed_in(change)
    counts = [part for part in _counts(listed, say) if part is not None]
    if not counts:
        return say("No session changes.")
    what = Mark(", ".join(counts))
    return say.many("{n} session changes: {what}", "{n} sessions change: {what}", len(listed), what=what)


def _counts(listed: Sequence[Changed], say: Speech) -> list[Mark | None]:
    stays = [(each.before, each.after) for each in listed if each.before and each.after]
    met = [(before, after) for before, after in stays if after.state is SessionState.PLANNED]
    cancelled = sum(1 for before, after in stays if before.state is not after.state is SessionState.CANCELLED)
    dates = sum(1 for before, after in stays if before.starts_at != after.starts_at)
    pages = sum(1 for before, after in stays if before.reading != after.reading)
    leads = sum(1 for before, after in met if _who(before.lead) != _who(after.lead))
    backups = sum(1 for before, after in met if _who(before.backup) != _who(after.backup))
    new, gone = sum(1 for each in listed if each.before is None), sum(1 for each in listed if each.after is None)
    return [
        say.many("{n} cancelled", "{n} cancelled", cancelled) if cancelled else None,
        say.many("{n} falls away", "{n} fall away", gone) if gone else None,
        say.many("{n} new", "{n} new", new) if new else None,
        say.many("{n} date", "{n} dates", dates) if dates else None,
        say.many("the pages of {n}", "the pages of {n}", pages) if pages else None,
        say.many("{n} presenter", "{n} presenters", leads) if leads else None,
        say.many("{n} backup", "{n} backups", backups) if backups else None,
    ]


def _who(post: Post | None) -> UserId | None:
    return post.user_id if post else None


def terms(change: Change, say: Speech) -> list[Mark]:
    """What changes of the study itself, and of its calendar."""
    before, after = change.before, change.after
    found: list[Mark | None] = []
    if before.slot != after.slot:
        found.append(Mark(f"{_slot(before, after, say)} → {_slot(after, before, say)}"))
    if before.pages_per_session != after.pages_per_session:
        found.append(
            say("{before} → {after} pages a session", before=before.pages_per_session, after=after.pages_per_session)
        )
    if (before.state, after.state) == (StudyState.PAUSED, StudyState.RUNNING):
        found.append(say("The study goes on, and its reminders with it."))
    found.append(skipped([SkippedDate(day) for day in change.skips], say))
    if change.resumes:
        days = Mark(", ".join(say.day(day) for day in change.resumes[:4]))
        found.append(say("We meet again: {days}", days=days))
    return [part for part in found if part is not None]


def _slot(of: Terms, other: Terms, say: Speech) -> Mark:
    """The weekly time; its zone only where that differs, too."""
    slot = say("Every {weekday} {time}", weekday=say.weekday(of.slot.weekday), time=say.clock(of.slot.at))
    return slot if of.slot.zone == other.slot.zone else say("{slot} ({zone})", slot=slot, zone=of.slot.zone)


def _rest(change: Change, say: Speech) -> list[Mark]:
    """What stands under the rows: sessions that only count on."""
    renumbered = len(change.sessions) - len(listed_in(change))
    if not renumbered:
        return []
    return [say.many("-# {n} more only gets a new number", "-# {n} more only get new numbers", renumbered)]


def _shares(change: Change, say: Speech) -> Mark | None:
    """What the most and the least loaded member carry, before and after."""
    shares = [share for share in change.shares if share.user_id in change.members] or list(change.shares)
    if not shares:
        return None
    before, after = _range(shares, "before"), _range(shares, "after")
    if not any(before + after):
        return None
    if before == after:
        return say("-# Pages each, as before: {least}–{most}", least=after[0], most=after[1])
    return say(
        "-# Pages each: {least}–{most} → {new_least}–{new_most}",
        least=before[0],
        most=before[1],
        new_least=after[0],
        new_most=after[1],
    )


def _range(shares: Sequence[Share], side: str) -> tuple[int, int]:
    pages = [getattr(share, f"pages_{side}") for share in shares]
    return min(pages), max(pages)


# --- once it is decided


def published(shown: ChangeShown, say: Speech) -> Wording:
    told = len(changed_turns(shown.change).keys() & set(shown.change.members))
    where = channel(shown.study.channel_id)
    return Wording(
        content=lines(
            say.many("Published. {n} member is told.", "Published. {n} members are told.", told)
            if told
            else say("Published. {channel} hears of it.", channel=where),
            say("For a day you can take it back."),
        ),
        view=buttons(button("change.undo", shown.change.id, say.label("Undo"))),
    )


def ask_to_undo(shown: ChangeShown, say: Speech) -> Wording:
    """What /plan undo would take back: asked first, for members may have read of it."""
    change = shown.change
    text = lines(
        say("Published {ago}.", ago=when(change.published_at or change.made_at, "R")),
        summary(change, say),
        *terms(change, say),
        "",
        say("Taken back, dates, pages and presenters are what they were before it."),
    )
    title = say("Take the last change of “{name}” back?", name=shown.study.name)
    return Wording(
        embeds=(discord.Embed(title=title, description=text, colour=BLUE),),
        view=buttons(
            button("change.undo", change.id, say.label("Take it back"), style=RED),
            button("change.keep", change.id, say.label("Keep it")),
        ),
    )


def kept(say: Speech) -> Wording:
    return Wording(content=say("The plan stays as it is."))


def undone(shown: ChangeShown, say: Speech) -> Wording:
    return Wording(
        content=lines(
            say("It is as before. Whom the change concerned is told."),
            say("Another change: {command}", command=say.command("plan change")),
        )
    )


def discarded(say: Speech) -> Wording:
    return Wording(content=say("Discarded. The plan stays as it is, and nobody has seen this."))


def stale(change_id: int, say: Speech) -> Wording:
    """The plan moved on while somebody looked at its preview."""
    return Wording(
        content=say("The plan has changed since this preview was made. I can compute it again from how things stand."),
        view=buttons(button("change.again", change_id, say.label("Compute again"), style=GREEN)),
    )
