"""/why: who was told what and when, what is coming, and what did not go its way."""

from __future__ import annotations

import discord

from bot.delivery.wording import Wording
from bot.domain.notices import SILENT, Kind
from bot.domain.why import Line, Part, Wanted
from bot.services.why import WhyShown
from bot.texts import Mark, Speech, bold, channel, lines, person, when
from cogs.views.components import button, buttons
from cogs.views.reading import BLUE
from cogs.views.why_kinds import kind_name
from cogs.views.why_reasons import closed, unneeded
from db.records import Study, Target, TargetKind

PAGE, NAMED = 6, 3
VIEWS: dict[Part, tuple[Part, ...]] = {
    Part.COMING: (Part.COMING,),
    Part.SENT: (Part.SENT,),
    # What failed is worth more than what nobody needed.
    Part.FAILED: (Part.FAILED, Part.NOT_NEEDED),
}
ANY = "any"


def told(shown: WhyShown, part: Part, page: int, say: Speech) -> Wording:
    """One page of one of the three views, to one organiser alone; `page` counts from 0."""
    found = shown.told.of(*VIEWS[part])
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 0), pages - 1)
    rows = [_row(line, shown.study, say) for line in found[page * PAGE : (page + 1) * PAGE]]
    text = lines(_filters(shown, say), bold(_counts(shown, say)), "", *(rows or [_nothing(part, say)]))
    title = say("📬 {name}: who was told what", name=shown.study.name)
    return Wording(
        embeds=(discord.Embed(title=title, description=text, colour=BLUE),),
        view=_buttons(shown, part, page, pages, say),
    )


def _counts(shown: WhyShown, say: Speech) -> Mark:
    """'12 sent, 30 coming, 1 failed'; what nobody needed only where there is some."""
    counts = shown.told.counts
    facts = {"sent": counts[Part.SENT], "coming": counts[Part.COMING], "failed": counts[Part.FAILED]}
    whole = say("{sent} sent, {coming} coming, {failed} failed", **facts)
    if not counts[Part.NOT_NEEDED]:
        return whole
    return say("{counts}, {unneeded} not needed any more", counts=whole, unneeded=counts[Part.NOT_NEEDED])


def _filters(shown: WhyShown, say: Speech) -> Mark | None:
    parts = [
        say("session {number}", number=shown.session.number) if shown.session else None,
        person(shown.wanted.user_id) if shown.wanted.user_id else None,
        kind_name(Kind(shown.wanted.kind), say) if shown.wanted.kind else None,
    ]
    asked = Mark(" · ".join(part for part in parts if part))
    return say("Only: {what}", what=asked) if asked else None


def _nothing(part: Part, say: Speech) -> Mark:
    return {
        Part.COMING: say("Nothing is coming."),
        Part.SENT: say("Nothing has been sent."),
        Part.FAILED: say("Everything went its way."),
    }[part]


def _row(line: Line, study: Study, say: Speech) -> Mark:
    """When, what, about which sessions and whom, and where to; below it what came between."""
    about = [
        when(line.at, "f"),
        bold(kind_name(Kind(line.notice.kind), say)) if line.notice.kind in set(Kind) else Mark("?"),
        *_few([say("session {number}", number=session.number) for session in line.sessions], say),
        *_few([person(each) for each in line.users if Target(TargetKind.USER, each) != line.last.target], say),
    ]
    head = say("{what} → {where}", what=Mark(" · ".join(about)), where=_where(line.last.target, say))
    link = _link(line, study)
    return lines(
        say("{row} [to the message]({link})", row=head, link=link) if link else head,
        *[Mark(f"-# {note}") for note in _notes(line, say)],
    )


def _few(names: list[Mark], say: Speech) -> list[Mark]:
    """The first of them: a change may concern a whole plan."""
    more = len(names) - NAMED
    return [*names[:NAMED], say.many("… and {n} more", "… and {n} more", more)] if more > 0 else names


def _where(target: Target, say: Speech) -> Mark:
    if target.kind is TargetKind.CHANNEL:
        return channel(target.id)
    return say("{person} by direct message", person=person(target.id))


def _link(line: Line, study: Study) -> Mark | None:
    """To a message in a channel; nobody can be led into somebody else's direct messages."""
    last = line.last
    if last.message_id is None or last.target.kind is TargetKind.USER:
        return None
    return Mark(f"https://discord.com/channels/{study.server_id}/{last.target.id}/{last.message_id}")


def _notes(line: Line, say: Speech) -> list[Mark]:
    if line.part is Part.NOT_NEEDED:
        return [unneeded(line.because, say)]
    notes = []
    if line.went_round:
        notes.append(_round(line, say))
    if line.last.error is not None and not (line.went_round and line.part is Part.FAILED):
        notes.append(closed(line.last.error, _name(line.last.target), say))
    if line.part is Part.COMING and line.last.attempts:
        notes.append(say("I try again {when}.", when=when(line.last.try_at, "R")))
    return notes


def _round(line: Line, say: Speech) -> Mark:
    """The first way was closed; what became of the second."""
    why = closed(line.notice.error, _name(line.notice.target), say)
    there = _name(line.last.target)
    if line.part is Part.SENT:
        return say("{why} So it went to {there}.", why=why, there=there)
    if line.part is Part.COMING:
        return say("{why} So it goes to {there}.", why=why, there=there)
    second = _second(line, there, say)
    return say("{why} {second}", why=why, second=second)


def _second(line: Line, there: Mark, say: Speech) -> Mark:
    """Why the way round led nowhere either."""
    sent_nowhere = line.last.error is None or line.last.state.value == "skipped"
    return unneeded(line.last.error, say) if sent_nowhere else closed(line.last.error, there, say)


def _name(target: Target) -> Mark:
    return channel(target.id) if target.kind is TargetKind.CHANNEL else person(target.id)


def _buttons(shown: WhyShown, part: Part, page: int, pages: int, say: Speech) -> discord.ui.View:
    row, wanted = shown.study.id, shown.wanted
    labels = {
        Part.COMING: say.label("Coming"),
        Part.SENT: say.label("Sent"),
        Part.FAILED: say.label("Not sent"),
    }
    views = [
        button("why.page", row, label, extra=packed(wanted, each, 0 if each is not part else -1), disabled=each is part)
        for each, label in labels.items()
    ]
    if pages < 2:
        return buttons(*views)
    return buttons(
        *views,
        button("why.page", row, None, emoji="◀️", extra=packed(wanted, part, page - 1), disabled=page <= 0)
        if page
        else button("why.page", row, None, emoji="◀️", extra="first", disabled=True),
        button("why.page", row, None, emoji="▶️", extra=packed(wanted, part, page + 1), disabled=page >= pages - 1),
    )


def packed(wanted: Wanted, part: Part, page: int) -> str:
    """What a button remembers of the question; it fits into the 100 characters of an id."""
    return ".".join((part.value, str(page), str(wanted.session_id or 0), str(wanted.user_id or 0), wanted.kind or ANY))


def unpacked(extra: str) -> tuple[Wanted, Part, int]:
    part, page, session_id, user_id, kind = extra.split(".")
    wanted = Wanted(int(session_id) or None, int(user_id) or None, None if kind == ANY else kind)
    return wanted, Part(part), int(page)


def kinds(say: Speech) -> list[tuple[str, str]]:
    """The kinds that somebody may ask for, by value and name."""
    return [(kind.value, kind_name(kind, say)) for kind in Kind if kind not in SILENT]
