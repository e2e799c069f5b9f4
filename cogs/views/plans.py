"""What people read of a plan: the organiser's preview, the post in the channel, the pages of it."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.delivery.wording import Wording
from bot.domain.plans import Meeting, carried
from bot.services.plans import DraftShown, PlanShown
from bot.texts import Mark, Speech, bold, channel, lines, person, when
from cogs.views.components import GREEN, RED, button, buttons, pager
from cogs.views.reading import BLUE, reading
from cogs.views.studies import skipped
from db.records import Book, Reason, Role, Session, SessionDraft, SessionState, Study, TurnState, Why

DRAFT_PAGE, PLAN_PAGE, POSTED, LOADS_SHOWN = 4, 6, 4, 40


def draft(shown: DraftShown, page: int, say: Speech) -> Wording:
    """The preview, to one organiser alone: every session, who carries it, and why that person."""
    sessions = shown.draft.sessions
    pages = _count(sessions, DRAFT_PAGE)
    page = min(max(page, 0), pages - 1)
    rows = [_drafted(session, shown.book, say) for session in sessions[page * DRAFT_PAGE : (page + 1) * DRAFT_PAGE]]
    text = lines(_summary(shown, say), skipped(shown.draft.skipped, say), "", *rows, "", _load(shown, say))
    embed = discord.Embed(
        title=say("Plan of “{name}”: a preview", name=shown.study.name), description=text, colour=BLUE
    )
    row = shown.draft.id
    return Wording(
        embeds=(embed,),
        view=buttons(
            *pager("draft.page", row, page, pages),
            button("draft.publish", row, say.label("Publish"), style=GREEN),
            button("draft.loads", row, say.label("Who carries what")),
            button("draft.fix", row, say.label("Set a presenter")),
            button("draft.discard", row, say.label("Discard"), style=RED),
        ),
    )


def _summary(shown: DraftShown, say: Speech) -> Mark:
    sessions = shown.draft.sessions
    open_ones = sum(1 for session in sessions if session.lead is None)
    first, last = when(sessions[0].starts_at, "D"), when(sessions[-1].starts_at, "D")
    whole = say.many(
        "{n} session, {first} to {last}", "{n} sessions, {first} to {last}", len(sessions), first=first, last=last
    )
    if not open_ones:
        return whole
    nobody = say.many("{n} of them has no presenter yet", "{n} of them have no presenter yet", open_ones)
    return lines(whole, bold(nobody))


def _drafted(session: SessionDraft, book: Book, say: Speech) -> Mark:
    head = say(
        "**{number}.** {day} · {reading}",
        number=session.number,
        day=when(session.starts_at, "D"),
        reading=reading(session.reading, book, say),
    )
    if session.lead is None:
        return lines(head, say("-# Nobody can take this one: it will be an open call."))
    presenters = (
        say("{lead} (backup {backup})", lead=person(session.lead), backup=person(session.backup))
        if session.backup is not None
        else say("{lead} (no backup)", lead=person(session.lead))
    )
    why = Mark(f"-# {reason(session.lead_reason, say)}") if session.lead_reason else None
    return lines(head, presenters, why)


def reason(of: Reason, say: Speech) -> Mark:
    """One sentence: why this person. The facts in it are those of the moment the plan was computed."""
    if of.why is Why.RESTED:
        return say.many("has rested longest ({n} session)", "has rested longest ({n} sessions)", of.sessions or 0)
    return {
        Why.FIXED: say("set by an organiser"),
        Why.WISHED: say("wished for this chapter"),
        Why.LEAST: say("has carried the least so far"),
        Why.EXPERIENCED: say("has presented before; the first sessions are kept for those who have"),
        Why.ONLY: say("the only one who can take this session"),
        Why.EVEN: say("keeps the pages even for everybody"),
        Why.STOOD_IN: say("stood in for somebody who could not"),
        Why.VOLUNTEERED: say("offered to take this session"),
        Why.SWAPPED: say("exchanged sessions with another presenter"),
    }[of.why]


def _load(shown: DraftShown, say: Speech) -> Mark:
    loads = carried(shown.draft.sessions, shown.draft.members).values()
    if not any(loads):
        return say.many("{n} member", "{n} members", len(shown.draft.members))
    return say("Pages carried: {most} at most, {least} at least", most=max(loads), least=min(loads))


def loads(shown: DraftShown, say: Speech) -> Wording:
    """How many pages and sessions each member leads, most first."""
    pages = carried(shown.draft.sessions, shown.draft.members)
    led = {user: sum(1 for session in shown.draft.sessions if session.lead == user) for user in pages}
    rows = [
        say.many(
            "{person} · {n} session, {pages} pages",
            "{person} · {n} sessions, {pages} pages",
            led[user],
            person=person(user),
            pages=pages[user],
        )
        for user in sorted(pages, key=lambda user: (-pages[user], user))[:LOADS_SHOWN]
    ]
    if len(pages) > LOADS_SHOWN:
        rows.append(say.many("… and {n} more", "… and {n} more", len(pages) - LOADS_SHOWN))
    return Wording(embeds=(discord.Embed(title=say("Who carries what"), description=lines(*rows), colour=BLUE),))


def published(study: Study, say: Speech) -> Wording:
    return Wording(
        content=lines(
            say(
                "Published. The plan is on its way to {channel}, and every reminder is set.",
                channel=channel(study.channel_id),
            ),
            say("Presenters hear from me a week and three days before."),
        )
    )


def draft_discarded(say: Speech) -> Wording:
    return Wording(
        content=say(
            "Discarded. Nothing was published; {command} computes a new one.", command=say.command("study start")
        )
    )


def posted(shown: PlanShown, say: Speech) -> Wording:
    """The plan in the study's channel, once: how it begins, and a button to the rest."""
    meetings, study = shown.plan.meetings, shown.plan.study
    first, last = when(meetings[0].session.starts_at, "D"), when(meetings[-1].session.starts_at, "D")
    more = len(meetings) - POSTED
    text = lines(
        say.many(
            "{n} session, {first} to {last}", "{n} sessions, {first} to {last}", len(meetings), first=first, last=last
        ),
        "",
        *[_meeting(meeting, shown.book, say) for meeting in meetings[:POSTED]],
        say.many("… and {n} more", "… and {n} more", more) if more > 0 else None,
    )
    embed = discord.Embed(title=say("📘 {name}: we have a plan", name=study.name), description=text, colour=BLUE)
    return Wording(
        embeds=(embed,),
        view=buttons(
            button("plan.show", study.id, say.label("Whole plan"), extra=0),
            button("turn.mine", study.id, say.label("My turns")),
        ),
    )


def plan(shown: PlanShown, page: int, say: Speech) -> Wording:
    """One page of the plan."""
    meetings, study = shown.plan.meetings, shown.plan.study
    pages = _count(meetings, PLAN_PAGE)
    page = min(max(page, 0), pages - 1)
    rows = [_meeting(meeting, shown.book, say) for meeting in meetings[page * PLAN_PAGE : (page + 1) * PLAN_PAGE]]
    embed = discord.Embed(title=say("Plan of “{name}”", name=study.name), description=lines(*rows), colour=BLUE)
    return Wording(embeds=(embed,), view=buttons(*pager("plan.page", study.id, page, pages)))


def page_of(shown: PlanShown, meeting: Meeting | None) -> int:
    """The page a session is on; the last one where all are over."""
    if meeting is None:
        return _count(shown.plan.meetings, PLAN_PAGE) - 1
    return (meeting.session.number - 1) // PLAN_PAGE


def _meeting(meeting: Meeting, book: Book, say: Speech) -> Mark:
    session = meeting.session
    head = say(
        "{sign}**{number}.** {day} · {reading}",
        sign=sign(session),
        number=session.number,
        day=when(session.starts_at, "D"),
        reading=reading(session.reading, book, say),
    )
    return lines(head, presenters(meeting, say))


def sign(session: Session) -> Mark:
    return Mark({SessionState.HELD: "✅ ", SessionState.CANCELLED: "✖️ "}.get(session.state, ""))


def presenters(meeting: Meeting, say: Speech) -> Mark:
    """Who presents, and who stands by."""
    lead, backup = meeting.presenter(Role.LEAD), meeting.presenter(Role.BACKUP)
    if lead is None and backup is None:
        return say("Nobody presents yet")
    if lead is None:
        return say("Nobody presents yet (backup {backup})", backup=person(backup.user_id if backup else 0))
    sure = Mark(" ✓") if lead.state in (TurnState.CONFIRMED, TurnState.DONE) else Mark("")
    if backup is None:
        return say("{lead}{sure} (no backup)", lead=person(lead.user_id), sure=sure)
    return say("{lead}{sure} (backup {backup})", lead=person(lead.user_id), sure=sure, backup=person(backup.user_id))


def _count(things: Sequence[object], size: int) -> int:
    return max(1, -(-len(things) // size))
