"""What each kind of notice is called where organisers read of it."""

from __future__ import annotations

from bot.domain.notices import Kind
from bot.texts import Mark, Speech


def kind_name(kind: Kind, say: Speech) -> Mark:
    """Two or three words; a test holds that every kind that people get has its own."""
    return (_of_turns(kind, say) or _of_sessions(kind, say) or _of_studies(kind, say)) or Mark(kind.value)


def _of_turns(kind: Kind, say: Speech) -> Mark | None:
    return {
        Kind.TURN_WEEK: say("reminder a week before"),
        Kind.TURN_DAYS: say("reminder three days before"),
        Kind.TURN_GIVEN: say("a turn given by an organiser"),
        Kind.TURN_TAKEN: say("a turn taken over"),
        Kind.PLEA: say("a call for help"),
        Kind.CALL_BACKUP: say("the backup is asked"),
        Kind.CALL_OPEN: say("a call for volunteers"),
        Kind.CALL_STAFF: say("a session without a presenter"),
        Kind.SWAP_OFFER: say("a swap is offered"),
        Kind.SWAP_ANSWER: say("a swap is answered"),
    }.get(kind)


def _of_sessions(kind: Kind, say: Speech) -> Mark | None:
    return {
        Kind.SESSION_DAY: say("the day before"),
        Kind.SESSION_SOON: say("ten minutes before"),
        Kind.SESSION_AFTER: say("after the session"),
        Kind.MATERIALS_ASKED: say("slides are asked for"),
        Kind.PICK: say("the exercises of a session"),
        Kind.PICK_MINE: say("an exercise to show"),
        Kind.HELP_QUIET: say("somebody is asked for help"),
        Kind.HELP_OPEN: say("somebody is stuck on an exercise"),
        Kind.HELP_FOUND: say("somebody can help"),
    }.get(kind)


def _of_studies(kind: Kind, say: Speech) -> Mark | None:
    return {
        Kind.STUDY_CARD: say("the study's card"),
        Kind.PLAN: say("the plan"),
        Kind.PLAN_CHANGED: say("a change of the plan"),
        Kind.CHANGE_MINE: say("a change of one's turns"),
        Kind.DIGEST: say("the weekly digest"),
        Kind.DIGEST_STAFF: say("the organisers' digest"),
        Kind.DIGEST_MINE: say("a member's own digest"),
        Kind.STUDY_PAUSED: say("the study rests"),
        Kind.STUDY_DONE: say("the thanks at the end"),
        Kind.SEAT_UP: say("a seat came free"),
        Kind.SEAT_LATE: say("somebody joined late"),
        Kind.SEAT_LEFT: say("somebody left"),
        Kind.SEAT_GONE: say("somebody is not on the server any more"),
        Kind.EVENT_BARRED: say("events cannot be made"),
        Kind.THREAD_BARRED: say("threads cannot be made"),
        Kind.CHANNEL_GONE: say("a channel was deleted"),
        Kind.SETUP_GONE: say("a channel or role of the server was deleted"),
        Kind.BACK_AGAIN: say("Naru is back"),
    }.get(kind)
