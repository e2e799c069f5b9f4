"""What happens around a session itself: people are excused, come, are corrected; slides and notes are given."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.sessions import edition
from db.records import Presence, UserId
from tests.semester.life import VOICE, Semester
from tests.semester.looks import begun, coming, members, some_session, somebody
from tests.situations import DANA


async def excuse(semester: Semester) -> None:
    if meeting := await some_session(semester):
        who = meeting.session.id, await somebody(semester)
        await semester.services.attendance.excuse(*who)
        semester.excused.add(who)
        semester.happened["somebody is excused"] += 1


async def come_after_all(semester: Semester) -> None:
    ahead = {meeting.session.id for meeting in await coming(semester)}
    if excuses := sorted(who for who in semester.excused if who[0] in ahead):
        who = semester.dice.choice(excuses)
        await semester.services.attendance.come_after_all(*who)
        semester.excused.discard(who)
        semester.happened["an excuse is taken back"] += 1


async def meet(semester: Semester) -> None:
    """The next session begins, and most of the members come: by the button, or into the voice channel."""
    ahead = await coming(semester)
    if not ahead:
        return
    session = ahead[0].session
    await semester.pass_time(
        session.starts_at - semester.clock.at + timedelta(minutes=semester.dice.randrange(-20, 30))
    )
    for member in await members(semester):
        await _come(semester, session.id, member)


async def _come(semester: Semester, session_id: int, member: UserId) -> None:
    attendance = semester.services.attendance
    match semester.dice.choice(("button", "voice", "voice", "seen", "nothing")):
        case "button":
            await attendance.here(session_id, member)
            semester.happened["somebody presses that they are here"] += 1
        case "voice":
            await attendance.came_in(VOICE, member)
            await attendance.went_out(VOICE, member)
            semester.happened["somebody is heard in the voice channel"] += 1
        case "seen":
            await attendance.found(session_id, [member])
            semester.happened["somebody is found in the room"] += 1


async def correct(semester: Semester) -> None:
    if over := await begun(semester):
        session = semester.dice.choice(over[-3:]).session
        who, presence = (session.id, await somebody(semester)), semester.dice.choice(tuple(Presence))
        await semester.services.attendance.correct(*who, presence)
        semester.ruled[who] = presence
        semester.happened["attendance is corrected"] += 1


async def hold(semester: Semester) -> None:
    if over := await begun(semester):
        await semester.services.sessions.hold(semester.dice.choice(over).session.id, DANA, organiser=True)
        semester.happened["a session was held"] += 1


async def give_materials(semester: Semester) -> None:
    """Slides of a session that met, or none; the presenter gives them mostly."""
    if over := await begun(semester):
        meeting = semester.dice.choice(over[-3:])
        lead = meeting.presenter()
        by = lead.user_id if lead else await somebody(semester)
        if semester.dice.random() < 0.3:
            await semester.services.sessions.no_materials(meeting.session.id, by, organiser=False)
            semester.happened["there are no materials"] += 1
        else:
            link = f"https://slides.example/{semester.dice.randrange(1000)}"
            await semester.services.sessions.add_materials(meeting.session.id, by, link, organiser=False)
            semester.happened["materials are given"] += 1


async def write_notes(semester: Semester) -> None:
    """Notes of two who write at once: the second does not overwrite the first."""
    if over := await begun(semester):
        session = semester.dice.choice(over[-3:]).session
        seen = edition(session.notes)
        words = f"what we learned, edition {semester.dice.randrange(10**6)}"
        first = await semester.services.sessions.write_notes(session.id, DANA, words, seen, organiser=True)
        second = await semester.services.sessions.write_notes(session.id, DANA, "mine", seen, organiser=True)
        assert (first.kept, second.kept) == (True, False)
        assert second.shown.meeting.session.notes == words
        semester.happened["notes are written"] += 1
